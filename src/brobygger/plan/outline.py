"""The outline of a plan being imported: plain JSON, as ``plan import --json`` prints it, that a person corrects before adopting.

Pure functions over that JSON. A place in it is written ``a0``, ``a0g1``, ``a0g1x2`` (activity) or ``a0g1m0`` (documentation).
Each correction returns a new outline; one that makes no sense there (nothing above to join) returns it as it was.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from brobygger.plan.measure_keys import KEYS
from brobygger.plan.phrases import is_continuous

Outline = dict[str, Any]
_PLACE = re.compile(r"^a(\d+)(?:g(\d+)(?:([xm])(\d+))?)?$")
_LISTS = {"x": "activities", "m": "means_of_verification"}


def places(outline: Outline) -> list[str]:
    """Every place in reading order."""
    found = []
    for a, area in enumerate(outline["areas"]):
        found.append(f"a{a}")
        for g, goal in enumerate(area["goals"]):
            found.append(f"a{a}g{g}")
            found += [f"a{a}g{g}x{x}" for x in range(len(goal["activities"]))]
            found += [f"a{a}g{g}m{m}" for m in range(len(goal["means_of_verification"]))]
    return found


def remove(outline: Outline, place: str) -> Outline:
    """Take out the part at ``place`` with all below it."""
    changed = deepcopy(outline)
    siblings, index = _find(changed, place)
    del siblings[index]
    return changed


def join(outline: Outline, place: str) -> Outline:
    """Join the part to the one above it: texts with a space between, parts below appended."""
    changed = deepcopy(outline)
    siblings, index = _find(changed, place)
    if index == 0:
        return outline
    part, above = siblings.pop(index), siblings[index - 1]
    word = "text" if "text" in part else "title"
    above[word] = f"{above[word]} {part[word]}".strip()
    for name in ("goals", "activities", "means_of_verification", "measures", "targets", "told"):
        if part.get(name):
            above[name] = [*above.get(name, []), *part[name]]
    if part.get("note"):
        above["note"] = f"{above.get('note') or ''}\n{part['note']}".strip()
    return changed


def _said_beside(part: Outline) -> Outline:
    """The note and the statuses of a part, for the part that it becomes."""
    return {name: part[name] for name in ("note", "told") if part.get(name)}


def _carry(part: Outline, goal: Outline) -> None:
    """Give the goal what was said beside a part that can hold no note of its own."""
    said = _said_beside(part)
    if "note" in said:
        goal["note"] = f"{goal.get('note') or ''}\n{said['note']}".strip()
    if "told" in said:
        goal["told"] = [*(goal.get("told") or []), *said["told"]]


def raise_level(outline: Outline, place: str) -> Outline:
    """Activity → goal, goal → area: what follows it among its siblings comes along beneath it."""
    changed = deepcopy(outline)
    a, g, letter, index = _parse(place)
    if letter == "x" and g is not None and index is not None:
        goal = changed["areas"][a]["goals"][g]
        moved = goal["activities"][index:]
        goal["activities"] = goal["activities"][:index]
        fresh = {"title": moved[0]["text"], "activities": moved[1:], "means_of_verification": [], **_said_beside(moved[0])}
        changed["areas"][a]["goals"].insert(g + 1, fresh)
        return changed
    if letter is None and g is not None:
        area = changed["areas"][a]
        moved = area["goals"][g:]
        area["goals"] = area["goals"][:g]
        head = moved[0]
        goals = moved[1:]
        if head["activities"] or head["means_of_verification"]:
            goals = [{**head}, *goals]
        changed["areas"].insert(a + 1, {"title": head["title"], "goals": goals})
        return changed
    return outline


def lower_level(outline: Outline, place: str) -> Outline:
    """Goal → activity of the goal above, activity → documentation, area → goal of the area above."""
    changed = deepcopy(outline)
    a, g, letter, index = _parse(place)
    if letter == "x" and g is not None and index is not None:
        goal = changed["areas"][a]["goals"][g]
        activity = goal["activities"].pop(index)
        goal["means_of_verification"].append({"text": activity["text"], "measures": []})
        _carry(activity, goal)
        return changed
    if letter is None and g:
        goals = changed["areas"][a]["goals"]
        goal = goals.pop(g)
        above = goals[g - 1]
        above["activities"] += [{**blank_activity(goal["title"]), **_said_beside(goal)}, *goal["activities"]]
        above["means_of_verification"] += goal["means_of_verification"]
        return changed
    if g is None and a:
        area = changed["areas"].pop(a)
        above_area = changed["areas"][a - 1]
        fresh = {"title": area["title"], "activities": [], "means_of_verification": []}
        above_area["goals"] += [fresh, *area["goals"]]
        return changed
    return outline


def move(outline: Outline, place: str, step: int) -> Outline:
    """Move the part among its siblings by ``step`` (−1 up, 1 down)."""
    changed = deepcopy(outline)
    siblings, index = _find(changed, place)
    if 0 <= index + step < len(siblings):
        siblings[index], siblings[index + step] = siblings[index + step], siblings[index]
        return changed
    return outline


def to_neighbour(outline: Outline, place: str, step: int) -> Outline:
    """Move an activity or documentation to the goal before (−1) or after (1), a goal to the area before or after."""
    changed = deepcopy(outline)
    siblings, index = _find(changed, place)
    a, g, letter, _index = _parse(place)
    if g is None:
        return outline
    if letter is None:
        homes, name, here = changed["areas"], "goals", a
    else:
        homes = [goal for area in changed["areas"] for goal in area["goals"]]
        name, here = _LISTS[letter], sum(len(area["goals"]) for area in changed["areas"][:a]) + g
    if not 0 <= here + step < len(homes):
        return outline
    home = homes[here + step][name]
    home.insert(len(home) if step < 0 else 0, siblings.pop(index))
    return changed


def add(outline: Outline, place: str, what: str) -> Outline:
    """Add an empty area (place ignored), a goal in an area, an activity or a documentation in a goal."""
    changed = deepcopy(outline)
    if what == "area":
        changed["areas"].append({"title": "", "goals": []})
        return changed
    a, g, _letter, _index = _parse(place)
    if what == "goal":
        changed["areas"][a]["goals"].append({"title": "", "activities": [], "means_of_verification": []})
    elif g is not None and what == "activity":
        changed["areas"][a]["goals"][g]["activities"].append(blank_activity(""))
    elif g is not None and what == "means":
        changed["areas"][a]["goals"][g]["means_of_verification"].append({"text": "", "measures": []})
    elif g is not None and what == "target" and _letter == "x" and _index is not None:
        changed["areas"][a]["goals"][g]["activities"][_index]["targets"].append(blank_target())
    return changed


def blank_activity(text: str) -> Outline:
    return {"text": text, "targets": [], "continuous": is_continuous(text), "proof": False}


def blank_target() -> Outline:
    return {
        "minimum": 1, "maximum": None, "per": "plan", "kind": "", "for_each": None, "due_on": None, "share": False,
        "about": False, "mode": None, "phrase": "", "measure": "", "narrow": {},
    }


CORRECTIONS: dict[str, Callable[[Outline, str], Outline]] = {
    "remove": remove,
    "join": join,
    "raise": raise_level,
    "lower": lower_level,
    "up": lambda outline, place: move(outline, place, -1),
    "down": lambda outline, place: move(outline, place, 1),
    "before": lambda outline, place: to_neighbour(outline, place, -1),
    "after": lambda outline, place: to_neighbour(outline, place, 1),
}


def correct(outline: Outline, order: str) -> Outline:
    """Carry out ``verb:place`` (or ``add-goal:a0``); an order that names no such place leaves the outline as it was."""
    verb, _colon, place = order.partition(":")
    try:
        if verb.startswith("add-"):
            return add(outline, place, verb.removeprefix("add-"))
        return CORRECTIONS[verb](outline, place)
    except (KeyError, IndexError, ValueError):
        return outline


def known_measures(keys: list[str]) -> list[str]:
    return [key for key in keys if key in KEYS]


def _parse(place: str) -> tuple[int, int | None, str | None, int | None]:
    match = _PLACE.match(place)
    if match is None:
        raise ValueError(place)
    a, g, letter, index = match.groups()
    return int(a), int(g) if g is not None else None, letter, int(index) if index is not None else None


def _find(outline: Outline, place: str) -> tuple[list[Outline], int]:
    """The list that holds the part, and where in it."""
    a, g, letter, index = _parse(place)
    if g is None:
        siblings, at = outline["areas"], a
    elif letter is None or index is None:
        siblings, at = outline["areas"][a]["goals"], g
    else:
        siblings, at = outline["areas"][a]["goals"][g][_LISTS[letter]], index
    if not 0 <= at < len(siblings):
        raise IndexError(place)
    return siblings, at
