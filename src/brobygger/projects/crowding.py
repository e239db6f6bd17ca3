"""How many stand side by side in time. Pure."""

from collections.abc import Iterable
from datetime import date

Stretch = tuple[date, date | None]


def most_at_once(stretches: Iterable[Stretch], within: Stretch) -> int:
    """The most of ``stretches`` that hold one and the same day of ``within``. A stretch without an end goes on."""
    first, last = within
    there = [each for each in stretches if (last is None or each[0] <= last) and (each[1] is None or each[1] >= first)]
    turns = {max(each[0], first) for each in there}
    return max((sum(start <= day and (end is None or end >= day) for start, end in there) for day in turns), default=0)
