"""Who is a member, a former one or wished for as one; and the list of organisations narrowed by what they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.organisations import standing
from brobygger.organisations.models import Organisation
from tests.factories import (
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    TargetGroupFactory,
    ThemeFactory,
)

LIST = "/testby/kontor/organisationer/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def five(centre, today):
    """One of each standing; and one that was a member and is wished for again."""
    rows = {name: OrganisationFactory.create(name=name) for name in ("Medlem", "Tidligere", "Mulig", "Mulig igen", "Ingen af delene")}
    long_ago, lately = today - timedelta(days=900), today - timedelta(days=30)
    MembershipFactory.create(organisation=rows["Medlem"], starts_on=long_ago)
    for name in ("Tidligere", "Mulig igen"):
        MembershipFactory.create(organisation=rows[name], starts_on=long_ago, ends_on=today - timedelta(days=1))
    Organisation.objects.filter(name__in=["Mulig", "Mulig igen"]).update(prospect_since=lately)
    Organisation.objects.filter(name__in=["Medlem", "Tidligere"]).update(prospect_since=long_ago)  # the wish came true with the membership
    return rows


def names(answer):
    return [name for _key, name, *_more in answer.context["page"]]


@pytest.mark.parametrize(("only", "found"), [
    ("medlemmer", ["Medlem"]), ("ikke", ["Ingen af delene", "Mulig", "Mulig igen", "Tidligere"]), ("tidligere", ["Mulig igen", "Tidligere"]), ("mulige", ["Mulig", "Mulig igen"]),
])
def test_the_list_is_narrowed_by_standing(client_of, bo, five, only, found):
    assert names(client_of(bo).get(LIST, {"kun": only})) == found


def test_the_list_says_how_each_stands(client_of, bo, five):
    said = {link.partition(">")[2].removesuffix("</a>"): member_as for link, _also, _sector, member_as, *_rest in client_of(bo).get(LIST).context["lines"]}
    former, possible = '<span class="quiet">tidligere medlem</span>', '<span class="quiet">muligt medlem</span>'
    assert said == {"Medlem": five["Medlem"].memberships.get().type.name, "Tidligere": former, "Mulig": possible, "Mulig igen": possible, "Ingen af delene": ""}
    assert "muligt medlem" in client_of(bo).get(f"{LIST}{five['Mulig'].pk}/").content.decode()


def test_a_wish_is_written_down_once_taken_back_and_spent_by_a_membership(client_of, bo, centre, today):
    row = OrganisationFactory.create()
    page = f"{LIST}{row.pk}/muligt-medlem/"
    for _twice in range(2):
        client_of(bo).post(page, {"wish": "1"})
    row.refresh_from_db()
    assert (row.prospect_since, Change.objects.filter(verb="edited").count()) == (today, 1)
    client_of(bo).post(page)
    row.refresh_from_db()
    assert row.prospect_since is None
    client_of(bo).post(page, {"wish": "1"})
    client_of(bo).post(f"{LIST}{row.pk}/medlem/", {"type": MembershipTypeFactory.create().pk, "starts_on": today.isoformat()})
    assert [list(of(Organisation.objects.all(), today)) for of in (standing.members, standing.prospects)] == [[row], []]


def test_a_membership_to_come_makes_no_member_and_ends_no_wish_before_it(client_of, bo, centre, today):
    row = OrganisationFactory.create(prospect_since=today)
    MembershipFactory.create(organisation=row, starts_on=today + timedelta(days=9))
    assert [list(of(Organisation.objects.all(), today)) for of in (standing.members, standing.former, standing.prospects)] == [[], [], []]
    assert standing.stands(row, row.memberships.all(), today).standing is None


def test_the_list_is_narrowed_by_what_they_are(client_of, bo, centre, today):
    right, wrong = OrganisationFactory.create(name="Rigtig", member_count=20, legal_form="informal", locality=LocalityFactory.create()), OrganisationFactory.create(name="Forkert", member_count=9)
    theme, group = ThemeFactory.create(), TargetGroupFactory.create()
    right.themes.add(theme)
    right.target_groups.add(group)
    kind = MembershipFactory.create(organisation=right).type
    MembershipFactory.create(organisation=wrong, type=kind, starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=2))
    asked = {"tema": theme.pk, "gruppe": group.pk, "sted": right.locality_id, "slags": kind.pk, "stoerrelse": "10-49", "form": "informal"}
    browser = client_of(bo)
    for name, value in asked.items():
        assert names(browser.get(LIST, {name: value})) == ["Rigtig"], name
    assert names(browser.get(LIST, asked)) == ["Rigtig"]
    assert names(browser.get(LIST, {"tema": "ingen", "gruppe": "ingen", "sted": "ingen"})) == ["Forkert"]
    assert len(browser.get(LIST, {**asked, "format": "csv"}).content.decode("utf-8-sig").splitlines()) == 2
    assert names(browser.get(LIST, {"form": "hvad", "stoerrelse": "x", "slags": "ingen"})) == ["Forkert", "Rigtig"]


def test_the_desk_sees_how_they_stand_and_does_not_set_it(client_of, carla, five):
    answer = client_of(carla).get(f"{LIST}{five['Mulig'].pk}/")
    assert ("muligt medlem" in answer.content.decode(), "Markér som" in answer.content.decode()) == (True, False)
