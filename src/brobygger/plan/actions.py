"""What is done to a plan beside editing its text: status, dates, goals that change, proof. Audit and change in one transaction."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.plan.copying import Carry
from brobygger.plan.models import Activity, Goal, MovedDate, Plan, Proof, Target
from brobygger.plan.parts import plan_pk_of
from brobygger.plan.permissions import is_open
from brobygger.plan.tree import load


class Closed(Exception):
    """The plan is closed: history, until somebody reopens it."""


def lock_open(plan_pk: int) -> Plan:
    """The plan's row, locked for this transaction. Raises Closed."""
    plan = Plan.objects.select_for_update().get(pk=plan_pk)
    if not is_open(plan):
        raise Closed
    return plan


@transaction.atomic
def adopt(plan: Plan, *, on: date, by: User, now: datetime) -> Plan:
    """Draft → adopted. Raises ValidationError where the plan is not a draft."""
    found = Plan.objects.select_for_update().get(pk=plan.pk)
    if found.status != Plan.Status.DRAFT:
        raise ValidationError(_("The plan has been adopted already."))
    return _set_status(found, Plan.Status.ADOPTED, "adopted", by=by, now=now, adopted_on=on)


@transaction.atomic
def close(plan: Plan, *, by: User, now: datetime) -> Plan:
    """Adopted → closed: nobody edits it any more, its counts go on being right."""
    found = Plan.objects.select_for_update().get(pk=plan.pk)
    if found.status != Plan.Status.ADOPTED:
        raise ValidationError(_("Only an adopted plan can be closed."))
    return _set_status(found, Plan.Status.CLOSED, "closed", by=by, now=now)


@transaction.atomic
def reopen(plan: Plan, *, by: User, now: datetime) -> Plan:
    """Closed → adopted, adopted → draft: one step back."""
    found = Plan.objects.select_for_update().get(pk=plan.pk)
    if found.status == Plan.Status.CLOSED:
        return _set_status(found, Plan.Status.ADOPTED, "reopened", by=by, now=now)
    if found.status == Plan.Status.ADOPTED:
        return _set_status(found, Plan.Status.DRAFT, "reopened", by=by, now=now, adopted_on=None)
    raise ValidationError(_("The plan is a draft already."))


def _set_status(plan: Plan, status: str, verb: str, *, by: User, now: datetime, **fields: Any) -> Plan:
    before = audit.values(plan)
    plan.status = status
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.full_clean()
    plan.save()
    audit.record(verb, plan, by=by, before=before, now=now)
    return plan


@transaction.atomic
def move_end(activity: Activity, *, to: date, reason: str, by: User, now: datetime) -> MovedDate:
    """Move the planned end with a reason; both dates stay readable. Raises ValidationError or Closed.

    A target whose deadline was that very day moves along: until its new date it is neither met nor missed.
    """
    lock_open(plan_pk_of(activity))
    found = Activity.objects.select_for_update().get(pk=activity.pk)
    if found.ends_on is None:
        raise ValidationError({"to": _("There is no planned end to move yet. Give the activity one first.")})
    if to == found.ends_on:
        raise ValidationError({"to": _("This is the day it has already.")})
    before = audit.values(found)
    move = MovedDate(activity=found, old=found.ends_on, new=to, reason=reason.strip(), moved_at=now, moved_by=by)
    move.full_clean(exclude=["moved_by"])
    found.ends_on = to
    found.full_clean()
    move.save()
    found.save()
    audit.record("moved", found, by=by, before=before, extra={"reason": move.reason}, now=now)
    _move_deadlines(found, move, by=by, now=now)
    return move


def _move_deadlines(activity: Activity, move: MovedDate, *, by: User, now: datetime) -> None:
    for target in activity.targets.filter(Q(due_on=move.old) | Q(ends_on=move.old), removed=False):
        before = audit.values(target)
        for name in ("due_on", "ends_on"):
            if getattr(target, name) == move.old:
                setattr(target, name, move.new)
        target.full_clean()
        target.save()
        audit.record("moved", target, by=by, before=before, extra={"reason": move.reason}, now=now)


@transaction.atomic
def mark_done(activity: Activity, *, on: date | None, by: User, now: datetime) -> Activity:
    """Done on a day, or (None) not done after all."""
    return _mark(activity, "done_on", on, "done" if on else "not_done", by=by, now=now)


@transaction.atomic
def give_up(activity: Activity, *, on: date | None, reason: str, by: User, now: datetime) -> Activity:
    """Given up on a day for a reason, which goes into the activity's note; or (None) taken up again."""
    if on is not None and not reason.strip():
        raise ValidationError({"reason": _("Say why it was given up.")})
    return _mark(activity, "dropped_on", on, "given_up" if on else "taken_up", by=by, now=now, reason=reason.strip())


def _mark(activity: Activity, name: str, on: date | None, verb: str, *, by: User, now: datetime, reason: str = "") -> Activity:
    lock_open(plan_pk_of(activity))
    found = Activity.objects.select_for_update().get(pk=activity.pk)
    before = audit.values(found)
    setattr(found, name, on)
    if reason:
        found.note = f"{found.note}\n\n{reason}".strip()
    found.full_clean()
    found.save()
    audit.record(verb, found, by=by, before=before, now=now)
    return found


@transaction.atomic
def change_goal(
    goal: Goal, *, reason: str, successor: Goal | None = None, new_title: str = "", carry_on: bool = False, by: User, now: datetime
) -> Goal:
    """Give the goal the ≠: it was changed and can no longer be followed up. ``new_title`` makes its successor beside it, and ``carry_on`` gives that
    the activities that are not done yet, with their targets and means of verification.

    Raises ValidationError without a reason, and where the successor leads back to the goal.
    """
    plan = lock_open(plan_pk_of(goal))
    found = Goal.objects.select_for_update().get(pk=goal.pk)
    if found.is_changed:
        raise ValidationError(_("The goal has been changed already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the goal was changed.")})
    before = audit.values(found)
    if new_title.strip():
        successor = Goal(
            area=found.area, title=new_title.strip(), team=found.team, owner=found.owner, position=found.position, starts_on=found.starts_on, ends_on=found.ends_on,
        )
        successor.full_clean()
        successor.save()
        successor.markers.set(found.markers.all())
        if carry_on:
            node = next(each for each in load(plan).goals() if each.goal.pk == found.pk)
            Carry(plan.period, plan.period).content(node, successor, unfinished=True)
        audit.record("added", successor, by=by, now=now)
    step = successor
    while step is not None:
        if step.pk == found.pk:
            raise ValidationError({"successor": _("That goal was itself replaced by this one.")})
        step = step.successor
    found.changed_on, found.changed_reason, found.successor = min(localtime(now).date(), plan.ends_on), reason.strip(), successor
    found.full_clean()
    found.save()
    audit.record("changed", found, by=by, before=before, now=now)
    return found


@transaction.atomic
def restore_goal(goal: Goal, *, by: User, now: datetime) -> Goal:
    """Take the ≠ off again; the reason stays in the history."""
    lock_open(plan_pk_of(goal))
    found = Goal.objects.select_for_update().get(pk=goal.pk)
    before = audit.values(found)
    found.changed_on, found.changed_reason, found.successor = None, "", None
    found.save()
    audit.record("restored", found, by=by, before=before, now=now)
    return found


@transaction.atomic
def add_proof(target: Target, *, text: str = "", link: str = "", file: Any = None, by: User, now: datetime) -> Proof:
    """Attach what shows that the target is met; somebody accepts it afterwards."""
    lock_open(plan_pk_of(target))
    proof = Proof(target=target, text=text.strip(), link=link, file=file or "", added_at=now, added_by=by)
    proof.full_clean(exclude=["added_by", "accepted_by"])
    proof.save()
    audit.record("proof_added", proof, by=by, now=now)
    return proof


@transaction.atomic
def accept_proof(proof: Proof, *, by: User, now: datetime) -> Proof:
    return _judge_proof(proof, "proof_accepted", localtime(now).date(), by, by=by, now=now)


@transaction.atomic
def reject_proof(proof: Proof, *, by: User, now: datetime) -> Proof:
    """Take an acceptance back."""
    return _judge_proof(proof, "proof_not_accepted", None, None, by=by, now=now)


def _judge_proof(proof: Proof, verb: str, on: date | None, accepted_by: User | None, *, by: User, now: datetime) -> Proof:
    lock_open(plan_pk_of(proof.target))
    found = Proof.objects.select_for_update().get(pk=proof.pk)
    before = audit.values(found)
    found.accepted_on, found.accepted_by = on, accepted_by
    found.save()
    audit.record(verb, found, by=by, before=before, now=now)
    return found


@transaction.atomic
def withdraw_proof(proof: Proof, *, by: User, now: datetime) -> None:
    """Take a proof away. One that was accepted must first be un-accepted: a green light does not vanish unseen."""
    lock_open(plan_pk_of(proof.target))
    found = Proof.objects.select_for_update().get(pk=proof.pk)
    if found.accepted_on is not None:
        raise ValidationError(_("This proof is accepted. Take the acceptance back first."))
    audit.record("proof_withdrawn", found, by=by, now=now)
    found.delete()
