"""One search box: each context answers with what it knows under the words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its title, where it is, and a line that tells it from its namesakes."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of thing that can be found; ``find`` gives at most ``limit`` hits in a bounded number of queries."""

    label: str | Promise
    needs: str
    find: Callable[[HttpRequest, str, int], Iterable[Hit]]


search: Registry[Searchable] = Registry("search")
