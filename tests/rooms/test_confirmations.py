"""What the worker writes to those who have booked: once, together what was booked at once, and as things stand by then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.recurrence import Rule
from brobygger.core.schedule import jobs
from brobygger.rooms import booking, confirmations, series
from brobygger.rooms.models import Booking
from brobygger.rooms.rules import Who
from tests.factories import OrganisationFactory, RoomFactory
from tests.rooms.test_booking import DAY, NOW, at, wish
from tests.together import at_once

pytestmark = pytest.mark.django_db


def asked(room, *hours, **more):
    who = Who(OrganisationFactory.create())
    return booking.book(wish(room, *hours, organisation=who.organisation, **more), who, by=None, now=NOW)


def subjects():
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))


def test_nothing_is_written_before_the_worker_comes_and_nothing_twice(centre):
    asked(RoomFactory.create(name="Salen"))
    assert subjects() == []
    for _time in range(2):
        jobs[confirmations.JOB].run()
    assert subjects() == ["Du har booket Salen"]


def test_the_dates_of_a_series_are_told_together_however_many_are_taken_at_a_time(centre, monkeypatch):
    monkeypatch.setattr(confirmations, "AT_A_TIME", 2)
    room, who = RoomFactory.create(name="Salen"), Who(OrganisationFactory.create())
    series.book_series(wish(room, organisation=who.organisation), Rule("weekly", until=DAY + timedelta(weeks=4)), {}, who, by=None, now=NOW)
    asked(RoomFactory.create(name="Stuen"))
    assert confirmations.write_due(now=NOW) == 6
    assert [(each.subject, each.calendar.count("BEGIN:VEVENT")) for each in OutgoingMail.objects.order_by("pk")] == [("Du har booket Salen", 5), ("Du har booket Stuen", 1)]


@pytest.mark.parametrize(("approval", "act", "subject"), [
    (False, lambda row, bo: booking.cancel(row, by=None, now=NOW), "Aflyst: Salen"),
    (True, lambda row, bo: booking.approve(row, by=bo, now=NOW), "Ja: Du har Salen"),
    (True, lambda row, bo: booking.decline(row, reason="Optaget", by=bo, now=NOW), "Du kan ikke få Salen denne gang"),
    (False, lambda row, bo: booking.move(row, Who(row.organisation), room=row.room, starts_at=at(11), ends_at=at(12), by=None, now=NOW), "Flyttet: Salen"),
])
def test_what_became_of_it_meanwhile_is_told_and_nothing_besides(centre, bo, approval, act, subject):
    act(asked(RoomFactory.create(name="Salen", approval=approval)), bo)
    assert confirmations.write_due(now=NOW) == 0
    assert subjects() == [subject]


def test_an_edit_begun_before_the_letter_does_not_have_it_written_again(centre):
    row = asked(RoomFactory.create(name="Salen"))
    confirmations.write_due(now=NOW)
    row.purpose = "Generalforsamling"
    booking.edit(row, before={"ticketed": row.ticketed}, by=None, now=NOW)
    assert confirmations.write_due(now=NOW) == 0
    assert not Booking.objects.get().unwritten


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_write_each_letter_once(centre, monkeypatch):
    monkeypatch.setattr(confirmations, "AT_A_TIME", 3)
    room = RoomFactory.create(name="Salen")
    for number in range(12):
        asked(room, 8 + number, 9 + number)
    found = at_once(centre, [lambda: confirmations.write_due(now=timezone.now()) for _worker in range(4)])
    assert sum(found) == 12
    assert len(subjects()) == 12
