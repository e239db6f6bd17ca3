"""What membership and partners count as: members on the last day of a window, new ones in it, and who they are."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality
from brobygger.organisations.models import Collaboration, Formal, Membership, MembershipType, Organisation
from brobygger.organisations.models.members import in_force
from brobygger.plan.measures import Choice, Evidence, Source, add, narrowings
from brobygger.plan.periods import Period

MEMBERS = _("members")
_WATCH = (Membership, MembershipType, Organisation, Organisation.themes.through, Organisation.target_groups.through)
_NARROWS: dict[str, Any] = {
    "formal": "type__formal",
    "membership": "type",
    "locality": "locality",
    "place": "locality",
    "theme": "organisation__themes",
    "target_group": "organisation__target_groups",
    "organisation": "organisation",
    "association": "organisation",
    "sector": "organisation__sector",
}


def _rows() -> QuerySet[Membership]:
    return Membership.objects.select_related("organisation", "type", "locality", "centre")


def _first() -> QuerySet[Membership]:
    return Membership.objects.first_ones().select_related("organisation", "type", "locality", "centre")


def _show(row: Membership) -> Evidence:
    """A personal member is not named to those who only read the plan."""
    who = str(row.organisation) if row.organisation else str(_("a personal member"))
    return Evidence(row.starts_on, who, f"/{row.centre.key}/kontor/medlemmer/{row.pk}/", ", ".join(str(each) for each in (row.type, row.locality) if each))


def _at_the_end(period: Period) -> Q:
    return in_force(period.end)


def _types(keys: Iterable[Any]) -> dict[Any, str]:
    return {key: str(Formal(key).label) for key in keys}


def _places(keys: Iterable[Any]) -> dict[Any, str]:
    return dict(Locality.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


add("members", Source(name=MEMBERS, rows=_rows, show=_show, during=_at_the_end, narrows=_NARROWS, watch=_WATCH))
add("new_members", Source(name=MEMBERS, rows=_first, show=_show, on="starts_on", narrows=_NARROWS, watch=_WATCH))
add("member_types", Source(name=MEMBERS, rows=_rows, show=_show, during=_at_the_end, value="type__formal", distinct=True, names=_types, narrows=_NARROWS, watch=_WATCH))
add(
    "member_localities",
    Source(
        name=MEMBERS, rows=lambda: _rows().filter(locality__isnull=False), show=_show, during=_at_the_end, value="locality", distinct=True, names=_places,
        narrows=_NARROWS, watch=_WATCH,
    ),
)

_ORGANISATION_NARROWS: dict[str, Any] = {
    "sector": "sector", "locality": "locality", "place": "locality", "theme": "themes", "target_group": "target_groups", "organisation": "pk", "association": "pk",
}


def _show_organisation(row: Organisation) -> Evidence:
    assert row.welcomes_since is not None  # noqa: S101 -- for the type checker: the source holds those that have the day
    return Evidence(row.welcomes_since, row.name, f"/{row.centre.key}/kontor/organisationer/{row.pk}/", str(row.locality or ""))


add(
    "inclusive_associations",
    Source(
        name=_("organisations"),
        rows=lambda: Organisation.objects.filter(welcomes_since__isnull=False).select_related("locality", "centre"),
        show=_show_organisation,
        during=lambda period: Q(welcomes_since__lte=period.end) & (Q(welcomes_until=None) | Q(welcomes_until__gt=period.end)),
        narrows=_ORGANISATION_NARROWS,
        watch=(Organisation, Organisation.themes.through, Organisation.target_groups.through),
    ),
)


def _show_collaboration(row: Collaboration) -> Evidence:
    return Evidence(row.since, row.title, f"/{row.centre.key}/kontor/samarbejder/{row.pk}/", ", ".join(str(each) for each in row.partners.all()))


add(
    "collaborations_active",
    Source(
        name=_("collaborations"),
        rows=lambda: Collaboration.objects.prefetch_related("partners").select_related("centre"),
        show=_show_collaboration,
        during=lambda period: Q(since__lte=period.end) & (Q(until=None) | Q(until__gte=period.start)),
        narrows={
            "sector": "partners__sector", "organisation": "partners", "association": "partners", "theme": "partners__themes", "locality": "partners__locality",
            "place": "partners__locality", "target_group": "partners__target_groups",
        },
        watch=(Collaboration, Collaboration.partners.through, Organisation, Organisation.themes.through, Organisation.target_groups.through),
    ),
)

narrowings.add("formal", Choice(_("formal type of member"), lambda: Formal.choices))
narrowings.add("member", Choice(_("members or not"), lambda: [(True, _("members on the day")), (False, _("not members on the day"))]))
narrowings.add("membership", Choice(_("type of membership"), lambda: MembershipType.objects.values_list("pk", "name"), watch=(MembershipType,)))
