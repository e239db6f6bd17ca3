"""What was written to a person, on the page that tells of her: contexts above that write say so here, and the page asks without knowing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from brobygger.accounts.rights import Access
from brobygger.core.registry import Registry

MOST = 20


@dataclass(frozen=True, slots=True)
class Written:
    """A mail, the day it left, and who wrote it."""

    on: date
    text: str
    url: str
    by: str = ""


written: Registry[Callable[[Access, int, int], Iterable[Written]]] = Registry("written_to_persons")
"""Each gives its newest to the person with the key, at most so many, in a bounded number of queries; what the reader may not see is left out."""


def written_to(access: Access, person: int | None, most: int = MOST) -> list[Written]:
    """The newest of all there is, newest first; none for nobody."""
    if person is None:
        return []
    found = [each for give in written.values() for each in give(access, person, most)]
    return sorted(found, key=lambda each: each.on, reverse=True)[:most]
