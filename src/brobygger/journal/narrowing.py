"""By what work can be narrowed, looked at from the registration itself or from what lies beneath or beside it.

``path`` leads from the rows that are counted to their registration: empty from itself, ``registration`` from a participation,
``event__registration`` from a stop of a tour.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q

from brobygger.core.registry import Registry
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Format, Participation, Registration
from brobygger.organisations.narrowing import CONDITIONS
from brobygger.plan.measures import Lookup

COLUMNS: Mapping[str, str] = {
    "base": "base", "kind": "kind", "theme": "theme", "target_group": "target_group", "locality": "locality", "place": "locality",
    "network": "network", "project": "project", "mode": "mode",
}


@dataclass(frozen=True, slots=True)
class Own:
    """A narrowing that some base kinds alone know, added by the tool that stands on them.

    ``condition`` makes the wanted values and the reference to a registration's key into a condition.
    """

    bases: frozenset[BaseKind]
    condition: Callable[[list[Any], OuterRef], Q]


own: Registry[Own] = Registry("own narrowings")


class Narrows(Mapping[str, Lookup]):
    """``known`` and what tools have added for work that is of ``bases`` alone; read when asked, since tools may be added later."""

    def __init__(self, known: Mapping[str, Lookup], bases: Iterable[BaseKind] = (), path: str = "") -> None:
        self.known, self.bases, self.path = known, frozenset(bases), path

    def __getitem__(self, key: str) -> Lookup:
        if key in self.known:
            return self.known[key]
        if key in own and self._fits(own[key]):
            return partial(_own, own[key], self.path)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        yield from self.known
        yield from (key for key, each in own.items() if self._fits(each) and key not in self.known)

    def __len__(self) -> int:
        return sum(1 for _key in self)

    def _fits(self, each: Own) -> bool:
        return bool(self.bases) and self.bases <= each.bases


def _own(each: Own, path: str, values: list[Any]) -> Q:
    return each.condition(values, OuterRef(path or "pk"))


def columns(path: str = "") -> dict[str, Lookup]:
    """What stands on the registration itself."""
    found: dict[str, Lookup] = {key: under(path, name) for key, name in COLUMNS.items()}
    return found | {"online": partial(_online, path)}


def _online(path: str, values: list[Any]) -> Q:
    """True: online or both; false: on site or both."""
    wanted = {Format.BOTH} | {Format.ONLINE if value else Format.ON_SITE for value in values}
    return Q(**{f"{under(path, 'format')}__in": sorted(wanted)})


def some_of_those(keys: Iterable[str], path: str = "") -> dict[str, Lookup]:
    """Work at which somebody was to whom the condition holds: as a sub-query, so that no row is counted twice."""
    return {key: partial(_some, key, path) for key in keys}


def _some(key: str, path: str, values: list[Any]) -> Q:
    there = Participation.objects.filter(CONDITIONS[key](values, "registration__done_on"), registration=OuterRef(path or "pk"))
    return Q(Exists(there))


def those(path: str, keys: Iterable[str] = tuple(CONDITIONS)) -> dict[str, Lookup]:
    """Those of whom a row tells, itself an affiliation."""
    found: dict[str, Lookup] = {key: partial(_those, key, under(path, "done_on")) for key in keys}
    return found | {"association": "organisation"}


def _those(key: str, day: str, values: list[Any]) -> Q:
    return CONDITIONS[key](values, day)


def hosts(path: str, values: list[Any]) -> Q:
    """Work held by or together with one of the organisations."""
    return Q(Exists(Registration.co_hosts.through.objects.filter(registration=OuterRef(path or "pk"), organisation__in=values)))


def under(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name


def beneath(path: str, condition: Q) -> Q:
    """The same condition on the registration, said of rows from which ``path`` leads to it."""
    parts: list[Any] = list(condition.children)
    moved = [beneath(path, each) if isinstance(each, Q) else (under(path, each[0]), each[1]) for each in parts]
    found = Q(*moved, _connector=condition.connector)
    return ~found if condition.negated else found
