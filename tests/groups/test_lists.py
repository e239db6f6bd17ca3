"""Lists of themes: one waits where no group is yet; when there are enough one is started and all are asked."""

import pytest
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.groups import lists, seats
from brobygger.groups.models import Participant
from brobygger.groups.seats import Asking, Twice
from tests.factories import GroupFactory, ParticipantFactory, ThemeFactory, TypeRuleFactory

NOW, TODAY = timezone.now(), timezone.localdate()


@pytest.fixture
def grief(centre):
    return ThemeFactory.create(name="Sorg")


def wait(theme, centre, name, type_="self_help", mail=True):
    asking = Asking(name=name, mail=f"{name.lower()}@example.org" if mail else "", phone="" if mail else "12345678")
    return seats.join(asking, theme=theme, type_=type_, centre=centre, now=NOW)


def test_the_list_of_a_theme_says_when_there_are_enough(centre, grief):
    for name in ("Anna", "Bent", "Cita", "Dan"):
        wait(grief, centre, name)
    wait(grief, centre, "Eva", "interest")
    found = {(each.name, each.type): (each.n, each.enough, each.is_enough) for each in lists.waiting_lists()}
    assert found == {("Sorg", "self_help"): (4, 5, False), ("Sorg", "interest"): (1, 5, False)}
    TypeRuleFactory.create(type="self_help", enough=4)
    assert [each.type for each in lists.waiting_lists() if each.is_enough] == ["self_help"]
    with pytest.raises(Twice):
        wait(grief, centre, "Anna")


def test_a_group_started_from_a_list_asks_all_on_it_and_each_says_yes_or_waits_on(centre, bo, grief):
    people = {name: wait(grief, centre, name, mail=name != "Dan") for name in ("Anna", "Bent", "Cita", "Dan")}
    wait(grief, centre, "Eva", "interest")
    group, n = lists.start_from_list(grief, "self_help", title="Når man har mistet", centre=centre, by=bo, now=NOW)
    assert (n, group.state, group.published_at, group.first_talk) == (4, "gathering", None, True)
    assert {str(each.state) for each in group.participants.all()} == {"asked"}
    assert OutgoingMail.objects.filter(subject="Der er en gruppe på vej").count() == 3  # Dan left a telephone number
    for row in people.values():
        row.refresh_from_db()
    seats.answer(people["Anna"], wants=True, centre=centre, now=NOW)
    seats.answer(people["Bent"], wants=False, centre=centre, now=NOW)
    seats.leave(people["Cita"], centre=centre, now=NOW)
    assert {each.name: str(each.state) for each in group.participants.all()} == {"Anna": "waiting", "Cita": "left", "Dan": "asked"}
    assert [each.name for each in Participant.objects.on_themes().filter(type="self_help")] == ["Bent"]


def test_who_has_waited_longest_stands_first_however_late_the_answer(centre, bo, grief):
    first, second = (wait(grief, centre, name) for name in ("Anna", "Bent"))
    group, _n = lists.start_from_list(grief, "self_help", title="Når man har mistet", centre=centre, by=bo, now=NOW)
    for row in (second, first):
        row.refresh_from_db()
        seats.answer(row, wants=True, centre=centre, now=NOW)
    assert [each.name for each in group.participants.waiting()] == ["Anna", "Bent"]


def test_one_who_says_no_and_stands_on_the_list_again_already_is_not_there_twice(centre, bo, grief):
    anna = wait(grief, centre, "Anna")
    lists.start_from_list(grief, "self_help", title="En", centre=centre, by=bo, now=NOW)
    wait(grief, centre, "Anna")
    anna.refresh_from_db()
    seats.answer(anna, wants=False, centre=centre, now=NOW)
    assert Participant.objects.on_themes().filter(mail="anna@example.org").count() == 1


def test_a_group_that_is_there_can_ask_those_who_wait_too(client_of, bo, centre, grief):
    group = GroupFactory.create(theme=grief, type="self_help")
    wait(grief, centre, "Anna")
    ParticipantFactory.create(group=group, mail="bent@example.org")
    wait(grief, centre, "Bent")  # he stands on the group's own list already
    client_of(bo).post(f"{group.get_absolute_url()}deltagere/", {"act": "ask"})
    assert [each.name for each in group.participants.filter(state="asked")] == ["Anna"]


class TestManyPeople:
    """Lists are read a page at a time; how many there are of each, and one's place in the queue, go on across the pages."""

    def test_a_group_s(self, client_of, bo, centre, django_assert_num_queries):
        group = GroupFactory.create()
        for n in range(3):
            ParticipantFactory.create(group=group, name=f"Plads {n}", state="seated", seated_on=TODAY, forget_on=None)
        for n in range(70):
            ParticipantFactory.create(group=group, name=f"Venter {n + 1}")
        browser, url = client_of(bo), f"{group.get_absolute_url()}deltagere/"
        first, second = browser.get(url), browser.get(f"{url}?side=2")
        assert [(state, len(rows), n, before) for state, rows, n, before in first.context["parts"]] == [("seated", 3, 3, 0), ("waiting", 57, 70, 0)]
        assert [(state, len(rows), n, before) for state, rows, n, before in second.context["parts"]] == [("waiting", 13, 70, 57)]
        text = second.content.decode()
        assert ("58.</span> <a" in text, "Venter 58<" in text, "(70)" in text, "Plads 1<" in text) == (True, True, True, False)
        with django_assert_num_queries(16):
            browser.get(url)

    def test_a_theme_s(self, client_of, bo, centre):
        theme = ThemeFactory.create()
        for type_, many in (("self_help", 61), ("interest", 2)):
            for _each in range(many):
                ParticipantFactory.create(group=None, theme=theme, type=type_)
        browser, url = client_of(bo), f"/testby/kontor/grupper/ventelister/{theme.pk}/"
        assert [(len(rows), n, before) for _label, rows, n, before in browser.get(url).context["parts"]] == [(60, 61, 0)]
        assert [(len(rows), n, before) for _label, rows, n, before in browser.get(f"{url}?side=2").context["parts"]] == [(1, 61, 60), (2, 2, 0)]

    def test_nobody(self, client_of, bo, centre):
        assert "Ingen" in client_of(bo).get(f"{GroupFactory.create().get_absolute_url()}deltagere/").content.decode()
