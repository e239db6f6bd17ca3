"""What programs may read and write of a context: its rows declared once, from which the interface, its description and its messages are made.

A context declares its resources in its own ``resources.py``, under the name that stands in addresses for ever. Columns are the model's own fields, named
as people name them in the glossary; their kind, choices and words come from the field. What ``privacy.py`` calls personal is given to those alone who
are trusted with it, and what it calls sensitive cannot be declared at all: :meth:`Resource.columns` refuses it. Writes go through the form and the action that
the context's own pages use, so that bad input is answered with the same sentences.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from django import forms
from django.db import models
from django.utils.functional import Promise

from brobygger.core.privacy import declarations
from brobygger.core.registry import Registry

Words = str | Promise
Schema = dict[str, Any]
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
KEYS: Final[Schema] = {"type": "array", "items": {"type": "integer"}}


class NotToLeave(ValueError):
    """A resource declares a field that is sensitive, or is not declared in any ``privacy.py``: a fault in the program."""


class Trusted(Protocol):
    """Who writes: an account at a centre, as the pages know it."""

    @property
    def user(self) -> Any: ...

    @property
    def centre(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One value of each row: ``path`` leads to it from the row. ``personal`` follows from the privacy declarations."""

    name: str
    path: str
    field: "models.Field[Any, Any]"
    personal: bool
    many: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that is found for all rows of a page together: ``find`` is given their keys. Rows it leaves out have ``usual``. One that is dear stands on a row ``alone``, and in no list."""

    find: Callable[[Sequence[int]], Mapping[int, Any]]
    schema: Schema
    about: Words
    usual: Any = 0
    personal: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """How a row is written. ``form`` gives the context's own form, bound to ``data`` (None: not bound), over ``row`` or a new one; ``keep`` does what its page does once
    it is valid, and gives the row. Both may raise ValidationError, ``keep`` Stale too. ``parent`` names what a new row hangs on, said in the body.
    """

    form: Callable[[Any, Any, Trusted], forms.BaseForm]
    keep: Callable[[Any, Trusted], models.Model]
    parent: str = ""
    create: bool = True
    change: bool = True
    remove: "Callable[[Any, Trusted], object] | None" = None
    acts: "Mapping[str, Act]" = field(default_factory=dict)
    refuse: Callable[[Any], Words] = lambda _row: ""  # why this row is not changed here; "" where it is


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of a row, as "cancel": its form, if it asks for anything, and what it does."""

    about: Words
    form: Callable[[Any, Any, Trusted], forms.BaseForm]
    do: Callable[[Any, Any, Trusted], object]


@dataclass(frozen=True)
class Resource:
    """``rows`` are those of the centre in force that programs may see. ``shown`` lists columns as "path" or "path:name", blanks between.

    ``filters`` lists columns likewise, each as "path:name", where the path may end in a lookup. ``below`` says on which rows of another model the row stands, by the
    path to their key: a change of theirs is one of this row. ``followed``: every change of a row is in the audit trail, so that what has changed since can be asked.
    """

    scope: str
    title: Words
    about: Words
    model: type[models.Model]
    shown: str
    rows: Callable[[], Any] | None = None
    filters: str = ""
    filled: Mapping[str, Filled] = field(default_factory=dict)
    below: Mapping[str, str] = field(default_factory=dict)
    followed: bool = True
    writing: Writing | None = None

    def all(self) -> Any:
        return self.rows() if self.rows is not None else self.model._default_manager.all()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """In order. Raises NotToLeave for a field that is sensitive."""
        return tuple(_column(self.model, each) for each in self.shown.split())

    @cached_property
    def filtered(self) -> tuple[Column, ...]:
        found = tuple(_column(self.model, each, lookup=True) for each in self.filters.split())
        if any(each.personal for each in found):
            raise NotToLeave("a filter on what is personal would tell it")
        return found

    @cached_property
    def personal(self) -> bool:
        """Whether the rows are persons as such, so that there is nothing to show to those who are not trusted with them."""
        return self.columns[0].personal


resources: Registry[Resource] = Registry("resources")
scopes: Registry[Words] = Registry("scopes")  # what a program can be given access to, a context each, in words
LOOKUPS: Final = {"gte", "lte", "lt", "gt", "isnull", "date"}


def _column(model: type[models.Model], said: str, *, lookup: bool = False) -> Column:
    path, _colon, name = said.partition(":")
    steps = path.split("__")
    if lookup and steps[-1] in LOOKUPS:
        steps.pop()
    here, found, personal = model, None, False
    for step in steps:
        found = here._meta.get_field(step)
        holding = None if found.many_to_many else declarations[here._meta.label].fields.get(found.name)
        if holding is not None and holding.kind == "sensitive":
            raise NotToLeave(f"{here._meta.label}.{step} is sensitive")
        personal = personal or (holding is not None and holding.kind == "personal")
        here = found.related_model or here
    assert found is not None  # noqa: S101 -- a path has a step
    return Column(name or path.replace("__", "_"), path, found, personal, many=bool(found.many_to_many))  # type: ignore[arg-type]  # no reverse relations are declared


def number_of(model: type[models.Model], key: str, about: Words, *, of: Any = None, **only: Any) -> Filled:
    """How many rows of ``model`` hang on each by ``key``; or what ``of``, an aggregate, says of them."""

    def find(keys: Sequence[int]) -> Mapping[int, Any]:
        rows: Any = model._default_manager.filter(**{f"{key}__in": keys}, **only).order_by().values(key)
        return {line[key]: line["n"] or 0 for line in rows.annotate(n=of if of is not None else models.Count("pk"))}

    return Filled(find, COUNT, about)


def keys_of(model: type[models.Model], key: str, value: str, about: Words, **only: Any) -> Filled:
    """The keys (``value``) of the rows of ``model`` that hang on each by ``key``."""

    def find(keys: Sequence[int]) -> Mapping[int, Any]:
        found: dict[int, list[int]] = {}
        for one, other in model._default_manager.filter(**{f"{key}__in": keys}, **only).order_by(key, value).values_list(key, value):
            found.setdefault(one, []).append(other)
        return found

    return Filled(find, KEYS, about, usual=[])
