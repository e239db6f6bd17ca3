"""Many windows of one source in one pass: rows are grouped by the stretch of days they fall in and by what the demands narrow
by, and each demand adds up its groups. Where a number cannot be added (distinct organisations) this is not the way.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When

from brobygger.plan.measures import Source
from brobygger.plan.periods import Period

Narrow = tuple[tuple[str, tuple[Any, ...]], ...]
MOST_EDGES = 60


def can_tally(source: Source, wanted: Sequence[tuple[Period, Narrow]], each: str) -> bool:
    """Whether the source's numbers add up, its rows lie on one day each, and the windows are few enough to tell apart in SQL."""
    group = source.narrows.get(each) if each else ""
    return bool(
        source.on and not source.distinct and isinstance(group, str) and not (group and source.multiplies(group)) and len(_edges(wanted)) <= MOST_EDGES
    )


def tally(source: Source, wanted: Sequence[tuple[Period, Narrow]], each: str) -> list[dict[Any, int]]:
    """For each wanted window and narrowing the number by member of ``each`` (under None without one). One query."""
    edges = _edges(wanted)
    columns, marks = _dimensions(source, wanted)
    group = str(source.narrows[each]) if each else ""
    names = [f"d{place}" for place in range(len(columns))] + [f"m{place}" for place in range(len(marks))]
    dimensions: dict[str, Any] = {f"d{place}": F(lookup) for place, lookup in enumerate(columns.values())}
    for place, condition in enumerate(marks.values()):
        dimensions[f"m{place}"] = Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
    dimensions["stretch"] = _stretch(source.on, edges)
    rows = source.rows().order_by().filter(source.within(Period(edges[0], edges[-1] - timedelta(days=1))))
    if group:
        rows = rows.exclude(**{f"{group}__isnull": True})
        dimensions["member"] = F(group)
    amount = Sum(source.value) if source.value else Count("pk")
    found = rows.annotate(**dimensions).values_list("stretch", *names, *(["member"] if group else [])).annotate(amount=amount)

    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * (len(edges) - 1))
    for stretch, *rest in found:
        sums[tuple(rest[:-1])][stretch] += rest[-1] or 0
    running = {key: [0, *accumulate(each_sum)] for key, each_sum in sums.items()}
    order = [*columns, *marks]
    return [_add(period, _conditions(source, narrow, order), running, edges, bool(group)) for period, narrow in wanted]


def _edges(wanted: Sequence[tuple[Period, Narrow]]) -> list[date]:
    """The days on which some window begins, and those after which one ends."""
    return sorted({day for period, _narrow in wanted for day in (period.start, period.end + timedelta(days=1))})


def _stretch(on: str, edges: list[date]) -> Any:
    whens = [When(**{f"{on}__lt": edge}, then=Value(place)) for place, edge in enumerate(edges[1:])]
    return Case(*whens, default=Value(len(edges) - 2), output_field=IntegerField())


def _dimensions(source: Source, wanted: Sequence[tuple[Period, Narrow]]) -> tuple[dict[Any, str], dict[Any, Q]]:
    """What must be told apart: plain columns by key, and other conditions one mark each."""
    columns: dict[Any, str] = {}
    marks: dict[Any, Q] = {}
    for _period, narrow in wanted:
        for key, values in source.asked(dict(narrow)):
            lookup = source.narrows[key]
            if isinstance(lookup, str) and not source.multiplies(lookup):
                columns[key] = lookup
            else:
                marks[key, values] = source.condition(key, list(values))
    return columns, marks


def _conditions(source: Source, narrow: Narrow, order: list[Any]) -> list[tuple[int, frozenset[Any]]]:
    """Which places of a group's key must hold what, for one narrowing."""
    found = []
    for key, values in source.asked(dict(narrow)):
        if key in order:
            found.append((order.index(key), frozenset(values)))
        else:
            found.append((order.index((key, values)), frozenset({1})))
    return found


def _add(
    period: Period, conditions: list[tuple[int, frozenset[Any]]], running: Mapping[tuple[Any, ...], list[int]], edges: list[date], grouped: bool
) -> dict[Any, int]:
    start, end = bisect_left(edges, period.start), bisect_left(edges, period.end + timedelta(days=1))
    total: dict[Any, int] = {}
    for key, sums in running.items():
        if all(key[place] in wanted for place, wanted in conditions) and (amount := sums[end] - sums[start]):
            member = key[-1] if grouped else None
            total[member] = total.get(member, 0) + amount
    return total
