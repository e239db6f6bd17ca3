"""What can be counted. A measure is a named queryset: its length is the number in the plan, its rows are the evidence.

Keys and units stand in :mod:`brobygger.plan.measure_keys`; work contexts add *sources* under them from their own
``measures.py``. A key with several sources counts their sum, or the union where organisations are told apart. What
nobody adds a source to is shown as not counted yet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from brobygger.core.registry import Registry
from brobygger.plan.measure_keys import KEYS, Unit
from brobygger.plan.periods import Period

Lookup = str | Callable[[list[Any]], Q]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row behind a number, as a list shows it."""

    on: date
    title: str
    url: str
    detail: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one context that count under a measure.

    ``rows`` gives those of the centre in force that count at all (held, not planned); ``on`` is the date field that places a
    row in a period, or ``during`` gives the condition where a date is not enough. ``value`` is the field that is summed, or told apart
    when ``distinct``. ``narrows`` maps a narrowing's key to a field lookup, or to a function from the wanted values to a
    condition where a plain lookup would join and count twice; ``defaults`` hold unless a target narrows by the same key. ``watch`` names the numbered models whose changes change the count.

    ``finer`` is the source over what a row is made of (those who took part), under the same key: it answers where one of the keys in
    ``finer_by`` narrows or tells apart, since then only a part of the row is meant.

    ``names`` gives the words for distinct values, for the evidence page. ``fits`` says of facts not yet saved (``base``,
    ``mode``, ``theme`` … by key) whether such a row would count at all, for the preview of a line being typed.
    """

    name: str | Promise
    rows: Callable[[], models.QuerySet[Any]]
    show: Callable[[Any], Evidence]
    on: str = ""
    during: Callable[[Period], Q] | None = None
    value: str = ""
    distinct: bool = False
    blank_is_nobody: bool = False
    narrows: Mapping[str, Lookup] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    watch: tuple[type[models.Model], ...] = ()
    names: Callable[[Iterable[Any]], Mapping[Any, str]] | None = None
    fits: Callable[[Mapping[str, Any]], bool] | None = None
    finer: "Source | None" = None
    finer_by: frozenset[str] = frozenset()

    def towards(self, keys: Iterable[str]) -> "Source":
        """The source that answers when it is narrowed, or told apart, by ``keys``."""
        return self.finer if self.finer is not None and self.finer_by.intersection(keys) else self

    def multiplies(self, lookup: str) -> bool:
        """Whether ``lookup`` may lead from one row to several, so that a join would count the row more than once."""
        return _multiplies(_model_of(self.rows), lookup)

    def within(self, period: Period) -> Q:
        if self.during is not None:
            return self.during(period)
        return Q(**{f"{self.on}__gte": period.start, f"{self.on}__lte": period.end})

    def told_apart(self) -> Q:
        """Leaves out rows whose distinct value is empty text: they stand for nobody in particular."""
        return Q(**{f"{self.value}__gt": ""}) if self.blank_is_nobody else Q()

    def only(self, narrow: Mapping[str, Any]) -> Q | None:
        """The condition for ``narrow``, or None when this source knows nothing of one of its keys and so holds no such row."""
        condition = Q()
        for key, wanted in self.asked(narrow):
            if key not in self.narrows:
                return None
            condition &= self.condition(key, list(wanted))
        return condition

    def asked(self, narrow: Mapping[str, Any]) -> list[tuple[str, tuple[Any, ...]]]:
        """What ``narrow`` asks of this source, with its defaults. Rows that know nothing of projects are all of no project."""
        said = {key: tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,) for key, wanted in {**self.defaults, **narrow}.items()}
        return [(key, wanted) for key, wanted in said.items() if key in self.narrows or wanted != (None,)]

    def condition(self, key: str, values: list[Any]) -> Q:
        """The condition that ``key``, one of ``narrows``, is any of ``values``."""
        lookup = self.narrows[key]
        return lookup(values) if callable(lookup) else self._any_of(lookup, values)

    def _any_of(self, lookup: str, values: list[Any]) -> Q:
        condition = Q(**{f"{lookup}__in": [value for value in values if value is not None]})
        condition = condition | Q(**{f"{lookup}__isnull": True}) if None in values else condition
        if self.multiplies(lookup):
            return Q(pk__in=self.rows().order_by().filter(condition).values("pk"))
        return condition

    def would_count(self, facts: Mapping[str, Any], narrow: Mapping[str, Any]) -> bool:
        """Whether a row of these facts would count. A fact may be several values at once (a set): one that fits is enough."""
        if self.fits is None or not self.fits(facts):
            return False
        for key, wanted in self.asked(narrow):
            if key not in self.narrows:
                return False
            value = facts.get(key)
            values = set(value) if isinstance(value, set | frozenset | list | tuple) else {value}
            if not values & set(wanted):
                return False
        return True

    def evidence(self, period: Period, narrow: Mapping[str, Any]) -> models.QuerySet[Any]:
        """The rows behind the number, newest first."""
        condition = self.only(narrow)
        rows = self.rows()
        if condition is None:
            return rows.none()
        return rows.filter(self.within(period), condition).order_by(*([f"-{self.on}"] if self.on else []), "-pk").distinct()


@lru_cache(maxsize=500)
def _model_of(rows: Callable[[], models.QuerySet[Any]]) -> Any:
    """What ``rows`` gives rows of, without building the whole question each time."""
    return rows().model


@lru_cache(maxsize=500)
def _multiplies(model: Any, lookup: str) -> bool:
    for name in lookup.split("__"):
        if model is None or name == "pk":
            return False
        field = model._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model
    return False


@dataclass(frozen=True, slots=True)
class Measure:
    """A key of the plan with its unit and the sources that contexts have added."""

    key: str
    label: str | Promise
    unit: Unit
    sources: list[Source] = field(default_factory=list)

    @property
    def counted(self) -> bool:
        return bool(self.sources)


measures: Registry[Measure] = Registry("measures")
for _key, (_label, _unit) in KEYS.items():
    measures.add(_key, Measure(_key, _label, _unit))


def add(key: str, source: Source) -> Source:
    """Let ``source`` count under ``key``, one of :data:`~brobygger.plan.measure_keys.KEYS` (KeyError otherwise)."""
    measures[key].sources.append(source)
    return source


@dataclass(frozen=True, slots=True)
class Member:
    """One of those a target asks for each: a network, an association … with its life inside which it is judged."""

    pk: Any
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """A *for each*: its members in a period. Sources name under the same key, in ``narrows``, how their rows belong to one.

    ``watch`` names the numbered models that the members come from; where there are none, the members are read each time.
    """

    label: str | Promise
    members: Callable[[Period], Iterable[Member]]
    watch: tuple[type[models.Model], ...] = ()


groupings: Registry[Grouping] = Registry("groupings")


@dataclass(frozen=True, slots=True)
class Choice:
    """A narrowing's values to choose from, for the forms: ``(value, label)`` pairs. ``watch``: as for groupings."""

    label: str | Promise
    options: Callable[[], Iterable[tuple[Any, str | Promise]]]
    watch: tuple[type[models.Model], ...] = ()


narrowings: Registry[Choice] = Registry("narrowings")
