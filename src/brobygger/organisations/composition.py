"""Who the members are: counted by formal type and locality, theme, target group and size, on any day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from brobygger.organisations import sizes
from brobygger.organisations.filters import NONE
from brobygger.organisations.models import Formal, Membership, Organisation
from brobygger.organisations.models.members import in_force


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
    grouped = Membership.objects.on(day).order_by().values_list("type__formal", "locality", "locality__name", "locality__position")
    found = list(grouped.annotate(n=Count("pk")))
    cells: dict[tuple[str, int | None], int] = {(formal, locality): n for formal, locality, _name, _position, n in found}
    present = {formal for formal, *_rest in found}
    places = sorted({(position or 0, name, key) for _formal, key, name, position, _n in found if key is not None})
    columns: list[tuple[int | None, str]] = [(key, name) for _position, name, key in places]
    if any(key is None for _formal, key in cells):
        columns.append((None, _("no locality")))
    return Crossed([(formal.value, str(formal.label)) for formal in Formal if formal in present], columns, cells)


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
        found = members.filter(**{f"{lookup}__isnull": False}).order_by().values_list(lookup, f"{lookup}__name").annotate(n=Count("pk"))
        headings.append((title, [_share(label, n, whole, {name: key}) for key, label, n in sorted(found, key=lambda each: (-each[2], each[1]))]))
    steps: Counter[str] = Counter()
    for count, n in members.order_by().values_list("member_count").annotate(n=Count("pk")):
        steps[sizes.step_of(count)] += n
    said = [(step, label) for step, label in sizes.labels().items() if step != sizes.NOT_TOLD and steps[step]]
    headings.append((_("Size, by members of their own"), [_share(label, steps[step], whole, {"stoerrelse": step}) for step, label in said]))
    return [(title, shared) for title, shared in headings if shared]


def _share(label: str, count: int, whole: int, narrowed: dict[str, Any]) -> Share:
    return Share(label, count, round(100 * count / whole) if whole else 0, urlencode(narrowed))


def by_year(today: date, years: int = 5) -> list[tuple[date, int]]:
    """How many members at the end of each of the last years, and today; nothing before the first member."""
    days = [date(year, 12, 31) for year in range(today.year - years, today.year)] + [today]
    found = Membership.objects.aggregate(first=Min("starts_on"), **{day.isoformat(): Count("pk", filter=in_force(day)) for day in days})
    first = found["first"]
    return [(day, found[day.isoformat()]) for day in days if first is not None and (day >= first or day == today)]
