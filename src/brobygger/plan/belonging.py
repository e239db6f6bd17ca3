"""From a row to the targets it counts in: for a kept registration, and for a line that is still being typed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from brobygger.centres.scoping import centre_id_in_force
from brobygger.plan.measures import Source, measures
from brobygger.plan.models import Activity, Area, Goal, Plan, Target
from brobygger.plan.periods import Period
from brobygger.plan.shelf import Shelf
from brobygger.plan.stamps import stamps
from brobygger.plan.tree import load_all, span_of_target


def targets_counting(row: models.Model) -> list[Target]:
    """The targets of adopted plans that count ``row``: one query per source and narrowing in use, however many targets."""
    asked: dict[tuple[str, str, str], list[tuple[Target, Period]]] = defaultdict(list)
    for target, period in _targets(None):
        asked[target.measure, repr(sorted(target.only.items())), target.for_each].append((target, period))
    found = []
    for (key, _narrow, each), targets in asked.items():
        for source in measures[key].sources:
            rows = source.rows()
            condition = source.only(targets[0][0].only)
            if rows.model is not type(row) or condition is None or not source.on:
                continue
            rows = rows.filter(condition, pk=row.pk).order_by()
            if each:
                group = source.narrows.get(each)
                rows = rows.filter(**{f"{group}__isnull": False}) if isinstance(group, str) else rows.none()
            days = list(rows.values_list(source.on, flat=True)[:1])
            found += [target for target, period in targets if days and days[0] in period]
    return sorted(found, key=lambda target: target.pk)


class Missed(NamedTuple):
    """A target that would count a row, had anybody said its ``key`` (the theme, the locality …), as one of ``wanted``."""

    target: Target
    key: str
    wanted: tuple[Any, ...]


def targets_missed(row: models.Model) -> list[Missed]:
    """The targets of adopted plans that do not count ``row`` for one thing alone, which nobody has said of it. What was said otherwise was
    meant, and is no miss. One query per source and narrowing in use, as :func:`targets_counting`.
    """
    asked: dict[tuple[str, str], list[tuple[Target, Period]]] = defaultdict(list)
    for target, period in _targets(None):
        if target.only and not target.for_each:
            asked[target.measure, repr(sorted(target.only.items()))].append((target, period))
    missed: dict[int, Missed] = {}
    for (measure, _narrow), targets in asked.items():
        for source in measures[measure].sources:
            if source.rows().model is not type(row) or not source.on:
                continue
            wanted = source.asked(targets[0][0].only)
            if any(key not in source.narrows for key, _values in wanted):
                continue
            said = {f"said{place}": _said(source, key, list(values)) for place, (key, values) in enumerate(wanted)}
            for day, *found in source.rows().order_by().filter(pk=row.pk).annotate(**said).values_list(source.on, *said)[:1]:
                unsaid = [each for each, how in zip(wanted, found, strict=True) if how == _NOT]
                if len(unsaid) == 1 and _OTHERWISE not in found:
                    missed |= {target.pk: Missed(target, *unsaid[0]) for target, period in targets if day in period}
    return [missed[pk] for pk in sorted(missed)]


_AS_WANTED, _NOT, _OTHERWISE = 0, 1, 2


def _said(source: Source, key: str, values: list[Any]) -> Case:
    lookup = source.narrows[key]
    plain = isinstance(lookup, str) and not source.multiplies(lookup)
    unsaid = [When(Q(**{f"{lookup}__isnull": True}), then=Value(_NOT))] if plain else []
    return Case(When(source.condition(key, values), then=Value(_AS_WANTED)), *unsaid, default=Value(_OTHERWISE), output_field=IntegerField())


def targets_that_would_count(facts: Mapping[str, Any]) -> list[Target]:
    """The targets of plans running on ``facts["done_on"]`` that a row of these facts would count in. Matching alone; nothing is counted."""
    day = facts.get("done_on") or timezone.localdate()
    return [target for target, period in _targets(day) if day in period and _would_count(target, facts)]


def _would_count(target: Target, facts: Mapping[str, Any]) -> bool:
    if target.for_each and not facts.get(target.for_each):
        return False
    return any(source.would_count(facts, target.only) for source in measures[target.measure].sources)


_shelf = Shelf(200)


def _targets(day: date | None) -> list[tuple[Target, Period]]:
    """The targets of adopted plans (running on ``day``) with the period each counts in; kept until a plan changes."""
    if connection.in_atomic_block:
        return _read_targets(day)
    now, key = stamps([Plan, Area, Goal, Activity, Target]), (centre_id_in_force(), day)
    kept = _shelf.get(key)
    if kept is None or kept[0] != now:
        kept = (now, _read_targets(day))
        _shelf.put(key, kept)
    return kept[1]  # type: ignore[no-any-return]  # put there two lines above


def _read_targets(day: date | None) -> list[tuple[Target, Period]]:
    plans = Plan.objects.filter(status=Plan.Status.ADOPTED)
    if day is not None:
        plans = plans.filter(starts_on__lte=day, ends_on__gte=day)
    found = []
    for tree in load_all(list(plans)):
        for area, goal, activity, node in tree.targets():
            target = node.target
            if not target.evidenced and target.measure in measures and not goal.goal.is_changed and not activity.activity.dropped_on:
                target.activity = activity.activity  # its words tell one target from another
                found.append((target, span_of_target(tree.plan, area.area, goal.goal, activity.activity, target)))
    return found
