"""What a meeting sees of each goal, and what has changed since the meeting before.

A frozen meeting is read from what it kept, an open one from the plan as it stands (today, or on the meeting's day); both come out in
the same shape, so that pages and reports cannot tell a meeting two ways. It must not know how they look.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.functional import Promise

from brobygger.board import actions
from brobygger.board.models import FollowUp, FrozenCount, Meeting
from brobygger.plan import wording
from brobygger.plan.counting import Demand, count
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.lights import Colour, Light
from brobygger.plan.measures import measures
from brobygger.plan.models import Goal, Plan, Target
from brobygger.plan.periods import Period
from brobygger.plan.states import GoalState, PlanState, TargetState


@dataclass(slots=True)
class CountSeen:
    """One target's figure. ``now`` is today's beside a frozen one, None where it cannot be told."""

    target: int | None
    aim: str
    phrase: str
    count: int
    total: int
    light: str
    reason: str
    measure: str = ""
    counted: bool = True
    members: list[tuple[str, int, str]] = field(default_factory=list)
    now: int | None = None
    then: int | None = None

    @property
    def what(self) -> str:
        """What is counted, in the reader's language."""
        measure = measures.get(self.measure)
        return str(measure.label) if measure else ""

    @property
    def differs(self) -> bool:
        """Whether there is another figure to show beside this one."""
        return any(other is not None and other != self.count for other in (self.now, self.then))


@dataclass(slots=True)
class GoalSeen:
    """One goal as the meeting has it: decided lights, or the proposals where nobody has decided yet."""

    goal: Goal
    title: str
    result: str
    schedule: str
    proposed_result: Light
    proposed_schedule: Light
    counts: list[CountSeen]
    follow_up: FollowUp | None = None
    state: GoalState | None = None

    @property
    def comment(self) -> str:
        return self.follow_up.comment if self.follow_up else ""

    @property
    def version(self) -> int:
        """The version of the decision, 0 where there is none."""
        return self.follow_up.version if self.follow_up and self.follow_up.pk else 0

    @property
    def needs_comment(self) -> bool:
        return not self.follow_up and actions.needs_comment(self.proposed_result.colour, self.proposed_schedule.colour)

    @property
    def moved_on(self) -> bool:
        """The machine proposes something else now than when the lights were decided."""
        return bool(
            self.follow_up
            and self.state
            and (self.follow_up.proposed_result, self.follow_up.proposed_schedule)
            != (self.state.result.colour, self.state.schedule.colour)
        )


@dataclass(slots=True)
class AreaSeen:
    """The goals of one area of one plan, in their order."""

    plan: Plan
    title: str
    goals: list[GoalSeen]


def seen_by(meeting: Meeting) -> list[AreaSeen]:
    return _frozen(meeting) if meeting.is_frozen else _standing(meeting)


def goals_of(areas: Iterable[AreaSeen]) -> list[GoalSeen]:
    return [goal for area in areas for goal in area.goals]


def _standing(meeting: Meeting) -> list[AreaSeen]:
    decided = {
        each.goal_id: each for each in FollowUp.objects.filter(meeting=meeting).select_related("decided_by")
    }
    return seen_in(actions.states(meeting), decided)


def seen_in(states: Iterable[PlanState], decided: dict[int, FollowUp] | None = None) -> list[AreaSeen]:
    """Evaluated plans in the meetings' shape, for a day on which no meeting was held too."""
    known = decided or {}
    return [
        AreaSeen(state.tree.plan, area.node.area.title, [_goal(goal, known.get(goal.node.goal.pk)) for goal in area.goals])
        for state in states
        for area in state.areas
    ]


def _goal(state: GoalState, follow_up: FollowUp | None) -> GoalSeen:
    goal = state.node.goal
    return GoalSeen(
        goal,
        goal.title,
        follow_up.result if follow_up else state.result.colour.value,
        follow_up.schedule if follow_up else state.schedule.colour.value,
        state.result,
        state.schedule,
        [_count(each) for each in state.targets],
        follow_up,
        state,
    )


def _count(state: TargetState) -> CountSeen:
    return CountSeen(
        state.target.pk,
        wording.aim(state.target),
        state.target.phrase,
        state.count,
        state.total,
        state.light.colour.value,
        state.light.reason,
        state.target.measure,
        state.counted,
        [(each.member.name, each.count, each.light.colour.value) for each in state.members],
    )


def _frozen(meeting: Meeting) -> list[AreaSeen]:
    rows = list(
        FollowUp.objects.filter(meeting=meeting)
        .select_related("goal__area__plan", "goal__successor", "decided_by")
        .order_by("goal__area__plan__kind", "goal__area__plan", "goal__area__position", "goal__area", "goal__position", "goal")
    )
    counts: defaultdict[int, list[CountSeen]] = defaultdict(list)
    for each in FrozenCount.objects.filter(follow_up__meeting=meeting):
        counts[each.follow_up_id].append(_kept(each))
    return [
        AreaSeen(area.plan, area.title, [_kept_goal(row, counts[row.pk]) for row in grouped])
        for area, grouped in groupby(rows, key=lambda row: row.goal.area)
    ]


def _kept_goal(row: FollowUp, counts: list[CountSeen]) -> GoalSeen:
    return GoalSeen(
        row.goal,
        row.goal_text or row.goal.title,
        row.result,
        row.schedule,
        Light(Colour(row.proposed_result), row.result_reason),
        Light(Colour(row.proposed_schedule), row.schedule_reason),
        counts,
        row,
    )


def _kept(row: FrozenCount) -> CountSeen:
    members = [(each["name"], each["count"], each["light"]) for each in row.detail.get("members", [])]
    counted = row.detail.get("counted", True)
    return CountSeen(row.target_id, row.aim, row.phrase, row.count, row.total, row.light, row.reason, row.detail.get("measure", ""), counted, members)


def with_today(areas: Sequence[AreaSeen], meeting: Meeting, *, today: date | None = None) -> None:
    """Put beside each frozen figure what the same target shows today, and what the meeting's day shows today (corrections)."""
    day = today or timezone.localdate()
    plans = {area.plan.pk: area.plan for area in areas}
    now, then = (_figures(evaluate_all(list(plans.values()), each)) for each in (day, meeting.held_on))
    for goal in goals_of(areas):
        for each in goal.counts:
            if each.target is not None and each.counted:
                each.now, each.then = now.get(each.target), then.get(each.target)


def _figures(states: Iterable[PlanState]) -> dict[int, int]:
    return {each.target.pk: each.count for state in states for goal in state.goals() for each in goal.targets if each.counted}


@dataclass(frozen=True, slots=True)
class LightsChanged:
    goal: Goal
    title: str
    result_was: str
    schedule_was: str
    result: str
    schedule: str


@dataclass(frozen=True, slots=True)
class CountChanged:
    goal: Goal
    title: str
    target: int
    aim: str
    what: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class NewWork:
    """How much was counted of one measure since the meeting before."""

    label: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from ``previous``, the frozen meeting of the same kind before; empty where there is none."""

    previous: Meeting | None
    lights: list[LightsChanged] = field(default_factory=list)
    counts: list[CountChanged] = field(default_factory=list)
    new_goals: list[GoalSeen] = field(default_factory=list)
    work: list[NewWork] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lights or self.counts or self.new_goals or self.work)


def changes_since_last(meeting: Meeting, areas: Sequence[AreaSeen], *, today: date | None = None) -> Changes:
    """What has changed since the meeting before; the work counted is that of the days after it, up to this one's."""
    previous = Meeting.objects.before(meeting).first()
    if previous is None:
        return Changes(None)
    end = min(today or timezone.localdate(), meeting.held_on)
    return compare(previous, _frozen(previous), areas, until=end)


def compare(previous: Meeting, before: Sequence[AreaSeen], after: Sequence[AreaSeen], *, until: date) -> Changes:
    known = {goal.goal.pk: goal for goal in goals_of(before)}
    figures = {each.target: each for goal in known.values() for each in goal.counts if each.target is not None}
    lights, counts, fresh = [], [], []
    for goal in goals_of(after):
        was = known.get(goal.goal.pk)
        if was is None:
            fresh.append(goal)
        elif (was.result, was.schedule) != (goal.result, goal.schedule):
            lights.append(LightsChanged(goal.goal, goal.title, was.result, was.schedule, goal.result, goal.schedule))
        for each in goal.counts:
            old = figures.get(each.target) if each.target is not None else None
            if old is not None and each.target is not None and old.total != each.total:
                counts.append(CountChanged(goal.goal, goal.title, each.target, each.aim, each.what, old.total, each.total))
    return Changes(previous, lights, counts, fresh, _work(after, previous.held_on + timedelta(days=1), until))


def _work(areas: Sequence[AreaSeen], start: date, end: date) -> list[NewWork]:
    """What the plan's own measures counted from ``start`` to ``end``, each measure once and unnarrowed."""
    if end < start:
        return []
    keys = {each.target for goal in goals_of(areas) for each in goal.counts if each.target is not None and each.counted}
    used = Target.objects.filter(pk__in=keys).order_by("measure").values_list("measure", flat=True).distinct()
    demands = [Demand(key, Period(start, end)) for key in used if key in measures and measures[key].counted]
    found = count(demands)
    return [
        NewWork(measures[demand.measure].label, figure)
        for demand in demands
        if isinstance(figure := found[demand], int) and figure
    ]
