"""How the house has been used in a time, by association, room, day of the week and hour, and how much of the open hours that was. One question; the rest is reckoned here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.core.times import read
from brobygger.rooms.day import shared
from brobygger.rooms.models import Booking, Room
from brobygger.rooms.opening import has_day
from brobygger.rooms.rules import SATURDAY

USUAL: Final = (time(8), time(22))  # the open hours of a room that has none written down
MOST: Final = 15  # associations that stand by themselves
HOUR, A_DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Line:
    """``percent`` is the bar: of the longest, or for a room of its open hours; ``query``: what the list of bookings is asked for to show the rows."""

    label: str
    n: int
    minutes: int
    percent: float
    query: str = ""

    @property
    def hours(self) -> float:
        return round(self.minutes / HOUR, 1)


@dataclass(frozen=True, slots=True)
class Use:
    n: int
    minutes: int
    associations: list[Line]
    rooms: list[Line]
    weekdays: list[Line]
    clock: list[Line]
    percent: float  # of all open hours
    who: int  # associations that used it

    @property
    def hours(self) -> float:
        return round(self.minutes / HOUR, 1)


def open_minutes(room: Room, start: date, end: date) -> int:
    """How long ``room`` was open from ``start`` to ``end``, both with; as its rules say, else by the usual hours."""
    opens, closes = room.opens or USUAL[0], room.closes or USUAL[1]
    a_day = (closes.hour * HOUR + closes.minute) - (opens.hour * HOUR + opens.minute)
    days = (end - start).days + 1
    if room.season_from is not None:
        return max(a_day, 0) * sum(has_day(room, start + timedelta(days=number)) for number in range(days))
    weeks, over = divmod(days, 7)
    weekdays = weeks * 5 + sum((start + timedelta(days=number)).weekday() < SATURDAY for number in range(over))
    return max(a_day, 0) * (days if room.weekends else weekdays)


def used_within(room: Room, starts: int, ends: int) -> int:
    """Of minutes of a day those at which ``room`` is open."""
    opens, closes = room.opens or USUAL[0], room.closes or USUAL[1]
    return max(0, min(ends, closes.hour * HOUR + closes.minute) - max(starts, opens.hour * HOUR + opens.minute))


def use(rooms: Iterable[Room], start: date, end: date) -> Use:
    """What has been held in ``rooms`` from ``start`` to ``end``, both with."""
    rows = {row.pk: row for row in rooms}
    takes = shared(rows)
    n: Counter[object] = Counter()
    minutes: Counter[object] = Counter()
    filled: Counter[int] = Counter()
    names: dict[object, str] = {}
    held: Any = Booking.objects.held().filter(held_on__gte=start, held_on__lte=end, room__in=[key for key, shown in takes.items() if shown]).order_by()
    held = held.annotate(_starts=Cast("starts_at", CharField()), _ends=Cast("ends_at", CharField()))
    for room, organisation, name, registration, long, begins, ends in held.values_list("room", "organisation", "organisation__name", "registration", "minutes", "_starts", "_ends"):
        pieces = list(_pieces(begins, ends))
        for each in takes[room]:
            filled[each] += sum(used_within(rows[each], since, until) for _day, since, until in pieces)
        if room not in rows:
            continue
        who = ("o", organisation) if organisation else ("own",) if registration else ("other",)
        names[who] = name or (_("our own") if registration else _("others"))
        for key in ("all", who, ("r", room), *{("w", day) for day, _since, _until in pieces}):
            n[key] += 1
        for key in ("all", who, ("r", room)):
            minutes[key] += long
        for day, since, until in pieces:
            minutes["w", day] += until - since
            for hour in range(since // HOUR, -(-until // HOUR)):
                n["h", hour] += 1
                minutes["h", hour] += min(until, (hour + 1) * HOUR) - max(since, hour * HOUR)
    period = f"vis=tidligere&fra={start:%Y-%m-%d}&til={end:%Y-%m-%d}"
    opened = {key: open_minutes(row, start, end) for key, row in rows.items()}
    people = sorted(names, key=lambda key: (-minutes[key], names[key]))
    longest = max((minutes[key] for key in people), default=0)
    associations = [Line(names[key], n[key], minutes[key], _share(minutes[key], longest), period) for key in people[:MOST]]
    if rest := people[MOST:]:
        associations.append(Line(_("all the others"), sum(n[key] for key in rest), sum(minutes[key] for key in rest), _share(sum(minutes[key] for key in rest), longest), period))
    in_rooms = [Line(row.name, n["r", key], minutes["r", key], _share(filled[key], opened[key]), f"{period}&lokale={key}") for key, row in rows.items()]
    days = [Line(str(WEEKDAYS[day]).capitalize(), n["w", day], minutes["w", day], _share(minutes["w", day], max(minutes["w", each] for each in range(7)))) for day in range(7)]
    hours = [each for each in range(24) if n["h", each] or USUAL[0].hour <= each < USUAL[1].hour]
    most = max(minutes["h", each] for each in hours)
    clock = [Line(f"{each:02}–{each + 1:02}", n["h", each], minutes["h", each], _share(minutes["h", each], most)) for each in hours]
    return Use(n["all"], minutes["all"], associations, in_rooms, days, clock, _share(sum(filled.values()), sum(opened.values())), sum(key[0] == "o" for key in people if isinstance(key, tuple)))


def _share(part: int, whole: int) -> float:
    return min(round(100 * part / whole, 1), 100.0) if whole else 0.0


def _pieces(starts: str, ends: str) -> Iterable[tuple[int, int, int]]:
    """Day by day: which day of the week, and from which minute to which."""
    start, end = localtime(read(starts)), localtime(read(ends))
    day = start.date()
    while day <= end.date():
        since = start.hour * HOUR + start.minute if day == start.date() else 0
        until = end.hour * HOUR + end.minute if day == end.date() else A_DAY
        if since < until:
            yield day.weekday(), since, until
        day += timedelta(days=1)
