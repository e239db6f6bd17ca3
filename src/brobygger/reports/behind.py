"""The rows behind many figures at once: for a report, where every number comes with what it is made of.

The plan's own evidence page reads one target at a time. Here all targets of a report are read together, source by source, so that
the number of queries follows the sources in use and neither the goals nor the registrations.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import Evidence, Source, measures
from brobygger.plan.periods import Per, Period, windows
from brobygger.plan.states import TargetState

TOGETHER = 150  # parts of one query: SQLite allows 500
LISTED_BY_KEY = 2000  # beyond so many rows, reading the whole period costs less than naming each


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row behind a figure; ``adds`` is what it adds to it, None where things are told apart. ``now``: within the window shown."""

    shown: Evidence
    adds: int | None
    now: bool = True


@dataclass(slots=True)
class Behind:
    """What a target's figure is made of: rows newest first, how many there are in all, and the words of what is told apart."""

    period: Period
    rows: list[BehindRow] = field(default_factory=list)
    total: int = 0
    told_apart: list[str] = field(default_factory=list)

    @property
    def more(self) -> int:
        return max(self.total - len(self.rows), 0)


@dataclass(frozen=True, slots=True)
class _Part:
    """One target's share of one source."""

    target: int
    rows: QuerySet[Any]


def rows_behind(states: Iterable[TargetState], day: date, *, most: int | None = None) -> dict[int, Behind]:
    """For each counted target, by its key, the rows behind the figure of the window that matters on ``day``.

    ``most`` bounds the rows given for each; with None all rows of the whole span come, those of the window marked ``now``.
    """
    found: dict[int, Behind] = {}
    windows_now: dict[int, Period] = {}
    known: set[int] = set()
    by_source: defaultdict[int, list[_Part]] = defaultdict(list)
    sources: dict[int, Source] = {}
    counting: dict[int, QuerySet[Any]] = {}  # of each source, all that counts at all: asked for once, and narrowed for each target
    for state in states:
        measure = measures.get(state.target.measure)
        if measure is None or not state.counted:
            continue
        windows_now[state.target.pk] = window_now(state, day)
        period = _known(state.span, day) if most is None else windows_now[state.target.pk]
        found[state.target.pk] = Behind(period, total=state.count if _told(state, measure.unit) else 0)
        if _told(state, measure.unit):
            known.add(state.target.pk)
        narrow = state.target.only
        if state.target.for_each:
            narrow[state.target.for_each] = [member.member.pk for member in state.members]
        for source in (each.towards(narrow) for each in measure.sources):
            condition = source.only(narrow)
            if condition is not None:
                if id(source) not in sources:
                    sources[id(source)], counting[id(source)] = source, source.rows()
                by_source[id(source)].append(_Part(state.target.pk, counting[id(source)].filter(source.within(period), condition)))
    for key, parts in by_source.items():
        source = sources[key]
        _read(source, parts, found, windows_now, most)
        if most:
            unknown = [(part.target, part.rows.order_by().values("pk")) for part in parts if part.target not in known]
            for target, total in _each(unknown, counts=True):
                found[target].total += total
        if source.distinct:
            _tell_apart(source, parts, found)
    for behind in found.values():
        behind.total = behind.total if most else len(behind.rows)
        behind.rows.sort(key=lambda row: row.shown.on, reverse=True)
        behind.rows = behind.rows[:most]
    return found


def _told(state: TargetState, unit: Unit) -> bool:
    """Whether the figure itself says how many rows there are."""
    return unit is Unit.ROWS and not state.target.for_each


def window_now(state: TargetState, day: date) -> Period:
    """The window of the figure shown: the running one, or the last that began by ``day``."""
    begun = [window.period for window in windows(Per(state.target.per), state.span) if window.period.start <= day]
    return _known(begun[-1] if begun else state.span, day)


def _known(period: Period, day: date) -> Period:
    return Period(period.start, max(period.start, min(period.end, day)))


def _read(
    source: Source, parts: Sequence[_Part], found: dict[int, Behind], windows_now: dict[int, Period], most: int | None
) -> None:
    order = [*([f"-{source.on}"] if source.on else []), "-pk"]
    keys = _each([(part.target, part.rows.order_by(*order).values("pk")[:most]) for part in parts])
    if not keys:
        return
    wanted = {pk for _target, pk in keys}
    rows = source.rows()
    if len(wanted) <= LISTED_BY_KEY:
        rows = rows.filter(pk__in=wanted)
    else:
        spans = [found[part.target].period for part in parts]
        rows = rows.filter(source.within(Period(min(span.start for span in spans), max(span.end for span in spans))))
    by_key = {row.pk: row for row in rows}
    adds = source.value if source.value and not source.distinct and "__" not in source.value else ""
    shown = {pk: source.show(row) for pk, row in by_key.items() if pk in wanted}
    for target, pk in keys:
        amount = None if source.distinct else getattr(by_key[pk], adds) or 0 if adds else 1
        on = shown[pk].on
        found[target].rows.append(BehindRow(shown[pk], amount, on in windows_now[target]))


def _tell_apart(source: Source, parts: Sequence[_Part], found: dict[int, Behind]) -> None:
    """The distinct values behind the figures, in words."""
    counting = source.rows().order_by()
    values = _each([(part.target, counting.filter(pk__in=part.rows.order_by().values("pk")).values(source.value).distinct()) for part in parts])
    known = {value for _target, value in values if value not in ("", None)}
    names = source.names(known) if source.names else {}
    words: defaultdict[int, set[str]] = defaultdict(set)
    for target, value in values:
        if value not in ("", None):
            words[target].add(names.get(value, str(value)))
    for target, said in words.items():
        found[target].told_apart = sorted({*found[target].told_apart, *said}, key=str.casefold)


def _each(asked: Sequence[tuple[int, QuerySet[Any]]], *, counts: bool = False) -> list[tuple[int, Any]]:
    """The one column of each queryset beside its target (or how many rows it has): one query for up to ``TOGETHER`` of them.

    Django's own union() cannot hold parts that are cut short on SQLite, so the parts are compiled by Django, each with its
    centre's condition, and put together here.
    """
    answers: list[tuple[int, Any]] = []
    for first in range(0, len(asked), TOGETHER):
        texts: list[str] = []
        values: list[Any] = []
        for target, rows in asked[first : first + TOGETHER]:
            try:
                text, given = rows.query.sql_with_params()
            except EmptyResultSet:  # a narrowing to nothing at all
                continue
            what = "COUNT(*)" if counts else "found.*"
            texts.append(f"SELECT {int(target)}, {what} FROM ({text}) AS found")  # noqa: S608 -- Django's own SQL and a number
            values += given
        if texts:
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join(texts), values)
                answers += cursor.fetchall()
    return answers
