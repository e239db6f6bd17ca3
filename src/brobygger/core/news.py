"""What others have told: on the start page beside what waits. Each context says what has come in from outside the house."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from brobygger.core.coming import Reader
from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class News:
    """Somebody outside has told something: a sentence, where to see it, and when it came."""

    at: datetime
    text: str
    url: str
    detail: str = ""


news: Registry[Callable[[Reader, datetime], Iterable[News]]] = Registry("news")
"""Each gives what has come since the moment, in a bounded number of queries; what the reader may not see is left out."""


def what_is_new(reader: Reader, since: datetime, most: int) -> list[News]:
    """The newest ``most``, newest first."""
    return sorted((each for give in news.values() for each in give(reader, since)), key=lambda each: each.at, reverse=True)[:most]
