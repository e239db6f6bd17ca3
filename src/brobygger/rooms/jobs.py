"""What the clock does for the house: who has booked is written to; what has been held is written down, so that it counts; keys and codes are mailed before the time; it is written about loans that should have been back; what is kept for those who wait goes on to the next."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.rooms import confirmations, lending, letters, reconfirming, waiting
from brobygger.rooms.booking import settle
from brobygger.rooms.models import Booking, BookingState, Room


def settle_all(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            settle(now=now or timezone.now())


def mail_ways_in(now: datetime | None = None) -> None:
    """To those whose time comes; each once."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            most = Room.objects.exclude(way_in="").aggregate(most=Max("way_in_hours"))["most"]
            if most:
                rows = Booking.objects.listed().filter(state=BookingState.CONFIRMED, registration=None, starts_at__gte=now, starts_at__lte=now + timedelta(hours=most)).exclude(room__way_in="")
                for row in rows.order_by("pk"):
                    letters.way_in(row, now=now)


def look_after_loans(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            lending.look_after(centre=centre, now=now or timezone.now())


def look_after_waiting(now: datetime | None = None) -> None:
    """In every centre: what was kept and not answered for goes on to the next."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            waiting.look_after(now=now or timezone.now())


def ask_for_signs_of_use(now: datetime | None = None) -> None:
    """In every centre: whether series that nobody has touched for long are still in use."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            reconfirming.ask_all(now=now or timezone.now())


def confirm(now: datetime | None = None) -> None:
    """In every centre where a room has been booked since the last time: that it is booked."""
    for centre in Centre.objects.filter(pk__in=Booking.everywhere.filter(unwritten=True).values("centre")):
        with centre_in_force(centre):
            confirmations.write_due(now=now or timezone.now())


jobs.add(confirmations.JOB, Job(confirm, when="* * * * *"))
jobs.add("rooms.still_used", Job(ask_for_signs_of_use, when="20 7 * * *"))
jobs.add("rooms.waiting", Job(look_after_waiting, when="* * * * *"))
jobs.add("rooms.ways_in", Job(mail_ways_in, when="*/10 * * * *"))
jobs.add("rooms.settle", Job(settle_all, when="12 * * * *"))
jobs.add("rooms.loans", Job(look_after_loans, when="40 7 * * *"))
