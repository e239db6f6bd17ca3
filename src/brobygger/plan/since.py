"""What the latest frozen follow-up saw, for the plan page's "since the last meeting".

Contexts that freeze lights (the board) register here; the plan asks without knowing them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from brobygger.core.registry import Registry
from brobygger.plan.lights import Colour


@dataclass(frozen=True, slots=True)
class FrozenLights:
    """The two lights of a goal as decided at a meeting held ``on`` that day."""

    result: str
    schedule: str
    on: date
    comment: str = ""


last_lights: Registry[Callable[[Sequence[int]], dict[int, FrozenLights]]] = Registry("last_lights")

_RANK = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}


def lights_at_last_meeting(goals: Sequence[int]) -> dict[int, FrozenLights]:
    """The latest frozen lights of each of ``goals`` (keys); goals that no meeting has seen are absent."""
    found: dict[int, FrozenLights] = {}
    if not goals:
        return found
    for key in last_lights:
        for goal, lights in last_lights[key](goals).items():
            if goal not in found or found[goal].on < lights.on:
                found[goal] = lights
    return found


def movement(then: str, now: str) -> int:
    """1 when the light has become better, -1 worse, 0 the same or not to be compared (grey, ≠)."""
    before, after = _RANK.get(Colour(then)), _RANK.get(Colour(now))
    if before is None or after is None:
        return 0
    return (before > after) - (before < after)
