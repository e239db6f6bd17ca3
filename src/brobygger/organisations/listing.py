"""The lists of organisations and of members: of each the few columns that are shown, and what stands in the cells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from brobygger.core.listing import Column, below, link, quiet, said, together
from brobygger.organisations import standing
from brobygger.organisations.models import Membership, NetworkMember, Sector

READ: Final = ("pk", "name", "parent__name", "also", "sector", "locality__name", "prospect_since")


class Line(NamedTuple):
    """What ``READ`` reads of an organisation."""

    pk: int
    name: str
    parent: str | None
    also: str
    sector: str
    locality: str | None
    prospect_since: date | None


class Stretch(NamedTuple):
    """What is read of a membership."""

    starts_on: date
    ends_on: date | None
    type: str

    def over(self, today: date, /) -> bool:
        return self.ends_on is not None and self.ends_on < today


def columns() -> list[Column]:
    return [Column(_("Name"), named=False), *map(Column, (_("Also called"), _("Sector"), _("Member as"), _("Locality"), _("Networks")))]


def cells(read: Iterable[tuple[Any, ...]], *, centre: str, today: date) -> Iterator[list[object]]:
    """A line of the table for each organisation of a page, as ``READ`` reads it; with two questions, however many they are."""
    found = [Line(*row) for row in read]
    keys = [row.pk for row in found]
    has_been: defaultdict[int, list[Stretch]] = defaultdict(list)
    for key, starts_on, ends_on, kind in Membership.objects.filter(organisation__in=keys).values_list("organisation", "starts_on", "ends_on", "type__name"):
        has_been[key].append(Stretch(starts_on, ends_on, kind))
    networks: defaultdict[int, list[str]] = defaultdict(list)
    belongings = NetworkMember.objects.on(today).filter(organisation__in=keys).order_by("network__name", "pk")
    for key, name in belongings.values_list("organisation", "network__name"):
        networks[key].append(name)
    sectors = {value: str(label) for value, label in Sector.choices}
    for row in found:
        stands = standing.stands(row, has_been[row.pk], today)
        member_as: object = stands.membership.type if stands.membership else quiet(stands.standing.label) if stands.standing else ""
        yield [
            together(link(f"/{centre}/kontor/organisationer/{row.pk}/", row.name), below(row.parent)), row.also, sectors.get(row.sector, row.sector), member_as, row.locality,
            ", ".join(networks[row.pk]),
        ]


MEMBERS_READ: Final = ("pk", "organisation", "organisation__name", "person__name", "type__name", "locality__name", "starts_on")


def columns_of_members() -> list[Column]:
    return [Column(_("Member"), named=False), *map(Column, (_("Type"), _("Locality"), _("Member from")))]


def cells_of_members(rows: Any, *, centre: str) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, a page of memberships."""
    office = f"/{centre}/kontor"
    for key, organisation, name, person, kind, locality, starts_on in rows.values_list(*MEMBERS_READ):
        own = f"{office}/medlemmer/{key}/"
        yield [link(f"{office}/organisationer/{organisation}/" if organisation else own, name or person), kind, locality, link(own, said(starts_on, "DATE_FORMAT"))]
