"""What reading a plan's words yields: the period they speak of, and the targets they seem to set.

A guess is never written anywhere by itself: the import shows it beside its source, and a person keeps, corrects or drops it.
That is why it remembers the very words it was read from and where they stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included: the period of a plan, an area or a goal."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class TargetGuess:
    """One countable target. ``minimum`` None is "at most", ``maximum`` None "at least"; with ``share`` both are None.

    ``per`` is year, half_year, quarter, month, fortnight, week or plan; ``for_each`` network, association, locality, team,
    place or None; ``mode`` held, joined, offered or None. ``start`` and ``end`` are offsets of ``phrase`` in the text as given.
    """

    minimum: int | None
    maximum: int | None
    per: str
    kind: str
    for_each: str | None
    due_on: date | None
    share: bool
    about: bool
    mode: str | None
    phrase: str
    start: int
    end: int
    either: tuple[str, ...] = ()
    measure: str | None = None
    narrow: Mapping[str, str] = field(default_factory=dict, hash=False)
    online: bool | None = None
