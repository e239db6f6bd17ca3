"""Small figures, behind which somebody might be known: fewer than five are never told, nor what would tell them.

Who knows this rule, the total and all that is shown must not be able to work a hidden figure out. So what else is hidden may not depend on which figure happens to be the next smallest:
where one is small, all below ten are hidden; and if those are fewer than two, or fewer than ten together, the next in their order as well. A figure of nought concerns nobody, and is told.
A property test plays the one who knows the rule.
"""

from collections.abc import Sequence
from typing import Final

FEW: Final = 5
MANY: Final = 2 * FEW


def told(counts: Sequence[int]) -> list[int | None]:
    """Figures that add up to a known total, as they may be told: None for one that may not."""
    hidden = {place for place, n in enumerate(counts) if 0 < n < MANY} if any(0 < n < FEW for n in counts) else set()
    if hidden:
        first = min(hidden)
        after = [place % len(counts) for place in range(first + 1, first + len(counts))]
        others = [place for place in after if counts[place] and place not in hidden]
        while others and (len(hidden) < 2 or sum(counts[place] for place in hidden) < MANY):
            hidden.add(others.pop(0))
    return [None if place in hidden else n for place, n in enumerate(counts)]


def told_of(n: int, total: int) -> int | None:
    """How many of ``total`` said something that others may have said too: hidden where those who did, or those who did not, are few."""
    return None if 0 < n < FEW or 0 < total - n < FEW else n
