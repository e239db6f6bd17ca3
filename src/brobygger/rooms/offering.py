"""A time that comes free is kept for the first who waits for it, in the transaction that frees it: nobody who happens to book in that moment is quicker."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from brobygger.rooms import letters
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, BookingState, Waiting, WaitState
from brobygger.rooms.taking import Held, Taken, clashing, hold, occupy

KEPT: Final = timedelta(hours=24)
SHORTEST: Final = timedelta(minutes=30)  # with less time than twice this nobody is asked any more


def kept_until(starts_at: datetime, now: datetime) -> datetime | None:
    """Until when a time is kept for one who may have it: a day, or half of what is left; None where it is too late to ask."""
    left = min(KEPT, (starts_at - now) / 2)
    return now + left if left >= SHORTEST else None


def freed(room: int, times: Iterable[Span], *, now: datetime) -> None:
    """``times`` of the room came free, in this transaction. Who waits for a room that only shares a space with it is found by the clock, a minute later."""
    if Waiting.objects.filter(room=room, state=WaitState.WAITING, starts_at__gt=now).exists():
        for held in hold([room]).values():
            offer(held, times, now=now)


def offer(held: Held, freed: Iterable[Span] | None = None, *, now: datetime) -> list[Waiting]:
    """Keep for those who wait for the room, in their turn, what they can have now; gives who was asked. Call with the room held.

    ``freed``: look only at who waits for some of these times.
    """
    rows = Waiting.objects.filter(room=held.room, state=WaitState.WAITING, starts_at__gt=now).order_by("asked_at", "pk")
    times = None if freed is None else list(freed)
    if times is not None and not times:
        return []
    found = []
    for row in rows.select_for_update(of=("self",)).select_related("organisation", "room__premises", "room__centre", "centre"):
        if times is not None and not any(each.overlaps(Span(row.starts_at, row.ends_at)) for each in times):
            continue
        until = kept_until(row.starts_at, now)
        if until is not None and _keep(row, held, until, now=now):
            found.append(row)
    return found


def _keep(row: Waiting, held: Held, until: datetime, *, now: datetime) -> bool:
    booking = Booking(
        room=held.room, organisation=row.organisation, name=row.name, mail=row.mail, phone=row.phone, starts_at=row.starts_at, ends_at=row.ends_at, purpose=row.purpose, persons=row.persons, ticketed=row.ticketed,
        language=row.language, asked_at=now, state=BookingState.KEPT,
    )
    rooms = {held.room.pk: held}
    if clashing([booking], rooms):
        return False
    try:
        with transaction.atomic():
            booking.save()
            occupy([booking], rooms, fresh=True)
    except Taken:
        return False
    row.state, row.booking, row.offered_until = WaitState.OFFERED, booking, until
    row.save()
    letters.offered(row, now=now)
    return True
