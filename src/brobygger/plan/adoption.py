"""From a corrected outline to a plan: everything in one transaction, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.plan.forms.parts import colleagues
from brobygger.plan.import_narrowing import by_mode, fitted
from brobygger.plan.measure_keys import KEYS
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, Section, Target, ToldStatus
from brobygger.plan.models.drafts import PlanDraft
from brobygger.plan.models.plans import Dated
from brobygger.plan.outline import Outline, known_measures
from brobygger.plan.owners import says_more
from brobygger.plan.periods import Per
from brobygger.plan.wording import day


def adopt(draft: PlanDraft, *, by: User, now: datetime, adopted: bool = True) -> Plan:
    """Write ``draft``'s outline as a plan, adopted from today or as a draft of the centre's own. Raises ValidationError.

    A draft is adopted once: a second call (two clicks, two people) gives the plan that the first one made.
    """
    with transaction.atomic():
        locked = PlanDraft.objects.select_for_update().get(pk=draft.pk)
        if locked.plan is not None:
            return locked.plan
        plan = write(locked.outline, now=now, adopted=adopted, told=Told(locked.filename, by, now, _day(locked.outline.get("told_on"))))
        locked.plan = plan
        locked.save()
        audit.record("imported", plan, by=by, extra={"document": locked.filename}, now=now)
    return plan


@dataclass(frozen=True, slots=True)
class Told:
    """Where the statuses of a document come from: its name, who read it in and when, and the day they speak of."""

    document: str
    by: User | None
    now: datetime
    on: date | None

    def write(self, statuses: Iterable[Outline], goal: Goal, activity: Activity | None = None) -> None:
        for said in statuses:
            if said.get("text") or said.get("result") or said.get("schedule"):
                _save(
                    ToldStatus(
                        goal=goal, activity=activity, on=self.on, text=said.get("text") or "", result=said.get("result") or "",
                        schedule=said.get("schedule") or "", document=self.document, added_at=self.now, added_by=self.by,
                    )
                )


def write(outline: Outline, *, now: datetime, adopted: bool, told: Told | None = None) -> Plan:
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
        kind=outline.get("kind") or Plan.Kind.CORE,
        **{f"{level}_word": word[:40] for level, word in (outline.get("words") or {}).items() if word},
    )
    _save(plan)
    sections = [*outline.get("sections", []), *_said_of_no_part(outline)]
    for position, section in enumerate(sections):
        if section.get("title") or section.get("text"):
            _save(
                Section(
                    plan=plan, position=position, title=(section.get("title") or _("Text"))[:200], text=section.get("text") or "",
                    after_goals=bool(section.get("after_goals")),
                )
            )
    told = told or Told(plan.title, None, now, None)
    for position, area in enumerate(outline["areas"]):
        _write_area(plan, area, position, told)
    return plan


def _said_of_no_part(outline: Outline) -> list[Outline]:
    """Statuses that fit no part of the plan, as a text behind the goals."""
    said = "\n\n".join(": ".join(filter(None, [each.get("activity"), each.get("text")])) for each in outline.get("told") or [])
    return [{"title": _("Status told by the document"), "text": said, "after_goals": True}] if said else []


def _write_area(plan: Plan, outline: Outline, position: int, told: Told) -> None:
    area = Area(
        plan=plan, position=position, title=outline["title"] or _("Without a heading"),
        kind=outline.get("kind") or Area.Kind.FOCUS, intro=outline.get("note") or "",
    )
    _date(area, outline.get("period"))
    _save(area)
    for place, found in enumerate(outline["goals"]):
        goal = Goal(
            area=area, position=place, title=found["title"] or area.title, lead_in=(found.get("lead_in") or "")[:300],
            note=found.get("note") or "",
        )
        _date(goal, found.get("period"))
        _save(goal)
        told.write(found.get("told") or [], goal)
        for index, each in enumerate(found["activities"]):
            _write_activity(goal, each, index, told)
        for index, each in enumerate(found["means_of_verification"]):
            if each["text"].strip():
                _save(
                    MeansOfVerification(
                        goal=goal, position=index, text=each["text"], measures=known_measures(each.get("measures", []))
                    )
                )


def _write_activity(goal: Goal, outline: Outline, position: int, told: Told) -> None:
    if not outline["text"].strip():
        told.write(outline.get("told") or [], goal)
        return
    owner = colleagues().filter(pk=outline["owner_id"]).first() if outline.get("owner_id") else None
    activity = Activity(
        goal=goal, position=position, text=outline["text"], continuous=bool(outline.get("continuous")), owner=owner,
        note=_note(outline, owner),
    )
    _date(activity, outline.get("period"))
    if outline.get("planned_end") and not activity.ends_on and not _has_cadence(outline):
        activity.ends_on = date.fromisoformat(outline["planned_end"])
    _save(activity)
    for index, found in enumerate(outline["targets"]):
        _save(_target(activity, found, index))
    if outline.get("proof") and not outline["targets"]:
        _save(Target(activity=activity, evidenced=True, phrase=""))
    told.write(outline.get("told") or [], goal, activity)


def _has_cadence(outline: Outline) -> bool:
    """A number for each year (quarter …) is asked for in all of the plan's: a day in the deadline's column must not cut its windows."""
    return any(target["per"] != Per.PLAN for target in outline["targets"])


def _note(outline: Outline, owner: User | None) -> str:
    """What the document says of an activity that no field of its own holds, so that none of it is lost."""
    lines = [outline.get("lead_in"), outline.get("note")]
    said = outline.get("owner") or ""
    if said and (owner is None or says_more(said, owner)):
        lines.append(_("Responsible: %(who)s") % {"who": said})
    end = outline.get("planned_end")
    if outline.get("deadline") and (not end or _has_cadence(outline)):
        lines.append(_("When: %(deadline)s") % {"deadline": outline["deadline"]})
    elif end and _has_cadence(outline):
        lines.append(_("When: %(deadline)s") % {"deadline": day(date.fromisoformat(end))})
    return "\n".join(line for line in lines if line)


def _target(activity: Activity, found: Outline, position: int) -> Target:
    measure = found.get("measure") or ""
    measure = measure if measure in KEYS else ""
    return Target(
        activity=activity,
        position=position,
        measure=measure,
        narrow=fitted(measure, {**(found.get("narrow") or {}), **by_mode(found.get("mode"))}),
        minimum=None if found["share"] else found["minimum"],
        maximum=None if found["share"] else found["maximum"],
        per=found["per"],
        for_each=found["for_each"] or "",
        about=found["about"],
        share=found["share"],
        due_on=date.fromisoformat(found["due_on"]) if found["due_on"] else None,
        phrase=found["phrase"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _date(row: Dated, period: dict[str, str] | None) -> None:
    if period:
        row.starts_on = date.fromisoformat(period["start"]) if period.get("start") else None
        row.ends_on = date.fromisoformat(period["end"]) if period.get("end") else None


def _save(row: Any) -> None:
    row.full_clean()
    row.save()
