"""Marking by hand: any piece of the document's text becomes an area, a goal, an activity or documentation, or nothing.

A piece is a line (``b12``) or a line in a cell of a row (``b12.1.0``). What it becomes stands where the document has it: an activity
goes to the last goal above it, and so any text can become a plan without being typed again.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from brobygger.plan.enriching import read_activity, span_of
from brobygger.plan.importing.markers import split_marker
from brobygger.plan.outline import Outline
from brobygger.plan.phrases import suggest_measures

KINDS = ("area", "goal", "activity", "means", "nothing")
_PIECE = re.compile(r"^(b\d+)(?:\.(\d+)\.(\d+))?$")


@dataclass(frozen=True, slots=True)
class Piece:
    source: str
    where: str
    text: str

    def marks(self) -> Outline:
        return {"source": self.source, "where": self.where, "confidence": "said"}


def pieces(source: Sequence[Outline], picked: Sequence[str]) -> list[Piece]:
    """The picked pieces in the document's order; names of what it does not hold are passed over."""
    order = {block["id"]: index for index, block in enumerate(source)}
    found: list[tuple[tuple[int, int, int], Piece]] = []
    for name in dict.fromkeys(picked):
        match = _PIECE.match(name)
        if match is None or match[1] not in order:
            continue
        block = source[order[match[1]]]
        cell, line = int(match[2] or 0), int(match[3] or 0)
        text = _text(block, cell, line) if match[2] else block.get("text", "")
        if text.strip():
            bare = split_marker(text)[1] or text
            found.append(((order[match[1]], cell, line), Piece(match[1], block.get("where", ""), bare.strip())))
    return [piece for _place, piece in sorted(found, key=lambda each: each[0])]


def _text(block: Outline, cell: int, line: int) -> str:
    cells = block["rows"][0] if block.get("rows") else []
    return str(cells[cell][line]) if cell < len(cells) and line < len(cells[cell]) else ""


def mark(outline: Outline, source: Sequence[Outline], picked: Sequence[str], what: str) -> Outline:
    """The outline with the picked pieces as ``what``. What had been read from them as something else gives way, unless parts hang on it."""
    if what not in KINDS:
        return outline
    changed = deepcopy(outline)
    order = {block["id"]: index for index, block in enumerate(source)}
    for piece in pieces(source, picked):
        _give_way(changed, piece)
        at = order[piece.source]
        if what == "area":
            _insert(changed["areas"], {"title": piece.text, "kind": "focus", "goals": [], **piece.marks()}, at, order)
        elif what == "goal":
            goals = _last_above(changed["areas"], at, order, {"title": "", "goals": []})["goals"]
            _insert(goals, {"title": piece.text, "activities": [], "means_of_verification": [], **piece.marks()}, at, order)
        elif what == "activity":
            made = read_activity({"text": piece.text, **piece.marks()}, span_of(changed))
            _insert(_goal_above(changed, at, order)["activities"], made, at, order)
        elif what == "means":
            measures = suggest_measures(piece.text)
            made = {"text": piece.text, "measures": measures, "guessed": bool(measures), **piece.marks()}
            _insert(_goal_above(changed, at, order)["means_of_verification"], made, at, order)
    return changed


def _give_way(outline: Outline, piece: Piece) -> None:
    """Take out what was read from the piece: activities, documentation and texts; goals and areas when nothing hangs on them."""
    for area in outline["areas"]:
        for goal in area["goals"]:
            for name in ("activities", "means_of_verification"):
                goal[name] = [part for part in goal[name] if not _is(part, piece, "text")]
        area["goals"] = [goal for goal in area["goals"] if goal["activities"] or goal["means_of_verification"] or not _is(goal, piece, "title")]
    outline["areas"] = [area for area in outline["areas"] if area["goals"] or not _is(area, piece, "title")]
    for section in outline.get("sections") or []:
        section["text"] = "\n\n".join(text for text in (section.get("text") or "").split("\n\n") if _plainly(text) != _plainly(piece.text))
    if "sections" in outline:
        outline["sections"] = [section for section in outline["sections"] if section["text"] or (section.get("title") and _plainly(section["title"]) != _plainly(piece.text))]


def _is(part: Outline, piece: Piece, name: str) -> bool:
    return bool(part.get("source") == piece.source and _plainly(part[name]) == _plainly(piece.text))


def _plainly(text: str) -> str:
    return " ".join((split_marker(text)[1] or text).split()).casefold().rstrip(".:")


def _insert(siblings: list[Outline], part: Outline, at: int, order: dict[str, int]) -> None:
    """Before the first sibling that stands later in the document."""
    later = next((index for index, other in enumerate(siblings) if order.get(other.get("source", ""), -1) > at), len(siblings))
    siblings.insert(later, part)


def _last_above(parts: list[Outline], at: int, order: dict[str, int], fresh: Outline) -> Outline:
    """The last of ``parts`` that begins at or above the place ``at``; else the first; where there is none, ``fresh``."""
    if not parts:
        parts.append(fresh)
    above = [part for part in parts if order.get(part.get("source", ""), -1) <= at]
    return above[-1] if above else parts[0]


def _goal_above(outline: Outline, at: int, order: dict[str, int]) -> Outline:
    goals: list[Outline] = [goal for area in outline["areas"] for goal in area["goals"]]
    above = [goal for goal in goals if 0 <= order.get(goal.get("source", ""), -1) <= at]
    if above:
        return max(above, key=lambda goal: order[goal["source"]])
    if goals:
        return goals[0]
    area = _last_above(outline["areas"], at, order, {"title": "", "goals": []})
    fresh: Outline = {"title": "", "activities": [], "means_of_verification": []}
    area["goals"].append(fresh)
    return fresh
