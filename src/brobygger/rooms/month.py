"""The house in a month: a week a row, a day a column; all rooms together, or one with what others take of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.core.times import read
from brobygger.rooms.day import UNSURE, shared, touching, whole
from brobygger.rooms.free import Span

MOST = 4  # bookings that a day says by themselves


@dataclass(slots=True)
class MonthDay:
    """``lines``: the first bookings, written; ``more``: how many others there are."""

    on: date
    lines: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def n(self) -> int:
        return len(self.lines) + self.more


def month_of(rooms: Iterable[tuple[int, str]], first: date, *, href: str, only: int | None = None) -> list[list[MonthDay | None]]:
    """The weeks of the month that begins on ``first``; None for a day of another month. ``rooms`` by key and name, ``only`` one of them. Two questions."""
    names = dict(rooms)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    days = [MonthDay(first + timedelta(days=number)) for number in range(last.day)]
    takes = shared([only]) if only is not None else {key: [key] for key in names}
    there = touching(Span(whole(first).starts, whole(last).ends)).filter(room__in=[key for key, shown in takes.items() if shown])
    there = there.annotate(_starts=Cast("starts_at", CharField()), _ends=Cast("ends_at", CharField()))
    for pk, room, state, purpose, starts, ends in there.values_list("pk", "room", "state", "purpose", "_starts", "_ends"):
        start, end = localtime(read(starts)), localtime(read(ends))
        until = (end - timedelta(microseconds=1)).date()
        elsewhere = only is not None and room != only
        kind = "elsewhere" if elsewhere else "asked" if state in UNSURE else "booked"
        what = _("taken through another room") if elsewhere else purpose if only is not None else f"{names.get(room, '–')}: {purpose}"
        for number in range(max((start.date() - first).days, 0), min((until - first).days, last.day - 1) + 1):
            day = days[number]
            if len(day.lines) >= MOST:
                day.more += 1
                continue
            clock = f"{start:%H.%M}" if start.date() == day.on else "00.00"
            day.lines.append(f'<a class="{kind}" href="{escape(href)}{pk}/"><span class="clock">{clock}</span> {escape(what)}</a>')
    lead: list[MonthDay | None] = [None] * first.weekday()
    cells = [*lead, *days]
    cells += [None] * (-len(cells) % 7)
    return [cells[number : number + 7] for number in range(0, len(cells), 7)]
