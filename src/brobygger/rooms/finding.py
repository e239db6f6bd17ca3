"""Where there is room: free rooms for a wish, and what comes near where one cannot have it, in few questions however many rooms there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import localtime

from brobygger.core.times import moment
from brobygger.rooms.free import Span, gaps, nearest
from brobygger.rooms.models import Booking, Room
from brobygger.rooms.notices import notices_of
from brobygger.rooms.opening import has_day
from brobygger.rooms.rules import Who, levels
from brobygger.rooms.taking import taken, taken_next

DAYS_NEAR, MOST = 7, 3
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A room that can be had from a moment to another."""

    room: Room
    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """As a form's button sends it."""
        return f"{self.room.pk}~{self.starts_at:%Y-%m-%dT%H:%M%z}~{self.ends_at:%Y-%m-%dT%H:%M%z}"


def opening(room: Room, day: date) -> Span | None:
    """When ``room`` can be used on ``day``; None where it is closed."""
    if not has_day(room, day):
        return None
    return Span(_at(day, room.opens or time()), _at(day, room.closes) if room.closes else _at(day + timedelta(days=1), time()))


@lru_cache(maxsize=4096)
def _at(day: date, at: time) -> datetime:
    """The moment, or an hour later where summer time leaves it out."""
    try:
        return moment(day, at).astimezone(UTC)
    except ValidationError:
        return moment(day, at.replace(hour=at.hour + 1)).astimezone(UTC)


def bookable(who: Who, day: date) -> QuerySet[Room]:
    """The rooms in use that ``who`` may book."""
    return rooms_open_to(None if who.staff else levels(who, day))


def rooms_open_to(levels: list[str] | None) -> QuerySet[Room]:
    """The rooms in use that are open to one of ``levels``; all of them where there are none to ask for."""
    rows: Any = Room.objects.select_related("premises", "centre").in_use()
    return rows if levels is None else rows.filter(open_to__in=levels)  # type: ignore[no-any-return]  # a scoped queryset


def spaces_of(rooms: Iterable[Room]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for room, space in Room.spaces.through.objects.filter(room__in=[row.pk for row in rooms]).values_list("room", "space"):
        found[room].append(space)
    return found


def taken_by_room(rooms: Iterable[Room], within: Span, *, but: Iterable[int] = ()) -> Mapping[int, list[Span]]:
    """What is taken of each room, whichever room it was booked as. Two questions."""
    rows = list(rooms)
    spaces = spaces_of(rows)
    by_space = taken({space for each in spaces.values() for space in each}, within, but=but)
    return {row.pk: [span for space in spaces[row.pk] for span in by_space.get(space, ())] for row in rows}


def free_rooms(rooms: Iterable[Room], wanted: Span) -> list[Room]:
    """Those of ``rooms`` that are free and open then, in their order."""
    rows = list(rooms)
    found = free_times(rows, [wanted])
    return [row for row in rows if found[row.pk]]


def free_times(rooms: Iterable[Room], wanted: list[Span]) -> dict[int, list[Span]]:
    """By room the times of ``wanted`` at which it is free and open. Two questions, however many rooms and times."""
    rows = list(rooms)
    spaces = spaces_of(rows)
    following = taken_next({space for each in spaces.values() for space in each}, [each.starts for each in wanted])
    told = notices_of([row.pk for row in rows])
    days = [localtime(each.starts).date() for each in wanted]

    def is_free(room: Room, number: int, each: Span) -> bool:
        if any(notice.closes_on(days[number]) for notice in told.get(room.pk, ())):
            return False
        hours, ends = opening(room, days[number]), each.ends + timedelta(minutes=room.buffer_minutes)
        return hours is not None and hours.starts <= each.starts and each.ends <= hours.ends and all(at is None or at >= ends for at in (following[space][number] for space in spaces[room.pk]))

    return {room.pk: [each for number, each in enumerate(wanted) if is_free(room, number, each)] for room in rows}


def alternatives(booking: Booking, who: Who, *, now: datetime) -> list[Alternative]:
    """Instead of a time that is taken: other rooms at the same time, then the same room near in time. Those of the right size first."""
    wanted = Span(booking.starts_at, booking.ends_at)
    day = localtime(wanted.starts).date()
    room = booking.room
    others = [row for row in bookable(who, localtime(now).date()) if row.pk != room.pk and row.capacity >= (booking.persons or min(room.capacity, 8))]
    others.sort(key=lambda row: (row.premises_id != room.premises_id, abs(row.capacity - room.capacity), row.position, row.pk))
    found = [Alternative(row, *wanted) for row in free_rooms(others, wanted)[:MOST]]
    week = Span(max(now, _at(day, time())), _at(day + timedelta(days=DAYS_NEAR + 1), time()))
    there = taken_by_room([room], week, but=[booking.pk] if booking.pk else [])[room.pk]
    length, buffer = wanted.length, timedelta(minutes=room.buffer_minutes)
    near: list[Alternative] = []
    for number in range(DAYS_NEAR + 1):
        hours = opening(room, day + timedelta(days=number))
        if hours is None or hours.ends <= now:
            continue
        free = gaps(there, Span(max(hours.starts, now), hours.ends + buffer))
        wished = wanted.starts + timedelta(days=number)
        near += [Alternative(room, at, at + length) for at in nearest(free, wished, length + buffer, most=2 if number == 0 else 1)]
    return [*found, *near[:MOST]]


def free_hours(room: Room, first: date, days: int, *, now: datetime) -> list[tuple[date, list[Span]]]:
    """When ``room`` is free, day by day, of at least an hour; days on which it is closed have nothing."""
    there = taken_by_room([room], Span(_at(first, time()), _at(first + timedelta(days=days), time())))[room.pk]
    found = []
    for number in range(days):
        day = first + timedelta(days=number)
        hours = opening(room, day)
        within = Span(max(hours.starts, now), hours.ends) if hours else None
        found.append((day, [each for each in gaps(there, within) if each.length >= HOUR] if within and within.starts < within.ends else []))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A room that suits a wish: on which of the days asked for it is free, and when it could begin instead on the first of them."""

    room: Room
    free_on: list[Span]
    of: int
    near: list[Alternative]


def search(rooms: Iterable[Room], wanted: list[Span], *, now: datetime) -> list[Found]:
    """``rooms`` with when they are free, those free most often first, then those that are nearest in size. Four questions, however many rooms and days."""
    rows = list(rooms)
    if not wanted or not rows:
        return []
    free = free_times(rows, wanted)
    near = _near_all([room for room in rows if not free[room.pk]], wanted[0], now)
    found = [Found(room, free[room.pk], len(wanted), near.get(room.pk, [])) for room in rows]
    return sorted(found, key=lambda each: (-len(each.free_on), not each.near, each.room.capacity, each.room.position, each.room.pk))


def _near_all(rooms: list[Room], wanted: Span, now: datetime) -> dict[int, list[Alternative]]:
    if not rooms:
        return {}
    day = localtime(wanted.starts).date()
    most = timedelta(minutes=max(room.buffer_minutes for room in rooms))
    there = taken_by_room(rooms, Span(_at(day, time()), _at(day + timedelta(days=1), time()) + most))
    return {room.pk: _near(room, there[room.pk], wanted, now) for room in rooms}


def _near(room: Room, there: list[Span], wanted: Span, now: datetime) -> list[Alternative]:
    hours = opening(room, localtime(wanted.starts).date())
    if hours is None or max(hours.starts, now) >= hours.ends:
        return []
    buffer = timedelta(minutes=room.buffer_minutes)
    free = gaps(there, Span(max(hours.starts, now), hours.ends + buffer))
    return [Alternative(room, at, at + wanted.length) for at in nearest(free, wanted.starts, wanted.length + buffer, most=2)]
