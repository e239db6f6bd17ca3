"""What was read from a plan document: a proposal to be looked over, in which every part knows its source and how sure the reading is.

Nothing here is a plan yet. ``as_json`` is the form that the command line prints and the browser's preview corrects.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from brobygger.plan.importing.blocks import Line, Row
from brobygger.plan.phrases import Span, TargetGuess


class Confidence(StrEnum):
    """``SAID`` by the document (a column or label names it), ``LIKELY`` from its layout, ``GUESSED`` for want of better."""

    SAID = "said"
    LIKELY = "likely"
    GUESSED = "guessed"


@dataclass(slots=True)
class Part:
    """``source`` is the id of the block that it was read from."""

    source: str = ""
    where: str = ""
    confidence: Confidence = Confidence.SAID

    def marks(self) -> dict[str, Any]:
        return {"source": self.source, "where": self.where, "confidence": self.confidence.value}


@dataclass(slots=True)
class FoundMeans(Part):
    """``indicator`` says that its heading promised numbers; ``targets`` are those numbers; ``beside`` the activities in its row."""

    text: str = ""
    measures: list[str] = field(default_factory=list)
    indicator: bool = False
    targets: list[TargetGuess] = field(default_factory=list)
    beside: "list[FoundActivity]" = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "measures": self.measures, **self.marks()}


@dataclass(slots=True)
class FoundActivity(Part):
    text: str = ""
    targets: list[TargetGuess] = field(default_factory=list)
    lead_in: str = ""
    owner: str = ""
    deadline: str = ""
    planned_end: date | None = None
    note: str = ""
    period: Span | None = None
    column: bool = False  # the deadline is the time of the column that it stands in
    proof: bool = False  # a deliverable: it is shown and not counted

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"text": self.text, "targets": [target_json(target) for target in self.targets]}
        extras = {
            "lead_in": self.lead_in, "owner": self.owner, "deadline": self.deadline, "note": self.note,
            "planned_end": self.planned_end and self.planned_end.isoformat(), "period": self.period and span_json(self.period), "proof": self.proof,
        }
        return found | {name: value for name, value in extras.items() if value} | self.marks()


@dataclass(slots=True)
class FoundGoal(Part):
    title: str = ""
    activities: list[FoundActivity] = field(default_factory=list)
    means: list[FoundMeans] = field(default_factory=list)
    lead_in: str = ""
    number: str = ""
    note: str = ""
    period: Span | None = None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "title": self.title,
            "activities": [activity.as_json() for activity in self.activities],
            "means_of_verification": [means.as_json() for means in self.means],
        }
        extras = {"lead_in": self.lead_in, "note": self.note, "period": self.period and span_json(self.period)}
        return found | {name: value for name, value in extras.items() if value} | self.marks()


@dataclass(slots=True)
class FoundArea(Part):
    title: str = ""
    goals: list[FoundGoal] = field(default_factory=list)
    number: str = ""
    note: str = ""
    period: Span | None = None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"title": self.title, "goals": [goal.as_json() for goal in self.goals]}
        extras = {"note": self.note, "period": self.period and span_json(self.period)}
        return found | {name: value for name, value in extras.items() if value} | self.marks()


@dataclass(slots=True)
class FoundFollowUp(Part):
    """What a plan/status document says about an activity; ``result`` and ``schedule`` are lights if it names them."""

    activity: str = ""
    text: str = ""
    result: str | None = None
    schedule: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"activity": self.activity, "text": self.text, "result": self.result, "schedule": self.schedule} | self.marks()


@dataclass(slots=True)
class Warned:
    where: str
    message: str


@dataclass(slots=True)
class FoundSection:
    """A text around the goals: vision, challenges, organisation."""

    title: str
    text: str = ""
    after_goals: bool = False


@dataclass(slots=True)
class Preview:
    organisation: str = ""
    title: str = ""
    period: Span | None = None
    areas: list[FoundArea] = field(default_factory=list)
    follow_ups: list[FoundFollowUp] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    sections: list[FoundSection] = field(default_factory=list)
    source_blocks: list[Line | Row] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    told_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        extras = {"words": self.words, "told_on": self.told_on and self.told_on.isoformat()}
        return {
            "organisation": self.organisation,
            "title": self.title,
            "period": span_json(self.period) if self.period else {"start": None, "end": None},
            "areas": [area.as_json() for area in self.areas],
            "follow_ups": [follow_up.as_json() for follow_up in self.follow_ups],
            "warnings": [{"where": warned.where, "message": warned.message} for warned in self.warnings],
            "sections": [
                {"title": section.title, "text": section.text, "after_goals": section.after_goals} for section in self.sections
            ],
        } | {name: value for name, value in extras.items() if value}


def span_json(span: Span) -> dict[str, str]:
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def target_json(target: TargetGuess) -> dict[str, Any]:
    return {
        "minimum": target.minimum,
        "maximum": target.maximum,
        "per": target.per,
        "kind": target.kind,
        "for_each": target.for_each,
        "due_on": target.due_on.isoformat() if target.due_on else None,
        "share": target.share,
        "about": target.about,
        "mode": target.mode,
        "phrase": target.phrase,
    }
