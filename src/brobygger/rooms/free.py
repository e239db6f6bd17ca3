"""What is free between what is taken. Pure: stretches of time in, stretches out; the end is not part of a stretch."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From a moment to another."""

    starts: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts

    def overlaps(self, other: "Span") -> bool:
        return self.starts < other.ends and other.starts < self.ends


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few stretches as possible, in order."""
    found: list[Span] = []
    for each in sorted(spans):
        if found and each.starts <= found[-1].ends:
            found[-1] = Span(found[-1].starts, max(found[-1].ends, each.ends))
        else:
            found.append(Span(*each))
    return found


def gaps(taken: Iterable[Span], within: Span) -> list[Span]:
    """What of ``within`` nothing in ``taken`` holds."""
    found, since = [], within.starts
    for each in merged(taken):
        if each.ends <= since:
            continue
        if each.starts >= within.ends:
            break
        if each.starts > since:
            found.append(Span(since, each.starts))
        since = each.ends
    if since < within.ends:
        found.append(Span(since, within.ends))
    return found


def fits(taken: Iterable[Span], wanted: Span) -> bool:
    return not any(each.overlaps(wanted) for each in taken)


def nearest(free: Iterable[Span], wanted: datetime, length: timedelta, *, most: int) -> list[datetime]:
    """When something of ``length`` could begin in ``free`` instead, nearest to ``wanted`` first; one moment for each stretch."""
    starts = [min(max(wanted, each.starts), each.ends - length) for each in free if each.length >= length]
    return sorted(starts, key=lambda at: (abs(at - wanted), at))[:most]
