"""What a meeting does: decide lights, freeze, decide on goals, ask contributors what is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May, Role
from brobygger.board.models import CollectionAsk, Decision, FollowUp, FrozenCount, Meeting
from brobygger.centres import audit
from brobygger.plan import wording
from brobygger.plan.evaluation import GoalState, PlanState, TargetState, evaluate_all
from brobygger.plan.lights import Colour
from brobygger.plan.models import Goal


class Frozen(Exception):
    """The meeting is frozen: what it saw and decided can no longer be changed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decides of one goal."""

    result: str
    schedule: str
    comment: str = ""


def states(meeting: Meeting, *, today: date | None = None) -> list[PlanState]:
    """The meeting's plans as they stand today, or on the meeting's day where that has passed."""
    day = min(today or timezone.localdate(), meeting.held_on)
    return evaluate_all(list(meeting.plans.order_by("kind", "pk")), day)


@transaction.atomic
def decide(meeting: Meeting, goal: Goal, verdict: Verdict, *, state: GoalState, by: User, now: datetime) -> FollowUp:
    """Keep what the meeting decides of ``goal`` beside the proposals of ``state``. Raises ValidationError or Frozen."""
    _lock_open(meeting)
    follow_up = FollowUp.objects.filter(meeting=meeting, goal=goal).first() or FollowUp(meeting=meeting, goal=goal)
    before = audit.values(follow_up) if follow_up.pk else None
    follow_up.result, follow_up.schedule, follow_up.comment = verdict.result, verdict.schedule, verdict.comment.strip()
    follow_up.proposed_result, follow_up.proposed_schedule = state.result.colour, state.schedule.colour
    follow_up.result_reason, follow_up.schedule_reason = state.result.reason, state.schedule.reason
    follow_up.goal_text = goal.title
    follow_up.decided_at, follow_up.decided_by = now, by
    follow_up.full_clean(exclude=["decided_by"])
    follow_up.save()
    follow_up.counts.all().delete()
    for position, target in enumerate(state.targets):
        _freeze_count(follow_up, target, position)
    audit.record("decided", follow_up, by=by, before=before, now=now)
    return follow_up


def _freeze_count(follow_up: FollowUp, state: TargetState, position: int) -> None:
    FrozenCount(
        follow_up=follow_up,
        target=state.target,
        position=position,
        aim=wording.aim(state.target),
        phrase=state.target.phrase,
        count=state.count,
        total=state.total,
        light=state.light.colour,
        reason=state.light.reason,
        detail={
            "members": [{"name": each.member.name, "count": each.count, "light": each.light.colour} for each in state.members]
        },
    ).save()


@transaction.atomic
def freeze(meeting: Meeting, *, by: User, now: datetime) -> Meeting:
    """Keep the meeting as it is, for good. Every goal without a decision is kept with the machine's proposal where that
    needs no comment; else ValidationError names the goals that still need one.
    """
    locked = _lock_open(meeting)
    missing = []
    decided = set(FollowUp.objects.filter(meeting=locked).values_list("goal_id", flat=True))
    for plan_state in states(locked):
        for goal_state in plan_state.goals():
            if goal_state.node.goal.pk in decided:
                continue
            if needs_comment(goal_state.result.colour, goal_state.schedule.colour):
                missing.append(goal_state.node.goal.title)
                continue
            verdict = Verdict(goal_state.result.colour, goal_state.schedule.colour)
            decide(locked, goal_state.node.goal, verdict, state=goal_state, by=by, now=now)
    if missing:
        raise ValidationError(
            _("These goals still need a comment before the meeting can be frozen: %(goals)s")
            % {"goals": "; ".join(title[:80] for title in missing)}
        )
    locked.refresh_from_db()
    before = audit.values(locked)
    locked.frozen_at, locked.frozen_by = now, by
    locked.save()
    audit.record("frozen", locked, by=by, before=before, now=now)
    return locked


def needs_comment(result: str, schedule: str) -> bool:
    return bool({result, schedule} & {Colour.YELLOW, Colour.RED, Colour.CHANGED})


def _lock_open(meeting: Meeting) -> Meeting:
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.is_frozen:
        raise Frozen
    return locked


@transaction.atomic
def make_decision(decision: Decision, *, by: User, now: datetime) -> Decision:
    """Keep a decision. Decisions on goals flow into the plan by the plan's own actions, from the decision's page."""
    _lock_open(decision.meeting)
    decision.made_at, decision.made_by = now, by
    decision.full_clean(exclude=["made_by", "responsible"])
    decision.save()
    audit.record("decided", decision, by=by, now=now)
    return decision


def open_decisions(meeting: Meeting) -> list[Decision]:
    """Decisions of earlier meetings of the same kind that are not carried out: they come back."""
    return list(
        Decision.objects.filter(
            meeting__kind=meeting.kind, meeting__team=meeting.team, meeting__held_on__lt=meeting.held_on, done_on=None
        ).select_related("meeting", "goal", "responsible", "meeting__team")
    )


@transaction.atomic
def ask_contributors(meeting: Meeting, *, by: User, now: datetime) -> list[CollectionAsk]:
    """Ask everybody who may register what is missing; asking again asks only those not asked before."""
    locked = _lock_open(meeting)
    registering = [role for role in Role if May.REGISTER in POLICY[role]]
    users = (
        RoleAssignment.objects.on(now.date())
        .filter(role__in=registering, user__is_active=True)
        .values_list("user", flat=True)
        .distinct()
    )
    asked = set(CollectionAsk.objects.filter(meeting=locked).values_list("user", flat=True))
    fresh = []
    for user in sorted(set(users) - asked):
        ask = CollectionAsk(meeting=locked, user_id=user)
        ask.save()
        fresh.append(ask)
    before = audit.values(locked)
    locked.asked_at = now
    locked.save()
    audit.record("asked", locked, by=by, before=before, now=now, extra={"asked": len(fresh)})
    return fresh
