"""From a corrected outline to a plan: everything in one transaction, or nothing."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.plan.measure_keys import KEYS
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, Section, Target
from brobygger.plan.models.drafts import PlanDraft
from brobygger.plan.models.plans import Dated
from brobygger.plan.outline import Outline, known_measures


def adopt(draft: PlanDraft, *, by: User, now: datetime, adopted: bool = True) -> Plan:
    """Write ``draft``'s outline as a plan, adopted from today or as a draft of the centre's own. Raises ValidationError.

    A draft is adopted once: a second call (two clicks, two people) gives the plan that the first one made.
    """
    with transaction.atomic():
        locked = PlanDraft.objects.select_for_update().get(pk=draft.pk)
        if locked.plan is not None:
            return locked.plan
        plan = write(locked.outline, now=now, adopted=adopted)
        locked.plan = plan
        locked.save()
        audit.record("imported", plan, by=by, extra={"document": locked.filename}, now=now)
    return plan


def write(outline: Outline, *, now: datetime, adopted: bool) -> Plan:
    period = outline.get("period") or {}
    if not period.get("start") or not period.get("end"):
        raise ValidationError({"period": _("Say which period the plan is for.")})
    plan = Plan(
        title=outline.get("title") or _("Plan"),
        label=outline.get("label") or "Aktivitetsplan",
        starts_on=date.fromisoformat(period["start"]),
        ends_on=date.fromisoformat(period["end"]),
        status=Plan.Status.ADOPTED if adopted else Plan.Status.DRAFT,
        adopted_on=now.date() if adopted else None,
    )
    _save(plan)
    for position, section in enumerate(outline.get("sections", [])):
        if section.get("title") or section.get("text"):
            _save(
                Section(
                    plan=plan, position=position, title=(section.get("title") or _("Text"))[:200], text=section.get("text") or "",
                    after_goals=bool(section.get("after_goals")),
                )
            )
    for position, area in enumerate(outline["areas"]):
        _write_area(plan, area, position)
    return plan


def _write_area(plan: Plan, outline: Outline, position: int) -> None:
    area = Area(plan=plan, position=position, title=outline["title"] or _("Without a heading"))
    _date(area, outline.get("period"))
    _save(area)
    for place, found in enumerate(outline["goals"]):
        goal = Goal(area=area, position=place, title=found["title"] or area.title, lead_in=(found.get("lead_in") or "")[:300])
        _date(goal, found.get("period"))
        _save(goal)
        for index, each in enumerate(found["activities"]):
            _write_activity(goal, each, index)
        for index, each in enumerate(found["means_of_verification"]):
            if each["text"].strip():
                _save(
                    MeansOfVerification(
                        goal=goal, position=index, text=each["text"], measures=known_measures(each.get("measures", []))
                    )
                )


def _write_activity(goal: Goal, outline: Outline, position: int) -> None:
    if not outline["text"].strip():
        return
    activity = Activity(
        goal=goal, position=position, text=outline["text"], continuous=bool(outline.get("continuous")),
        note=outline.get("note") or "",
    )
    _date(activity, outline.get("period"))
    if outline.get("planned_end") and not activity.ends_on:
        activity.ends_on = date.fromisoformat(outline["planned_end"])
    _save(activity)
    for index, found in enumerate(outline["targets"]):
        _save(_target(activity, found, index))
    if outline.get("proof") and not outline["targets"]:
        _save(Target(activity=activity, evidenced=True, phrase=""))


def _target(activity: Activity, found: Outline, position: int) -> Target:
    narrow: dict[str, Any] = dict(found.get("narrow") or {})
    if found.get("mode") == "joined":
        narrow["mode"] = ["joined"]
    elif found.get("mode") == "offered":
        narrow["mode"] = ["offered", "held"]  # what was held had been offered
    measure = found.get("measure") or ""
    return Target(
        activity=activity,
        position=position,
        measure=measure if measure in KEYS else "",
        narrow=narrow,
        minimum=None if found["share"] else found["minimum"],
        maximum=None if found["share"] else found["maximum"],
        per=found["per"],
        for_each=found["for_each"] or "",
        about=found["about"],
        share=found["share"],
        due_on=date.fromisoformat(found["due_on"]) if found["due_on"] else None,
        phrase=found["phrase"],
    )


def _date(row: Dated, period: dict[str, str] | None) -> None:
    if period:
        row.starts_on = date.fromisoformat(period["start"]) if period.get("start") else None
        row.ends_on = date.fromisoformat(period["end"]) if period.get("end") else None


def _save(row: Any) -> None:
    row.full_clean()
    row.save()
