"""What there is to bring along, in order, with what has come already: kinds of rows and steps of their own on one page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise

from brobygger.accounts.models import User
from brobygger.accounts.rights import Access
from brobygger.intake.kinds import Brought, kinds, steps
from brobygger.intake.models import Intake

LATEST: Final = 5


@dataclass(frozen=True, slots=True)
class Door:
    """One of the things to bring along: where it begins, its template, and the latest that came."""

    label: str | Promise
    lead: str | Promise
    url: str
    template: str
    latest: list[Brought]
    order: int


def doors(access: Access) -> list[Door]:
    """Those this person may bring, in a number of questions that does not grow with what has come."""
    here, centre = {"centre": access.centre.key}, access.centre.key
    came = _came(centre)
    found = [
        Door(kind.label, kind.lead, reverse("intake:upload", kwargs={**here, "what": key}), reverse("intake:template", kwargs={**here, "what": key}), came[key][:LATEST], kind.order)
        for key, kind in kinds.items() if access.may(kind.needs)
    ]
    found += [
        Door(step.label, step.lead, reverse(step.url_name, kwargs=here), reverse(step.template, kwargs=here) if step.template else "", list(step.latest(centre))[:LATEST], step.order)
        for step in steps.values() if access.may(step.needs)
    ]
    return sorted(found, key=lambda door: door.order)


def _came(centre: str) -> dict[str, list[Brought]]:
    found: dict[str, list[Brought]] = defaultdict(list)
    for row in Intake.objects.exclude(done_at=None).order_by("-done_at").only("centre", "kind", "filename", "done_at", "undone_at")[: LATEST * len(kinds) * 2]:
        assert row.done_at is not None  # noqa: S101 -- for the type checker: asked for above
        found[row.kind].append(Brought(row.filename, row.done_at, reverse("intake:list", kwargs={"centre": centre, "pk": row.pk}), "undone" if row.undone_at else ""))
    return found


def latest_of(what: str, user: User) -> Iterable[Any]:
    """The latest lists of a kind: all that were taken in, and one's own that are open."""
    mine = Intake.objects.filter(kind=what, done_at=None, uploaded_by=user)
    return (mine | Intake.objects.filter(kind=what).exclude(done_at=None)).defer("rows", "looked", "left_out").order_by("-pk")[:LATEST]
