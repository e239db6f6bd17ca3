"""The list of registrations: of each the few columns that are shown, and what stands in the cells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.core.listing import Column, below, link, said, tag, together
from brobygger.journal.models import Mode, Participation, State
from brobygger.organisations.models import Sector

READ: Final = ("pk", "done_on", "title", "draft", "state", "mode", "kind__name", "theme__name", "persons", "minutes")


def columns() -> list[Column]:
    return [
        Column(_("Date"), "day", named=False), Column(_("What"), named=False), Column(_("Kind")), Column(_("From")), Column(_("Persons"), "num"), Column(_("Minutes"), "num"),
    ]


def cells(rows: Any, *, centre: str) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, a page of registrations; with two questions, however many they are."""
    found = list(rows.values_list(*READ))
    came_from = whence(row[0] for row in found)
    modes = {value: str(label) for value, label in Mode.choices}
    for key, day, title, draft, state, mode, kind, theme, persons, minutes in found:
        marks = together(state_tag(state, is_draft=draft), tag(modes.get(mode, mode)) if mode != Mode.HELD else "")
        yield [said(day, "j. b Y"), together(link(f"/{centre}/kontor/registreringer/{key}/", title), marks), together(kind, below(theme)), came_from.get(key), persons, minutes]


def state_tag(state: str, *, is_draft: bool) -> SafeString:
    """A word for what has not simply taken place."""
    if is_draft:
        return tag(_("draft"))
    return tag(State(state).label) if state != State.HELD else SafeString("")


def whence(keys: Iterable[int]) -> dict[int, str]:
    """By registration: where those who took part came from, in words."""
    sectors = {value: str(label) for value, label in Sector.choices}
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Participation.objects.filter(registration__in=list(keys)).order_by("pk").values_list("registration", "organisation__name", "label", "sector")
    for key, organisation, label, sector in rows:
        found[key].append(organisation or label or sectors.get(sector, sector))
    return {key: ", ".join(words) for key, words in found.items()}
