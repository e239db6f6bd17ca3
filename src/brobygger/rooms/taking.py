"""Taking time of the house. Whoever books holds the rooms and then their spaces, each in the order of their keys, looks, and writes.

The database refuses what would overlap in any case (:mod:`brobygger.rooms.never_twice`); the locks are there so that those who come second wait for a moment
and get a sentence instead of an error.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from brobygger.rooms import never_twice
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, Occupation, Room, Space


class Taken(ValidationError):
    """Somebody has the room at that time. ``wish``: the booking that did not get it."""

    def __init__(self, wish: Booking) -> None:
        super().__init__(_("%(room)s is taken at that time.") % {"room": wish.room})
        self.wish = wish


@dataclass(frozen=True, slots=True)
class Held:
    """A room under its lock, with the keys of its spaces."""

    room: Room
    spaces: tuple[int, ...]


def hold(rooms: Iterable[int]) -> dict[int, Held]:
    """The rooms with these keys, under lock until the transaction ends."""
    rows = {row.pk: row for row in Room.objects.select_related("premises", "centre").select_for_update(of=("self",), no_key=True).filter(pk__in=set(rooms)).order_by("pk")}
    spaces: dict[int, list[int]] = defaultdict(list)
    for room, space in Room.spaces.through.objects.filter(room__in=rows).order_by("space").values_list("room", "space"):
        spaces[room].append(space)
    list(Space.objects.select_for_update(no_key=True).filter(pk__in={each for found in spaces.values() for each in found}).order_by("pk").values_list("pk", flat=True))
    return {pk: Held(row, tuple(spaces[pk])) for pk, row in rows.items()}


def taken(spaces: Iterable[int], within: Span, *, but: Iterable[int] = ()) -> dict[int, list[Span]]:
    """By space what is taken of ``within``, without what the bookings ``but`` take."""
    rows = Occupation.objects.filter(space__in=set(spaces), starts_at__lt=within.ends, ends_at__gt=within.starts).order_by("starts_at")
    if mine := list(but):
        rows = rows.exclude(booking__in=mine)
    found: dict[int, list[Span]] = defaultdict(list)
    for space, starts, ends in rows.values_list("space", "starts_at", "ends_at"):
        found[space].append(Span(starts, ends))
    return found


def span_of(booking: Booking, room: Room) -> Span:
    """What a booking takes: its time, and what is kept free after it."""
    return Span(booking.starts_at, booking.ends_at + timedelta(minutes=room.buffer_minutes))


def clashing(bookings: Iterable[Booking], held: Mapping[int, Held]) -> list[Booking]:
    """Those of ``bookings`` that cannot have their time, in one query. Those that would be in each other's way are among them, but the first."""
    rows = list(bookings)
    if not rows:
        return []
    wanted = {id(row): span_of(row, held[row.room_id].room) for row in rows}
    within = Span(min(each.starts for each in wanted.values()), max(each.ends for each in wanted.values()))
    there = taken((space for each in held.values() for space in each.spaces), within, but=[row.pk for row in rows if row.pk])
    found = []
    for row in rows:
        spaces = held[row.room_id].spaces
        if any(wanted[id(row)].overlaps(each) for space in spaces for each in there.get(space, ())):
            found.append(row)
            continue
        for space in spaces:
            there.setdefault(space, []).append(wanted[id(row)])
    return found


def occupy(bookings: Iterable[Booking], held: Mapping[int, Held]) -> None:
    """Let saved bookings take their time, and nothing they took before. :class:`Taken` where the database says that somebody has it."""
    rows = list(bookings)
    made = []
    for row in rows:
        starts, ends = span_of(row, held[row.room_id].room)
        made += [Occupation(booking=row, space_id=space, starts_at=starts, ends_at=ends) for space in held[row.room_id].spaces]
    try:
        with transaction.atomic():
            Occupation.objects.filter(booking__in=[row.pk for row in rows]).delete()
            Occupation.objects.bulk_create(sorted(made, key=lambda each: (each.starts_at, each.space_id)), batch_size=500)
    except IntegrityError as error:
        if never_twice.is_refusal(error):
            raise Taken(rows[0]) from error
        raise


def let_go(booking: Booking) -> None:
    """What it took is free again."""
    booking.occupations.all().delete()
