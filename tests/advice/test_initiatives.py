"""Initiatives followed: who carries them, what is next, and a word to the office when they have been quiet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.advice.models import Carrier, Initiative
from brobygger.core.coming import what_comes
from brobygger.people.models import Person
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period, add_months
from tests.factories import (
    CarrierFactory,
    ConsultationFactory,
    EventFactory,
    InitiativeFactory,
    KindFactory,
    LocalityFactory,
    PersonFactory,
    RegistrationFactory,
    TargetGroupFactory,
    ThemeFactory,
)

OFFICE, TODAY = "/testby/kontor/sparring/initiativer/", timezone.localdate()
MONTHS_AGO = add_months(TODAY, -4)


def on_start(browser):
    return [(task.text, task.due_on) for task in browser.get("/testby/kontor/").context["tasks"] if "/initiativer/" in task.url]


def test_what_ended_comes_a_page_at_a_time_and_what_goes_on_stands_whole(client_of, bo, centre, monkeypatch):
    monkeypatch.setattr("brobygger.advice.views.initiatives.ENDED", 2)
    for number in range(5):
        InitiativeFactory.create(name=f"Gammel {number}", begun_on=MONTHS_AGO + timedelta(days=number), ended_on=TODAY if number < 3 else None)
    browser = client_of(bo)
    first, second = browser.get(OFFICE).content.decode(), browser.get(f"{OFFICE}?side=2").content.decode()
    assert [number for number in range(5) if f"Gammel {number}" in first] == [1, 2, 3, 4]
    assert [number for number in range(5) if f"Gammel {number}" in second] == [0, 3, 4]
    assert first.count("(3)") == 1
    assert b"Gammel 0" in browser.get(f"{OFFICE}?format=csv").content


class TestWhoCarriesIt:
    def test_somebody_new_and_somebody_known_are_written_down_and_taken_off(self, client_of, bo, centre):
        row, known, browser = InitiativeFactory.create(), PersonFactory.create(name="Inge Holm"), client_of(bo)
        here = f"{OFFICE}{row.pk}/"
        browser.post(here, {"act": "carry", "name": "Poul Friborg", "mail": "poul@x.dk", "phone": "11 22 33 44", "part": "laver kaffen"})
        browser.post(here, {"act": "carry", "known": known.pk})
        assert [(str(each), each.part) for each in row.carriers.all()] == [("Inge Holm", ""), ("Poul Friborg", "laver kaffen")]
        page = browser.get(here).content.decode()
        assert "mailto:poul@x.dk" in page
        browser.post(here, {"act": "let_go", "carrier": row.carriers.get(person=known).pk})
        assert (row.carriers.count(), Person.objects.count()) == (1, 2)

    def test_twice_is_refused_and_what_was_typed_stays(self, client_of, bo, centre):
        carrier = CarrierFactory.create()
        answer = client_of(bo).post(f"{OFFICE}{carrier.initiative_id}/", {"act": "carry", "known": carrier.person_id, "part": "nøglen"})
        assert (answer.status_code, list(answer.context["form"].errors), answer.context["form"]["part"].value()) == (422, ["known"], "nøglen")
        assert Carrier.objects.count() == 1

    @pytest.mark.parametrize(("typed", "field"), [({}, "name"), ({"name": "010190-1234"}, "name"), ({"name": "Inge", "mail": "ingen"}, "mail")])
    def test_what_cannot_be_is_said_and_nobody_is_made(self, client_of, bo, centre, typed, field):
        answer = client_of(bo).post(f"{OFFICE}{InitiativeFactory.create().pk}/", {"act": "carry", **typed})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert not Person.objects.exists()

    def test_another_initiatives_carrier_is_not_taken_off_here(self, client_of, bo, centre):
        carrier = CarrierFactory.create()
        assert client_of(bo).post(f"{OFFICE}{InitiativeFactory.create().pk}/", {"act": "let_go", "carrier": carrier.pk}).status_code == 404
        assert Carrier.objects.count() == 1


class TestNextStep:
    def test_it_stands_with_its_owner_and_in_the_calendar_until_it_is_done(self, client_of, bo, astrid, centre):
        row = InitiativeFactory.create(next_step="Finde et lokale", next_on=TODAY + timedelta(days=3), next_owner=bo)
        browser = client_of(bo)
        assert on_start(browser) == [("Finde et lokale", TODAY + timedelta(days=3))]
        assert on_start(client_of(astrid)) == []
        access = browser.get("/testby/kontor/").wsgi_request.access
        assert [each.text for each in what_comes(access, TODAY, TODAY + timedelta(days=7))] == ["Finde et lokale"]
        browser.post(f"{OFFICE}{row.pk}/", {"act": "done"})
        row.refresh_from_db()
        assert (row.next_done_on, on_start(browser)) == (TODAY, [])

    def test_another_step_is_open_again_and_a_day_needs_a_step(self, client_of, bo, centre):
        row = InitiativeFactory.create(next_step="Ringe", next_done_on=TODAY)
        browser, typed = client_of(bo), {"name": row.name, "begun_on": TODAY.isoformat(), "version": row.version}
        assert browser.post(f"{OFFICE}{row.pk}/ret/", {**typed, "next_on": TODAY.isoformat()}).status_code == 422
        assert browser.post(f"{OFFICE}{row.pk}/ret/", {**typed, "next_step": "Skrive"}).status_code == 302
        row.refresh_from_db()
        assert (row.next_step, row.next_done_on) == ("Skrive", None)


class TestQuiet:
    @pytest.mark.parametrize(
        ("row", "asked"),
        [
            ({}, True), ({"quiet_months": None}, False), ({"quiet_months": 6}, False), ({"heard_on": TODAY}, False), ({"ended_on": TODAY}, False), ({"started_on": TODAY}, False),
            ({"next_step": "Ringe"}, False), ({"next_step": "Ringe", "next_done_on": MONTHS_AGO}, True), ({"next_step": "Ringe", "next_done_on": TODAY}, False),
        ],
    )
    def test_after_its_months_without_a_sign_of_life_it_is_on_the_start_page(self, client_of, bo, centre, row, asked):
        InitiativeFactory.create(name="Strikkecafé", begun_on=MONTHS_AGO, **row)
        assert [text for text, _day in on_start(client_of(bo)) if "Strikkecafé" in text] == (["Hør, hvordan det går med »Strikkecafé«"] if asked else [])

    @pytest.mark.parametrize(("work", "asked"), [({}, False), ({"draft": True}, True), ({"state": "cancelled", "reason": "syg"}, True), ({"state": "planned"}, True)])
    def test_a_talk_that_was_held_is_a_sign_of_life(self, client_of, bo, centre, work, asked):
        row = InitiativeFactory.create(begun_on=MONTHS_AGO)
        ConsultationFactory.create(initiative=row, registration=RegistrationFactory.create(kind=KindFactory.create(base="consultation"), tool="advice", done_on=TODAY, **work))
        assert ([each.pk for each in Initiative.objects.quiet(TODAY)] == [row.pk]) is asked

    def test_one_press_says_they_were_heard_from(self, client_of, bo, centre):
        row = InitiativeFactory.create(begun_on=MONTHS_AGO)
        browser = client_of(bo)
        browser.post(f"{OFFICE}{row.pk}/", {"act": "heard"})
        assert on_start(browser) == []

    def test_the_longest_quiet_come_first_and_the_rest_are_counted(self, client_of, bo, centre):
        for number in range(7):
            InitiativeFactory.create(begun_on=add_months(TODAY, -4 - number), name=f"Nummer {number}")
        found = [text for text, _day in on_start(client_of(bo))]
        assert (len(found), "Nummer 6" in found[0], "2 flere" in found[5]) == (6, True, True)


class TestWhereItComesFrom:
    def test_it_begins_on_the_events_page_with_what_the_event_knows(self, client_of, bo, centre):
        theme, place, group = ThemeFactory.create(), LocalityFactory.create(), TargetGroupFactory.create()
        event = EventFactory.create(starts_at=timezone.now() - timedelta(days=5), ends_at=timezone.now() - timedelta(days=5, hours=-2), registration__theme=theme, registration__locality=place, registration__target_group=group, registration__state="held", registration__done_on=TODAY - timedelta(days=5))
        browser, here = client_of(bo), f"/testby/kontor/arrangementer/{event.pk}/"
        assert f"{OFFICE}nyt/?af={event.pk}" in browser.get(here).content.decode()
        form = browser.get(f"{OFFICE}nyt/?af={event.pk}").context["form"]
        assert [form[name].value() for name in ("theme", "locality", "target_group")] == [theme.pk, place.pk, group.pk]
        browser.post(f"{OFFICE}nyt/?af={event.pk}", {"name": "Strikkecafé", "begun_on": TODAY.isoformat(), "theme": theme.pk})
        row = Initiative.objects.get()
        page = browser.get(here).content.decode()
        assert f"{OFFICE}{row.pk}/" in page
        assert "Strikkecafé" in page

    def test_it_counts_by_theme_place_and_whom_it_is_for(self, centre):
        theme, place, group = ThemeFactory.create(), LocalityFactory.create(), TargetGroupFactory.create()
        InitiativeFactory.create(started_on=TODAY, theme=theme, locality=place, target_group=group)
        InitiativeFactory.create(started_on=TODAY, theme=ThemeFactory.create())

        def counted(**narrow):
            demand = Demand("communities_started", Period(TODAY, TODAY), tuple((key, (value,)) for key, value in narrow.items()))
            return count([demand])[demand]

        assert [counted(), counted(theme=theme.pk), counted(locality=place.pk), counted(target_group=group.pk), counted(theme=theme.pk, place=place.pk)] == [2, 1, 1, 1, 1]


@pytest.mark.parametrize("n", [1, 3])
def test_list_and_page_ask_as_often_however_many_there_are(client_of, bo, centre, n, django_assert_num_queries):
    for _each in range(n):
        row = InitiativeFactory.create(theme=ThemeFactory.create(), grown_from=RegistrationFactory.create(), next_owner=bo)
        for _person in range(n):
            CarrierFactory.create(initiative=row)
    browser = client_of(bo)
    browser.get(OFFICE)
    with django_assert_num_queries(14):
        browser.get(OFFICE)
    with django_assert_num_queries(13):
        browser.get(f"{OFFICE}{row.pk}/")
