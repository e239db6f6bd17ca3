"""The house in a week, a room a row and a day a column. It is written in one go: two thousand bookings are ten thousand template tags.

Moments are read as text: to make each of them a Danish time takes longer than the question, and a week has few that differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.core.listing import tag
from brobygger.core.times import read
from brobygger.rooms.day import UNSURE, shared, touching, whole
from brobygger.rooms.free import Span
from brobygger.rooms.models import Room
from brobygger.rooms.notices import Notice
from brobygger.rooms.opening import DAY, hours_of, in_words, minute, said


@dataclass(frozen=True, slots=True)
class Week:
    """What stands in the cells, by room and by which of the ``days``."""

    days: list[date]
    rooms: list[tuple[int, str, str]]  # key, name, and from when to when it is open
    cells: dict[tuple[int, int], list[str]]
    closed: dict[tuple[int, int], str]  # why, where it is all day


def week_of(rooms: Iterable[Room], monday: date, *, href: str, told: Mapping[int, list[Notice]] = MappingProxyType({})) -> Week:
    """The house from Monday to Sunday; ``href`` is where the bookings' pages are, ``told`` what is known of the rooms. Two questions."""
    rows, days = list(rooms), [monday + timedelta(days=number) for number in range(7)]
    takes, cells = shared(row.pk for row in rows), _Cells(monday, href)
    there = touching(Span(whole(monday).starts, whole(days[-1]).ends)).annotate(_starts=Cast("starts_at", CharField()), _ends=Cast("ends_at", CharField())).filter(room__in=[key for key, shown in takes.items() if shown])
    cells.put(there.values_list("pk", "room", "state", "purpose", "organisation__name", "name", "_starts", "_ends"), takes)
    hours = {(row.pk, number): hours_of(row, day, told.get(row.pk, ())) for row in rows for number, day in enumerate(days)}
    usual = [(row.pk, row.name, f"{said(minute(row.opens) if row.opens else 0)}–{said(minute(row.closes) if row.closes else DAY)}" if row.opens or row.closes else "") for row in rows]
    return Week(days, usual, cells.found, {key: in_words(each.why) for key, each in hours.items() if each.never})


class _Cells:
    """Writes bookings into the cells of a week. What many of them say alike is said once."""

    def __init__(self, monday: date, href: str) -> None:
        self.monday, self.href = monday, escape(href)
        self.found: dict[tuple[int, int], list[str]] = defaultdict(list)
        self._stretches: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._told: dict[tuple[str, str], str] = {}
        elsewhere = _("taken through another room")
        self._elsewhere = f"</span> {escape(elsewhere)}</a>"
        self._waits = str(tag(_("waits for an answer")))

    def put(self, bookings: Iterable[tuple[Any, ...]], takes: Mapping[int, list[int]]) -> None:
        """``takes``: by room those it is shown in. One loop over all of them: a call for each would take as long as what it does."""
        found, stretches_of, told, href, escaped = self.found, self._stretches, self._told, self.href, cache(escape)
        for pk, room, state, purpose, organisation, name, starts, ends in bookings:
            whose = organisation or name
            if (stretches := stretches_of.get((starts, ends))) is None:
                stretches = stretches_of[starts, ends] = list(self._days(starts, ends))
            if (said := told.get((purpose, whose))) is None:
                said = told[purpose, whose] = f"</span> {escaped(purpose)}" + (f'<span class="quiet"> · {escaped(whose)}</span>' if whose else "")
            kind, end = ("asked", f"{self._waits}</a>") if state in UNSURE else ("booked", "</a>")
            for day, hours in stretches:
                begun = f'" href="{href}{pk}/"><span class="clock">{hours}'
                for each in takes.get(room, ()):
                    found[each, day].append(f'<a class="{kind}{begun}{said}{end}' if each == room else f'<a class="elsewhere{begun}{self._elsewhere}')

    def _days(self, starts: str, ends: str) -> Iterator[tuple[int, str]]:
        """Which days of the week it touches, and from when to when on each."""
        start, end = localtime(read(starts)), localtime(read(ends))
        last = (end - timedelta(microseconds=1)).date()
        for number in range(max((start.date() - self.monday).days, 0), min((last - self.monday).days, 6) + 1):
            day = self.monday + timedelta(days=number)
            yield number, f"{_clock(start, day)}–{_clock(end, day)}"


def _clock(at: Any, day: date) -> str:
    """The time of day: 00.00 for what began before, 24.00 for what goes on after."""
    return f"{at:%H.%M}" if at.date() == day else "00.00" if at.date() < day else "24.00"


def table(week: Week, *, today: date, base: str) -> SafeString:
    """``base``: where the pages of the house begin."""
    base = escape(base)
    heads = "".join(f'<th scope="col"{" aria-current=date" if day == today else ""}><a class="ds-link" href="{base}?dag={day}">{escape(formats.date_format(day, "D j. F"))}</a></th>' for day in week.days)
    said_days = [escape(formats.date_format(day, "l j. F")) for day in week.days]

    def cell(key: int, number: int) -> str:
        why, lines = week.closed.get((key, number)), week.cells.get((key, number), ())
        begun = f'<td data-day="{said_days[number]}"' + (f' class="closed"><span>{escape(why)}</span>' if why else ">")
        return f"{begun}{chr(10).join(lines)}</td>"

    def row(key: int, name: str, hours: str) -> str:
        quiet = f'<br><span class="quiet">{hours}</span>' if hours else ""
        return f'<tr><th scope="row"><a class="ds-link" href="{base}rum/{key}/">{escape(name)}</a>{quiet}</th>{"".join(cell(key, number) for number in range(len(week.days)))}</tr>'

    body = "".join(row(*each) for each in week.rooms)
    caption, first = _("Rooms and days"), _("Room")
    return SafeString(f'<div class="table-wrap"><table class="house-week"><caption class="visually-hidden">{escape(caption)}</caption><thead><tr><th scope="col">{escape(first)}</th>{heads}</tr></thead>\n<tbody>{body}</tbody></table></div>')
