"""What the public calendar shows: published events, narrowed as the address says, by day, week, month or as a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from brobygger.core.keys import key_of
from brobygger.events.models import Event

SHOWN_A_DAY: Final = 3  # in the month's square; the rest are behind "n more"
KEYS: Final = {"tema": "theme", "sted": "locality", "maalgruppe": "target_group", "netvaerk": "network"}
LIST, WEEK, MONTH = "liste", "uge", "maaned"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar with those of its events that are shown, and how many more there are."""

    on: date
    events: list[Any]
    more: int
    outside: bool = False


class Asked:
    """What the address asks for: ``vis`` (a view), ``fra`` (a day in it), ``q`` words, and keys of lists. Strange values are no values."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.view = given.get("vis", "") if given.get("vis", "") in {LIST, WEEK, MONTH} else LIST
        self.today = timezone.localdate()
        self.day = _day(given.get("fra", "")) or self.today
        self.words = str(given.get("q", "")).strip()[:100]
        self.keys = {name: key for name in KEYS if (key := key_of(given.get(name))) is not None}
        self.centre = str(given.get("center", ""))[:40]

    def narrow(self, rows: Any) -> Any:
        for name, key in self.keys.items():
            rows = rows.filter(**{f"registration__{KEYS[name]}": key})
        if self.centre:
            rows = rows.filter(centre__key=self.centre)
        if self.words:
            rows = rows.filter(Q(registration__title__icontains=self.words) | Q(text__icontains=self.words) | Q(place__icontains=self.words))
        return rows

    def query(self, **more: object) -> str:
        """The address's words, with some of them another way."""
        said: dict[str, object] = {"vis": self.view if self.view != LIST else "", "fra": self.day.isoformat() if self.day != self.today else "", "q": self.words, "center": self.centre, **self.keys}
        return urlencode({name: value for name, value in {**said, **more}.items() if value})

    @property
    def filter_query(self) -> str:
        """The filters alone, for a feed: it has no day and no view."""
        return urlencode({name: value for name, value in {"q": self.words, **self.keys}.items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.keys or self.words or self.centre)


def days(asked: Asked, rows: Any) -> list[Day]:
    """The days of the week or month asked for, in whole weeks; two queries, however many events there are."""
    first, last = span(asked)
    found = asked.narrow(rows).filter(registration__done_on__gte=first, registration__done_on__lte=last)
    many = dict(found.order_by().values_list("registration__done_on").annotate(n=Count("pk")))
    if asked.view == MONTH:
        place = Window(RowNumber(), partition_by=[F("registration__done_on")], order_by=["starts_at", "pk"])
        found = found.annotate(place_that_day=place).filter(place_that_day__lte=SHOWN_A_DAY)
    by_day: dict[date, list[Event]] = {}
    for row in found.order_by("starts_at", "pk"):
        by_day.setdefault(row.registration.done_on, []).append(row)
    gone_through = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [Day(day, by_day.get(day, []), many.get(day, 0) - len(by_day.get(day, [])), asked.view == MONTH and day.month != asked.day.month) for day in gone_through]


def span(asked: Asked) -> tuple[date, date]:
    """The first and last day shown: the week of the day, or the whole weeks that hold its month."""
    if asked.view == WEEK:
        first = asked.day - timedelta(days=asked.day.weekday())
        return first, first + timedelta(days=6)
    begins = asked.day.replace(day=1)
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return begins - timedelta(days=begins.weekday()), ends + timedelta(days=6 - ends.weekday())


def beside(asked: Asked) -> tuple[date, date]:
    """A day in the week or month before, and one in that after."""
    if asked.view == WEEK:
        return asked.day - timedelta(days=7), asked.day + timedelta(days=7)
    begins = asked.day.replace(day=1)
    return (begins - timedelta(days=1)).replace(day=1), (begins + timedelta(days=31)).replace(day=1)


def _day(said: object) -> date | None:
    try:
        day = date.fromisoformat(str(said))
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None
