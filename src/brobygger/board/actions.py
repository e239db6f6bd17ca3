"""What a meeting does: decide lights, freeze, decide on goals, ask contributors what is missing.

``Frozen`` stands here too, because those who act catch it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May, Role
from brobygger.board.models import CollectionAsk, Decision, FollowUp, Frozen, FrozenCount, Meeting
from brobygger.centres import audit
from brobygger.core import outbox
from brobygger.core.versions import Stale
from brobygger.plan import wording
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.lights import Colour
from brobygger.plan.models import Goal
from brobygger.plan.states import GoalState, PlanState, TargetState


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decides of one goal."""

    result: str
    schedule: str
    comment: str = ""


def states(meeting: Meeting, *, today: date | None = None) -> list[PlanState]:
    """The meeting's plans as they stand today, or on the meeting's day where that has passed. A team sees its own goals."""
    day = min(today or timezone.localdate(), meeting.held_on)
    found = evaluate_all(list(meeting.plans.order_by("kind", "pk")), day)
    if meeting.kind == Meeting.Kind.TEAM:
        for state in found:
            for area in state.areas:
                area.goals = [goal for goal in area.goals if goal.node.goal.team_id == meeting.team_id]
            state.areas = [area for area in state.areas if area.goals]
    return found


@transaction.atomic
def decide(
    meeting: Meeting, goal: Goal, verdict: Verdict, *, state: GoalState, by: User, now: datetime, seen: int | None = None
) -> FollowUp:
    """Keep what the meeting decides of ``goal`` beside the proposals of ``state``.

    ``seen`` is the version of the decision the person had before them, 0 where there was none: if somebody else has decided since,
    Stale is raised and nothing is written. A goal that was changed (≠) is locked: it takes no other light, and no other goal takes ≠.
    Raises ValidationError, Stale or Frozen.
    """
    _lock_open(meeting)
    follow_up = FollowUp.objects.filter(meeting=meeting, goal=goal).first() or FollowUp(meeting=meeting, goal=goal)
    if seen is not None and seen != (follow_up.version if follow_up.pk else 0):
        raise Stale(f"goal {goal.pk} was decided by somebody else")
    _refuse_wrong_light(goal, verdict)
    before = audit.values(follow_up) if follow_up.pk else None
    follow_up.result, follow_up.schedule, follow_up.comment = verdict.result, verdict.schedule, verdict.comment.strip()
    follow_up.proposed_result, follow_up.proposed_schedule = state.result.colour, state.schedule.colour
    follow_up.result_reason, follow_up.schedule_reason = state.result.reason, state.schedule.reason
    follow_up.goal_text = goal.title
    follow_up.decided_at, follow_up.decided_by = now, by
    follow_up.full_clean(exclude=["decided_by"])
    follow_up.save()
    follow_up.counts.all().delete()
    FrozenCount.objects.bulk_create(
        _frozen_count(follow_up, target, position) for position, target in enumerate(state.targets)
    )
    audit.record("decided", follow_up, by=by, before=before, now=now)
    return follow_up


def _refuse_wrong_light(goal: Goal, verdict: Verdict) -> None:
    changed = [light == Colour.CHANGED for light in (verdict.result, verdict.schedule)]
    if goal.is_changed and not all(changed):
        raise ValidationError({"result": _("The goal was changed (≠); it can no longer be followed up.")})
    if not goal.is_changed and any(changed):
        raise ValidationError({"result": _("Mark the goal as changed in the plan first, so that its history says why.")})


def _frozen_count(follow_up: FollowUp, state: TargetState, position: int) -> FrozenCount:
    return FrozenCount(
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
            "counted": state.counted,
            "measure": state.target.measure,
            "members": [{"name": each.member.name, "count": each.count, "light": each.light.colour} for each in state.members],
        },
    )


@transaction.atomic
def accept_proposals(meeting: Meeting, *, by: User, now: datetime) -> tuple[list[Goal], list[Goal]]:
    """Decide every goal nobody has decided yet as the machine proposes, where that needs no comment.

    Gives the goals decided, and those that still wait for a comment. A changed goal's comment is the reason it was changed for.
    """
    locked = _lock_open(meeting)
    decided = set(FollowUp.objects.filter(meeting=locked).values_list("goal_id", flat=True))
    accepted, waiting = [], []
    for plan_state in states(locked):
        for state in plan_state.goals():
            goal = state.node.goal
            if goal.pk in decided:
                continue
            comment = goal.changed_reason if goal.is_changed else ""
            if needs_comment(state.result.colour, state.schedule.colour) and not comment:
                waiting.append(goal)
                continue
            decide(locked, goal, Verdict(state.result.colour, state.schedule.colour, comment), state=state, by=by, now=now)
            accepted.append(goal)
    return accepted, waiting


@transaction.atomic
def freeze(meeting: Meeting, *, by: User, now: datetime) -> Meeting:
    """Keep the meeting as it is, for good. Every goal without a decision is kept with the machine's proposal where that
    needs no comment; else ValidationError names the goals that still need one. Nor before the meeting's day.
    """
    locked = _lock_open(meeting)
    if locked.held_on > timezone.localdate(now):
        raise ValidationError(_("The meeting has not been held yet. It can be frozen on its day or after."))
    _accepted, waiting = accept_proposals(locked, by=by, now=now)
    if waiting:
        raise ValidationError(
            _("These goals still need a comment before the meeting can be frozen: %(goals)s")
            % {"goals": "; ".join(goal.title[:80] for goal in waiting)}
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
def carry_out(decision: Decision, *, done_on: date, outcome: str, by: User, now: datetime) -> Decision:
    """The decision is carried out and comes back no more; also after its meeting was frozen."""
    before = audit.values(decision)
    decision.done_on, decision.outcome = done_on, outcome.strip()
    decision.full_clean(exclude=["made_by", "responsible"])
    decision.save()
    audit.record("carried out", decision, by=by, before=before, now=now)
    return decision


@transaction.atomic
def ask_contributors(meeting: Meeting, *, by: User | None, now: datetime, link: str = "") -> list[CollectionAsk]:
    """Ask everybody who may register what is missing: a to-do, and with ``link`` a mail that leads there.

    Asking again asks only those not asked before.
    """
    locked = _lock_open(meeting)
    registering = [role for role in Role if May.REGISTER in POLICY[role]]
    assignments = RoleAssignment.objects.on(timezone.localdate(now)).filter(role__in=registering, user__is_active=True)
    users = {each.user_id: each.user for each in assignments.select_related("user")}
    asked = set(CollectionAsk.objects.filter(meeting=locked).values_list("user", flat=True))
    fresh = []
    for key in sorted(set(users) - asked):
        ask = CollectionAsk(meeting=locked, user=users[key])
        ask.save()
        fresh.append(ask)
        if link:
            _mail_ask(ask, link)
    before = audit.values(locked)
    locked.asked_at = now
    locked.save()
    audit.record("asked", locked, by=by, before=before, now=now, extra={"asked": len(fresh)})
    return fresh


def _mail_ask(ask: CollectionAsk, link: str) -> None:
    with translation.override(ask.user.language):
        when = wording.day(ask.meeting.held_on)
        outbox.write(
            to=ask.user.email,
            subject=_("Before the meeting on %(day)s: is something missing?") % {"day": when},
            text=_(
                "Hello %(name)s\n\nOn %(day)s the plan is followed up. Is everything you have done since last time registered? "
                "Look it over, or say with one click that nothing is missing:\n\n%(link)s\n"
            )
            % {"name": ask.user.name, "day": when, "link": link},
            once_key=f"board.ask.{ask.pk}",
        )


@transaction.atomic
def answer_ask(ask: CollectionAsk, *, note: str = "", now: datetime) -> CollectionAsk:
    """The contributor has looked: nothing (more) is missing. Ends the to-do."""
    before = audit.values(ask)
    ask.answered_at, ask.note = now, note.strip()
    ask.full_clean()
    ask.save()
    audit.record("answered", ask, by=ask.user, before=before, now=now)
    return ask
