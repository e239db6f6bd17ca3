"""Planning, moving, cancelling and copying; and series: one, those that follow, all."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.recurrence import Rule
from brobygger.core.times import local, moment
from brobygger.events import actions, confirmations, series, signing_up
from brobygger.events.models import Event, Series, SignUp, SignUpList
from brobygger.events.signing_up import Asking
from brobygger.journal.models import Registration
from tests.factories import (
    EventFactory,
    KindFactory,
    OrganisationFactory,
    QuestionFactory,
    RegistrationFactory,
    SignUpListFactory,
)

NOW = timezone.now()
SOON = timezone.localdate() + timedelta(days=10)


def at(day, hour, minute=0):
    return moment(day, time(hour, minute))


def planned(by, day=SOON, hour=17, **more):
    row = Event(starts_at=at(day, hour), ends_at=at(day, hour + 2), place="Salen", text="Kom og vær med")
    return actions.plan(row, Registration(title="Kursus i velkomst", kind=KindFactory.create(base="course")), takes_signups=True, by=by, now=NOW, **more)


def fresh(event):
    return Event.objects.listed().get(pk=event.pk)


def with_guest(event, centre, name="Anna"):
    actions.publish(event, by=None, now=NOW)
    signing_up.sign_up([event.signup_list], Asking(name=name, mail=f"{name.lower()}@example.org"), now=NOW)
    confirmations.write_due(centre=centre, now=NOW)


def subjects():
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))


def test_a_planned_event_is_a_draft_and_counts_nowhere_yet(centre, bo):
    sind = OrganisationFactory.create(name="SIND")
    event = fresh(planned(bo, co_hosts=[sind.pk], capacity=12))
    row = event.registration
    assert (row.state, row.done_on, row.tool, row.minutes, event.published_at) == ("planned", SOON, "event", 120, None)
    assert (event.signup_list.capacity, list(row.co_hosts.all())) == (12, [sind])
    assert row.get_absolute_url() == f"/testby/kontor/arrangementer/{event.pk}/"


def test_an_event_written_down_afterwards_was_held(centre, bo):
    assert fresh(planned(bo, day=timezone.localdate() - timedelta(days=3))).is_held


def test_work_that_is_registered_can_become_an_event_and_keeps_its_number(centre, bo):
    row = RegistrationFactory.create(title="Café", done_on=SOON, state="planned", persons=None)
    event = actions.plan(Event(starts_at=at(SOON, 10), ends_at=at(SOON, 12)), row, by=bo, now=NOW)
    assert (event.pk, Registration.objects.count()) == (row.pk, 1)
    with pytest.raises(ValidationError):
        actions.plan(Event(starts_at=at(SOON, 10), ends_at=at(SOON, 12)), Registration.objects.get(pk=row.pk), by=bo, now=NOW)


def test_a_public_event_is_moved_for_a_reason_and_everybody_is_told_once(centre, bo):
    event = planned(bo)
    with_guest(event, centre)
    later = SOON + timedelta(days=7)
    with pytest.raises(ValidationError):
        actions.move(event, starts_at=at(later, 17), ends_at=at(later, 19), reason="", centre=centre, by=bo, now=NOW)
    actions.move(event, starts_at=at(later, 17), ends_at=at(later, 19), reason="Oplægsholderen er syg", centre=centre, by=bo, now=NOW)
    actions.move(event, starts_at=at(later, 17), ends_at=at(later, 19), reason="Oplægsholderen er syg", centre=centre, by=bo, now=NOW)
    row = fresh(event).registration
    assert (row.state, row.moved_from, row.done_on, row.reason) == ("moved", SOON, later, "Oplægsholderen er syg")
    assert subjects() == ["Du er tilmeldt: Kursus i velkomst", "Flyttet: Kursus i velkomst"]
    told = OutgoingMail.objects.latest("pk")
    assert "Oplægsholderen er syg" in told.text
    assert "SEQUENCE:1" in told.calendar


def test_another_time_on_the_same_day_is_told_but_is_no_other_day(centre, bo):
    event = planned(bo)
    with_guest(event, centre)
    actions.move(event, starts_at=at(SOON, 18), ends_at=at(SOON, 20), reason="", centre=centre, by=bo, now=NOW)
    assert (fresh(event).registration.state, len(subjects())) == ("planned", 2)


def test_it_is_cancelled_for_a_reason_told_once_and_can_be_taken_up_again(centre, bo):
    event = planned(bo)
    with_guest(event, centre)
    with pytest.raises(ValidationError):
        actions.cancel(event, reason="", centre=centre, by=bo, now=NOW)
    for _time in range(2):
        actions.cancel(event, reason="For få tilmeldte", centre=centre, by=bo, now=NOW)
    assert fresh(event).is_cancelled
    assert subjects()[1:] == ["Aflyst: Kursus i velkomst"]
    assert "STATUS:CANCELLED" in OutgoingMail.objects.latest("pk").calendar
    actions.reinstate(event, centre=centre, by=bo, now=NOW)
    assert (fresh(event).registration.state, fresh(event).registration.reason) == ("planned", "")
    assert subjects()[2:] == ["Det bliver til noget alligevel: Kursus i velkomst"]


def test_what_is_cancelled_or_held_is_not_moved(centre, bo):
    held = planned(bo, day=timezone.localdate() - timedelta(days=3))
    with pytest.raises(ValidationError):
        actions.move(held, starts_at=at(SOON, 17), ends_at=at(SOON, 19), reason="x", centre=centre, by=bo, now=NOW)
    event = planned(bo)
    actions.cancel(event, reason="x", centre=centre, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.move(event, starts_at=at(SOON, 18), ends_at=at(SOON, 19), reason="x", centre=centre, by=bo, now=NOW)


def test_a_copy_has_texts_and_questions_but_no_people(centre, bo):
    event = planned(bo, capacity=9)
    QuestionFactory.create(signup_list=event.signup_list, text="Mad?")
    with_guest(event, centre)
    copy = fresh(actions.copy(event, starts_at=at(SOON, 9), ends_at=at(SOON, 11), by=bo, now=NOW))
    assert (copy.text, copy.place, copy.registration.title, copy.published_at) == ("Kom og vær med", "Salen", "Kursus i velkomst", None)
    assert (copy.signup_list.capacity, [each.text for each in copy.signup_list.questions.all()], copy.signup_list.signups.count()) == (9, ["Mad?"], 0)
    assert copy.key != event.key


def test_only_a_draft_that_nobody_knows_is_deleted(centre, bo):
    event = planned(bo)
    actions.delete(event, by=bo, now=NOW)
    assert (Event.objects.count(), Registration.objects.count(), SignUpList.objects.count()) == (0, 0, 0)
    known = planned(bo)
    with_guest(known, centre)
    for act in (lambda: actions.delete(known, by=bo, now=NOW), lambda: actions.unpublish(known, by=bo, now=NOW)):
        with pytest.raises(ValidationError):
            act()


class TestSeries:
    def test_the_same_time_of_day_on_both_sides_of_the_clock_change(self, centre, bo):
        event = planned(bo, day=date(2027, 3, 21), hour=10)
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        rows = list(Event.objects.all())
        assert [local(each.starts_at).replace(tzinfo=None) for each in rows] == [datetime(2027, 3, day, 10) for day in (21, 28)] + [datetime(2027, 4, 4, 10)]
        assert [each.starts_at.utcoffset() for each in rows] == [timedelta(0)] * 3
        assert len({each.signup_list_id for each in rows}) == 3

    def test_an_hour_that_does_not_exist_stops_it_with_a_sentence(self, centre, bo):
        event = planned(bo, day=date(2027, 3, 27), hour=0)
        actions.move(event, starts_at=at(date(2027, 3, 27), 2, 30), ends_at=at(date(2027, 3, 27), 4), reason="", centre=centre, by=bo, now=NOW)
        with pytest.raises(ValidationError, match=r"02\.30"):
            series.repeat(fresh(event), Rule("daily", times=3), by=bo, now=NOW)

    def test_one_signs_up_once_for_the_whole(self, centre, bo):
        event = planned(bo, capacity=5)
        series.repeat(event, Rule("weekly", times=3), whole=True, by=bo, now=NOW)
        series.publish(fresh(event), series.ALL, by=bo, now=NOW)
        signing_up.sign_up([event.signup_list], Asking(name="Anna", mail="anna@example.org"), now=NOW)
        confirmations.write_due(centre=centre, now=NOW)
        assert (Event.objects.filter(signup_list=event.signup_list).count(), SignUp.objects.count()) == (3, 1)
        assert OutgoingMail.objects.get().calendar.count("BEGIN:VEVENT") == 3

    def test_what_is_changed_reaches_one_those_that_follow_or_all(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=4), by=bo, now=NOW)
        rows = [fresh(each) for each in Event.objects.order_by("starts_at")]
        for place, scope, whose in ((1, series.THIS, [1]), (2, series.FOLLOWING, [2, 3]), (3, series.ALL, [0, 1, 2, 3])):
            row = fresh(rows[place])
            before = {}, {}
            row.place = f"Sted {scope}"
            series.edit(row, row.registration, scope, before=before, own=["place"], below=[], co_hosts=[], by=bo, now=NOW)
            found = [number for number, each in enumerate(Event.objects.order_by("starts_at")) if each.place == f"Sted {scope}"]
            assert found == whose

    def test_moving_those_that_follow_moves_each_by_as_much(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=4), by=bo, now=NOW)
        second = fresh(Event.objects.order_by("starts_at")[1])
        day = second.day + timedelta(days=1)
        assert series.move(second, series.FOLLOWING, starts_at=at(day, 19), ends_at=at(day, 21), reason="", centre=centre, by=bo, now=NOW) == 3
        found = [local(each.starts_at) for each in Event.objects.order_by("starts_at")]
        assert [(each.date() - SOON).days for each in found] == [0, 8, 15, 22]
        assert [each.hour for each in found] == [17, 19, 19, 19]

    def test_it_goes_on_longer_like_the_last_and_skipped_days_stay_skipped(self, centre, bo):
        event = planned(bo)
        made = series.repeat(event, Rule("weekly", times=3), skipped=[SOON + timedelta(days=7)], by=bo, now=NOW)
        series.prolong(made, until=SOON + timedelta(days=30), by=bo, now=NOW)
        assert [(each.day - SOON).days for each in Event.objects.order_by("starts_at")] == [0, 14, 21, 28]
        with pytest.raises(ValidationError):
            series.prolong(made, until=SOON + timedelta(days=30), by=bo, now=NOW)

    def test_what_has_moved_to_another_weekday_goes_on_there(self, centre, bo):
        event = planned(bo)
        made = series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        series.move(fresh(event), series.ALL, starts_at=at(SOON + timedelta(days=1), 17), ends_at=at(SOON + timedelta(days=1), 19), reason="", centre=centre, by=bo, now=NOW)
        series.prolong(made, until=SOON + timedelta(days=30), by=bo, now=NOW)
        assert [(each.day - SOON).days for each in Event.objects.order_by("starts_at")] == [1, 8, 15, 22, 29]

    def test_one_date_that_was_moved_is_an_exception_and_no_new_rule(self, centre, bo):
        event = planned(bo)
        made = series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        last = fresh(Event.objects.order_by("starts_at").last())
        series.move(last, series.THIS, starts_at=at(SOON + timedelta(days=16), 17), ends_at=at(SOON + timedelta(days=16), 19), reason="", centre=centre, by=bo, now=NOW)
        series.prolong(made, until=SOON + timedelta(days=24), by=bo, now=NOW)
        assert [(each.day - SOON).days for each in Event.objects.order_by("starts_at")] == [0, 7, 16, 21]

    def test_fifty_two_drafts_are_one_deletion_and_one_that_must_stay_stops_it(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=52), by=bo, now=NOW)
        third = fresh(Event.objects.order_by("starts_at")[2])
        actions.publish(third, by=bo, now=NOW)
        with pytest.raises(ValidationError, match=f"{third.day:%d.%m.%Y}"):
            series.delete(fresh(event), series.ALL, by=bo, now=NOW)
        assert Event.objects.count() == 52
        actions.unpublish(third, by=bo, now=NOW)
        assert series.delete(fresh(event), series.ALL, by=bo, now=NOW) == 52
        assert (Event.objects.count(), Series.objects.count(), SignUpList.objects.count()) == (0, 0, 0)

    def test_taking_back_and_taking_up_again_reach_as_far_as_one_says(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        series.publish(fresh(event), series.ALL, by=bo, now=NOW)
        second = fresh(Event.objects.order_by("starts_at")[1])
        assert series.unpublish(second, series.FOLLOWING, by=bo, now=NOW) == 2
        assert [each.published_at is None for each in Event.objects.order_by("starts_at")] == [False, True, True]
        series.cancel(fresh(event), series.ALL, reason="Ferie", centre=centre, by=bo, now=NOW)
        assert series.reinstate(fresh(second), series.FOLLOWING, centre=centre, by=bo, now=NOW) == 2
        assert [each.is_cancelled for each in Event.objects.listed().order_by("starts_at")] == [True, False, False]

    def test_a_date_more_than_the_rule_gives(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=2), by=bo, now=NOW)
        assert series.add_date(fresh(event), SOON + timedelta(days=3), by=bo, now=NOW).series_id is not None
        with pytest.raises(ValidationError):
            series.add_date(fresh(event), SOON + timedelta(days=3), by=bo, now=NOW)
        assert [(each.day - SOON).days for each in Event.objects.order_by("starts_at")] == [0, 3, 7]

    def test_another_rule_from_a_date_on(self, centre, bo):
        event = planned(bo)
        old = series.repeat(event, Rule("weekly", times=4), by=bo, now=NOW)
        third = fresh(Event.objects.order_by("starts_at")[2])
        series.change_rule(third, Rule("daily", times=3), by=bo, now=NOW)
        assert [((each.day - SOON).days, each.series_id == old.pk) for each in Event.objects.order_by("starts_at")] == [(0, True), (7, True), (14, False), (15, False), (16, False)]

    def test_another_rule_is_refused_over_dates_that_people_know(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        last = fresh(Event.objects.order_by("starts_at").last())
        actions.publish(last, by=bo, now=NOW)
        with pytest.raises(ValidationError, match=f"{last.day:%d.%m.%Y}"):
            series.change_rule(fresh(event), Rule("daily", times=3), by=bo, now=NOW)
        assert Event.objects.count() == 3

    def test_how_one_signs_up_and_what_is_asked_reaches_the_other_dates(self, client_of, centre, bo):
        event = planned(bo, capacity=10)
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        there = f"/testby/kontor/arrangementer/{event.pk}"
        own = fresh(event).signup_list
        closes = SOON - timedelta(days=3)
        given = {"capacity": "12", "closes_on": closes.isoformat(), "audience": "everybody", "most_persons": "5", "offer_hours": "24", "remind_days": "2", "version": own.version, "scope": "all"}
        assert client_of(bo).post(f"{there}/pladser/", given).status_code == 302
        client_of(bo).post(f"{there}/pladser/spoergsmaal/", {"text": "Mad?", "kind": "text", "position": "1", "scope": "all"})
        client_of(bo).post(f"{there}/opgaver/", {"text": "Kaffe", "due_on": closes.isoformat(), "scope": "all"})
        client_of(bo).post(f"{there}/bagefter/materiale/", {"title": "Øvelsen", "link": "https://eksempel.dk/", "public": "on", "scope": "following"})
        found = list(Event.objects.select_related("signup_list").order_by("starts_at"))
        assert [each.signup_list.capacity for each in found] == [12] * 3
        assert [(each.day - (local(each.signup_list.closes_at) - timedelta(minutes=1)).date()).days for each in found] == [3] * 3
        assert [[one.text for one in each.signup_list.questions.all()] for each in found] == [["Mad?"]] * 3
        assert [[(each.day - one.due_on).days for one in each.tasks.all()] for each in found] == [[3]] * 3
        assert [each.materials.count() for each in found] == [1, 1, 1]
        question = found[0].signup_list.questions.get()
        client_of(bo).post(f"{there}/pladser/spoergsmaal/{question.pk}/", {"text": "Kost?", "kind": "text", "position": "1", "scope": "all"})
        assert [[one.text for one in each.signup_list.questions.all()] for each in found] == [["Kost?"]] * 3

    def test_the_cancelled_and_the_held_are_left_alone(self, centre, bo):
        event = planned(bo)
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        second = fresh(Event.objects.order_by("starts_at")[1])
        series.cancel(second, series.THIS, reason="Ferie", centre=centre, by=bo, now=NOW)
        assert series.cancel(fresh(event), series.ALL, reason="Slut", centre=centre, by=bo, now=NOW) == 2
        assert [each.registration.reason for each in Event.objects.listed().order_by("starts_at")] == ["Slut", "Ferie", "Slut"]


def test_the_journal_leads_to_the_event_and_changes_nothing_behind_its_back(client_of, astrid):
    event = EventFactory.create(signup_list=SignUpListFactory.create())
    browser = client_of(astrid)
    there = f"/testby/kontor/arrangementer/{event.pk}/"
    assert browser.get(f"/testby/kontor/registreringer/{event.pk}/").url == there
    assert browser.get(f"/testby/kontor/registreringer/{event.pk}/ret/").url == there
    assert browser.post(f"/testby/kontor/registreringer/{event.pk}/slet/").url == there
    assert Event.objects.count() == 1
