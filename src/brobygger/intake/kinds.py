"""What a centre can bring along. A context says it in its ``bringing.py``: a :class:`Kind` for rows that go through this engine, a :class:`Step` for what has its own.

A kind is its columns, and a reader that makes of a row's cells the form which the pages themselves use: the same rules, the same actions, the same trail.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils.functional import Promise, cached_property

from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.core.registry import Registry
from brobygger.intake.columns import Headings
from brobygger.intake.lines import Line


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, the words that headings use for it, what one writes in it and an example.

    ``choices`` are the values that are fixed, for a drop-down. ``field`` is the form's, where that is called otherwise.
    """

    label: str | Promise
    words: tuple[str, ...]
    about: str | Promise = ""
    example: str = ""
    choices: Callable[[], Iterable[str]] | None = None
    needed: bool = False
    field: str = ""


class Reader(Protocol):
    """Reads and keeps the rows of one list. Made once for many rows, so that what the centre has is asked for once."""

    def read(self, line: Line) -> None:
        """Fill in ``line`` from what it said: its name, key, form, what is shown of it; or its faults."""

    def there(self, keys: Collection[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], int]:
        """How many rows that say the same the centre has already, by key; those it has none of may be missing."""

    def keep(self, line: Line, *, by: User, now: datetime) -> Any:
        """Write ``line`` as the pages would; gives the row."""


@dataclass(frozen=True)
class Kind:
    """``model`` is what rows become. ``remembers``: whether a row that was changed since is known again by what it said at first; not where that says who somebody is.

    ``behind`` goes from keys of made rows to the other rows that were made for each, by model: what refers to those stands on it too.
    """

    label: str | Promise
    lead: str | Promise
    order: int
    needs: May
    model: type[models.Model]
    columns: Mapping[str, Column]
    reader: Callable[[User], Reader]
    take_out: Callable[[Any, User, datetime], None]
    list_url: str
    remembers: bool = True
    behind: Callable[[Collection[int]], Mapping[type[models.Model], Mapping[int, int]]] = lambda _keys: {}
    around: Callable[[], AbstractContextManager[Any]] = nullcontext

    @cached_property
    def headings(self) -> Headings:
        return Headings({name: (each.label, each.words) for name, each in self.columns.items()})

    def missing(self, chosen: Collection[str]) -> list[str]:
        """The labels of columns that no list can do without and this one does."""
        return [str(each.label) for name, each in self.columns.items() if each.needed and name not in chosen]


@dataclass(frozen=True, slots=True)
class Brought:
    """Something that was brought along: what, when, and where it is shown."""

    name: str
    at: datetime
    url: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is brought along on pages of its own. ``template`` names the address of a file to fill in, where there is one."""

    label: str | Promise
    lead: str | Promise
    order: int
    needs: May
    url_name: str
    latest: Callable[[str], Iterable[Brought]]
    template: str = ""


kinds: Registry[Kind] = Registry("kinds_of_lists")
steps: Registry[Step] = Registry("steps_of_moving_in")
