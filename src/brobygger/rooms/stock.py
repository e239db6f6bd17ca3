"""How many of a kind are taken at most at one moment. Pure: what is taken comes in, a number goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

NEVER_BACK: Final = 2 * date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Taken:
    """``many`` of a kind from one half-day up to another, that one not included."""

    begins: int
    ends: int
    many: int


def halves(starts_on: date, due_on: date, half: str = "") -> tuple[int, int]:
    """The half-days that a loan covers, numbered: two a day, its first and the one after its last."""
    return 2 * starts_on.toordinal() + (half == "pm"), 2 * due_on.toordinal() + (1 if half == "am" else 2)


def most_at_once(taken: Iterable[Taken], begins: int, ends: int) -> int:
    """The most that are taken at one moment between ``begins`` and ``ends``."""
    steps: list[tuple[int, int]] = []
    for each in taken:
        since, until = max(each.begins, begins), min(each.ends, ends)
        if since < until:
            steps += [(since, each.many), (until, -each.many)]
    most = now = 0
    for _at, many in sorted(steps):  # at one moment what comes back counts before what goes out
        now += many
        most = max(most, now)
    return most
