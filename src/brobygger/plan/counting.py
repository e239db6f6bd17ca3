"""Counting for many targets at once, in a number of queries that grows with neither registrations nor windows.

Demands for the same source go into one query with a conditional aggregate each. Results are kept in memory under a stamp of
the rows they were counted from (how many there are, the sum of their versions, the newest key): any write changes the stamp,
so a kept count is never stale, and a plan opened again costs one small query.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Count, Q, Sum

from brobygger.centres.scoping import centre_id_in_force
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import Measure, Source, measures
from brobygger.plan.periods import Period
from brobygger.plan.shelf import Shelf
from brobygger.plan.stamps import stamps
from brobygger.plan.tally import can_tally, tally

AGGREGATES_PER_QUERY = 150
KEPT = 500
_shelf = Shelf(KEPT)


@dataclass(frozen=True, slots=True)
class Demand:
    """How much of ``measure``, narrowed, falls in ``period``; for each of a grouping's members when ``each``."""

    measure: str
    period: Period
    narrow: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    each: str = ""


def freeze(narrow: Mapping[str, Any]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    return tuple(
        (key, tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)) for key, wanted in sorted(narrow.items())
    )


Counts = dict[Demand, int | dict[Any, int]]


def count(demands: Iterable[Demand]) -> Counts:
    """A number for each demand, or for ``each`` demands a number by member key (members without rows are absent)."""
    wanted = tuple(dict.fromkeys(demands))
    return _kept("counts", wanted, {demand.measure for demand in wanted}, lambda: _count(list(wanted))) if wanted else {}


Reached = dict[tuple[Demand, int], date | None]


def days_reached(asked: Iterable[tuple[Demand, int]]) -> Reached:
    """For each demand and number: the day on which the count came to the number, or None where that cannot be told."""
    wanted = tuple(dict.fromkeys(asked))
    if not wanted:
        return {}
    return _kept("days", wanted, {demand.measure for demand, _n in wanted}, lambda: {each: _day_reached(*each) for each in wanted})


Found = TypeVar("Found")


def _kept(what: str, wanted: Hashable, keys: set[str], find: Callable[[], Found]) -> Found:
    """What ``find`` gives, kept until a row of the measures ``keys`` changes."""
    sources = [source for key in keys for source in measures[key].sources]
    # Some rows cannot tell us when they change; and what is counted within a transaction may be rolled back under us.
    if connection.in_atomic_block or not all(source.watch for source in sources):
        return find()
    watched = sorted({model for source in sources for model in source.watch}, key=lambda model: model._meta.label)
    key = (what, centre_id_in_force(), wanted)
    now = stamps(watched)
    kept = _shelf.get(key)
    if kept is not None and kept[0] == now:
        return kept[1]  # type: ignore[no-any-return]  # put there under the same key, so found by the same ``find``
    found = find()
    _shelf.put(key, (now, found))
    return found


def _day_reached(demand: Demand, number: int) -> date | None:
    measure = measures[demand.measure]
    if measure.unit is Unit.AVERAGE or not all(source.on for source in measure.sources):
        return None
    wanted = number * 60 if measure.unit is Unit.HOURS else number
    steps: list[tuple[date, Any]] = []
    for source in (each.towards(dict(demand.narrow)) for each in measure.sources):
        rows = source.evidence(demand.period, dict(demand.narrow)).order_by(source.on, "pk")
        found = rows.values_list(source.on, source.value or "pk", "pk").distinct()
        whole = bool(source.value)
        steps += [(day, value if whole else 1) for day, value, _pk in (found if whole else found[:wanted])]
    so_far, told_apart = 0, set()
    distinct = any(source.distinct for source in measure.sources)
    for day, value in sorted(steps, key=lambda step: step[0]):
        if distinct:
            told_apart |= {value} - {"", None}
            so_far = len(told_apart)
        else:
            so_far += value or 0
        if so_far >= wanted:
            return day
    return None


def _count(demands: list[Demand]) -> Counts:
    results: Counts = {demand: ({} if demand.each else 0) for demand in demands}
    unions: dict[Demand, dict[Any, set[Any]]] = defaultdict(lambda: defaultdict(set))
    batches: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for demand in demands:
        batches[demand.measure, demand.each].append(demand)
    for (key, each), batch in batches.items():
        measure = measures[key]
        several = len(measure.sources) > 1 and all(source.distinct for source in measure.sources)
        if measure.unit is Unit.AVERAGE:
            _average(measure, batch, each, results)
            continue
        for source, part in _parted(measure, batch, each):
            if several:
                _gather(source, part, each, unions)
                continue
            if _tally(source, part, each, results):
                continue
            for start in range(0, len(part), AGGREGATES_PER_QUERY):
                _add_up(source, part[start : start + AGGREGATES_PER_QUERY], each, results)
    for demand, by_member in unions.items():
        sizes = {member: len(found) for member, found in by_member.items()}
        results[demand] = sizes if demand.each else sizes.get(None, 0)
    for demand in demands:
        results[demand] = _whole(measures[demand.measure].unit, results[demand])
    return results


def _parted(measure: Measure, batch: list[Demand], each: str) -> list[tuple[Source, list[Demand]]]:
    """Each source with the demands it answers itself, and those that what it is made of answers: at most two parts a source."""
    parts: dict[int, tuple[Source, list[Demand]]] = {}
    for source in measure.sources:
        for demand in batch:
            answers = source.towards([each, *dict(demand.narrow)])
            parts.setdefault(id(answers), (answers, []))[1].append(demand)
    return list(parts.values())


def _whole(unit: Unit, found: int | dict[Any, int]) -> int | dict[Any, int]:
    """Whole hours of minutes, and whole kilometres of those with decimals; what is begun and not filled is left out."""
    if unit not in {Unit.HOURS, Unit.SUM}:
        return found
    if isinstance(found, dict):
        return {member: int(amount // 60 if unit is Unit.HOURS else amount) for member, amount in found.items()}
    return int(found // 60 if unit is Unit.HOURS else found)


def _average(measure: Measure, batch: list[Demand], each: str, results: Counts) -> None:
    """The average of all values of all sources, rounded to a whole; 0 where there are none. As many queries as there are sources."""
    sums: dict[Demand, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for source in measure.sources:
        group = source.narrows.get(each) if each else None
        if each and not isinstance(group, str):
            continue
        for start in range(0, len(batch), AGGREGATES_PER_QUERY // 2):
            aggregates: dict[str, Any] = {}
            asked = [(demand, condition) for demand in batch[start : start + AGGREGATES_PER_QUERY // 2] if (condition := source.only(dict(demand.narrow))) is not None]
            for index, (demand, condition) in enumerate(asked):
                within = source.within(demand.period) & condition
                aggregates |= {f"s{index}": Sum(source.value, filter=within), f"n{index}": Count("pk", filter=within)}
            if not aggregates:
                continue
            rows = source.rows().order_by()
            found = rows.exclude(**{f"{group}__isnull": True}).values(group).annotate(**aggregates) if isinstance(group, str) else [rows.aggregate(**aggregates)]
            for line in found:
                for index, (demand, _condition) in enumerate(asked):
                    pair = sums[demand][line[group] if isinstance(group, str) else None]
                    pair[0] += line[f"s{index}"] or 0
                    pair[1] += line[f"n{index}"]
    for demand, by_member in sums.items():
        averages = {member: int(total / n + 0.5) for member, (total, n) in by_member.items() if n}
        results[demand] = averages if demand.each else averages.get(None, 0)


def _tally(source: Source, batch: list[Demand], each: str, results: Counts) -> bool:
    """Count the batch in one pass where its numbers add up; says whether they did."""
    known = [demand for demand in batch if source.only(dict(demand.narrow)) is not None]
    wanted = [(demand.period, demand.narrow) for demand in known]
    if not wanted or not can_tally(source, wanted, each):
        return not wanted
    for demand, found in zip(known, tally(source, wanted, each), strict=True):
        result = results[demand]
        if isinstance(result, dict):
            for member, number in found.items():
                result[member] = result.get(member, 0) + number
        else:
            results[demand] = result + found.get(None, 0)
    return True


def _add_up(source: Source, batch: list[Demand], each: str, results: Counts) -> None:
    aggregates: dict[str, Any] = {}
    asked: dict[str, Demand] = {}
    reach = Q()
    for index, demand in enumerate(batch):
        condition = source.only(dict(demand.narrow))
        if condition is None:
            continue
        name = f"n{index}"
        asked[name] = demand
        within = source.within(demand.period)
        reach |= within
        aggregates[name] = _aggregate(source, within & condition, each)
    group = source.narrows.get(each) if each else None
    if not aggregates or (each and not isinstance(group, str)):
        return
    rows = source.rows().order_by()
    if source.on:  # one range the database can seek, rather than a chain of alternatives
        periods = [demand.period for demand in asked.values()]
        reach = source.within(Period(min(p.start for p in periods), max(p.end for p in periods)))
    rows = rows.filter(reach)
    if isinstance(group, str) and each:
        if source.value and not source.distinct and source.multiplies(group):
            _sum_by_member(source, rows, group, asked, results)
            return
        for found in rows.exclude(**{f"{group}__isnull": True}).values(group).annotate(**aggregates):
            for name, demand in asked.items():
                by_member = results[demand]
                assert isinstance(by_member, dict)  # noqa: S101 -- for the type checker: each-demands begin as dicts
                if found[name]:
                    by_member[found[group]] = by_member.get(found[group], 0) + found[name]
        return
    found = rows.aggregate(**aggregates)
    for name, demand in asked.items():
        total = results[demand]
        assert isinstance(total, int)  # noqa: S101 -- for the type checker: plain demands begin as numbers
        results[demand] = total + (found[name] or 0)


def _aggregate(source: Source, condition: Q, each: str) -> Any:
    if source.distinct:
        return Count(source.value, filter=condition & source.told_apart(), distinct=True)
    if source.value:
        return Sum(source.value, filter=condition)
    group = source.narrows.get(each) if each else None
    return Count("pk", filter=condition, distinct=isinstance(group, str) and source.multiplies(group))


def _sum_by_member(
    source: Source, rows: models.QuerySet[Any], group: str, asked: Mapping[str, Demand], results: Counts
) -> None:
    """Sums over a grouping that joins: a row that names the same member twice must be added once, which SQL's Sum cannot."""
    for demand in asked.values():
        by_member = results[demand]
        assert isinstance(by_member, dict)  # noqa: S101 -- for the type checker: each-demands begin as dicts
        condition = source.only(dict(demand.narrow))
        found = rows.filter(source.within(demand.period), condition or Q()).exclude(**{f"{group}__isnull": True})
        for member, _pk, value in found.values_list(group, "pk", source.value).distinct():
            by_member[member] = by_member.get(member, 0) + (value or 0)


def _gather(source: Source, batch: list[Demand], each: str, unions: dict[Demand, dict[Any, set[Any]]]) -> None:
    group = source.narrows.get(each) if each else None
    if each and not isinstance(group, str):
        return
    for demand in batch:
        condition = source.only(dict(demand.narrow))
        if condition is None:
            continue
        rows = source.rows().order_by().filter(source.within(demand.period), condition)
        if isinstance(group, str):
            for member, value in rows.values_list(group, source.value).distinct():
                if value not in ("", None):
                    unions[demand][member].add(value)
        else:
            found = rows.values_list(source.value, flat=True).distinct()
            unions[demand][None].update(value for value in found if value not in ("", None))


def forget() -> None:
    """Throw away the kept counts, as a restart does."""
    _shelf.clear()
