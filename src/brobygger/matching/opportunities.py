"""What becomes of an opportunity: sent to the centre, published, confirmed with one click, filled, closed, out of date, copied."""

from collections.abc import Callable, Iterable
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
from brobygger.matching.models import Opportunity
from brobygger.matching.models.tokens import new_token

SALT: Final = "matching.opportunity"
OPENS_FOR: Final = timedelta(days=180)
STANDS_FOR: Final = timedelta(days=92)
REMINDED_BEFORE: Final = (timedelta(days=14), timedelta(days=3))
State = Opportunity.State
MAY_PUBLISH: Final = frozenset({State.DRAFT, State.WAITING, State.EXPIRED, State.FILLED, State.CLOSED})
NOT_COPIED: Final = {"id", "centre", "version", "state", "said", "published_on", "public_at", "expires_on", "ended_on", "reminders", "key", "created_at", "created_by", "starts_on", "ends_on"}


@transaction.atomic
def send(row: Opportunity, *, by: User | None, centre: Centre, now: datetime) -> Opportunity:
    """The association lets the centre see it; it waits for approval. Twice is once."""
    locked = _locked(row)
    if locked.state == State.WAITING:
        return locked
    if locked.state == State.PUBLISHED:
        raise ValidationError(_("It is public already."))
    _become(locked, State.WAITING, "sent to the centre", by=by, now=now)
    if centre.mail:
        with translation.override(settings.LANGUAGE_CODE):
            text = _("%(host)s has written a volunteer job that waits for your approval: %(link)s") % {"host": locked.host, "link": settings.SITE_URL + locked.get_absolute_url()}
            outbox.write(to=centre.mail, subject=_("To approve: %(title)s") % {"title": locked.title}, text=text, once_key=f"opportunity-{locked.pk}-sent-{locked.version}")
    return locked


@transaction.atomic
def publish(row: Opportunity, *, by: User | None, now: datetime) -> Opportunity:
    """Everybody sees it for three months, or until it ends. ValidationError where it has ended."""
    locked, today = _locked(row), localtime(now).date()
    if locked.state == State.PUBLISHED:
        return locked
    until = _until(locked, today)
    asked = locked.state == State.WAITING
    locked.published_on, locked.public_at = locked.published_on or today, now
    locked.expires_on, locked.ended_on, locked.reminders, locked.said = until, None, 0, ""
    _become(locked, State.PUBLISHED, "published", by=by, now=now)
    if asked:
        _tell_host(locked, _now_public, _is_public, once=f"public-{locked.version}")
    return locked


@transaction.atomic
def send_back(row: Opportunity, *, words: str, by: User, now: datetime) -> Opportunity:
    """Not yet: a draft again, with a word on what is missing."""
    locked = _locked(row)
    if locked.state != State.WAITING:
        raise ValidationError(_("It does not wait for an answer any more."))
    if not words:
        raise ValidationError({"words": _("Write a few words on what is missing; they go with the mail.")})
    locked.said = words
    _become(locked, State.DRAFT, "sent back", by=by, now=now)
    _tell_host(locked, _once_more, lambda row: [_("The centre has read “%(title)s” and asks you to look at it once more:") % {"title": row.title}, row.said], once=f"back-{locked.version}")
    return locked


@transaction.atomic
def confirm(row: Opportunity, *, by: User | None, now: datetime) -> Opportunity:
    """It is still open: it stays, or comes back, for three months more."""
    locked, today = _locked(row), localtime(now).date()
    if locked.state not in {State.PUBLISHED, State.EXPIRED}:
        raise ValidationError(_("It is not public any more."))
    locked.expires_on, locked.reminders, locked.ended_on = _until(locked, today), 0, None
    _become(locked, State.PUBLISHED, "confirmed", by=by, now=now)
    return locked


@transaction.atomic
def end(row: Opportunity, state: str, *, by: User | None, now: datetime) -> Opportunity:
    """Filled, or closed for another reason. Twice is once."""
    locked = _locked(row)
    if state not in {State.FILLED, State.CLOSED}:
        raise ValueError(state)
    if locked.state == state:
        return locked
    locked.ended_on = localtime(now).date()
    _become(locked, state, str(state), by=by, now=now)
    return locked


@transaction.atomic
def copy(row: Opportunity, *, by: User, now: datetime) -> Opportunity:
    """A draft of the same words: an opportunity serves as the template of the next."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in NOT_COPIED}
    made = Opportunity(**{**fields, "title": _("Copy of %(title)s") % {"title": row.title}}, created_by=by, key=new_token())
    made.title = made.title[:140]
    made.save()
    audit.record("copied", made, by=by, now=now)
    return made


def expire(*, now: datetime) -> int:
    """Those of the centre in force whose last day has passed are public no more. Gives how many."""
    today, gone = localtime(now).date(), 0
    for row in Opportunity.objects.public().filter(expires_on__lt=today):
        with transaction.atomic():
            locked = _locked(row)
            if locked.state == State.PUBLISHED and locked.is_late(today):
                locked.ended_on = today
                _become(locked, State.EXPIRED, "out of date", by=None, now=now)
                gone += 1
    return gone


def remind(*, now: datetime) -> int:
    """Write to hosts whose job is soon out of date: a fortnight before, and three days before. Each once, whichever worker comes first."""
    today, written = localtime(now).date(), 0
    for number, before in enumerate(REMINDED_BEFORE):
        due = Opportunity.objects.listed().public().filter(expires_on__gte=today, expires_on__lte=today + before, reminders=number)
        written += sum(_remind(row, number) for row in due)
    return written


@transaction.atomic
def _remind(row: Opportunity, number: int) -> bool:
    claimed = Opportunity.objects.filter(pk=row.pk, state=State.PUBLISHED, reminders=number, expires_on=row.expires_on).update(reminders=number + 1, version=F("version") + 1)
    return bool(claimed) and _tell_host(row, _still_looking, _still_open, once=f"still-{row.expires_on}-{number}")


def link_of(row: Opportunity) -> str:
    """Where the host says with one click that it is still open, filled or closed; no sign-in is needed."""
    return f"{settings.SITE_URL}/{row.centre.key}/frivilligjob/stadig/{signing.dumps(row.pk, salt=SALT)}/"


def of_link(token: str) -> Opportunity | None:
    try:
        pk = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except signing.BadSignature:
        return None
    row: Opportunity | None = Opportunity.objects.listed().filter(pk=pk).first()
    return row


def _until(row: Opportunity, today: date) -> date:
    if row.ends_on is not None and row.ends_on < today:
        raise ValidationError(_("It ended on %(day)s. Give it a later day first.") % {"day": formats.date_format(row.ends_on)})
    return min(row.ends_on or today + STANDS_FOR, today + STANDS_FOR)


def _locked(row: Opportunity) -> Opportunity:
    found: Opportunity = Opportunity.objects.select_for_update(of=("self",)).select_related("organisation", "centre").get(pk=row.pk)
    return found


def _become(row: Opportunity, state: str, verb: str, *, by: User | None, now: datetime) -> None:
    before = audit.values(Opportunity.objects.get(pk=row.pk))
    row.state = state
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)


def _now_public(row: Opportunity) -> str:
    return _("Public now: %(title)s") % {"title": row.title}


def _once_more(row: Opportunity) -> str:
    return _("Please look once more: %(title)s") % {"title": row.title}


def _still_looking(row: Opportunity) -> str:
    return _("Do you still look for volunteers? %(title)s") % {"title": row.title}


def _is_public(row: Opportunity) -> Iterable[str]:
    yield _("“%(title)s” is public now, until %(day)s: %(link)s") % {"title": row.title, "day": _day(row), "link": settings.SITE_URL + row.public_url}
    yield _("When you have found somebody, say so here: %(link)s") % {"link": link_of(row)}


def _still_open(row: Opportunity) -> Iterable[str]:
    yield _("“%(title)s” is public until %(day)s. Do you still look for somebody?") % {"title": row.title, "day": _day(row)}
    yield _("Say yes, or that it is filled, with one click; no sign-in is needed: %(link)s") % {"link": link_of(row)}


def _tell_host(row: Opportunity, subject: Callable[[Opportunity], str], lines: Callable[[Opportunity], Iterable[str]], *, once: str) -> bool:
    if not row.host_mail:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        text = "\n\n".join([_("Hello"), *lines(row), _("Kind regards"), row.centre.name])
        return outbox.write(to=row.host_mail, subject=subject(row), text=text, once_key=f"opportunity-{row.pk}-{once}") is not None


def _day(row: Opportunity) -> str:
    return formats.date_format(row.expires_on) if row.expires_on else ""
