"""The house on one day, room by room, as a table of quarters: what is booked, what is taken through another room, what is kept free between, what is closed, what is free."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.core.times import moment
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, BookingState, Room
from brobygger.rooms.notices import Notice
from brobygger.rooms.opening import DAY, HOUR, Hours, hours_of, in_words, minute, said
from brobygger.rooms.rules import LONGEST
from brobygger.rooms.shown import clock

QUARTER = 15
USUAL = (8 * HOUR, 22 * HOUR)


class Line(NamedTuple):
    """What the table reads of a booking."""

    pk: int
    room: int
    state: str
    purpose: str
    whose: str
    starts: datetime
    ends: datetime
    buffer: int  # minutes that its room keeps free after it


class Stretch(NamedTuple):
    """Minutes of a day."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Cell:
    """So many quarters of a room's day. ``kind``: free, booked, asked, elsewhere for what another room takes, kept for what stays free beside a booking, or closed."""

    kind: str
    quarters: int
    clock: str
    text: str = ""
    booking: int = 0
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    room: Room
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    hours: list[int]  # at the head of the table
    rows: list[Row]


UNSURE = frozenset([BookingState.ASKED, BookingState.KEPT])  # waits for an answer, the centre's or the booker's
SHOWN = (BookingState.ASKED, BookingState.CONFIRMED, BookingState.NO_SHOW, BookingState.KEPT)  # what had, or has, the room


def touching(within: Span) -> Any:
    """The bookings that a table of ``within`` shows, in the order they begin."""
    return Booking.objects.between(within.starts, within.ends).filter(state__in=SHOWN, starts_at__gt=within.starts - LONGEST).order_by("starts_at", "pk")


def shared(rooms: Iterable[int]) -> dict[int, list[int]]:
    """By room those of ``rooms`` that it takes: itself, and all that have a space with it."""
    wanted = set(rooms)
    by_space: dict[int, list[int]] = defaultdict(list)
    spaces: dict[int, list[int]] = defaultdict(list)
    for room, space in Room.spaces.through.objects.values_list("room", "space"):
        spaces[room].append(space)
        if room in wanted:
            by_space[space].append(room)
    return {room: sorted({each for space in own for each in by_space[space]} | ({room} & wanted)) for room, own in spaces.items()}


def by_room(rooms: Iterable[Room], within: Span) -> dict[int, list[Line]]:
    """What takes each room, its own bookings and those of rooms it shares spaces with, each once. Two questions."""
    rows = list(rooms)
    takes = shared(row.pk for row in rows)
    found: dict[int, list[Line]] = {row.pk: [] for row in rows}
    read = touching(within).filter(room__in=[key for key, shown in takes.items() if shown])
    for pk, room, state, purpose, organisation, name, starts, ends, buffer in read.values_list("pk", "room", "state", "purpose", "organisation__name", "name", "starts_at", "ends_at", "room__buffer_minutes"):
        line = Line(pk, room, state, purpose, organisation or name, starts, ends, buffer)
        for each in takes.get(room, ()):
            found[each].append(line)
    return found


def day_of(rooms: Iterable[Room], on: date, within: Span, *, told: Mapping[int, list[Notice]] = MappingProxyType({})) -> Day:
    """``within``: the day from its first moment to its last; ``told``: what is known of the rooms."""
    rows = list(rooms)
    there = by_room(rows, within)
    names = {row.pk: row.name for row in rows}
    first, last = _frame(rows, there.values(), on)
    made = [Row(row, list(cells_of(row, there[row.pk], names, on, (first, last), hours_of(row, on, told.get(row.pk, ()))))) for row in rows]
    return Day(on, list(range(first // HOUR, last // HOUR)), made)


def _frame(rooms: list[Room], lines: Iterable[list[Line]], on: date) -> tuple[int, int]:
    """From which minute of the day to which, in whole hours: where somebody may or does use a room."""
    firsts = [minute(row.opens) for row in rooms if row.opens] + [_within(line.starts, on) for each in lines for line in each]
    lasts = [minute(row.closes) for row in rooms if row.closes] + [_within(line.ends, on) for each in lines for line in each]
    return min([*firsts, USUAL[0]]) // HOUR * HOUR, _up(max([*lasts, USUAL[1]]), HOUR)


def cells_of(room: Room, lines: list[Line], names: dict[int, str], on: date, frame: tuple[int, int], hours: Hours) -> Iterator[Cell]:
    """A room's day from the first minute of ``frame`` to its last, in whole quarters, without a gap; ``lines``: what takes it, in the order they begin."""
    at, last = frame
    kept = at  # until when what was before is kept free
    for line in lines:
        starts, ends = max(_within(line.starts, on) // QUARTER * QUARTER, at), min(_up(_within(line.ends, on), QUARTER), last)
        if ends <= starts:
            continue
        yield from _between(at, starts, Stretch(kept, (_within(line.starts, on) - room.buffer_minutes) // QUARTER * QUARTER), hours)
        if line.room == room.pk:
            kind = "asked" if line.state in UNSURE else "booked"
            yield Cell(kind, (ends - starts) // QUARTER, clock(line.starts, line.ends), " · ".join(each for each in (line.purpose, line.whose) if each), line.pk)
        else:
            yield Cell("elsewhere", (ends - starts) // QUARTER, clock(line.starts, line.ends), _("taken: %(room)s") % {"room": names.get(line.room, "–")}, line.pk)
        at, kept = ends, _up(_within(line.ends + timedelta(minutes=line.buffer), on), QUARTER)
    yield from _between(at, last, Stretch(kept, last), hours)


def _between(starts: int, ends: int, free: Stretch, hours: Hours) -> Iterator[Cell]:
    """What is between two bookings: of it ``free`` can be booked, where the room is open; what lies beside is kept free."""
    opens, closes = (ends, ends) if hours.never else (hours.opens // QUARTER * QUARTER, _up(hours.closes, QUARTER))

    def kind(at: int) -> str:
        return "closed" if not opens <= at < closes else "free" if free.starts <= at < free.ends else "kept"

    edges = sorted({starts, ends, *(each for each in (opens, closes, *free) if starts < each < ends)})
    for found, pieces in groupby(pairwise(edges), key=lambda piece: kind(piece[0])):
        stretch = list(pieces)
        begins, until = stretch[0][0], stretch[-1][1]
        text = in_words(hours.why) if found == "closed" else _("kept free between bookings") if found == "kept" else ""
        yield Cell(found, (until - begins) // QUARTER, f"{said(begins)}–{said(until)}", text, starts=_typed(begins), ends=_typed(min(until, begins + 2 * HOUR)))


def _within(at: datetime, on: date) -> int:
    """The minute of the day ``on``: nought for what began before, all of it for what goes on after."""
    local: Any = localtime(at)
    return 0 if local.date() < on else DAY if local.date() > on else local.hour * HOUR + local.minute


def _up(minutes: int, to: int) -> int:
    return -(-minutes // to) * to


def _typed(minutes: int) -> str:
    return f"{minutes // HOUR % 24:02d}:{minutes % HOUR:02d}"


def whole(on: date) -> Span:
    """The day ``on`` from its first moment to its last."""
    return Span(moment(on, time()).astimezone(UTC), moment(on + timedelta(days=1), time()).astimezone(UTC))
