"""The diversity of the membership: as it was on each new year, in figures that open the members behind them."""

from datetime import date, timedelta
from html import unescape
from re import findall

import pytest
from django.utils import timezone

from brobygger.organisations import diversity
from tests.factories import (
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    PersonFactory,
    TargetGroupFactory,
    ThemeFactory,
)

PAGE = "/testby/kontor/medlemmer/mangfoldighed/"


@pytest.fixture
def years():
    """The new years that are told of, the first to the last."""
    return [date(timezone.localdate().year - back, 1, 1) for back in (4, 3, 2, 1, 0)]


def figures(answer, name):
    return {line.label: line.counts for part in answer.context["found"].parts if part.name == name for line in part.lines}


@pytest.fixture
def members(centre, years):
    """One from before all, one that changed type and moved, one that left, one personal; with themes, target groups and sizes."""
    korsoer, dalmose = LocalityFactory.create(name="Korsør", latitude="55.33", longitude="11.14"), LocalityFactory.create(name="Dalmose")
    small, large = MembershipTypeFactory.create(name="Lille"), MembershipTypeFactory.create(name="Stor")
    first, second, third = (OrganisationFactory.create(name=name, member_count=n) for name, n in (("Naboerne", 12), ("Koret", 300), ("Haven", None)))
    arts, health = ThemeFactory.create(name="Kunst"), ThemeFactory.create(name="Sundhed")
    first.themes.set([arts, health])
    second.themes.set([arts])
    first.target_groups.set([TargetGroupFactory.create(name="Ældre")])
    MembershipFactory.create(organisation=first, type=small, locality=korsoer, starts_on=date(2000, 1, 1))
    MembershipFactory.create(organisation=second, type=small, locality=korsoer, starts_on=years[1], ends_on=years[3] - timedelta(days=1))
    MembershipFactory.create(organisation=second, type=large, locality=dalmose, starts_on=years[3])
    MembershipFactory.create(organisation=third, type=small, locality=None, starts_on=years[0], ends_on=years[1])
    MembershipFactory.create(organisation=None, person=PersonFactory.create(name="Ruth"), type=large, locality=korsoer, starts_on=years[4])


def test_each_figure_is_as_it_was_on_the_day(client_of, bo, members):
    answer = client_of(bo).get(PAGE)
    found = answer.context["found"]
    last = [3] if len(found.days) == 6 else []
    assert found.members.counts == [2, 3, 2, 2, 3, *last]
    assert figures(answer, "slags") == {"Lille": [2, 3, 2, 1, 1, *([1] if last else [])], "Stor": [0, 0, 0, 1, 2, *([2] if last else [])]}
    assert figures(answer, "sted") == {
        "Korsør": [1, 2, 2, 1, 2, *([2] if last else [])], "Dalmose": [0, 0, 0, 1, 1, *([1] if last else [])], "intet lokalområde": [1, 1, 0, 0, 0, *([0] if last else [])],
    }
    assert figures(answer, "tema") == {
        "Kunst": [1, 2, 2, 2, 2, *([2] if last else [])], "Sundhed": [1, 1, 1, 1, 1, *([1] if last else [])], "intet tema": [1, 1, 0, 0, 0, *([0] if last else [])],
    }
    assert figures(answer, "stoerrelse")["200 eller flere"][:5] == [0, 1, 1, 1, 1]
    assert [(part.name, counts[:5]) for part, counts, _most in answer.context["different"] if part.name == "sted"] == [("sted", [1, 1, 1, 2, 2])]
    assert [dot.spot.name for dot in answer.context["map"].dots] == ["Korsør"]


def test_every_figure_opens_as_many_members_as_it_says(client_of, bo, members):
    browser = client_of(bo)
    links = findall(r'href="(/testby/kontor/medlemmer/\?[^"]+)">(\d+)', browser.get(PAGE).content.decode())
    assert len(links) > 30
    for address, said in links:
        assert browser.get(unescape(address)).context["page"].paginator.count == int(said), address


def test_what_was_narrowed_is_said_and_can_be_left(client_of, bo, members):
    answer = client_of(bo).get("/testby/kontor/medlemmer/", {"stoerrelse": "1-9"})
    assert "Ingen medlemmer passer til filtrene på den dag." in answer.content.decode()
    assert client_of(bo).get("/testby/kontor/medlemmer/", {"tema": "ingen", "sted": "x", "slags": "9" * 30, "stoerrelse": "mange"}).status_code == 200


def test_it_leaves_as_a_file_and_an_empty_centre_is_invited(client_of, bo, centre, members):
    lines = client_of(bo).get(PAGE, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Tal;Hvad;01.01.")
    assert lines[1].startswith("Medlemmer;alle;2;3;2;2;3")
    assert client_of(bo).get(PAGE, {"format": "pdf"}).status_code == 404


def test_an_empty_centre_is_invited(client_of, bo, centre):
    assert "Her ser du" in client_of(bo).get(PAGE).content.decode()


def test_on_new_years_day_today_is_not_told_twice():
    assert diversity.days_until(date(2026, 1, 1)) == [date(year, 1, 1) for year in range(2022, 2027)]
    assert diversity.days_until(date(2026, 1, 2))[-2:] == [date(2026, 1, 1), date(2026, 1, 2)]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_number_of_questions(client_of, bo, centre, rows, django_assert_num_queries):
    for _number in range(rows):
        row = OrganisationFactory.create(member_count=20)
        row.themes.add(ThemeFactory.create())
        row.target_groups.add(TargetGroupFactory.create())
        MembershipFactory.create(organisation=row, locality=LocalityFactory.create())
    browser = client_of(bo)
    browser.get(PAGE)
    with django_assert_num_queries(17):
        browser.get(PAGE)
