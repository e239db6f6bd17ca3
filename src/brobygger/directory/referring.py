"""Referrals carried out: sent, answered by a link without an account, reminded of, expired; and who is told what.

No mail names the citizen: it says the code, and the link opens the rest as long as it is open.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import digests, outbox
from brobygger.directory.besides import came_to_nothing
from brobygger.directory.freshness import asked_at
from brobygger.directory.models import Offer, Referral
from brobygger.directory.models.referrals import new_code
from brobygger.organisations.models import Organisation
from brobygger.organisations.models.contacts import mail_of

States = Referral.State
SALT: Final = "directory.referral"
OPENS_FOR: Final = timedelta(days=200)
UNANSWERED: Final = timedelta(days=42)  # then it expires
UNDER_WAY: Final = timedelta(days=120)  # from an answer on
BETWEEN: Final = timedelta(days=10)
REMINDERS: Final = 3


def address_of(offer: Offer | None, receiver: Organisation, day: date) -> str:
    """Where it is sent; empty where there is no mail."""
    return asked_at(offer, day) if offer is not None else mail_of(receiver, day)


def send(row: Referral, *, centre: Centre, by: User, now: datetime) -> Referral:
    """Keep it and write to the receiver. The form's ``key`` twice is one. ValidationError where it cannot be sent."""
    if (there := Referral.objects.filter(key=row.key).first()) is not None:
        return there
    day = localtime(now).date()
    if row.offer is not None:
        row.receiver = row.offer.provider
        if row.offer.state != Offer.State.PUBLISHED or not row.offer.takes_referrals:
            raise ValidationError(_("One cannot refer to “%(title)s” just now.") % {"title": row.offer})
    to = address_of(row.offer, row.receiver, day)
    if not to:
        raise ValidationError(_("There is no mail to send it to. Call them instead, and count it as shown the way."))
    row.made_by, row.made_on, row.expires_on = by, day, day + UNANSWERED
    if row.anonymous:
        row.who = row.phone = row.mail = row.message = ""
        row.consent_on = None
    for _try in range(5):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                audit.record("referred", row, by=by, now=now)
                _write(row, to, centre, "sent")
        except IntegrityError:
            if (there := Referral.objects.filter(key=row.key).first()) is not None:
                return there
            row.code = new_code()
        else:
            return row
    raise ValidationError(_("It could not be sent just now. Try once more."))


@transaction.atomic
def answer(referral: Referral, state: str, *, reason: str = "", by: User | None = None, centre: Centre, now: datetime) -> Referral:
    """What the receiver says. ValidationError where it is not the next step, or a refusal has no reason."""
    row = _locked(referral)
    if state not in Referral.NEXT.get(row.state, ()):
        raise ValidationError(_("This has been answered already: %(state)s.") % {"state": row.get_state_display()})
    if state == States.DECLINED and not reason.strip():
        raise ValidationError({"reason": _("Say why in a few words, so that whoever referred can find another way.")})
    day = localtime(now).date()
    before = audit.values(row)
    row.state, row.reason = state, reason.strip()[:250] if state == States.DECLINED else ""
    row.answered_on = row.answered_on or day
    row.expires_on, row.reminders, row.reminded_on = day + UNDER_WAY, 0, None
    if state == States.STARTED:
        row.started_on = day
    if state not in Referral.OPEN:
        row.closed_on = day
    row.save()
    audit.record("answered", row, by=by, before=before, now=now)
    if state in {States.FULL, States.DECLINED}:
        _ends_too(row, by=by, now=now)
    _tell(row, centre)
    return row


@transaction.atomic
def withdraw(referral: Referral, *, by: User, now: datetime) -> Referral:
    """The citizen wants it no more, or it was a mistake; what was written of her goes at once, here and in what was begun for it."""
    row = _locked(referral)
    if row.state not in Referral.OPEN:
        raise ValidationError(_("This has been answered already: %(state)s.") % {"state": row.get_state_display()})
    before = audit.values(row)
    row.state, row.closed_on = States.WITHDRAWN, localtime(now).date()
    row.who = row.phone = row.mail = row.message = row.reason = ""
    row.save()
    audit.record("withdrawn", row, by=by, before=before, now=now)
    _ends_too(row, by=by, now=now)
    return row


def _ends_too(row: Referral, *, by: User | None, now: datetime) -> None:
    for end in came_to_nothing.values():
        end(row, by=by, now=now)


def run(*, centre: Centre, now: datetime) -> int:
    """Expire what nobody answered for, and remind of the rest. Gives how many were touched."""
    day, touched = localtime(now).date(), 0
    for row in Referral.objects.listed().open().filter(expires_on__lte=day).order_by("pk"):
        touched += _expire(row, centre, now)
    waiting = Referral.objects.listed().open().filter(reminders__lt=REMINDERS, expires_on__gt=day)
    due = Q(reminded_on=None, state=States.SENT, made_on__lte=day - BETWEEN) | Q(reminded_on__lte=day - BETWEEN) | Q(reminded_on=None, answered_on__lte=day - BETWEEN * 2)
    for row in waiting.filter(due).order_by("pk"):
        touched += _remind(row, centre, day)
    return touched


@transaction.atomic
def _expire(row: Referral, centre: Centre, now: datetime) -> bool:
    day = localtime(now).date()
    before, claimed = audit.values(row), Referral.objects.open().filter(pk=row.pk, version=row.version)
    if not claimed.update(state=States.EXPIRED, closed_on=day, version=F("version") + 1):
        return False
    row.refresh_from_db()
    audit.record("expired", row, by=None, before=before, now=now)
    _ends_too(row, by=None, now=now)
    _tell(row, centre)
    return True


@transaction.atomic
def _remind(row: Referral, centre: Centre, day: date) -> bool:
    to = address_of(row.offer, row.receiver, day)
    claimed = Referral.objects.open().filter(pk=row.pk, version=row.version)
    if not to or not claimed.update(reminders=F("reminders") + 1, reminded_on=day, version=F("version") + 1):
        return False
    return _write(row, to, centre, f"reminder-{row.state}-{row.reminders}")


def _write(row: Referral, to: str, centre: Centre, once: str) -> bool:
    """To the receiver, in Danish: the first mail, or a reminder by where it stands."""
    with translation.override(settings.LANGUAGE_CODE):
        if once == "sent":
            subject = _("Somebody is referred to you: %(code)s")
            line = _("Somebody who could use “%(what)s” is referred to you. On the page below you see what it is about, and answer with one click; no sign-in is needed.")
        else:
            subject = _("A reminder: %(code)s was referred to you")
            line = (
                _("%(code)s was referred to you some time ago, and whoever did it does not know whether you have seen it. One click is enough.") if row.state == States.SENT
                else _("How is it going with %(code)s, who was referred to you? One click is enough.")
            )
        said = {"code": row.code, "what": row.offer or row.receiver}
        lines = [_("Hello"), line % said, link(row, centre), _("Kind regards"), centre.name]
        return outbox.write(to=to, subject=subject % said, text="\n\n".join(lines), once_key=f"referral-{row.pk}-{once}") is not None


def _tell(row: Referral, centre: Centre) -> None:
    """Whoever referred is told what came of it; by the code, never by the name, so not by the receiver's own words either: those stand on the page."""
    if row.made_by is None or not row.made_by.is_active:
        return
    with translation.override(row.made_by.language or settings.LANGUAGE_CODE):
        said = {
            States.ACCEPTED: _("%(to)s takes it on."), States.CONTACTED: _("%(to)s is in contact."), States.STARTED: _("It has started at %(to)s."), States.FULL: _("%(to)s has no room just now."),
            States.DECLINED: _("%(to)s cannot take it on. Read why, and find another way:"), States.EXPIRED: _("Nobody at %(to)s has answered, so it has expired. Find another way, or call them."),
        }[States(row.state)] % {"to": row.to}
        address = f"{settings.SITE_URL}/{centre.key}/henvis/{row.pk}/"
        outbox.write(to=row.made_by.email, subject=_("Your referral %(code)s: %(state)s") % {"code": row.code, "state": row.get_state_display()}, text=f"{said}\n\n{address}\n\n{centre.name}", once_key=f"referral-{row.pk}-told-{row.state}")


def link(row: Referral, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/henvisning/{signing.dumps([row.pk, digests.of_mail(address_of(row.offer, row.receiver, localdate()))], salt=SALT)}/"


def referral_of(token: str) -> Referral | None:
    """The one of the centre in force that the link is for, while it opens: until another is written to at the receiver's."""
    try:
        pk, digest = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    row: Referral | None = Referral.objects.listed().filter(pk=pk).first()
    return row if row is not None and digests.of_mail(address_of(row.offer, row.receiver, localdate())) == digest else None


def _locked(referral: Referral) -> Referral:
    row: Referral = Referral.objects.select_for_update(of=("self",)).select_related("offer", "receiver", "made_by").get(pk=referral.pk)
    return row
