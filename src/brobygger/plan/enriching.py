"""What the browser's preview knows beyond the JSON of ``plan import``: what each number counts, and where proof is asked for."""

import re
from copy import deepcopy
from datetime import date
from typing import Any

from brobygger.plan.outline import Outline
from brobygger.plan.phrases import Span, TargetGuess, find_targets, is_continuous


def enrich(preview: Outline) -> Outline:
    """Add to each activity what the preview's JSON leaves out: what its targets count, whether it runs without a date, and
    whether a person is asked for proof because nothing is counted.
    """
    outline = deepcopy(preview)
    outline.setdefault("label", _label(outline.get("title") or ""))
    span = _span(outline)
    said = {each["activity"]: each["text"] for each in outline.get("follow_ups", [])}
    for area in outline["areas"]:
        for goal in area["goals"]:
            counted = any(activity["targets"] for activity in goal["activities"])
            keys = {key for means in goal["means_of_verification"] for key in means["measures"]}
            for activity in goal["activities"]:
                guesses = find_targets(activity["text"], span)
                for target in activity["targets"]:
                    guess = _guess_of(target, guesses)
                    target.setdefault("measure", (guess.measure if guess else None) or "")
                    narrow: dict[str, list[Any]] = {}
                    if guess:
                        narrow = {key: [value] for key, value in guess.narrow.items()}
                        if guess.online is not None:
                            narrow["online"] = [guess.online]
                    target.setdefault("narrow", _renamed(narrow))
                if activity["text"] in said and not activity.get("note"):
                    activity["note"] = said[activity["text"]]
                activity.setdefault("continuous", is_continuous(activity["text"]))
                activity.setdefault("proof", not activity["targets"] and not counted and (not keys or bool(keys & _BY_PROOF)))
    return outline


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


def _renamed(narrow: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """A guess speaks of the base kind as ``kind``; stored targets call it ``base``, since ``kind`` is the centre's own."""
    if "kind" in narrow:
        narrow["base"] = narrow.pop("kind")
    return narrow


def _span(outline: Outline) -> Span | None:
    period = outline.get("period")
    if not period or not period.get("start") or not period.get("end"):
        return None
    return Span(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
