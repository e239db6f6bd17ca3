"""What is coming, by day: each context says what it knows of, and the calendar and the start page show it together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from django.utils.functional import Promise

from brobygger.core.registry import Registry


class Reader(Protocol):
    """Who looks: one account at one centre, and what it may do there."""

    @property
    def user(self) -> Any: ...

    @property
    def centre(self) -> Any: ...

    def may(self, permission: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Coming:
    """Something on a day to come. ``key`` is its own for good, so that a subscribed calendar knows it again when it is moved.

    ``mine``: it is the reader's own to hold or to do, so it stands in the calendar of her own things alone. ``is_task``: it is hers to do, and the start page
    tells it when its time comes, among her tasks.
    """

    key: str
    on: date
    text: str
    url: str
    what: str | Promise = ""
    at: time | None = None
    place: str = ""
    until: datetime | None = None
    mine: bool = False
    is_task: bool = False


coming: Registry[Callable[[Reader, date, date], Iterable[Coming]]] = Registry("coming")
"""Each gives what it knows of from the first day to the last, in a bounded number of queries; what the reader may not see is left out."""


def what_comes(reader: Reader, start: date, end: date) -> list[Coming]:
    """Everything from ``start`` to ``end``, both days with, in the order it comes."""
    found = [each for give in coming.values() for each in give(reader, start, end)]
    return sorted(found, key=lambda each: (each.on, each.at or time.min, each.text))
