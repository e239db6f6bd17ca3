"""Where plans stand on a day, or as a meeting saw them: what the follow-up report and the board pack say, read once.

A frozen meeting is told as it was frozen, with today's figures beside it; an open one, and a day without a meeting, as the plan
stands. Who reads decides whether persons are named and whether the board's decisions are shown; nothing here knows how it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.board import actions
from brobygger.board.following import AreaSeen, Changes, GoalSeen, compare, goals_of, seen_by, seen_in, with_today
from brobygger.board.models import Decision, FollowUp, Meeting
from brobygger.centres.models import Centre
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.models import Plan
from brobygger.plan.narrowing_words import narrowings_in_words
from brobygger.plan.states import PlanState, TargetState
from brobygger.reports.behind import Behind, rows_behind
from brobygger.surveys.told import GoalFeedback, feedback_on_goals


@dataclass(frozen=True, slots=True)
class Sees:
    """What the reader may see: ``names`` of those who decided and are responsible, the ``board``'s decisions."""

    names: bool = False
    board: bool = True


class Moved(NamedTuple):
    """A planned end that was moved."""

    what: str
    old: date
    new: date
    why: str


class Comment(NamedTuple):
    """What a meeting said of a goal; ``by`` is empty where persons are not named."""

    text: str
    on: date
    by: str


@dataclass(slots=True)
class Standing:
    """All that a report says of ``plans``; ``day`` is the day its figures are of. ``activities`` are the texts by target."""

    centre: Centre
    plans: list[Plan]
    day: date
    sees: Sees
    meeting: Meeting | None
    areas: list[AreaSeen]
    targets: dict[int, TargetState]
    narrowed: dict[int, str]
    activities: dict[int, str]
    changes: Changes
    before: dict[int, GoalSeen] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    moved: dict[int, list[Moved]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    returning: list[Decision] = field(default_factory=list)
    behind: dict[int, Behind] = field(default_factory=dict)
    feedback: dict[int, GoalFeedback] = field(default_factory=dict)
    today: date | None = None

    @property
    def goals(self) -> list[GoalSeen]:
        return goals_of(self.areas)

    @property
    def goal_word(self) -> str:
        """What the centre calls its goals, where one plan is told of; the field's word for several."""
        return self.plans[0].goal_word if len(self.plans) == 1 else _("Goal")

    @property
    def area_word(self) -> str:
        return self.plans[0].area_word if len(self.plans) == 1 else _("Area")

    @property
    def frozen(self) -> bool:
        return self.meeting is not None and self.meeting.is_frozen


def standing(
    centre: Centre, plans: Sequence[Plan], day: date, *, meeting: Meeting | None = None, sees: Sees | None = None, most: int | None = 5
) -> Standing:
    """Read what stands of ``plans`` on ``day``, or at ``meeting``. ``most``: rows of evidence for each target, None for all, nought where nobody shows them."""
    sees, chosen = sees or Sees(), list(plans)
    on = min(day, meeting.held_on) if meeting else day
    states = evaluate_all(chosen, on)
    areas = _areas(states, chosen, meeting, day)
    previous = _meeting_before(chosen, meeting, on)
    before = [area for area in seen_by(previous) if area.plan in chosen] if previous else []
    changes = compare(previous, before, areas, until=on) if previous else Changes(None)
    activities = [activity for state in states for goal in state.goals() for activity in goal.activities]
    targets = {target.target.pk: target for activity in activities for target in activity.targets}
    shown = {each.target for goal in goals_of(areas) for each in goal.counts}
    found = Standing(
        centre=centre,
        plans=chosen,
        day=on,
        sees=sees,
        meeting=meeting,
        areas=areas,
        targets=targets,
        narrowed=narrowings_in_words(state.target for state in targets.values()),
        activities={target.target.pk: activity.node.activity.text for activity in activities for target in activity.targets},
        changes=changes,
        before={goal.goal.pk: goal for goal in goals_of(before)},
        comments=_comments(areas, before, meeting, previous, sees),
        moved=_moved(states, on),
        behind=rows_behind((state for key, state in targets.items() if key in shown), on, most=most) if most != 0 else {},
        today=day,
        feedback=feedback_on_goals({goal.goal.pk for goal in goals_of(areas)}, on),
    )
    if sees.board:
        found.decisions, found.returning = _decisions(chosen, meeting, previous, on)
    return found


def _areas(states: list[PlanState], plans: list[Plan], meeting: Meeting | None, day: date) -> list[AreaSeen]:
    if meeting is None:
        return seen_in(states)
    if not meeting.is_frozen:
        decided = {each.goal_id: each for each in FollowUp.objects.filter(meeting=meeting).select_related("decided_by")}
        areas = seen_in(actions.states(meeting, today=day), decided)
    else:
        areas = seen_by(meeting)
        with_today(areas, meeting, today=day)
    return [area for area in areas if area.plan in plans]


def _meeting_before(plans: list[Plan], meeting: Meeting | None, day: date) -> Meeting | None:
    """The frozen meeting to compare with: of the same kind before ``meeting``, else the board's latest that saw one of the plans."""
    if meeting is not None:
        earlier: Meeting | None = Meeting.objects.before(meeting).select_related("team", "centre").first()
        return earlier
    saw = FollowUp.objects.filter(goal__area__plan__in=plans).values("meeting")
    rows = Meeting.objects.frozen().filter(kind=Meeting.Kind.BOARD, held_on__lte=day, pk__in=saw).select_related("team", "centre")
    latest: Meeting | None = rows.order_by("-held_on", "-pk").first()
    return latest


def _moved(states: list[PlanState], day: date) -> dict[int, list[Moved]]:
    """By goal, what had been moved by ``day``, in the order it was."""
    found: dict[int, list[Moved]] = {}
    for goal in (goal for state in states for goal in state.goals()):
        for activity in goal.activities:
            for each in activity.node.moves:
                if timezone.localdate(each.moved_at) <= day:
                    moved = Moved(activity.node.activity.text, each.old, each.new, each.reason)
                    found.setdefault(goal.node.goal.pk, []).append(moved)
    return found


def _comments(
    areas: list[AreaSeen], before: list[AreaSeen], meeting: Meeting | None, previous: Meeting | None, sees: Sees
) -> dict[int, Comment]:
    """What was said of each goal: at this meeting, or where nothing is decided yet, at the one before."""
    decided = any(goal.follow_up for goal in goals_of(areas))
    spoke, goals = (meeting, goals_of(areas)) if decided else (previous, goals_of(before))
    if spoke is None:
        return {}
    return {
        goal.goal.pk: Comment(row.comment, spoke.held_on, str(row.decided_by) if sees.names and row.decided_by else "")
        for goal in goals
        if (row := goal.follow_up) is not None and row.comment
    }


def _decisions(plans: list[Plan], meeting: Meeting | None, previous: Meeting | None, day: date) -> tuple[list[Decision], list[Decision]]:
    """The meeting's own decisions, and those of earlier meetings that were open on its day."""
    rows = Decision.objects.select_related("meeting__team", "meeting__centre", "goal__area", "responsible")
    if meeting is not None:
        own = [each for each in rows.filter(meeting=meeting) if _is_of(each, plans)]
        kind = Q(meeting__kind=meeting.kind, meeting__team=meeting.team, meeting__held_on__lt=meeting.held_on)
    else:
        own = [each for each in rows.filter(meeting=previous) if _is_of(each, plans)] if previous else []
        kind = Q(meeting__kind=Meeting.Kind.BOARD, meeting__held_on__lte=day) & ~Q(meeting=previous)
    open_then = Q(done_on=None) | Q(done_on__gt=day)
    earlier = [each for each in rows.filter(kind, open_then).order_by("meeting__held_on", "pk") if _is_of(each, plans)]
    return own, earlier


def _is_of(decision: Decision, plans: list[Plan]) -> bool:
    return decision.goal is None or decision.goal.area.plan_id in {plan.pk for plan in plans}
