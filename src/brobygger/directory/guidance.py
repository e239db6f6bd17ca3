"""Counting those who were shown the way, and taking a slip of the finger back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.times import UNDONE_WITHIN
from brobygger.directory.models import GuidanceContact


@transaction.atomic
def count(row: GuidanceContact, *, by: User, now: datetime) -> GuidanceContact:
    row.by = by
    row.on = row.on or localtime(now).date()
    row.save()
    audit.record("counted", row, by=by, now=now)
    return row


def mine(by: User, day: date) -> "list[GuidanceContact]":
    """What the account has counted on ``day``, the newest first."""
    rows = GuidanceContact.objects.filter(by=by, created_at__date=day).select_related("theme", "meaning", "locality").order_by("-pk")
    return list(rows[:20])


@transaction.atomic
def take_back(pk: int, *, by: User, now: datetime) -> bool:
    """Only one's own, and only the same day; whether there was one."""
    row = GuidanceContact.objects.select_for_update().filter(pk=pk, by=by, created_at__gt=now - UNDONE_WITHIN).first()
    if row is None:
        return False
    audit.record("removed", row, by=by, now=now)
    row.delete()
    return True
