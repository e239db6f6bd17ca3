"""From a row to the targets it counts in: for a kept registration, and for a line that is still being typed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from brobygger.plan.measures import measures
from brobygger.plan.models import Plan, Target
from brobygger.plan.tree import load_all, span


def targets_counting(row: models.Model) -> list[Target]:
    """The targets of adopted plans that count ``row``: one query per source and narrowing in use, however many targets."""
    asked: dict[tuple[str, str], list[tuple[Target, Any]]] = defaultdict(list)
    for target, period in _targets(None):
        asked[target.measure, repr(sorted(narrow_of(target).items()))].append((target, period))
    found = []
    for (key, _narrow), targets in asked.items():
        narrow = narrow_of(targets[0][0])
        for source in measures[key].sources:
            rows = source.rows()
            condition = source.only(narrow)
            if rows.model is not type(row) or condition is None:
                continue
            days = list(rows.filter(condition, pk=row.pk).order_by().values_list(source.on, flat=True)[:1]) if source.on else []
            found += [target for target, period in targets if days and days[0] in period]
    return sorted(found, key=lambda target: target.pk)


def targets_that_would_count(facts: Mapping[str, Any]) -> list[Target]:
    """The targets of plans running on ``facts["done_on"]`` that a row of these facts would count in. Matching alone; nothing is counted."""
    day = facts.get("done_on") or timezone.localdate()
    return [
        target
        for target, period in _targets(day)
        if day in period and any(source.would_count(facts, narrow_of(target)) for source in measures[target.measure].sources)
    ]


def _targets(day: Any) -> list[tuple[Target, Any]]:
    plans = Plan.objects.filter(status=Plan.Status.ADOPTED)
    if day is not None:
        plans = plans.filter(starts_on__lte=day, ends_on__gte=day)
    found = []
    for tree in load_all(list(plans)):
        for area, goal, _activity, node in tree.targets():
            if not node.target.evidenced and node.target.measure in measures and not goal.goal.is_changed:
                found.append((node.target, span(tree.plan, area.area, goal.goal, node.target)))
    return found


def narrow_of(target: Target) -> dict[str, Any]:
    """The narrowing a target is counted under, its own and the one for work outside projects."""
    narrow: dict[str, Any] = dict(target.narrow)
    if target.own_work_only:
        narrow["project"] = [None]
    return narrow
