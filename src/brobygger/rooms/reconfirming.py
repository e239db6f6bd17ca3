"""Series that nobody seems to use any more: the booker is asked once, one click says yes, and silence makes it a to-do for staff, who let the dates go.

A sign of use is anything the booker has done about the series: booked, prolonged, moved or cancelled a date, or said yes. Dates at which nobody came say more than that.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.rooms import letters
from brobygger.rooms.models import Booking, BookingSeries, BookingState

SILENCE: Final = timedelta(days=90)  # without a sign of use
PATIENCE: Final = timedelta(days=14)  # for an answer
EMPTY: Final = 2  # dates at which nobody came, since the last sign of use
LEFT: Final = 2  # dates still to come; fewer are over before anybody has answered


def _live(now: datetime) -> Any:
    """Series of others than the centre that go on, with how many dates are left, the last sign of use, and the first date to come."""
    to_come = Q(bookings__state=BookingState.CONFIRMED, bookings__starts_at__gt=now)
    return BookingSeries.objects.filter(bookings__registration=None).annotate(
        left=Count("bookings", filter=to_come), asked_last=Max("bookings__asked_at"), ended_last=Max("bookings__ended_at", filter=Q(bookings__state__in=[BookingState.CANCELLED, BookingState.CANCELLED_LATE])),
    ).filter(left__gte=LEFT).order_by("pk")


def unanswered() -> Q:
    """Asked, and no answer since."""
    return Q(reconfirm_on__isnull=False) & (Q(reconfirmed_on=None) | Q(reconfirmed_on__lt=F("reconfirm_on")))


def due(now: datetime) -> list[BookingSeries]:
    """The series whose booker is to be asked today."""
    found = []
    empty = _no_shows()
    for row in _live(now).exclude(unanswered()):
        sign = _last_sign(row)
        if sign <= localtime(now).date() - SILENCE or sum(day > sign for day in empty.get(row.pk, ())) >= EMPTY:
            found.append(row)
    return found


def _last_sign(row: Any) -> date:
    moments: list[date] = [localtime(each).date() for each in (row.asked_last, row.ended_last) if each]
    latest: date = max([*moments, *([row.reconfirmed_on] if row.reconfirmed_on else [])])
    return latest


def _no_shows() -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    for series, starts in Booking.objects.filter(series__isnull=False, state=BookingState.NO_SHOW).values_list("series", "starts_at"):
        found.setdefault(series, []).append(localtime(starts).date())
    return found


def ask_all(*, now: datetime) -> int:
    """Write to those who are to be asked; gives how many series that was."""
    return sum(_ask(row.pk, now=now) for row in due(now))


@transaction.atomic
def _ask(pk: int, *, now: datetime) -> bool:
    row: BookingSeries = BookingSeries.objects.select_for_update().get(pk=pk)
    if row.is_unanswered:  # somebody else has asked in the same moment
        return False
    dates = to_come(row, now=now)
    if not dates:
        return False
    row.reconfirm_on = timezone.localdate(now)
    row.save()
    letters.still_used(dates, now=now)
    return True


def to_come(series: BookingSeries, *, now: datetime) -> list[Booking]:
    return list(Booking.objects.listed().filter(series=series, state=BookingState.CONFIRMED, starts_at__gt=now).order_by("starts_at", "pk"))


@transaction.atomic
def confirm(series: BookingSeries, *, by: User | None, now: datetime) -> BookingSeries:
    """It is still in use. Twice is once."""
    row: BookingSeries = BookingSeries.objects.select_for_update().get(pk=series.pk)
    today = timezone.localdate(now)
    if row.reconfirmed_on != today:
        before = audit.values(row)
        row.reconfirmed_on = today
        row.save()
        audit.record("confirmed", row, by=by, before=before, now=now)
    return row


def forgotten(now: datetime, most: int) -> Iterable[Booking]:
    """Of each series without an answer in time the next date, the earliest first."""
    since = timezone.localdate(now) - PATIENCE
    found = Booking.objects.filter(series__in=BookingSeries.objects.filter(unanswered(), reconfirm_on__lte=since), state=BookingState.CONFIRMED, starts_at__gt=now).order_by("starts_at", "pk")
    seen: set[int] = set()
    for row in found.listed():
        if row.series_id is not None and row.series_id not in seen:
            seen.add(row.series_id)
            yield row
            if len(seen) == most:
                return
