"""What the browser's preview knows beyond the JSON of ``plan import``: what each number counts, and where proof is asked for."""

import re
from copy import deepcopy
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brobygger.plan.importing.preview import target_json
from brobygger.plan.outline import Outline
from brobygger.plan.phrases import Span, TargetGuess, find_targets, is_continuous


def enrich(preview: Outline) -> Outline:
    """Add to each activity what the preview's JSON leaves out: what its targets count, whether it runs without a date,
    whether a person is asked for proof because nothing is counted, and what the document tells of how it went.
    """
    outline = deepcopy(preview)
    outline.setdefault("label", _label(outline.get("title") or ""))
    _name_levels(outline)
    _title_the_nameless(outline)
    span = span_of(outline)
    for area in outline["areas"]:
        for goal in area["goals"]:
            counted = any(activity["targets"] for activity in goal["activities"])
            keys = {key for means in goal["means_of_verification"] for key in means["measures"]}
            for means in goal["means_of_verification"]:
                means.setdefault("guessed", bool(means["measures"]))
            for activity in goal["activities"]:
                _say_what_counts(activity, span)
                said = f"{activity['text']} {activity.get('deadline') or ''}"
                activity.setdefault("continuous", is_continuous(said) and not activity.get("planned_end"))
                activity.setdefault("proof", not activity["targets"] and not counted and (not keys or bool(keys & _BY_PROOF)))
    _give_statuses(outline)
    return outline


def _name_levels(outline: Outline) -> None:
    """The document's own words for its levels; core services are known by theirs."""
    words = outline.setdefault("words", {})
    core = bool(re.match(r"kerne(?:ydelse|opgave)", words.get("area", "").lower()))
    for area in outline["areas"]:
        area.setdefault("kind", "core_service" if core else "focus")


def _title_the_nameless(outline: Outline) -> None:
    """Where the document names no area or goal, as a status table does, the preview says so: a guess to be corrected."""
    for part in [*outline["areas"], *(goal for area in outline["areas"] for goal in area["goals"])]:
        if not part["title"].strip():
            part["title"], part["confidence"] = _("Without a heading"), "guessed"


def _say_what_counts(activity: Outline, span: Span | None) -> None:
    guesses = find_targets(activity["text"], span)
    for target in activity["targets"]:
        guess = _guess_of(target, guesses) or _guess_of(target, find_targets(target["phrase"], span))
        target.setdefault("measure", (guess.measure if guess else None) or "")
        target.setdefault("narrow", _narrow(guess) if guess else {})
        target.setdefault("guessed", True)


def read_activity(marked: Outline, span: Span | None) -> Outline:
    """An activity that a person marked in the text, with what its words promise."""
    activity = {**marked, "targets": [target_json(guess) for guess in find_targets(marked["text"], span)]}
    _say_what_counts(activity, span)
    return activity | {"continuous": is_continuous(marked["text"]), "proof": False}


def _give_statuses(outline: Outline) -> None:
    """Hang each status on the activity or goal it speaks of; those that fit nowhere stay with the plan."""
    by_words: dict[str, Outline] = {}
    for area in outline["areas"]:
        for goal in area["goals"]:
            for activity in goal["activities"]:
                by_words.setdefault(activity["text"], activity)
            by_words.setdefault(goal["title"], goal)
    for told in outline.pop("follow_ups", None) or []:
        part = by_words.get(told["activity"], outline)
        part.setdefault("told", []).append({name: told.get(name) for name in ("activity", "text", "result", "schedule")})


def tells_status(outline: Outline) -> bool:
    goals = [goal for area in outline["areas"] for goal in area["goals"]]
    parts = [outline, *goals, *(activity for goal in goals for activity in goal["activities"])]
    return any(part.get("told") for part in parts)


def narrow_said(target: Outline, text: str, span: Span | None, measure: str) -> dict[str, list[Any]]:
    """How the words narrow ``measure``, when that is the one they speak of."""
    guess = _guess_of(target, [*find_targets(text, span), *find_targets(target["phrase"], span)])
    return _narrow(guess) if guess is not None and guess.measure == measure else {}


def _narrow(guess: TargetGuess) -> dict[str, list[Any]]:
    """A guess speaks of the base kind as ``kind``; stored targets call it ``base``, since ``kind`` is the centre's own."""
    narrow: dict[str, list[Any]] = {("base" if key == "kind" else key): [value] for key, value in guess.narrow.items()}
    if guess.online is not None:
        narrow["online"] = [guess.online]
    return narrow


def _label(title: str) -> str:
    """What the title itself calls the plan ("Handlingsplan 2026" is a Handlingsplan), or nothing."""
    found = re.search(r"\b\w+(?:plan|strategi)\b", title, re.IGNORECASE)
    return found.group().capitalize() if found else ""


def _guess_of(target: Outline, guesses: list[TargetGuess]) -> TargetGuess | None:
    """The guess a target came from: the same words, or words that overlap and say the same numbers."""
    for guess in guesses:
        if guess.phrase == target["phrase"]:
            return guess
    said = (target["minimum"], target["maximum"], target["per"])
    return next((guess for guess in guesses if (guess.minimum, guess.maximum, guess.per) == said), None)


_BY_PROOF = {"process_notes", "materials_developed", "documents_adopted", "documents_reviewed"}


def span_of(outline: Outline) -> Span | None:
    period = outline.get("period")
    if not period or not period.get("start") or not period.get("end"):
        return None
    return Span(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
