"""Improvements, and their way into the plan: with one press an improvement becomes an activity there, and is told of by what the plan says of it from then on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.plan import edits
from brobygger.plan.models import Activity, Goal, Plan
from brobygger.quality.models import Improvement


@transaction.atomic
def keep(row: Improvement, *, before: Mapping[str, Any] | None = None, by: User, now: datetime) -> Improvement:
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)
    return row


def goals_open() -> QuerySet[Goal]:
    """Goals that an improvement may come under: of plans that are not closed, in the order of their plans."""
    standing = Goal.objects.filter(removed=False, area__removed=False, changed_on=None).exclude(area__plan__status=Plan.Status.CLOSED)
    return standing.select_related("area__plan").order_by("area__plan__kind", "-area__plan__starts_on", "area__position", "position", "pk")


def _held(row: Improvement) -> Improvement:
    found: Improvement = Improvement.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return found


@transaction.atomic
def into_plan(row: Improvement, goal: Goal, *, by: User, now: datetime) -> Activity:
    """The activity that the improvement becomes under ``goal``. Pressed twice, it is the same one. Raises Closed where the plan is."""
    found = _held(row)
    if found.activity is not None:
        return found.activity
    activity = Activity(goal=goal, text=found.text, owner=by)
    edits.add(activity, by=by, now=now)
    before = audit.values(found)
    found.activity, found.text = activity, ""
    found.save()
    audit.record("edited", found, by=by, before=before, now=now)
    return activity


@transaction.atomic
def take_out(row: Improvement, *, by: User, now: datetime) -> None:
    """ValidationError once it stands in the plan: there it is given up, with a reason."""
    found = _held(row)
    if found.activity_id:
        raise ValidationError(_("It stands in the plan. Give the activity up there, if it is not to be done."))
    audit.record("deleted", found, by=by, now=now)
    found.delete()
