"""The main menu as a person sees it: the doors that open for her, and where they are many, under the folds they belong to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.core.navigation import Door

PLAN: Final = _("The plan")
WORK: Final = _("The work")
ASSOCIATIONS: Final = _("The associations")

AT_A_GLANCE: Final = 7  # so many doors stand side by side; more are folded


@dataclass(frozen=True, slots=True)
class Entry:
    """A door in the menu, and whether one stands behind it."""

    label: str | Promise
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the menu: one door, or with ``label`` a fold of several."""

    label: str | Promise
    entries: list[Entry]

    @property
    def here(self) -> bool:
        return any(entry.here for entry in self.entries)


def arranged(ways: Iterable[tuple[Door, Entry]]) -> Iterator[Part]:
    """``ways`` in their order; a fold stands where the first of its doors does. A fold of one door is that door."""
    found = list(ways)
    few = len(found) <= AT_A_GLANCE
    folds: dict[str | Promise, list[Entry]] = {}
    for door, entry in found:
        if door.under and not few:
            folds.setdefault(door.under, []).append(entry)
    for door, entry in found:
        if few or not door.under or len(folds.get(door.under, [])) == 1:
            yield Part("", [entry])
        elif door.under in folds:
            yield Part(door.under, folds.pop(door.under))
