"""The diversity of the membership: of what types, themes, target groups, localities and sizes the members are, today and at past new years.

Type and locality are those of the day, since a membership keeps them. Themes, target groups and sizes are what the organisation says of itself now:
nobody wrote down what it said then. The page says so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from brobygger.centres.mapping import Spot
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.organisations import sizes
from brobygger.organisations.filters import NONE
from brobygger.organisations.models import Membership, MembershipType, Organisation

YEARS: Final = 5
DRAWN: Final = 12  # pictures of one part; the table beside them has every line


@dataclass(frozen=True, slots=True)
class Line:
    """How many there were on each of the days; ``cells`` with the address of the rows behind each."""

    label: str
    key: Any
    cells: Sequence[tuple[int, str]]

    @property
    def counts(self) -> list[int]:
        return [n for n, _query in self.cells]

    @property
    def most(self) -> int:
        return max(self.counts)


@dataclass(frozen=True, slots=True)
class Part:
    """``name`` is the filter it is of; ``most`` the largest figure, by which all its pictures are drawn."""

    name: str
    title: str
    lines: Sequence[Line]
    dated: bool

    @property
    def most(self) -> int:
        return max((line.most for line in self.lines), default=0)

    @property
    def drawn(self) -> Sequence[Line]:
        return sorted(self.lines, key=lambda line: -line.most)[:DRAWN] if len(self.lines) > DRAWN else self.lines

    @property
    def different(self) -> list[int]:
        """How many different ones there were on each day; what is not filled in is none."""
        named = [line.counts for line in self.lines if line.key != NONE]
        return [sum(1 for n in each if n) for each in zip(*named, strict=True)] if named else []


@dataclass(frozen=True, slots=True)
class Diversity:
    days: Sequence[date]
    members: Line
    parts: Sequence[Part]
    spots: Sequence[Spot]

    @property
    def labels(self) -> list[str]:
        """What stands under a picture: the years, and today."""
        return [_("now") if day == self.days[-1] else f"{day:%y}" for day in self.days]


def days_until(today: date) -> list[date]:
    """The first of January of the last five years, and today."""
    past = [date(year, 1, 1) for year in range(today.year - YEARS + 1, today.year + 1)]
    return past if past[-1] == today else [*past, today]


def diversity(today: date, members: str) -> Diversity:
    """``members`` is the address of the list of members. Eight queries, however many there are."""
    days = days_until(today)
    spans = list(Membership.objects.order_by().values_list("organisation", "type", "locality", "starts_on", "ends_on"))
    present = [[row for row in spans if row[3] <= day and (row[4] is None or row[4] >= day)] for day in days]
    here = Organisation.objects.filter(pk__in=Membership.objects.filter(organisation__isnull=False).order_by().values("organisation")).order_by()
    size_of = {pk: {sizes.step_of(n)} for pk, n in here.values_list("pk", "member_count")}
    places = list(Locality.objects.all())

    def part(name: str, title: str, keys: Callable[[Any], Iterable[Any]], names: Mapping[Any, str], none: str, *, dated: bool = False) -> Part:
        counted = [Counter(key for row in rows for key in keys(row)) for rows in present]
        said = {**names, NONE: none}
        lines = [Line(label, key, [(n := by_day[key], urlencode({"dag": day, name: key}) if n else "") for day, by_day in zip(days, counted, strict=True)]) for key, label in said.items()]
        return Part(name, title, [line for line in lines if any(line.counts)], dated)

    def of(has: Mapping[int, set[Any]]) -> Callable[[Any], Iterable[Any]]:
        return lambda row: () if row[0] is None else has.get(row[0], {NONE})

    parts = [
        part("slags", _("Types of membership"), lambda row: (row[1],), dict(MembershipType.objects.values_list("pk", "name")), "", dated=True),
        part("sted", _("Localities"), lambda row: (NONE if row[2] is None else row[2],), {each.pk: each.name for each in places}, _("no locality"), dated=True),
        part("tema", _("Themes"), of(_several(here, "themes")), dict(Theme.objects.values_list("pk", "name")), _("no theme")),
        part("gruppe", _("Target groups"), of(_several(here, "target_groups")), dict(TargetGroup.objects.values_list("pk", "name")), _("no target group")),
        part("stoerrelse", _("Size, by members of their own"), of(size_of), {step: label for step, label in sizes.labels().items() if step != NONE}, sizes.labels()[NONE]),
    ]
    every = Line(_("Members"), "", [(len(rows), urlencode({"dag": day})) for day, rows in zip(days, present, strict=True)])
    now = {line.key: line.cells[-1] for line in parts[1].lines}
    spots = [Spot(each.name, now[each.pk][0], f"{members}?{now[each.pk][1]}", _degrees(each.latitude), _degrees(each.longitude)) for each in places if now.get(each.pk, (0,))[0]]
    return Diversity(days, every, [each for each in parts if each.lines], spots)


def _several(here: Any, field: str) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = {}
    for pk, key in here.values_list("pk", field):
        found.setdefault(pk, set()).add(NONE if key is None else key)
    return found


def _degrees(written: Any) -> float | None:
    return None if written is None else float(written)
