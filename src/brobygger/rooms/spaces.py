"""Which spaces each room consists of, and bookings laid anew where that changes.

A room has a space of its own; one that is made of others has theirs; two that exclude each other share one. All of it follows from ``parts`` and
``excludes``, and is worked out for the whole house at once, which has few rooms.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.rooms.models import Booking, Occupation, Room, Space
from brobygger.rooms.shown import when

Pair = tuple[int, int | None]


def wanted(parts: Mapping[int, Iterable[int]], excludes: Iterable[tuple[int, int]]) -> dict[int, set[Pair]]:
    """The spaces of each room; ``parts`` has a key for every room, and no part has parts of its own. Pure."""
    shared: dict[int, set[Pair]] = defaultdict(set)
    for one, other in excludes:
        pair = (min(one, other), max(one, other))
        shared[one].add(pair)
        shared[other].add(pair)
    found = {room: ({(room, None)} if not made_of else set()) | shared[room] for room, made_of in parts.items()}
    for room, made_of in parts.items():
        for part in made_of:
            found[room] |= found[part]
    return found


def lay_out(*, now: datetime) -> None:
    """Give every room of the centre its spaces, and lay the bookings to come of those that changed. Call in a transaction.

    ValidationError where two bookings to come would be in each other's way.
    """
    rooms = {row.pk: row for row in Room.objects.select_for_update().order_by("pk")}
    made_of: dict[int, list[int]] = {pk: [] for pk in rooms}
    for whole, part in Room.parts.through.objects.filter(from_room__in=rooms).values_list("from_room", "to_room"):
        made_of[whole].append(part)
    apart = Room.excludes.through.objects.filter(from_room__in=rooms).values_list("from_room", "to_room")
    here = {(row.room_id, row.other_id): row for row in Space.objects.select_for_update().order_by("pk")}
    had: dict[int, set[int]] = {pk: set() for pk in rooms}
    for room, space in Room.spaces.through.objects.filter(room__in=rooms).values_list("room", "space"):
        had[room].add(space)
    changed = []
    for pk, pairs in sorted(wanted(made_of, apart).items()):
        for pair in pairs:
            if pair not in here:
                here[pair] = Space.objects.create(room_id=pair[0], other_id=pair[1])
        fresh = {here[pair].pk for pair in pairs}
        if fresh != had[pk]:
            rooms[pk].spaces.set(fresh)
            had[pk] = fresh
            changed.append(pk)
    if changed:
        _lay_anew(changed, had, now=now)


def _lay_anew(changed: list[int], spaces: Mapping[int, set[int]], *, now: datetime) -> None:
    """The occupations to come of bookings in rooms that ``changed``, on the ``spaces`` those have now."""
    rows = Occupation.objects.filter(booking__room__in=changed, ends_at__gt=now)
    times = {booking: (room, starts, ends) for booking, room, starts, ends in rows.values_list("booking", "booking__room", "starts_at", "ends_at")}
    rows.delete()
    made = [Occupation(booking_id=booking, space_id=space, starts_at=starts, ends_at=ends) for booking, (room, starts, ends) in sorted(times.items()) for space in sorted(spaces[room])]
    _refuse_overlaps(made)
    Occupation.objects.bulk_create(made, batch_size=500)


def _refuse_overlaps(made: list[Occupation]) -> None:
    if not made:
        return
    by_space: dict[int, list[tuple[datetime, datetime, int]]] = defaultdict(list)
    there = Occupation.objects.filter(space__in={row.space_id for row in made}, ends_at__gt=min(row.starts_at for row in made))
    for row in (*there, *made):
        by_space[row.space_id].append((row.starts_at, row.ends_at, row.booking_id))
    for times in by_space.values():
        times.sort()
        for (_starts, ends, one), (begins, _ends, other) in pairwise(times):
            if begins < ends:
                first, second = (Booking.objects.select_related("room").get(pk=pk) for pk in (one, other))
                said = {"one": f"{first.room}, {when(first)}", "other": f"{second.room}, {when(second)}"}
                raise ValidationError(_("Two bookings would be in each other’s way: %(one)s and %(other)s. Move one of them first.") % said)
