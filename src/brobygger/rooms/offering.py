"""A time that comes free is kept for the first who waits for it, in the transaction that frees it: nobody who happens to book in that moment is quicker."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from brobygger.rooms import letters
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, BookingState, Room, Waiting, WaitState
from brobygger.rooms.taking import Held, Taken, clashing, hold, hold_if_free, occupy

KEPT: Final = timedelta(hours=24)
SHORTEST: Final = timedelta(minutes=30)  # with less time than twice this nobody is asked any more


def kept_until(starts_at: datetime, now: datetime) -> datetime | None:
    """Until when a time is kept for one who may have it: a day, or half of what is left; None where it is too late to ask."""
    left = min(KEPT, (starts_at - now) / 2)
    return now + left if left >= SHORTEST else None


def freed(room: int, times: Iterable[Span], *, now: datetime) -> None:
    """``times`` of the room came free, in this transaction, which holds it. Those who wait for it, and for rooms that share a space with it, are one queue.

    A neighbour that somebody is busy with just now is left to the clock, a minute later: to wait for it with the room in hand could be to wait for each other.
    """
    around = Room.spaces.through.objects.filter(space__rooms=room).order_by().values("room")
    wanted = set(Waiting.objects.filter(Q(room=room) | Q(room__in=around), state=WaitState.WAITING, starts_at__gt=now).order_by().values_list("room", flat=True))
    if wanted:
        held = hold([room])
        buffer = timedelta(minutes=held[room].room.buffer_minutes)
        offer(held | hold_if_free(wanted - {room}), [Span(each.starts, each.ends + buffer) for each in times], now=now)


def queues(now: datetime) -> list[set[int]]:
    """The rooms that somebody waits for, those together that share a space, and those that these share one with: each is one queue."""
    rooms = Waiting.objects.filter(state=WaitState.WAITING, starts_at__gt=now).order_by().values("room")
    by_space: dict[int, set[int]] = defaultdict(set)
    for waited_for, space in Room.spaces.through.objects.filter(room__in=rooms).order_by("room").values_list("room", "space"):
        by_space[space].add(waited_for)
    found: list[set[int]] = []
    for each in by_space.values():
        found = [*(queue for queue in found if not queue & each), each.union(*(queue for queue in found if queue & each))]
    return sorted(found, key=min)


def offer(held: Mapping[int, Held], freed: Iterable[Span] | None = None, *, now: datetime) -> list[Waiting]:
    """Keep for those who wait for the rooms what they can have now, in the order they asked, whichever of the rooms it is; gives who was asked. Call with the rooms held.

    ``freed``: look only at who waits for some of these times.
    """
    rows = Waiting.objects.filter(room__in=held, state=WaitState.WAITING, starts_at__gt=now).order_by("asked_at", "pk")
    times = None if freed is None else list(freed)
    if times is not None and not times:
        return []
    found = []
    for row in rows.select_for_update(of=("self",)).select_related("organisation", "room__premises", "room__centre", "centre"):
        if times is not None and not any(each.overlaps(_with_buffer(row, held[row.room_id])) for each in times):
            continue
        until = kept_until(row.starts_at, now)
        if until is not None and _keep(row, held[row.room_id], until, now=now):
            found.append(row)
    return found


def _with_buffer(row: Waiting, held: Held) -> Span:
    return Span(row.starts_at, row.ends_at + timedelta(minutes=held.room.buffer_minutes))


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
