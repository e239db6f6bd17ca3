"""Who came, from ticks and heads, written down into the one row that counts: persons as a sum, organisations told apart."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.events import actions, attendance, moving_up
from brobygger.events.attendance import Tick
from brobygger.events.models import Attendance, HeadCount
from brobygger.journal.actions import From
from brobygger.journal.models import Registration
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.factories import EventFactory, OrganisationFactory, SignUpFactory, SignUpListFactory
from tests.together import at_once

NOW = timezone.now()


@pytest.fixture
def course(centre):
    """Held today, with a list."""
    return EventFactory.create(starts_at=NOW - timedelta(minutes=30), ends_at=NOW + timedelta(hours=2), signup_list=SignUpListFactory.create())


def a_guest(event, name="Anna", persons=1, **more):
    return SignUpFactory.create(signup_list=event.signup_list, name=name, persons=persons, **more)


def tick(event, signup, persons=1, at=NOW, by=None):
    attendance.tick(event, [Tick(signup.pk, persons, at)], by=by, now=NOW)


def counted(event):
    row = Registration.objects.get(pk=event.pk)
    return row.state, row.persons, sorted((str(each), each.persons) for each in row.participations.all())


def test_a_tick_makes_it_held_and_counts(course, bo):
    sind = OrganisationFactory.create(name="SIND")
    tick(course, a_guest(course, organisation=sind, persons=3), persons=2, by=bo)
    tick(course, a_guest(course, "Bent", label="Kirken"))
    assert counted(course) == ("held", 3, [("Kirken", 1), ("SIND", 2)])


def test_ticks_and_heads_add_up_and_the_same_organisation_is_one(course):
    sind = OrganisationFactory.create(name="SIND")
    tick(course, a_guest(course, organisation=sind))
    attendance.count_heads(course, [From(sind.pk, "", "", 4), From(None, "borgere", "", 5), From(None, "", "", 2)], by=None, now=NOW)
    assert counted(course) == ("held", 12, [("SIND", 5), ("borgere", 5)])


def test_a_tick_taken_away_and_one_that_did_not_come_count_nobody(course):
    anna, bent = a_guest(course), a_guest(course, "Bent")
    tick(course, anna)
    tick(course, bent, persons=0)
    assert counted(course)[1] == 1
    tick(course, anna, persons=None)
    assert counted(course)[1] == 0
    assert Attendance.objects.count() == 1


def test_who_has_left_never_counts(course, centre, bo):
    anna, bent = a_guest(course, persons=2), a_guest(course, "Bent")
    tick(course, anna, persons=2)
    tick(course, bent)
    moving_up.leave(anna, centre=centre, now=NOW, by=bo)
    assert counted(course) == ("held", 1, [])
    attendance.tick(course, [Tick(anna.pk, 2, NOW + timedelta(minutes=1)), Tick(bent.pk, 1, NOW)], by=bo, now=NOW + timedelta(minutes=2))
    assert counted(course)[1] == 1


def test_nobody_counted_is_not_nought(course, bo):
    attendance.held(course, by=bo, now=NOW)
    assert counted(course) == ("held", None, [])


def test_a_late_tick_from_a_phone_without_connection_undoes_nothing_newer(course):
    anna = a_guest(course, persons=4)
    tick(course, anna, persons=3, at=NOW - timedelta(minutes=1))
    tick(course, anna, persons=4, at=NOW - timedelta(minutes=10))
    assert Attendance.objects.get().persons == 3


def test_a_device_whose_clock_runs_ahead_cannot_lock_others_out(course):
    anna = a_guest(course, persons=4)
    tick(course, anna, persons=3, at=NOW + timedelta(days=400))
    tick(course, anna, persons=2, at=NOW)
    assert Attendance.objects.get().persons == 2


def test_a_count_sent_twice_is_counted_once(course):
    for _time in range(2):
        attendance.count_heads(course, [From(None, "borgere", "", 5), From(None, "", "", 2)], by=None, now=NOW, key="abc")
    assert (counted(course)[1], HeadCount.objects.count()) == (7, 2)


def test_a_count_that_was_a_mistake_is_taken_away(course, bo):
    attendance.count_heads(course, [From(None, "borgere", "", 5)], by=None, now=NOW)
    attendance.uncount(HeadCount.objects.get(), by=bo, now=NOW)
    assert counted(course) == ("held", None, [])


def test_nobody_can_have_come_before_the_day_or_to_what_is_cancelled(centre, course, bo):
    later = EventFactory.create(signup_list=course.signup_list)
    anna = a_guest(course)
    with pytest.raises(ValidationError):
        tick(later, anna)
    actions.cancel(course, reason="Sygdom", centre=centre, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        tick(course, anna)
    assert counted(course)[0] == "cancelled"


def test_a_tick_for_somebody_elses_list_is_refused(course):
    with pytest.raises(ValidationError):
        tick(course, SignUpFactory.create())


def test_cancelled_people_never_count_and_a_cpr_number_is_refused(course):
    a_guest(course, "Væk", state="left", left_at=NOW)
    with pytest.raises(ValidationError):
        attendance.count_heads(course, [From(None, "Anna 0101011234", "", 1)], by=None, now=NOW)
    assert counted(course)[1] is None


@given(st.lists(st.tuples(st.sampled_from(["tick", "heads", "away"]), st.integers(0, 4), st.integers(0, 5)), max_size=12))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_head_count_is_always_the_sum_of_its_rows(course, steps):
    organisations = [OrganisationFactory.create() for _each in range(2)]
    guests = [a_guest(course, f"P{n}", persons=4, organisation=organisations[n % 2] if n < 3 else None) for n in range(5)]
    for act, which, n in steps:
        if act == "tick":
            tick(course, guests[which], persons=n, at=NOW)
        elif act == "away":
            tick(course, guests[which], persons=None, at=NOW)
        else:
            attendance.count_heads(course, [From(organisations[which % 2].pk if which % 2 else None, "", "", n + 1)], by=None, now=NOW)
        rows = [each.persons for each in Attendance.objects.filter(event=course)] + [each.persons for each in HeadCount.objects.filter(event=course)]
        registration = Registration.objects.get(pk=course.pk)
        assert (registration.persons or 0) == sum(rows)
        assert sum(each.persons or 0 for each in registration.participations.all()) <= sum(rows)


def number(key, day):
    period = Period(day - timedelta(days=3), day + timedelta(days=3))
    (source,) = measures[key].sources
    rows = source.evidence(period, {})
    if source.value == "persons":
        return sum(row.persons or 0 for row in rows)
    if source.distinct:
        return len(set(rows.filter(source.told_apart()).values_list(source.value, flat=True)))
    return rows.count()


def test_the_measures_count_it_with_no_second_entry(course):
    """Row 12 of the proofs: sixty people from thirty-three affiliations over several sectors; what is planned or cancelled never counts."""
    day = course.day
    EventFactory.create(starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=2))
    assert [number(key, day) for key in ("events_held", "event_participants", "event_organisations")] == [0, 0, 0]
    civil = [OrganisationFactory.create(name=f"Forening {n}") for n in range(20)]
    public = [OrganisationFactory.create(name=f"Kommunal {n}", sector="municipality") for n in range(8)]
    for n, each in enumerate([*civil, *public]):
        tick(course, a_guest(course, f"P{n}", organisation=each, persons=2), persons=2)
    attendance.count_heads(course, [From(None, f"Råd {n}", "council", 1) for n in range(4)] + [From(civil[0].pk, "", "", 0), From(None, "Skolen", "education", 0)], by=None, now=NOW)
    assert [number(key, day) for key in ("events_held", "event_participants", "event_organisations")] == [1, 60, 33]
    sectors = {}
    for each in Registration.objects.get(pk=course.pk).participations.all():
        sectors[each.sector] = sectors.get(each.sector, 0) + 1
    assert sectors == {"civil_society": 20, "municipality": 8, "council": 4, "education": 1}


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_the_door_lose_nothing(centre, course):
    guests = [a_guest(course, f"P{n}") for n in range(12)]
    found = at_once(centre, [lambda one=one: tick(course, one, at=timezone.now()) for one in guests])
    assert [each for each in found if isinstance(each, Exception)] == []
    assert counted(course)[1] == 12
