"""A plan as it stands on a day: each target's count, each activity's delay, each goal's two proposed lights.

Counts are live; what a meeting saw is frozen by the board. Everything is read in a bounded number of queries for any number of
plans at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brobygger.plan import lights
from brobygger.plan.counting import Counts, Demand, count, days_reached, freeze
from brobygger.plan.lights import Colour, Light
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import Member, groupings, measures
from brobygger.plan.models import Plan, Target
from brobygger.plan.periods import Per, Period, Window, windows
from brobygger.plan.states import ActivityState, AreaState, GoalState, MemberState, PlanState, TargetState, WindowState
from brobygger.plan.tree import ActivityNode, AreaNode, GoalNode, PlanTree, TargetNode, load_all, span, span_of_target
from brobygger.plan.wording import day


def evaluate(plan: Plan, today: date) -> PlanState:
    return evaluate_all([plan], today)[0]


def evaluate_all(plans: list[Plan], today: date) -> list[PlanState]:
    """Evaluate several plans together: eight queries for the trees, one or two per measure and grouping in use."""
    trees = load_all(plans)
    questions = [
        _Question.of(tree.plan, area, goal, activity, target)
        for tree in trees
        for area, goal, activity, target in tree.targets()
    ]
    for question in questions:
        question.until = today
    members = _members(questions)
    counts = count(demand for question in questions for demand in question.demands(today))
    states = {
        question.node.target.pk: question.answer(counts, members.get(question.grouping, []), today)
        for question in questions
    }
    _find_days_reached(questions, states, today)
    return [_plan_state(tree, states, today) for tree in trees]


def evaluate_target(target: Target, today: date) -> TargetState:
    """One target alone, saved or not yet: for its own page and for the preview while it is being written."""
    activity = target.activity
    goal, area = activity.goal, activity.goal.area
    node = TargetNode(target, list(target.proofs.select_related("added_by", "accepted_by")) if target.pk else [])
    question = _Question.of(area.plan, AreaNode(area), GoalNode(goal), ActivityNode(activity), node)
    question.until = today
    counts = count(question.demands(today))
    state = question.answer(counts, _members([question]).get(question.grouping, []), today)
    _find_days_reached([question], {target.pk: state}, today)
    return state


@dataclass(slots=True)
class _Question:
    """One target with the period it lives in, ready to be counted."""

    node: TargetNode
    span: Period
    due: date | None
    until: date = date.max  # what was done later is not counted: a plan seen on a past day is as it was known to be then

    @classmethod
    def of(cls, plan: Plan, area: AreaNode, goal: GoalNode, activity: ActivityNode, node: TargetNode) -> "_Question":
        target = node.target
        inner = span_of_target(plan, area.area, goal.goal, activity.activity, target)
        return cls(node, inner, target.due_on or target.ends_on or activity.activity.ends_on)

    @property
    def grouping(self) -> str:
        return self.node.target.for_each

    @property
    def counted(self) -> bool:
        target = self.node.target
        return not target.evidenced and target.measure in measures

    @property
    def level(self) -> bool:
        return measures[self.node.target.measure].unit is Unit.AVERAGE

    def windows(self) -> list[Window]:
        return windows(Per(self.node.target.per), self.span)

    def demand(self, period: Period) -> Demand:
        target = self.node.target
        narrow: dict[str, Any] = dict(target.narrow)
        if target.own_work_only:
            narrow["project"] = [None]
        known = Period(period.start, max(period.start, min(period.end, self.until)))
        return Demand(target.measure, known, freeze(narrow), self.grouping)

    def demands(self, today: date) -> Iterator[Demand]:
        if not self.counted:
            return
        yield self.demand(self.span)
        for window in self.windows():
            if window.period.start <= today:
                yield self.demand(window.period)

    def answer(self, counts: Counts, members: list[Member], today: date) -> TargetState:
        target = self.node.target
        if target.evidenced:
            accepted = min((proof.accepted_on for proof in self.node.proofs if proof.accepted_on), default=None)
            light = lights.of_evidence(accepted, self.due or self.span.end, today)
            return TargetState(self.node, self.span, light, reached_on=accepted)
        if not self.counted:
            return TargetState(self.node, self.span, Light(Colour.GREY, _("Nobody has said yet what counts here.")))
        if not measures[target.measure].counted:
            return TargetState(self.node, self.span, Light(Colour.GREY, _("This is not counted here yet.")))
        if self.grouping:
            return self._answer_each(counts, members, today)
        said = self._windows(counts, None, None, today)
        total = counts[self.demand(self.span)]
        assert isinstance(total, int)  # noqa: S101 -- for the type checker: asked for without "each"
        return TargetState(
            self.node, self.span, self._light(said, today), _now(said, today), total, [state for state, _asked in said]
        )

    def _answer_each(self, counts: Counts, members: list[Member], today: date) -> TargetState:
        judged: list[MemberState] = []
        for member in members:
            said = self._windows(counts, member.pk, member, today)
            if said or not (member.since and member.since > today):
                light = self._light(said, today)
                judged.append(MemberState(member, _now(said, today), light, [state for state, _asked in said]))
        light = lights.of_each([(state.member.name, state.light) for state in judged])
        by_member = counts[self.demand(self.span)]
        assert isinstance(by_member, dict)  # noqa: S101 -- for the type checker: asked for with "each"
        now, total = sum(state.count for state in judged), sum(by_member.values())
        if self.level:  # of averages the sum says nothing
            now, total = now // max(len(judged), 1), total // max(len(by_member), 1)
        return TargetState(self.node, self.span, light, now, total, members=judged)

    def _windows(
        self, counts: Counts, key: Any, member: Member | None, today: date
    ) -> list[tuple[WindowState, float]]:
        """The windows begun by today, with the share of a whole window each asks for."""
        aim, said = self.node.target.aim, []
        life = self.span
        if member is not None:
            start, end = max(member.since or life.start, life.start), min(member.until or life.end, life.end)
            if start > end:
                return []
            life = Period(start, end)
        for number, window in enumerate(self.windows(), 1):
            lived = window.period.meet(life)
            if window.period.start > today or lived is None or lived.start > today:
                continue
            found = counts[self.demand(window.period)]
            figure = found.get(key, 0) if isinstance(found, dict) else found
            asked = window.share * lived.days / window.period.days
            judged = self._judged(lived)
            said.append((WindowState(number, lived, figure, lights.of_window(aim, figure, judged, today, asked=asked, level=self.level)), asked))
        return said

    def _judged(self, window: Period) -> Period:
        """A deadline counts as the end of the period."""
        if self.deadline is None:
            return window
        return Period(min(window.start, self.deadline), self.deadline)

    @property
    def deadline(self) -> date | None:
        """The day the number must be reached by; a cadence's windows have ends of their own."""
        return self.due if Per(self.node.target.per) is Per.PLAN else None

    def _light(self, said: list[tuple[WindowState, float]], today: date) -> Light:
        if not said:
            return Light(Colour.GREY, _("Not yet: the period begins on %(day)s.") % {"day": day(self.span.start)})
        per = Per(self.node.target.per)
        if per is Per.PLAN or len(self.windows()) == 1:  # "two a year" in a plan of one year is no cadence: half of it is yellow
            return said[0][0].light
        return lights.of_cadence(per, [(state.light, state.period) for state, _asked in said], today)


def _now(said: list[tuple[WindowState, float]], today: date) -> int:
    return said[-1][0].count if said else 0


def _members(questions: list[_Question]) -> dict[str, list[Member]]:
    spans: dict[str, Period] = {}
    for question in questions:
        if question.grouping in groupings and question.counted:
            known = spans.get(question.grouping, question.span)
            spans[question.grouping] = Period(min(known.start, question.span.start), max(known.end, question.span.end))
    return {key: list(groupings[key].members(period)) for key, period in spans.items()}


def _find_days_reached(questions: list[_Question], states: dict[int, TargetState], today: date) -> None:
    """For targets with a deadline behind us: the day the minimum was reached, be it late."""
    asked: dict[int, tuple[Demand, int]] = {}
    for question in questions:
        target, state = question.node.target, states[question.node.target.pk]
        passed = question.deadline is not None and today > question.deadline
        if passed and question.counted and target.minimum and not target.for_each and state.total >= target.minimum:
            asked[target.pk] = (question.demand(question.span), target.minimum)
    found = days_reached(asked.values())
    for pk, (demand, minimum) in asked.items():
        states[pk].reached_on = found[demand, minimum]


def _plan_state(tree: PlanTree, states: dict[int, TargetState], today: date) -> PlanState:
    areas = []
    for area in tree.areas:
        goals = [_goal_state(tree.plan, area, goal, states, today) for goal in area.goals]
        areas.append(AreaState(area, goals))
    return PlanState(tree, today, areas)


def _goal_state(plan: Plan, area: AreaNode, node: GoalNode, states: dict[int, TargetState], today: date) -> GoalState:
    activities = [_activity_state(plan, area, node, activity, states, today) for activity in node.activities]
    if node.goal.is_changed:
        changed = Light(Colour.CHANGED, _("The goal was changed; it cannot be followed up."))
        return GoalState(node, activities, changed, changed)
    standing = [each for each in activities if not each.node.activity.dropped_on]
    result = lights.of_goal_result(target.light for activity in standing for target in activity.targets)
    schedule = lights.of_schedule(
        [lights.Deadline(each.node.activity.text, each.due, each.done) for each in standing], today
    )
    return GoalState(node, activities, result, schedule)


def _activity_state(
    plan: Plan, area: AreaNode, goal: GoalNode, node: ActivityNode, states: dict[int, TargetState], today: date
) -> ActivityState:
    activity = node.activity
    targets = [states[each.target.pk] for each in node.targets]
    if activity.continuous:
        return ActivityState(node, targets, None, activity.done_on)
    named = activity.ends_on or min((each.target.due_on for each in node.targets if each.target.due_on), default=None)
    due = named or span(plan, area.area, goal.goal, *(each.target for each in node.targets[:1])).end
    done = activity.done_on or _reached(targets, due, today)
    return ActivityState(node, targets, due, done)


def _reached(targets: list[TargetState], due: date, today: date) -> date | None:
    """An activity whose targets are all met is done, without anybody ticking it: nobody types what a registration holds."""
    asking = [state for state in targets if state.counted or state.target.evidenced]
    if not asking:
        return None
    days = []
    for state in asking:
        if state.reached_on:
            days.append(state.reached_on)
        elif state.light.colour is Colour.GREEN and (today > due or state.target.evidenced):
            days.append(due)
        else:
            return None
    return max(days)

