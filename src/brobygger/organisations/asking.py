"""The rows that the lists of organisations and of members show, as their addresses ask for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from brobygger.organisations import standing
from brobygger.organisations.filters import Filters
from brobygger.organisations.models import CheckAnswer, Formal, Membership, Organisation, Sector
from brobygger.organisations.models.members import MembershipQuerySet
from brobygger.organisations.models.organisations import OrganisationQuerySet

FIRST_DAY: Final = date(1900, 1, 1)


def organisations(asked: Mapping[str, Any], today: date) -> OrganisationQuerySet:
    """``q``: words, ``sektor``, ``kun``: how they stand to us; and the filters of what they are."""
    words, sector, only = asked.get("q", "").strip()[:100], asked.get("sektor", ""), asked.get("kun", "")
    wanted = Q()
    if words:
        wanted &= Q(name__icontains=words) | Q(also__icontains=words) | Q(cvr=words)
    if sector in Sector.values:
        wanted &= Q(sector=sector)
    rows = Filters(asked).of_organisations(Organisation.objects.filter(wanted), today)
    if only == "medlemmer":
        rows = standing.members(rows, today)
    elif only == "ikke":
        rows = rows.exclude(pk__in=standing.members(Organisation.objects.all(), today).order_by().values("pk"))
    elif only == "tidligere":
        rows = standing.former(rows, today)
    elif only == "mulige":
        rows = standing.prospects(rows, today)
    elif only == "rummelige":
        rows = rows.welcoming(today)
    elif only == "ubesvaret":
        rows = rows.filter(pk__in=CheckAnswer.objects.of_newest_round().unanswered().values("organisation"))
    return rows


def day(asked: Mapping[str, Any]) -> date:
    """The day asked for; today where none is, or none that can be."""
    try:
        return max(date.fromisoformat(asked.get("dag", "")), FIRST_DAY)
    except ValueError:
        return timezone.localdate()


def members(asked: Mapping[str, Any]) -> MembershipQuerySet:
    """Those of the day, of the ``type`` and the filters asked for."""
    rows = Membership.objects.on(day(asked)).order_by("type__position", "organisation__name", "person__name", "pk")
    formal = asked.get("type", "")
    if formal in Formal.values:
        rows = rows.filter(type__formal=formal)
    return Filters(asked).of_members(rows)
