"""Expenses: on a line of a budget and a day within its grant, or not at all."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.projects.granting import Before, held
from brobygger.projects.models import Expense, Grant


def outside(grant: Grant) -> str:
    """Why a day outside the grant's period cannot be."""
    days = {"first": date_format(grant.starts_on, "j. F Y"), "last": date_format(grant.last_day, "j. F Y")}
    return _("The grant’s money is for %(first)s to %(last)s.") % days


@transaction.atomic
def spend(row: Expense, *, before: Before = None, by: User, now: datetime) -> Expense:
    """An expense, new or changed. ValidationError on a day outside the grant."""
    grant = held(row.line.grant_id)
    if not grant.starts_on <= row.on <= grant.last_day:
        raise ValidationError({"on": outside(grant)})
    if before is None:
        row.entered_by = by
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def take_out(row: Expense, *, by: User, now: datetime) -> None:
    held(row.line.grant_id)
    audit.record("deleted", row, by=by, now=now)
    row.delete()
