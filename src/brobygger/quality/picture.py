"""The round as a picture: a bar a point, and a mark where it stood last time. The words stand in the table beside it."""

from dataclasses import dataclass

from brobygger.quality.models import Point
from brobygger.quality.seen import RoundSeen


@dataclass(frozen=True, slots=True)
class Lane:
    """One point: how far its answer reaches and where the one before stood, in per cent of the scale."""

    point: Point
    now: int | None
    before: int | None
    said: str


def share(found: RoundSeen, value: int) -> int:
    top = max(found.scale, default=1) or 1
    return min(round(100 * value / top), 100)


def lanes(found: RoundSeen) -> list[Lane]:
    """Nothing while nobody has answered."""
    rows = found.leaves
    if all(each.joint is None for each in rows):
        return []
    return [
        Lane(
            each.point, share(found, each.joint.value) if each.joint else None, share(found, each.before.value) if each.before else None,
            ", ".join(word for word in (found.word(each.joint), found.word(each.before)) if word),
        )
        for each in rows
    ]
