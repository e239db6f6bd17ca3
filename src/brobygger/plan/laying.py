"""A status document of a plan that is here already: its statuses are laid onto that plan, and no second plan is made."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.plan.adoption import Told
from brobygger.plan.models import Activity, Goal, Plan
from brobygger.plan.models.drafts import PlanDraft
from brobygger.plan.outline import Outline

_ALIKE = 82  # of 100: the same sentence with a word or two changed


def open_plans() -> list[tuple[int, str]]:
    """The plans that a status can be laid onto, by key."""
    return [(plan.pk, plan.title) for plan in Plan.objects.exclude(status=Plan.Status.CLOSED)]


def lay(draft: PlanDraft, plan: Plan, *, by: User, now: datetime) -> int:
    """Keep each status of ``draft`` with the part of ``plan`` it speaks of; all of them, or none. Raises ValidationError.

    Gives how many there were. A draft is laid once: what somebody else has adopted or laid meanwhile is left alone.
    """
    with transaction.atomic():
        locked = PlanDraft.objects.select_for_update().get(pk=draft.pk)
        if locked.plan is not None:
            return 0
        on = locked.outline.get("told_on")
        told = Told(locked.filename, by, now, date.fromisoformat(on) if on else None)
        homes = _Homes(plan)
        lost, kept = [], 0
        for words, said in _statuses(locked.outline):
            home = homes.of(words)
            if home is None:
                lost.append(words[:70] or said["text"][:70])
                continue
            goal, activity = home
            told.write([said], goal, activity)
            kept += 1
        if lost:
            raise ValidationError(
                _("Nothing was laid onto the plan, for these were not found in it: %(which)s. Write them as the plan does, or leave their status out.")
                % {"which": "; ".join(_("“%(words)s”") % {"words": each} for each in lost)}
            )
        locked.plan = plan
        locked.save()
        audit.record("told", plan, by=by, extra={"document": locked.filename}, now=now)
    return kept


def _statuses(outline: Outline) -> list[tuple[str, Outline]]:
    """Each status with the words of the part it speaks of, as they stand corrected."""
    found = [(each.get("activity") or "", each) for each in outline.get("told") or []]
    for area in outline["areas"]:
        for goal in area["goals"]:
            found += [(goal["title"], each) for each in goal.get("told") or []]
            for activity in goal["activities"]:
                found += [(activity["text"], each) for each in activity.get("told") or []]
    return found


class _Homes:
    """The standing activities and goals of a plan, found by their words; the wording of a status may differ a little."""

    def __init__(self, plan: Plan) -> None:
        standing = {"removed": False}
        goals = Goal.objects.filter(area__plan=plan, area__removed=False, **standing)
        activities = Activity.objects.filter(goal__in=goals, **standing).select_related("goal")
        self._homes: list[tuple[Goal, Activity | None]] = [(activity.goal, activity) for activity in activities]
        self._homes += [(goal, None) for goal in goals]
        self._words = [activity.text if activity else goal.title for goal, activity in self._homes]

    def of(self, words: str) -> tuple[Goal, Activity | None] | None:
        best = process.extractOne(words, self._words, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_ALIKE)
        return self._homes[best[2]] if best and words else None
