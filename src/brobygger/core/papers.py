"""Papers a page offers to take home: of a plan its follow-up, of a meeting its pack.

Contexts above the page's own make them and register here; the page asks for those of its row without knowing who makes them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what it is called on a link, and where it is shown before it is fetched."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A row that people may be asked about. Its page asks for the ways to do so as it asks for papers."""

    row: object


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as its address narrows it, to ``one`` on it perhaps. Its page asks for the ways to write to those on it as it asks for papers."""

    key: str
    asked: str
    one: bool = False


papers: Registry[Callable[[HttpRequest, object], Iterable[Paper]]] = Registry("papers")


def papers_of(request: HttpRequest, row: object) -> tuple[Paper, ...]:
    """The papers of ``row`` that this person may see."""
    return tuple(paper for offer in papers.values() for paper in offer(request, row))
