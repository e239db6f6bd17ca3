"""Saying yes to newsletters: asked by a mail, confirmed by its link, chosen and left by the same."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre, Theme
from brobygger.core import outbox
from brobygger.newsletters import withholding
from brobygger.newsletters.models import Audience, Subscriber
from brobygger.newsletters.models.subscribers import digest_of, plain

UNCONFIRMED_FOR: Final = timedelta(days=14)  # one who signed up and did not say yes by the mail is forgotten
ASKED_AGAIN_AFTER: Final = timedelta(days=365)  # one whom a colleague asked, and who did not answer
ONCE_AN_HOUR: Final = timedelta(hours=1)


@transaction.atomic
def sign_up(mail: str, *, name: str, language: str, lists: Iterable[Audience], themes: Iterable[Theme], centre: Centre, now: datetime) -> None:
    """Keep the wish and write to the mail: no newsletter is sent before it says yes. The page says the same whether the mail is known or not.

    One who subscribes already gets the link to her wishes, at most once an hour, and nothing is changed: anybody can write anybody's mail here.
    """
    row, made = _kept(Subscriber(mail=mail, name=name, language=language, asked_at=now))
    if row.confirmed_at is not None:
        _tell_of_wishes(row, centre, now=now)
        return
    if not made:
        if now - row.asked_at < ONCE_AN_HOUR:
            return
        row.name, row.language, row.asked_at, row.by_centre = name or row.name, language, now, False
        row.save()
    row.lists.set(lists)
    row.themes.set(themes)
    _ask(row, centre, begins="", now=now)


@transaction.atomic
def ask(found: Iterable[tuple[str, str, int | None]], *, centre: Centre, by: User, now: datetime, lists: Collection[Audience] = ()) -> int:
    """Ask each of ``found`` (mail, name, person) whether it wants newsletters, on a colleague's behalf: nobody twice within a year, nobody who has unsubscribed. Gives how many were asked."""
    people = {plain(mail): (name, person) for mail, name, person in found if mail}
    no = withholding.withheld(people, centre.pk)
    there = {row.mail: row for row in Subscriber.objects.filter(mail__in=list(people))}
    n = 0
    for mail, (name, person) in people.items():
        row = there.get(mail)
        if mail in no or (row is not None and (row.confirmed_at is not None or now - row.asked_at < ASKED_AGAIN_AFTER)):
            continue
        if row is None:
            row, made = _kept(Subscriber(mail=mail, name=name[:120], person_id=person, asked_at=now, by_centre=True))
            if not made:
                continue
            row.lists.set(lists)
        else:
            row.asked_at, row.by_centre = now, True
            row.save()
        with translation.override(row.language):
            begins = _("%(name)s would like to send you its newsletter, and asks you first.") % {"name": centre.name}
        _ask(row, centre, begins=begins, now=now)
        audit.record("asked", row, by=by, now=now)
        n += 1
    return n


def ask_one(mail: str, name: str, *, centre: Centre, by: User, now: datetime, lists: Collection[Audience] = ()) -> None:
    """As :func:`ask`, of one address that a colleague has written; ValidationError beside the field where it cannot be asked."""
    if withholding.reason_of(digest_of(mail, centre.pk)):
        raise ValidationError({"mail": _("This address has unsubscribed, or mail comes back from it. Only its owner can say yes again.")})
    if not ask([(mail, name, None)], centre=centre, by=by, now=now, lists=lists):
        raise ValidationError({"mail": _("This address subscribes already, or has been asked within the last year.")})


def _kept(row: Subscriber) -> tuple[Subscriber, bool]:
    """The row, or the one that is there; and whether it is new."""
    there: Subscriber | None = Subscriber.objects.filter(mail=plain(row.mail)).first()
    if there is not None:
        return there, False
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the same was sent twice in one moment
        return Subscriber.objects.get(mail=plain(row.mail)), False
    return row, True


def _ask(row: Subscriber, centre: Centre, *, begins: str, now: datetime) -> None:
    with translation.override(row.language):
        greeting = _("Dear %(who)s") % {"who": row.name} if row.name else _("Hello")
        lines = [
            greeting, begins or _("Somebody, probably you, has signed this mail up for newsletters from %(name)s.") % {"name": centre.name},
            _("Say yes here, and choose what you want to hear of: %(link)s") % {"link": link_of(row, centre)},
            _("If you do nothing, we send you nothing."), _("Kind regards"), centre.name,
        ]
        outbox.write(to=row.mail, subject=_("Do you want our newsletter?"), text="\n\n".join(lines), once_key=f"subscriber-{row.pk}-ask-{now:%Y%m%d%H%M%S}")


def _tell_of_wishes(row: Subscriber, centre: Centre, *, now: datetime) -> None:
    with translation.override(row.language):
        lines = [_("Hello"), _("You get our newsletters already. Here you can choose what you want to hear of, or leave: %(link)s") % {"link": link_of(row, centre)}, _("Kind regards"), centre.name]
        outbox.write(to=row.mail, subject=_("Your newsletters from %(name)s") % {"name": centre.name}, text="\n\n".join(lines), once_key=f"subscriber-{row.pk}-wishes-{now:%Y%m%d%H}")


def link_of(row: Subscriber, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/nyhedsbreve/mine/{row.token}/"


@transaction.atomic
def confirm(row: Subscriber, *, now: datetime) -> None:
    """The mail has said yes: whatever was said before is taken back. Twice is once."""
    if Subscriber.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=now):
        withholding.take_back(row.digest)
    row.refresh_from_db()


@transaction.atomic
def remove(row: Subscriber, *, by: User, now: datetime) -> None:
    """Taken off by a colleague, who was asked to: the same as if the owner had unsubscribed."""
    audit.record("unsubscribed", row, by=by, now=now)
    withholding.unsubscribe(row.digest, now=now)


def forget_silent(*, now: datetime) -> int:
    """Those who did not say yes in time are forgotten; gives how many."""
    rows = Subscriber.objects.waiting()
    gone = [*rows.filter(by_centre=False, asked_at__lt=now - UNCONFIRMED_FOR), *rows.filter(by_centre=True, asked_at__lt=now - ASKED_AGAIN_AFTER)]
    for row in gone:
        withholding.forget(row)
    return len(gone)
