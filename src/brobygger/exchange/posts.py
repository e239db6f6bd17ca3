"""What becomes of a post: made public, said to be right still, closed, out of date, hidden and shown again."""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import formats, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.exchange.models import ExchangePost

STANDS_FOR: Final = timedelta(days=92)
REMINDED_BEFORE: Final = (timedelta(days=14), timedelta(days=3))
SALT: Final = "exchange.post"
OPENS_FOR: Final = timedelta(days=180)
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
    here, today = locked(row), localtime(now).date()
    if here.state == State.HIDDEN:
        raise ValidationError(_("The centre has hidden it."))
    if here.ends_on is not None and here.ends_on < today:
        raise ValidationError(_("It ended on %(day)s. Give it a later day first.") % {"day": formats.date_format(here.ends_on)})
    here.ended_on, here.reminders = None, 0
    here.expires_on = _until(here, today)
    return become(here, State.OPEN, "confirmed", by=by, now=now)


@transaction.atomic
def close(row: ExchangePost, *, by: User | None, now: datetime) -> ExchangePost:
    """No longer wanted, or found. Twice is once."""
    here = locked(row)
    if here.state in {State.CLOSED, State.HIDDEN}:
        return here
    here.ended_on = localtime(now).date()
    return become(here, State.CLOSED, "closed", by=by, now=now)


def expire(*, now: datetime) -> int:
    """Those of the centre in force whose last day has passed are public no more. Gives how many."""
    today, gone = localtime(now).date(), 0
    for row in ExchangePost.objects.public().filter(expires_on__lt=today):
        with transaction.atomic():
            here = locked(row)
            if here.state == State.OPEN and here.expires_on < today:
                here.ended_on = today
                become(here, State.EXPIRED, "out of date", by=None, now=now)
                gone += 1
    return gone


def remind(*, centre: Centre, now: datetime) -> int:
    """Write to those whose post is soon out of date: a fortnight before, and three days before. Each once, whichever worker comes first."""
    today, written = localtime(now).date(), 0
    for number, before in enumerate(REMINDED_BEFORE):
        due = ExchangePost.objects.listed().public().filter(expires_on__gte=today, expires_on__lte=today + before, reminders=number)
        written += sum(_remind(row, number, centre, today) for row in due)
    return written


@transaction.atomic
def _remind(row: ExchangePost, number: int, centre: Centre, today: date) -> bool:
    claimed = ExchangePost.objects.public().filter(pk=row.pk, reminders=number, expires_on=row.expires_on)
    if not claimed.update(reminders=number + 1, version=F("version") + 1):
        return False
    to = row.mail_on(today)
    if not to or row.ends_on == row.expires_on:
        return False  # its own last day comes: there is nothing to ask
    with translation.override(settings.LANGUAGE_CODE):
        said = {"title": row.title, "day": formats.date_format(row.expires_on)}
        lines = [_("Hello"), _("Your post “%(title)s” in the exchange is public until %(day)s. Is it still right? One click says so; no sign-in is needed.") % said, link_of(row, centre), _("Kind regards"), centre.name]
        return outbox.write(to=to, subject=_("Is it still right? %(title)s") % said, text="\n\n".join(lines), once_key=f"exchange-post-{row.pk}-still-{row.expires_on}-{number}") is not None


def link_of(row: ExchangePost, centre: Centre) -> str:
    """Where the poster says with one click that it is still right, or takes it away."""
    return f"{settings.SITE_URL}/{centre.key}/byttebors/opslag/{signing.dumps([row.pk, row.token], salt=SALT)}/"


def of_link(token: str) -> ExchangePost | None:
    try:
        pk, secret = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    row: ExchangePost | None = ExchangePost.objects.listed().filter(pk=pk, token=secret).first()
    return row


def _until(row: ExchangePost, today: date) -> date:
    return min(row.ends_on or today + STANDS_FOR, today + STANDS_FOR)


def locked(row: ExchangePost) -> ExchangePost:
    found: ExchangePost = ExchangePost.objects.select_for_update(of=("self",)).select_related("organisation", "category", "centre").get(pk=row.pk)
    return found


def become(row: ExchangePost, state: str, verb: str, *, by: User | None, now: datetime) -> ExchangePost:
    before = audit.values(ExchangePost.objects.get(pk=row.pk))
    row.state = state
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)
    return row
