"""What has happened with an organisation, newest first: each context says what it knows of, and its page shows it together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.core.registry import Registry
from brobygger.organisations.models import Organisation

MOST = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing on a day. ``what`` is its kind in a word, ``detail`` a few more; ``url`` may be empty."""

    on: date
    text: str
    what: str | Promise
    url: str = ""
    detail: str = ""


timeline: Registry[Callable[[Access, Organisation, int], Iterable[Happened]]] = Registry("timeline")
"""Each gives its newest on the organisation, at most so many, in a bounded number of queries; what the reader may not see is left out."""


def what_happened(access: Access, organisation: Organisation, most: int = MOST) -> list[Happened]:
    """The newest ``most`` of all that is known, newest first."""
    found = [each for give in timeline.values() for each in give(access, organisation, most)]
    return sorted(found, key=lambda each: each.on, reverse=True)[:most]


def _own(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    """Membership begun, changed and ended; collaborations; notes."""
    rows = list(organisation.memberships.select_related("type", "locality").order_by("-starts_on")[:most])
    going_on = {row.starts_on for row in rows}
    for row in rows:
        where = f"/{access.centre.key}/kontor/medlemmer/{row.pk}/"
        yield Happened(row.starts_on, _("Member: %(type)s") % {"type": row.type}, _("membership"), where, str(row.locality or ""))
        if row.ends_on and not any(0 <= (start - row.ends_on).days <= 1 for start in going_on):
            yield Happened(row.ends_on, _("The membership ended"), _("membership"), where, row.reason)
    for each in organisation.collaborations.order_by("-since")[:most]:
        yield Happened(each.since, each.title, each._meta.verbose_name or "", f"/{access.centre.key}/kontor/samarbejder/{each.pk}/")
    for note in organisation.notes.select_related("created_by")[:most]:
        yield Happened(localtime(note.created_at).date(), note.text, _("note"), "", str(note.created_by or ""))


timeline.add("organisations", _own)
