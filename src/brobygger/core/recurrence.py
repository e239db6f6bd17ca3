"""The days of a series, by the calendar standard's own rules (RFC 5545, RRULE). Pure: a rule and a first day in, days out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, rrulestr, weekday
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 200  # dates of one series
LONGEST = timedelta(days=366 * 3)

FREQUENCIES = {"daily": DAILY, "weekly": WEEKLY, "monthly": MONTHLY, "monthly_weekday": MONTHLY, "yearly": YEARLY}


@dataclass(frozen=True, slots=True)
class Rule:
    """How it comes again: ``every`` so many days, weeks, months (on the same date, or the same weekday of the month) or years,
    until a last day with, or so many times. ``weekdays`` (0 is Monday): several of them in each week, with the first’s own.
    """

    frequency: str
    every: int = 1
    until: date | None = None
    times: int | None = None
    weekdays: tuple[int, ...] = ()

    def text(self, first: date) -> str:
        """As an RRULE. ``monthly_weekday`` takes the first day's place in its month: its second Tuesday, or the last where it is a fifth."""
        by_day: Any = [weekday(each) for each in sorted({first.weekday(), *self.weekdays})] if self.frequency == "weekly" and self.weekdays else None
        if self.frequency == "monthly_weekday":
            nth = (first.day - 1) // 7 + 1
            by_day = weekday(first.weekday(), nth if nth < 5 else -1)
        made = rrule(
            FREQUENCIES[self.frequency], interval=self.every, dtstart=_midnight(first), count=self.times,
            until=_midnight(self.until) if self.until else None, byweekday=by_day, bymonthday=_every_month(self.frequency, first),
        )
        return str(made).splitlines()[-1].removeprefix("RRULE:")


def _every_month(frequency: str, first: date) -> tuple[int, ...] | None:
    """The 31st of every month has seven months without: there it is the last day of the month that is meant."""
    return None if frequency != "monthly" or first.day <= 28 else (-1,) if first.day == 31 else None


def days(rule: str, first: date, skipped: Iterable[date] = ()) -> list[date]:
    """The days from ``first`` on, in order, without those skipped. ValidationError for a rule that never ends or has too many days."""
    left_out = set(skipped)
    try:
        by_rule = rrulestr(rule, dtstart=_midnight(first))
    except ValueError as error:
        raise ValidationError(_("This is no rule that a calendar understands.")) from error
    found: list[date] = []
    for moment in by_rule:
        if moment.date() - first > LONGEST or len(found) >= MOST:
            raise ValidationError(_("That is more than %(n)s dates, or longer than three years. Let it end sooner; it can be prolonged later.") % {"n": MOST})
        if moment.date() not in left_out:
            found.append(moment.date())
    return found


def check_skipped(rule: str, first: date, skipped: list[date]) -> None:
    """ValidationError for a day skipped twice, and for one that the series has nothing on."""
    named = set(days(rule, first))
    seen: set[date] = set()
    for day in skipped:
        if day in seen:
            raise ValidationError(_("%(day)s is left out twice.") % {"day": f"{day:%d.%m.%Y}"})
        if day not in named:
            raise ValidationError(_("The series has nothing on %(day)s, so it cannot be left out.") % {"day": f"{day:%d.%m.%Y}"})
        seen.add(day)
    if seen == named:
        raise ValidationError(_("All its days are left out."))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
