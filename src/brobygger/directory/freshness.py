"""Keeping offers fresh: whoever offers it is asked after its interval, reminded once, and then it is hidden until somebody says it is right.

The link in the mail is signed and opens for half a year, so that one that was hidden long ago still comes back by one click. Opening it changes
nothing, since programs that read mail open links too; a click on the page does.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import formats, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.directory import actions
from brobygger.directory.models import Offer
from brobygger.directory.models.offers import LONGEST, SHORTEST
from brobygger.organisations.models.contacts import mail_of
from brobygger.plan.periods import add_months

SALT: Final = "directory.fresh"
OPENS_FOR: Final = timedelta(days=190)
BETWEEN: Final = timedelta(days=14)
REMINDERS: Final = 2  # mails that are written before it is hidden


def due(day: date) -> QuerySet[Offer]:
    """The public ones whose interval is over on ``day``."""
    wanted = Q(pk__in=[])
    for months in range(SHORTEST, LONGEST + 1):
        wanted |= Q(interval=months, verified_on__lte=_months_before(day, months))
    rows: QuerySet[Offer] = Offer.objects.public().filter(wanted)
    return rows


def _months_before(day: date, months: int) -> date:
    """The latest day that lies so many months back, as ``add_months`` counts."""
    found = add_months(day, -months)
    while add_months(found + timedelta(days=1), months) <= day:
        found += timedelta(days=1)
    return found


def run(*, centre: Centre, now: datetime) -> int:
    """Write the mails that are due, and hide what nobody has answered for. Gives how many offers were touched."""
    day = localtime(now).date()
    rows = due(day).filter(Q(reminded_on=None) | Q(reminded_on__lte=day - BETWEEN)).select_related("provider", "centre").order_by("pk")
    touched = 0
    for row in rows:
        if row.reminders >= REMINDERS:
            actions.hide(row, by=None, now=now)
            touched += 1
        elif mail := asked_at(row, day):
            touched += _ask(row, mail, centre, day)
    return touched


def asked_at(offer: Offer, day: date) -> str:
    """The address that is asked: its own contact, else the provider's, else one who speaks for the provider. Empty where there is none."""
    return str(offer.contact_mail) or mail_of(offer.provider, day)


@transaction.atomic
def _ask(row: Offer, mail: str, centre: Centre, day: date) -> bool:
    claimed = Offer.objects.public().filter(pk=row.pk, reminders=row.reminders, verified_on=row.verified_on)
    if not claimed.update(reminders=F("reminders") + 1, reminded_on=day, version=F("version") + 1):
        return False  # somebody else has written it, or it has been confirmed
    assert row.verified_on is not None  # noqa: S101 -- for the type checker: a public one was confirmed once
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            _("Hello"),
            _("People look for help and company with us, and find “%(title)s” from you. It was last confirmed on %(day)s. Is everything still right? One click says so; no sign-in is needed.")
            % {"title": row.title, "day": formats.date_format(row.verified_on)},
            link(row, centre),
            _("Has something changed, or have you stopped? That can be said on the same page.") if row.reminders == 0
            else _("If we do not hear from you within %(n)s days, we take it off the public pages until you say that it is right.") % {"n": BETWEEN.days},
            _("Kind regards"), centre.name,
        ]
        subject = _("Is it still right? %(title)s") % {"title": row.title} if row.reminders == 0 else _("A reminder: is it still right? %(title)s") % {"title": row.title}
        return outbox.write(to=mail, subject=subject, text="\n\n".join(lines), once_key=f"offer-{row.pk}-{row.verified_on}-{row.reminders}") is not None


def link(offer: Offer, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/tilbud/passer/{signing.dumps(offer.pk, salt=SALT)}/"


def offer_of(token: str) -> Offer | None:
    """The offer of the centre in force that the link is for, while it opens."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except signing.BadSignature:
        return None
    row: Offer | None = Offer.objects.listed().filter(pk=pk).first()
    return row
