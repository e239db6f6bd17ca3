"""Who the members are: counted by formal type and locality, theme, target group and size, on any day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brobygger.organisations.models import Formal, Membership, Organisation

SIZES = ((1, 9), (10, 49), (50, 199), (200, None))


@dataclass(frozen=True, slots=True)
class Crossed:
    """Members by formal type (rows) and locality (columns), with sums; ``cells`` by ``(row, column)``."""

    rows: Sequence[tuple[str, str]]
    columns: Sequence[tuple[int | None, str]]
    cells: dict[tuple[str, int | None], int]

    def lines(self) -> list[tuple[str, list[int], int]]:
        """Each row's label, its figures and their sum."""
        return [(label, figures := [self.cells.get((key, column), 0) for column, _name in self.columns], sum(figures)) for key, label in self.rows]

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
    label: str
    count: int
    percent: int


def shares(day: date) -> list[tuple[str, list[Share]]]:
    """The member organisations of ``day`` by theme, target group and size: a heading and its shares each, in three queries.

    An organisation with two themes counts in both, so the shares of a heading may add up to more than all.
    """
    members = Organisation.objects.filter(pk__in=Membership.objects.on(day).values("organisation"))
    whole = members.count()
    headings: list[tuple[str, list[Share]]] = []
    for title, lookup in ((_("Themes"), "themes__name"), (_("Target groups"), "target_groups__name")):
        names = Counter(name for name in members.order_by().values_list(lookup, flat=True) if name)
        headings.append((title, [_share(name, n, whole) for name, n in sorted(names.items(), key=lambda each: (-each[1], each[0]))]))
    told = [count for count in members.order_by().values_list("member_count", flat=True) if count is not None]
    sized = [(low, high, sum(1 for count in told if count >= low and (high is None or count <= high))) for low, high in SIZES]
    headings.append((_("Size, by members of their own"), [_share(_size(low, high), n, whole) for low, high, n in sized if n]))
    return [(title, found) for title, found in headings if found]


def _share(label: str, count: int, whole: int) -> Share:
    return Share(label, count, round(100 * count / whole) if whole else 0)


def _size(low: int, high: int | None) -> str:
    return _("%(low)s–%(high)s") % {"low": low, "high": high} if high else _("%(low)s or more") % {"low": low}


def by_year(today: date, years: int = 5) -> list[tuple[date, int]]:
    """How many members at the end of each of the last years, and today; nothing before the first member."""
    spans = list(Membership.objects.values_list("starts_on", "ends_on"))
    if not spans:
        return []
    first = min(start for start, _end in spans)
    days = [date(year, 12, 31) for year in range(today.year - years, today.year) if date(year, 12, 31) >= first] + [today]
    return [(day, sum(1 for start, end in spans if start <= day and (end is None or end >= day))) for day in days]
