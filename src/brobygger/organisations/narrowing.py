"""By what those who took part can be narrowed: the organisation, its sector, and what kind of member it was on the day of the work.

A condition here lies on one affiliation, so that persons and organisations are those of the fitting affiliations and not of all that were there.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from brobygger.organisations.models import Membership, MembershipType, Organisation

Condition = Callable[[list[Any], str], Q]
WATCH: Final = (Membership, MembershipType)  # what the conditions lean on beside the affiliations themselves


def _members(day: str) -> QuerySet[Membership]:
    """The organisation's membership on the day that ``day`` leads to."""
    in_force = Q(starts_on__lte=OuterRef(day)) & (Q(ends_on=None) | Q(ends_on__gte=OuterRef(day)))
    return Membership.objects.filter(in_force, organisation=OuterRef("organisation")).order_by()


def _organisation(values: list[Any], _day: str) -> Q:
    return Q(organisation__in=values)


def _sector(values: list[Any], _day: str) -> Q:
    return Q(sector__in=values)


def _formal(values: list[Any], day: str) -> Q:
    return Q(Exists(_members(day).filter(type__formal__in=values)))


def _member(values: list[Any], day: str) -> Q:
    """Whoever comes from nowhere in particular, or from an organisation known by its words alone, is from no member."""
    wanted = Q(pk__in=[])
    if True in values:
        wanted |= Q(Exists(_members(day)))
    if False in values:
        wanted |= ~Q(Exists(_members(day)))
    return wanted


# Each by its key among the narrowings: the wanted values, and the path from an affiliation to the day of the work, to a condition.
CONDITIONS: Final[Mapping[str, Condition]] = {"organisation": _organisation, "sector": _sector, "formal": _formal, "member": _member}


def facts(organisations: Iterable[int], on: date) -> dict[str, set[Any]]:
    """What would hold of those who come from ``organisations`` on a day, by the same keys; for work that is not kept yet. Two queries, or none."""
    keys = set(organisations)
    if not keys:
        return {"organisation": set(), "sector": set(), "formal": set(), "member": set()}
    members = dict(Membership.objects.on(on).filter(organisation__in=keys).order_by().values_list("organisation", "type__formal"))
    sectors = set(Organisation.objects.filter(pk__in=keys).order_by().values_list("sector", flat=True))
    return {"organisation": keys, "sector": sectors, "formal": set(members.values()), "member": {key in members for key in keys}}
