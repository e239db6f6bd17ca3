"""What becomes of a post: made public, said to be right still, closed, out of date, hidden and shown again."""

from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.exchange.models import ExchangePost

STANDS_FOR: Final = timedelta(days=92)
State = ExchangePost.State


def stand(row: ExchangePost, now: datetime) -> None:
    """Give a new one the days it stands for; an edited one no longer than its own last day."""
    today = localtime(now).date()
    if row.published_on is None:
        row.published_on = today
        row.expires_on = today + STANDS_FOR
    if row.ends_on is not None and row.state == State.OPEN:
        row.expires_on = max(min(row.expires_on, row.ends_on), today)


@transaction.atomic
def renew(row: ExchangePost, *, by: User | None, now: datetime) -> ExchangePost:
    """It is right still: public for three months more, also where it was out of date or closed. ValidationError where it is hidden, or its last day has passed."""
    locked, today = _locked(row), localtime(now).date()
    if locked.state == State.HIDDEN:
        raise ValidationError(_("The centre has hidden it."))
    if locked.ends_on is not None and locked.ends_on < today:
        raise ValidationError(_("It ended on %(day)s. Give it a later day first.") % {"day": formats.date_format(locked.ends_on)})
    locked.ended_on, locked.reminders = None, 0
    locked.expires_on = _until(locked, today)
    return _become(locked, State.OPEN, "confirmed", by=by, now=now)


@transaction.atomic
def close(row: ExchangePost, *, by: User | None, now: datetime) -> ExchangePost:
    """No longer wanted, or found. Twice is once."""
    locked = _locked(row)
    if locked.state in {State.CLOSED, State.HIDDEN}:
        return locked
    locked.ended_on = localtime(now).date()
    return _become(locked, State.CLOSED, "closed", by=by, now=now)


def _until(row: ExchangePost, today: date) -> date:
    return min(row.ends_on or today + STANDS_FOR, today + STANDS_FOR)


def _locked(row: ExchangePost) -> ExchangePost:
    found: ExchangePost = ExchangePost.objects.select_for_update(of=("self",)).select_related("organisation", "category", "centre").get(pk=row.pk)
    return found


def _become(row: ExchangePost, state: str, verb: str, *, by: User | None, now: datetime) -> ExchangePost:
    before = audit.values(ExchangePost.objects.get(pk=row.pk))
    row.state = state
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)
    return row
