"""Taking time of the house. Whoever books holds the rooms and then their spaces, each in the order of their keys, looks, and writes.

The database refuses what would overlap in any case (:mod:`brobygger.rooms.never_twice`); the locks are there so that those who come second wait for a moment
and get a sentence instead of an error.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from brobygger.centres.scoping import CentreInForce
from brobygger.core.prepared import Given, Prepared
from brobygger.core.times import read
from brobygger.rooms import never_twice
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, Occupation, Room, Space
from brobygger.rooms.rules import LONGEST

ONE_BY_ONE: Final = 4  # so few rows are written faster by themselves
REACH: Final = LONGEST + timedelta(hours=10)
"""The longest that anything takes a space, what is kept free after it with it. It keeps a question about an hour from looking through all the years to come."""


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


_rooms: Prepared[Any] = Prepared(lambda: Room.spaces.through.objects.select_related("room", "space").select_for_update(of=("room", "space"), no_key=True).filter(
    room=Given("room", BigIntegerField()), room__centre=CentreInForce(),
).order_by("space"))
_takers: Prepared[Any] = Prepared(lambda: Occupation.objects.filter(
    space=Given("space", BigIntegerField()), starts_at__lt=Given("ends", DateTimeField()), ends_at__gt=Given("starts", DateTimeField()), ends_at__lt=Given("reach", DateTimeField()),
).order_by().values_list("booking", flat=True))


def hold(rooms: Iterable[int]) -> dict[int, Held]:
    """The rooms with these keys, under lock until the transaction ends. ValidationError where one of them is not there."""
    wanted = set(rooms)
    if len(wanted) == 1 and (found := _rooms(room=next(iter(wanted)))):  # as most often, and where a crowd waits: both in one question
        return {found[0].room_id: Held(found[0].room, tuple(each.space_id for each in found))}
    rows = {row.pk: row for row in Room.objects.select_related("premises", "centre").select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")}
    if wanted - rows.keys():
        raise ValidationError({"room": _("This room is not there any more. Choose another.")})
    spaces: dict[int, list[int]] = defaultdict(list)
    for room, space in Room.spaces.through.objects.filter(room__in=rows).order_by("space").values_list("room", "space"):
        spaces[room].append(space)
    list(Space.objects.select_for_update(no_key=True).filter(pk__in={each for found in spaces.values() for each in found}).order_by("pk").values_list("pk", flat=True))
    return {pk: Held(row, tuple(spaces[pk])) for pk, row in rows.items()}


def hold_if_free(rooms: Iterable[int]) -> dict[int, Held]:
    """Those of the rooms that nobody is busy with, under lock with all their spaces; for one who holds rooms already and must not wait for others."""
    rows = {row.pk: row for row in Room.objects.select_related("premises", "centre").select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk__in=set(rooms)).order_by("pk")}
    spaces: dict[int, set[int]] = defaultdict(set)
    for room, space in Room.spaces.through.objects.filter(room__in=rows).order_by("space").values_list("room", "space"):
        spaces[room].add(space)
    got = set(Space.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in={each for found in spaces.values() for each in found}).order_by("pk").values_list("pk", flat=True))
    return {pk: Held(row, tuple(sorted(spaces[pk]))) for pk, row in rows.items() if spaces[pk] <= got}


def taken(spaces: Iterable[int], within: Span, *, but: Iterable[int] = ()) -> dict[int, list[Span]]:
    """By space what is taken of ``within``, without what the bookings ``but`` take.

    The spaces are the centre's, so what takes them is too. Asked for the centre besides, SQLite would read all of the centre's instead of the index by space and time.
    """
    rows = Occupation.everywhere.filter(space__in=set(spaces), starts_at__lt=within.ends, ends_at__gt=within.starts, ends_at__lt=within.ends + REACH).order_by()
    if mine := list(but):
        rows = rows.exclude(booking__in=mine)
    found: dict[int, list[Span]] = defaultdict(list)
    as_text = rows.annotate(_starts=Cast("starts_at", CharField()), _ends=Cast("ends_at", CharField()))
    for space, starts, ends in as_text.values_list("space", "_starts", "_ends"):
        found[space].append(Span(read(starts), read(ends)))
    return found


def taken_next(spaces: Iterable[int], moments: Iterable[datetime]) -> dict[int, list[datetime | None]]:
    """By space when it is taken next, seen from each of ``moments``; a time already begun where it is taken then.

    No two of a space overlap, so what ends first after a moment also begins first: one step into the index for each, however many years are booked.
    """
    at = list(moments)
    wanted = set(spaces)
    rows = _nexts(len(at))(**{f"at_{number}": each for number, each in enumerate(at)})
    return {key: [read(each) if each else None for each in found] for key, *found in rows if key in wanted}


@lru_cache(maxsize=32)
def _nexts(many: int) -> Prepared[Any]:
    """All spaces of the house, each with when it is taken next after so many moments. Prepared: to compile a question in six parts takes longer than to answer it."""
    found = [
        Subquery(Occupation.objects.filter(space=OuterRef("pk"), ends_at__gt=Given(f"at_{number}", DateTimeField())).order_by("ends_at").annotate(_starts=Cast("starts_at", CharField())).values("_starts")[:1])
        for number in range(many)
    ]
    return Prepared(lambda: Space.objects.order_by().annotate(**{f"next_{number}": each for number, each in enumerate(found)}).values_list("pk", *(f"next_{number}" for number in range(many))))


def span_of(booking: Booking, room: Room) -> Span:
    """What a booking takes: its time, and what is kept free after it."""
    return Span(booking.starts_at, booking.ends_at + timedelta(minutes=room.buffer_minutes))


def clashing(bookings: Iterable[Booking], held: Mapping[int, Held]) -> list[Booking]:
    """Those of ``bookings`` that cannot have their time, in one query. Those that would be in each other's way are among them, but the first."""
    rows = list(bookings)
    if not rows:
        return []
    if len(rows) == 1:
        row, span = rows[0], span_of(rows[0], held[rows[0].room_id].room)
        takers = (each for space in held[row.room_id].spaces for each in _takers(space=space, starts=span.starts, ends=span.ends, reach=span.ends + REACH))
        return [row] if any(each != row.pk for each in takers) else []
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


def occupy(bookings: Iterable[Booking], held: Mapping[int, Held], *, fresh: bool = False) -> None:
    """Let saved bookings take their time, and nothing they took before; ``fresh``: they took nothing before. :class:`Taken` where the database says that somebody has it."""
    rows = list(bookings)
    made = []
    for row in rows:
        starts, ends = span_of(row, held[row.room_id].room)
        made += [Occupation(booking=row, space_id=space, starts_at=starts, ends_at=ends) for space in held[row.room_id].spaces]
    try:
        with transaction.atomic(savepoint=False):  # whoever is refused goes on with nothing of it
            if not fresh:
                Occupation.objects.filter(booking__in=[row.pk for row in rows]).delete()
            made.sort(key=lambda each: (each.starts_at, each.space_id))
            if len(made) <= ONE_BY_ONE:
                for each in made:
                    each.save()
            else:
                Occupation.objects.bulk_create(made, batch_size=500)
    except IntegrityError as error:
        if never_twice.is_refusal(error):
            raise Taken(rows[0]) from error
        raise


def let_go(booking: Booking) -> None:
    """What it took is free again."""
    booking.occupations.all().delete()
