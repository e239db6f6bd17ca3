"""Meetings: planned by a rhythm, counted in heads, moved and cancelled with why; and the tap of the open café."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.groups import actions, meetings
from brobygger.groups.models import Group, GroupMeeting
from brobygger.journal.models import Registration
from tests.factories import FacilitatorFactory, GroupFactory, KindFactory, LocalityFactory, OrganisationFactory
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()


def running(**fields):
    return GroupFactory.create(state="running", started_on=TODAY - timedelta(days=60), **fields)


def test_they_are_planned_by_a_rhythm_and_stand_on_registrations_with_all_that_the_group_knows(centre, bo):
    place = LocalityFactory.create()
    group = running(locality=place)
    made = meetings.plan(group, meetings.days_of(TODAY, 2, 3), by=bo, now=NOW)
    assert [each.registration.done_on for each in made] == [TODAY, TODAY + timedelta(weeks=2), TODAY + timedelta(weeks=4)]
    row = made[0].registration
    assert (row.tool, row.state, row.theme, row.locality, row.kind, row.mode) == ("group", "planned", group.theme, place, group.kind, "held")
    assert row.get_absolute_url() == made[0].get_absolute_url()
    assert meetings.plan(group, [TODAY], by=bo, now=NOW) == []  # there is one on that day already


def test_an_associations_meeting_is_offered_and_not_held_by_us(centre, bo):
    (made,) = meetings.plan(running(organisation=OrganisationFactory.create()), [TODAY], by=bo, now=NOW)
    assert made.registration.mode == "offered"


def test_the_number_alone_is_kept_and_nobody_can_count_the_future(centre, bo):
    group = running()
    now, later = meetings.plan(group, [TODAY, TODAY + timedelta(days=7)], by=bo, now=NOW)
    meetings.hold(now, persons=7, by=bo, now=NOW)
    now.registration.refresh_from_db()
    assert (now.registration.state, now.registration.persons, now.registration.participations.count(), now.registration.note) == ("held", 7, 0, "")
    with pytest.raises(ValidationError):
        meetings.hold(later, persons=7, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        meetings.hold(now, persons=5000, by=bo, now=NOW)


def test_moved_and_cancelled_say_why_and_never_count_as_held(centre, bo):
    first, second = meetings.plan(running(), [TODAY, TODAY + timedelta(days=7)], by=bo, now=NOW)
    for wrong in ({"to": TODAY + timedelta(days=1), "reason": ""}, {"to": TODAY + timedelta(days=7), "reason": "Påske"}):
        with pytest.raises(ValidationError):
            meetings.move(first, **wrong, by=bo, now=NOW)
    meetings.move(first, to=TODAY + timedelta(days=1), reason="Påske", by=bo, now=NOW)
    meetings.cancel(second, reason="Sygdom", by=bo, now=NOW)
    rows = Registration.objects.order_by("pk")
    assert [(each.state, each.reason, each.moved_from) for each in rows] == [("moved", "Påske", TODAY), ("cancelled", "Sygdom", None)]
    assert not Registration.objects.counting().exists()


def test_what_people_are_counted_in_is_not_cancelled_but_can_be_taken_out(centre, bo):
    (one,) = meetings.plan(running(), [TODAY], by=bo, now=NOW)
    meetings.hold(one, persons=3, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        meetings.cancel(one, reason="Nej", by=bo, now=NOW)
    meetings.remove(one, by=bo, now=NOW)
    assert not Registration.objects.exists()
    assert not GroupMeeting.objects.exists()


def test_a_tap_counts_today_and_starts_a_cafe_that_nobody_had_started(centre, bo):
    cafe = GroupFactory.create(type="cafe", kind=KindFactory.create(base="cafe"))
    for add in (1, 1, 1, -1):
        meetings.came_today(cafe, add=add, by=bo, now=NOW)
    row = Registration.objects.get()
    assert (row.persons, row.state, row.done_on, row.base) == (2, "held", TODAY, "cafe")
    meetings.came_today(cafe, exactly=14, by=bo, now=NOW)
    cafe.refresh_from_db()
    row.refresh_from_db()
    assert (row.persons, cafe.state, cafe.started_on) == (14, "running", TODAY)
    meetings.came_today(cafe, add=-20, by=bo, now=NOW)
    row.refresh_from_db()
    assert row.persons == 0


def test_what_rests_or_is_over_is_not_counted(centre, bo):
    for state in ({"state": "paused", "started_on": TODAY}, {"state": "ended", "started_on": TODAY, "ended_on": TODAY}):
        with pytest.raises(ValidationError):
            meetings.came_today(GroupFactory.create(type="cafe", **state), add=1, by=bo, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_tap_at_once_add_up(centre, bo):
    cafe = GroupFactory.create(type="cafe")
    found = at_once(centre, [lambda: meetings.came_today(cafe, add=1, by=bo, now=NOW) for _n in range(5)])
    assert not any(isinstance(each, Exception) for each in found), found
    assert Registration.objects.get().persons == 5


def test_the_steps_of_its_life_come_in_their_order(centre, bo):
    group = actions.keep(Group(title="Sorg", seats=8), before=None, by=bo, now=NOW)
    assert (group.state, group.gathering_since, group.kind.name, group.kind.base) == ("gathering", TODAY, "Gruppemøde", "other")
    with pytest.raises(ValidationError):
        actions.pause(group, on=TODAY, reason="", by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.start(group, on=TODAY + timedelta(days=1), by=bo, now=NOW)
    actions.get_ready(group, by=bo, now=NOW)
    actions.start(group, on=TODAY - timedelta(days=20), by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.pause(group, on=TODAY - timedelta(days=21), reason="Sommer", by=bo, now=NOW)
    actions.pause(group, on=TODAY - timedelta(days=10), reason="Sommer", by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.resume(group, on=TODAY - timedelta(days=11), by=bo, now=NOW)
    actions.resume(group, on=TODAY - timedelta(days=5), by=bo, now=NOW)
    meetings.plan(group, [TODAY - timedelta(days=1), TODAY + timedelta(days=6)], by=bo, now=NOW)
    actions.end(group, on=TODAY, reason="Forløbet er slut", asks=True, centre=centre, by=bo, now=NOW)
    group.refresh_from_db()
    (rest,) = group.breaks.all()
    assert (group.state, group.ended_on, rest.since, rest.until) == ("ended", TODAY, TODAY - timedelta(days=10), TODAY - timedelta(days=5))
    assert [each.registration.done_on for each in group.meetings.select_related("registration")] == [TODAY - timedelta(days=1)]
    with pytest.raises(ValidationError):
        actions.end(group, on=TODAY, reason="Igen", asks=False, centre=centre, by=bo, now=NOW)


def test_fewer_seats_than_are_taken_are_refused(centre, bo):
    group = GroupFactory.create(seats=3)
    group.participants.create(name="Anna", state="seated", seated_on=date(2026, 1, 1), asked_at=NOW, queued_at=NOW)
    group.participants.create(name="Bent", state="seated", seated_on=date(2026, 1, 1), asked_at=NOW, queued_at=NOW)
    group.seats = 1
    with pytest.raises(ValidationError, match="2 har allerede en plads"):
        actions.keep(group, before={}, by=bo, now=NOW)


def test_the_rota_says_who_hosts_which_day_until_she_carries_it_no_more(client_of, bo, centre):
    cafe = GroupFactory.create(type="cafe", state="running", started_on=TODAY)
    lone, kjeld = FacilitatorFactory.create(group=cafe), FacilitatorFactory.create(group=cafe)
    elsewhere = FacilitatorFactory.create()
    first, second = meetings.plan(cafe, [TODAY, TODAY + timedelta(days=7)], by=bo, now=NOW)
    url = f"{cafe.get_absolute_url()}vagter/"
    client_of(bo).post(url, {f"m{first.pk}": [lone.pk, elsewhere.pk], f"m{second.pk}": [lone.pk, kjeld.pk, "x"]})
    assert [set(each.hosts.all()) for each in (first, second)] == [{lone}, {lone, kjeld}]
    assert str(kjeld) in client_of(bo).get(cafe.get_absolute_url()).content.decode()
    actions.let_go(lone, on=TODAY, by=bo, now=NOW)
    assert [set(each.hosts.all()) for each in (first, second)] == [{lone}, {kjeld}]
