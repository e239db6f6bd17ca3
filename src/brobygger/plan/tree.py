"""A whole plan in memory: its areas, goals, activities, targets and proofs, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, MovedDate, Plan, Proof, Section, Target
from brobygger.plan.models.plans import Dated
from brobygger.plan.periods import Per, Period

Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class TargetNode:
    target: Target
    proofs: list[Proof] = field(default_factory=list)


@dataclass(slots=True)
class ActivityNode:
    activity: Activity
    targets: list[TargetNode] = field(default_factory=list)
    moves: list[MovedDate] = field(default_factory=list)


@dataclass(slots=True)
class GoalNode:
    goal: Goal
    activities: list[ActivityNode] = field(default_factory=list)
    means: list[MeansOfVerification] = field(default_factory=list)


@dataclass(slots=True)
class AreaNode:
    area: Area
    goals: list[GoalNode] = field(default_factory=list)


@dataclass(slots=True)
class PlanTree:
    """The standing parts of ``plan`` in their order."""

    plan: Plan
    areas: list[AreaNode] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def goals(self) -> Iterator[GoalNode]:
        for area in self.areas:
            yield from area.goals

    def targets(self) -> Iterator[tuple[AreaNode, GoalNode, ActivityNode, TargetNode]]:
        for area in self.areas:
            for goal in area.goals:
                for activity in goal.activities:
                    for target in activity.targets:
                        yield area, goal, activity, target


def load(plan: Plan) -> PlanTree:
    """Read the plan's tree: nine queries, however long the plan."""
    return load_all([plan])[0]


def load_all(plans: list[Plan]) -> list[PlanTree]:
    """Read the trees of several plans at once, still in nine queries."""
    keys = [plan.pk for plan in plans]
    standing = {"removed": False}
    areas = Area.objects.filter(plan__in=keys, **standing)
    goals = (
        Goal.objects.filter(area__plan__in=keys, area__removed=False, **standing)
        .select_related("team", "owner", "successor")
        .prefetch_related("markers")
    )
    activities = Activity.objects.filter(goal__area__plan__in=keys, **standing).select_related("owner")
    targets = Target.objects.filter(activity__goal__area__plan__in=keys, **standing)
    means = MeansOfVerification.objects.filter(goal__area__plan__in=keys, **standing)
    proofs = Proof.objects.filter(target__activity__goal__area__plan__in=keys)
    moves = MovedDate.objects.filter(activity__goal__area__plan__in=keys)
    sections = Section.objects.filter(plan__in=keys, **standing)

    proofs_of = _by(proofs, "target_id")
    moves_of = _by(moves, "activity_id")
    targets_of = _by(targets, "activity_id")
    activities_of = _by(activities, "goal_id")
    means_of = _by(means, "goal_id")
    goals_of = _by(goals, "area_id")
    areas_of = _by(areas, "plan_id")
    sections_of = _by(sections, "plan_id")

    def activity_node(activity: Activity) -> ActivityNode:
        nodes = [TargetNode(target, proofs_of[target.pk]) for target in targets_of[activity.pk]]
        return ActivityNode(activity, nodes, moves_of[activity.pk])

    def goal_node(goal: Goal) -> GoalNode:
        return GoalNode(goal, [activity_node(each) for each in activities_of[goal.pk]], means_of[goal.pk])

    return [
        PlanTree(
            plan,
            [AreaNode(area, [goal_node(goal) for goal in goals_of[area.pk]]) for area in areas_of[plan.pk]],
            sections_of[plan.pk],
        )
        for plan in plans
    ]


def _by(rows: QuerySet[Row], name: str) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def span(plan: Plan, *levels: Dated) -> Period:
    """The period that holds at the innermost level: each end from the nearest level that names one, kept inside the plan."""
    start: date | None = None
    end: date | None = None
    for level in reversed(levels):
        start = start or level.starts_on
        end = end or level.ends_on
    period = Period(plan.starts_on, plan.ends_on)
    start, end = start or period.start, end or period.end
    return Period(start, end) if start <= end else period


def span_of_target(plan: Plan, area: Area, goal: Goal, activity: Activity, target: Target) -> Period:
    """The days within which work counts towards ``target``.

    An activity with a beginning of its own has a period: only work within it counts. One with a mere planned end has a
    deadline: late work still counts, and it is the schedule that shows the delay. A cadence stops with its activity.
    """
    if activity.starts_on or Per(target.per) is not Per.PLAN:
        return span(plan, area, goal, activity, target)
    return span(plan, area, goal, target)
