"""Periods and the windows a cadence cuts them into. Pure: dates in, dates out.

Windows are laid from the first day of the period, so a plan from January has calendar quarters and one from August has
years from August. A last window that the period cuts short asks for its share of the minimum, rounded down; how short is
too short to ask for less is for :mod:`brobygger.plan.lights` to say.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self


class Per(StrEnum):
    """How often a target asks: the codes stored in targets and written in the import's preview."""

    PLAN = "plan"
    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    FORTNIGHT = "fortnight"
    WEEK = "week"


_MONTHS = {Per.YEAR: 12, Per.HALF_YEAR: 6, Per.QUARTER: 3, Per.MONTH: 1}
_DAYS = {Per.FORTNIGHT: 14, Per.WEEK: 7}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` to ``end``, both days included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it begins ({self.start}).")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def elapsed(self, today: date) -> float:
        """The share of its days that have passed by the end of ``today``: 0.0 before it, 1.0 from its last day on."""
        return min(max((today - self.start).days + 1, 0), self.days) / self.days

    def is_over(self, today: date) -> bool:
        return today > self.end

    def meet(self, other: "Period") -> "Period | None":
        """The days in both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return type(self)(start, end) if start <= end else None

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later (or earlier), or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a cadence: ``share`` is how much of a whole one the period left of it."""

    period: Period
    share: float


def windows(per: Per, span: Period) -> list[Window]:
    """``span`` cut into the windows of ``per``, from its first day on; one window for the whole plan."""
    if per is Per.PLAN:
        return [Window(span, 1.0)]
    return list(_cut(per, span))


def _cut(per: Per, span: Period) -> Iterator[Window]:
    start, number = span.start, 0
    while start <= span.end:
        number += 1
        following = (
            add_months(span.start, _MONTHS[per] * number)
            if per in _MONTHS
            else span.start + timedelta(days=_DAYS[per] * number)
        )
        whole = Period(start, following - timedelta(days=1))
        kept = Period(start, min(whole.end, span.end))
        yield Window(kept, kept.days / whole.days)
        start = following


def whole_months_late(due: date, done: date) -> int:
    """Whole calendar months from ``due`` to ``done``; 0 when less than one, negative never."""
    if done <= due:
        return 0
    months = (done.year - due.year) * 12 + done.month - due.month
    return months if add_months(due, months) <= done else months - 1
