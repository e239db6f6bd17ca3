"""What the public calendar shows: published events, narrowed as the address says, by day, week, month, as a list or on a map.

Of one centre, lists are named by their keys; over all centres by their names, for each centre has its own "Loneliness".
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import Avg, CharField, Count, Max, Q
from django.db.models.functions import Cast
from django.utils import timezone

from brobygger.centres.mapping import Spot
from brobygger.core.keys import key_of
from brobygger.events.models import Event

SHOWN_A_DAY: Final = 3  # in the month's square; the rest are behind "n more"
SHOWN_A_DAY_OF_WEEK: Final = 20
KEYS: Final = {"tema": "theme", "sted": "locality", "maalgruppe": "target_group", "netvaerk": "network"}
LIST, WEEK, MONTH, MAP = "liste", "uge", "maaned", "kort"


READ: Final = ("pk", "starts_at", "registration__title", "registration__state", "registration__centre__key")


class Shown(NamedTuple):
    """What a line in a square shows of an event, read as ``READ``."""

    pk: int
    starts_at: datetime
    title: str
    state: str
    centre: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar with those of its events that are shown, and how many more there are."""

    on: date
    events: list[Shown]
    more: int
    outside: bool = False


class Asked:
    """What the address asks for: ``vis`` (a view), ``fra`` (a day in it), ``q`` words, and lines of lists. Strange values are no values.

    ``across``: over all centres, where ``center`` and ``kommune`` narrow too.
    """

    def __init__(self, given: Mapping[str, Any], *, across: bool = False) -> None:
        self.view = given.get("vis", "") if given.get("vis", "") in {LIST, WEEK, MONTH, MAP} else LIST
        self.today = timezone.localdate()
        self.day = _day(given.get("fra", "")) or self.today
        self.words = str(given.get("q", "")).strip()[:100]
        self.keys: dict[str, int | str] = {}
        for name in KEYS:
            said = str(given.get(name) or "").strip()[:80] if across else key_of(given.get(name))
            if said:
                self.keys[name] = said
        self.across = across
        self.centre = str(given.get("center", ""))[:40] if across else ""
        self.municipality = str(given.get("kommune", "")).strip()[:80] if across else ""

    def narrow(self, rows: Any) -> Any:
        for name, said in self.keys.items():
            rows = rows.filter(**{f"registration__{KEYS[name]}{'__name' if self.across else ''}": said})
        if self.centre:
            rows = rows.filter(centre__key=self.centre)
        if self.municipality:
            rows = rows.filter(centre__municipality=self.municipality)
        if self.words:
            rows = rows.filter(Q(registration__title__icontains=self.words) | Q(text__icontains=self.words) | Q(place__icontains=self.words))
        return rows

    def query(self, **more: object) -> str:
        """The address's words, with some of them another way."""
        said = {"vis": self.view if self.view != LIST else "", "fra": self.day.isoformat() if self.day != self.today else "", **self._filters()}
        return urlencode({name: value for name, value in {**said, **more}.items() if value})

    @property
    def filter_query(self) -> str:
        """The filters alone, for a feed: it has no day and no view."""
        return urlencode({name: value for name, value in self._filters().items() if value})

    def _filters(self) -> dict[str, object]:
        return {"q": self.words, "center": self.centre, "kommune": self.municipality, **self.keys}

    @property
    def narrowed(self) -> bool:
        return bool(self.filter_query)


def days(asked: Asked, rows: Any) -> list[Day]:
    """The days of the week or month asked for, in whole weeks; an event of several days stands on each of them.

    Two queries, however many events there are: one that is as narrow as can be over all of them, and one that loads the few that are shown.
    """
    first, last = span(asked)
    many = (last - first).days + 1
    midnights = [datetime.combine(first + timedelta(days=n), time.min, timezone.get_default_timezone()).astimezone(UTC) for n in range(many + 1)]
    times = asked.narrow(rows.select_related(None)).filter(starts_at__lt=midnights[-1], ends_at__gt=midnights[0]).order_by("starts_at", "pk")
    # As the text that both databases write a moment in, to the second: made into datetimes, thousands of them would take longer than all the rest.
    bounds = [f"{each:%Y-%m-%d %H:%M:%S}" for each in midnights]
    found = list(times.values_list("pk", Cast("starts_at", CharField()), Cast("ends_at", CharField())))
    starts = [start[:19] for _pk, start, _end in found]
    # They are in order, so each day is a stretch of them: from cuts[n] up to cuts[n + 1]. Those before cuts[0] began before the first day.
    cuts = [bisect_left(starts, each) for each in bounds]
    before: list[list[int]] = [[] for _day in range(many)]  # of each day, those that began before it and are still on
    for n in range(-1, many):
        ends = bounds[n + 1]
        for pk, _start, end in found[cuts[n] if n >= 0 else 0 : cuts[n + 1]]:
            if end > ends:
                for later in before[n + 1 : bisect_left(bounds, end[:19])]:  # what ends at midnight is not on the day that begins then
                    later.append(pk)
    most = SHOWN_A_DAY if asked.view == MONTH else SHOWN_A_DAY_OF_WEEK
    keys = [[*before[n][:most], *(pk for pk, _start, _end in found[cuts[n] : min(cuts[n + 1], cuts[n] + most)])][:most] for n in range(many)]
    loaded = {row[0]: Shown(*row) for row in rows.filter(pk__in={pk for each in keys for pk in each}).order_by().values_list(*READ)}
    return [
        Day(on, [loaded[pk] for pk in keys[n] if pk in loaded], len(before[n]) + cuts[n + 1] - cuts[n] - len(keys[n]), asked.view == MONTH and on.month != asked.day.month)
        for n, on in enumerate(first + timedelta(days=n) for n in range(many))
    ]


def coming(asked: Asked, rows: Any) -> Any:
    """The list: what is still on at the day asked for, or comes after it."""
    return asked.narrow(rows).filter(ends_at__gt=datetime.combine(asked.day, time.min, timezone.get_default_timezone())).order_by("starts_at", "pk")


def over_all_centres() -> Any:
    """What each centre has published in its own calendar, and nothing else of theirs."""
    return Event.everywhere.filter(published_at__isnull=False, listed_publicly=True).select_related("registration__kind", "registration__locality", "registration__centre", "signup_list")


def by_locality(asked: Asked, rows: Any) -> list[Spot]:
    """How many events there are to come in each locality; several centres' localities of one name are one."""
    name = "registration__locality"
    found = coming(asked, rows).filter(registration__locality__isnull=False).order_by().values(f"{name}__name")
    kept = found.annotate(key=Max(name), n=Count("pk"), north=Avg(f"{name}__latitude"), east=Avg(f"{name}__longitude")).order_by("-n", f"{name}__name")
    return [
        Spot(
            each[f"{name}__name"], each["n"], f"?{asked.query(vis='', sted=each[f'{name}__name'] if asked.across else each['key'])}",
            float(each["north"]) if each["north"] is not None else None, float(each["east"]) if each["east"] is not None else None,
        )
        for each in kept
    ]


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
