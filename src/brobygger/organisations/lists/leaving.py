"""The centre's organisations as a list that reads in again without loss: the same headings, each cell as a reader of lists takes it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from brobygger.core.spreadsheets import Value
from brobygger.intake.cells import as_names
from brobygger.organisations.lists.cells import as_contacts
from brobygger.organisations.lists.columns import FIELDS, head
from brobygger.organisations.models import Contact, Membership, NetworkMember

_PEOPLE: Final = ("contact", "chair", "treasurer")
COLUMNS: Final = tuple(name for name in FIELDS if name.partition("_")[0] not in _PEOPLE)


def in_networks(today: date) -> Any:
    """Each organisation's ``in_now``: what it is in of networks today."""
    return Prefetch("belongings", queryset=NetworkMember.objects.on(today).select_related("network").order_by("network__name", "pk"), to_attr="in_now")


def headers(*, contacts: bool) -> list[str]:
    """Those of our fields, then the networks, which a list does not bring in. ``contacts``: with the persons who speak for them."""
    return [*(head(name) for name in COLUMNS if name != "contacts" or contacts), str(_("Networks"))]


def lines(rows: Any, today: date, *, contacts: bool) -> Iterator[list[Value]]:
    """One line for each of the queryset ``rows``, in a number of queries that does not grow with them."""
    found = list(rows.select_related("parent", "locality").prefetch_related(None).prefetch_related("themes", "target_groups", "localities", in_networks(today)))
    memberships: dict[int | None, Membership] = {}
    for each in Membership.objects.filter(organisation__isnull=False).select_related("type").order_by("starts_on", "pk"):
        if each.starts_on <= today or each.organisation_id not in memberships:  # the present one, else the last, else the first to come
            memberships[each.organisation_id] = each
    people: dict[int, list[Contact]] = defaultdict(list)
    if contacts:
        for contact in Contact.objects.on(today).filter(person__erased_on=None).select_related("person").order_by("pk"):
            people[contact.organisation_id].append(contact)
    for row in found:
        membership = memberships.get(row.pk)
        said: dict[str, Value] = {
            "sector": str(row.get_sector_display()), "legal_form": str(row.get_legal_form_display()), "parent": str(row.parent or ""), "locality": str(row.locality or ""),
            "voluntary_social": _("yes") if row.voluntary_social else _("no"), "contacts": as_contacts(people[row.pk]),
            **{name: as_names(getattr(row, name).all()) for name in ("localities", "themes", "target_groups")},
            "membership": str(membership.type) if membership else "", "member_from": membership.starts_on if membership else None,
            "member_to": membership.ends_on if membership else None,
        }
        yield [*(said[name] if name in said else getattr(row, name) for name in COLUMNS if name != "contacts" or contacts), "; ".join(str(each.network) for each in row.in_now)]
