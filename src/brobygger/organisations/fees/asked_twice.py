"""Two who are made one and were both charged for a year: one charge stays, the other is withdrawn with its reason, and no row is lost."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.carrying import Step, changed
from brobygger.organisations.fees.charging import held
from brobygger.organisations.models import Charge, Payment


def ask_once(steps: list[Step], member: str, kept: int, gone: int, *, by: User, now: datetime) -> None:
    """Of each year's two charges the one that more is paid on stays, else that of ``kept``. What is paid on the other goes with it.

    ``member`` is "organisation" or "person". To be called before memberships are moved; the caller's transaction holds the fees from here on.
    """
    held()
    mine, theirs = (_of(member, pk) for pk in (kept, gone))
    for year in sorted(set(mine) & set(theirs)):
        stays, goes = (theirs[year], mine[year]) if theirs[year].paid > mine[year].paid else (mine[year], theirs[year])
        _move_payments(steps, goes, stays)
        before = audit.values(goes)
        reason = _("Joined with another member that was charged for the same year: %(reference)s") % {"reference": stays.reference}
        changed(steps, goes, closed=Charge.Closed.WITHDRAWN, closed_on=localtime(now).date(), closed_by_id=by.pk, reason=reason[:250])
        audit.record("withdrawn", goes, by=by, before=before, now=now)


def _of(member: str, pk: int) -> dict[int, Any]:
    """The charges that hold, by year: where a year has several of its own, the one that more is paid on."""
    rows = Charge.objects.with_paid().filter(Q(**{f"membership__{member}": pk})).exclude(closed=Charge.Closed.WITHDRAWN)
    return {row.year: row for row in sorted(rows, key=lambda row: (row.paid, row.pk))}


def _move_payments(steps: list[Step], goes: Any, stays: Any) -> None:
    keys = list(Payment.objects.filter(charge=goes).order_by("pk").values_list("pk", flat=True))
    if keys:
        steps.append({"model": Payment._meta.label, "field": "charge", "keys": keys, "from": goes.pk, "to": stays.pk})
        Payment.objects.filter(pk__in=keys).update(charge=stays)
