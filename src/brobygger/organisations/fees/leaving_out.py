"""Members left out of a year's renewal round by a person, each with the reason; and taken in again."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.fees.charging import held
from brobygger.organisations.models import LeftOut, Membership


@transaction.atomic
def leave_out(members: Iterable[int], *, year: int, reason: str, by: User, now: datetime) -> int:
    """Leave these memberships out of the rounds of ``year``; gives how many. Who is left out already keeps the reason there is. ValidationError without any, or without a reason."""
    held()
    there = set(LeftOut.objects.filter(year=year).values_list("membership", flat=True))
    rows = list(Membership.objects.filter(pk__in=list(members)).order_by("pk"))
    if not rows:
        raise ValidationError(_("Tick those who are to be left out."))
    if not reason:
        raise ValidationError({"reason": _("Say why; who keeps the accounts will ask.")})
    made = [LeftOut(membership=row, year=year, reason=reason, by=by, at=now) for row in rows if row.pk not in there]
    with audit.together():
        for each in made:
            each.save()
            audit.record("left out", each, by=by, now=now)
    return len(made)


@transaction.atomic
def take_in(pk: int, *, by: User, now: datetime) -> None:
    """The next round charges the member again. Twice is once."""
    held()
    row = LeftOut.objects.filter(pk=pk).first()
    if row is not None:
        audit.record("removed", row, by=by, now=now)
        row.delete()
