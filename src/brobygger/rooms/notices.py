"""What contexts further up know of a room that those who book it, or stand at its door, are told: a fault, or that it is closed until one is mended."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from brobygger.core.registry import Registry
from brobygger.rooms.models import Booking, Room


@dataclass(frozen=True, slots=True)
class Notice:
    """``closed``: nobody but staff can book the room, until the day ``until`` with; without one nobody knows until when."""

    text: str
    closed: bool = False
    until: date | None = None

    def closes_on(self, day: date) -> bool:
        return self.closed and (self.until is None or day <= self.until)


notices: Registry[Callable[[], Iterable[tuple[int, Notice]]]] = Registry("room_notices")
"""Each gives all it knows of rooms of the centre in force, by key, in one question: there is seldom much."""

on_the_screen: Registry[Callable[[date], Iterable[str]]] = Registry("house_screen")
"""What the screen in the hall says besides of a day, a line each."""

doors: Registry[Callable[[Booking], tuple[str, str] | None]] = Registry("booking_doors")
"""What the booker's own page leads to besides: words and an address."""


def notices_of(rooms: Collection[int]) -> Mapping[int, list[Notice]]:
    """By room what is known of it and of the rooms it is made of. What rooms are made of is asked only where something is known."""
    known = [each for told in notices.values() for each in told()]
    if not known:
        return {}
    of: dict[int, set[int]] = {pk: {pk} for pk in rooms}
    for whole, part in Room.parts.through.objects.filter(from_room__in=of).values_list("from_room", "to_room"):
        of[whole].add(part)
    found: dict[int, list[Notice]] = defaultdict(list)
    for pk, notice in known:
        for room, made_of in of.items():
            if pk in made_of:
                found[room].append(notice)
    return found
