"""Who the members are: counted by formal type and locality, theme, target group and size, on any day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from brobygger.organisations import sizes
from brobygger.organisations.filters import NONE
from brobygger.organisations.models import Formal, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Crossed:
    """Members by formal type (rows) and locality (columns), with sums; ``cells`` by ``(row, column)``."""

    rows: Sequence[tuple[str, str]]
    columns: Sequence[tuple[int | None, str]]
    cells: dict[tuple[str, int | None], int]

    def lines(self) -> list[tuple[str, list[int], int]]:
        """Each row's label, its figures and their sum."""
        return [(label, figures := [self.cells.get((key, column), 0) for column, _name in self.columns], sum(figures)) for key, label in self.rows]

    def linked(self) -> list[tuple[str, str, list[tuple[int, str]], int]]:
        """Each row's key, label, figures with the filter of those behind each, and their sum."""
        return [
            (key, label, [(n, urlencode({"type": key, "sted": column or NONE})) for n, (column, _name) in zip(figures, self.columns, strict=True)], whole)
            for (key, _label), (label, figures, whole) in zip(self.rows, self.lines(), strict=True)
        ]

    def sums(self) -> list[int]:
        return [sum(self.cells.get((key, column), 0) for key, _label in self.rows) for column, _name in self.columns]

    def total(self) -> int:
        return sum(self.cells.values())


def type_by_locality(day: date) -> Crossed:
    """The members of ``day``, in one query."""
    found = list(Membership.objects.on(day).values_list("type__formal", "locality", "locality__name", "locality__position"))
    cells: Counter[tuple[str, int | None]] = Counter((formal, locality) for formal, locality, _name, _position in found)
    present = {formal for formal, *_rest in found}
    places = sorted({(position or 0, name, key) for _formal, key, name, position in found if key is not None})
    columns: list[tuple[int | None, str]] = [(key, name) for _position, name, key in places]
    if any(key is None for _formal, key, _name, _position in found):
        columns.append((None, _("no locality")))
    return Crossed([(formal.value, str(formal.label)) for formal in Formal if formal in present], columns, dict(cells))


@dataclass(frozen=True, slots=True)
class Share:
    """``query`` is the filter of the members behind it."""

    label: str
    count: int
    percent: int
    query: str


def shares(day: date) -> list[tuple[str, list[Share]]]:
    """The member organisations of ``day`` by theme, target group and size: a heading and its shares each, in three queries.

    An organisation with two themes counts in both, so the shares of a heading may add up to more than all.
    """
    members = Organisation.objects.filter(pk__in=Membership.objects.on(day).values("organisation"))
    whole = members.count()
    headings: list[tuple[str, list[Share]]] = []
    for title, name, lookup in ((_("Themes"), "tema", "themes"), (_("Target groups"), "gruppe", "target_groups")):
        found = Counter(each for each in members.order_by().values_list(lookup, f"{lookup}__name") if each[0])
        headings.append((title, [_share(label, n, whole, {name: key}) for (key, label), n in sorted(found.items(), key=lambda each: (-each[1], each[0][1]))]))
    steps = Counter(sizes.step_of(count) for count in members.order_by().values_list("member_count", flat=True))
    said = [(step, label) for step, label in sizes.labels().items() if step != sizes.NOT_TOLD and steps[step]]
    headings.append((_("Size, by members of their own"), [_share(label, steps[step], whole, {"stoerrelse": step}) for step, label in said]))
    return [(title, shared) for title, shared in headings if shared]


def _share(label: str, count: int, whole: int, narrowed: dict[str, Any]) -> Share:
    return Share(label, count, round(100 * count / whole) if whole else 0, urlencode(narrowed))


def by_year(today: date, years: int = 5) -> list[tuple[date, int]]:
    """How many members at the end of each of the last years, and today; nothing before the first member."""
    spans = list(Membership.objects.values_list("starts_on", "ends_on"))
    if not spans:
        return []
    first = min(start for start, _end in spans)
    days = [date(year, 12, 31) for year in range(today.year - years, today.year) if date(year, 12, 31) >= first] + [today]
    return [(day, sum(1 for start, end in spans if start <= day and (end is None or end >= day))) for day in days]
