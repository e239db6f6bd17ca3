"""Post for associations: received, told of by one mail a day, handed out or sent back; each step taken back by one click."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.times import UNDONE_WITHIN
from brobygger.organisations.models import Contact, Organisation
from brobygger.organisations.models.contacts import mail_of
from brobygger.reception.models import Ending, Post, Sort


@transaction.atomic
def receive(row: Post, *, by: User, now: datetime) -> Post:
    """Keep what came. ValidationError for a day to come."""
    row.received_on = row.received_on or localtime(now).date()
    if row.received_on > localtime(now).date():
        raise ValidationError({"received_on": _("That day has not come yet.")})
    row.received_by = by
    row.full_clean(exclude=["centre", "received_by", "ended_by"])
    row.save()
    audit.record("received", row, by=by, now=now)
    return row


@transaction.atomic
def take_back(pk: int, *, by: User, now: datetime) -> bool:
    """A slip of the finger: what was written down the same day goes, while it waits and nobody was told. Whether there was such a row."""
    row = Post.objects.select_for_update(of=("self",)).waiting().filter(pk=pk, notified_on=None, received_on__gte=localtime(now - UNDONE_WITHIN).date()).first()
    if row is None:
        return False
    audit.record("removed", row, by=by, now=now)
    row.delete()
    return True


@transaction.atomic
def end(rows: Iterable[int], ending: Ending, *, by: User, now: datetime) -> int:
    """Those of ``rows`` that wait are handed out, or sent back. Gives how many; what somebody else was first with stays theirs."""
    done = 0
    for row in Post.objects.select_for_update(of=("self",)).waiting().filter(pk__in=list(rows)).order_by("pk"):
        before = audit.values(row)
        row.ending, row.ended_at, row.ended_by = ending, now, by
        row.save()
        audit.record("handed out" if ending == Ending.HANDED else "sent back", row, by=by, before=before, now=now)
        done += 1
    return done


@transaction.atomic
def undo(organisation: int, *, by: User, now: datetime) -> int:
    """The last that ``by`` handed out, or sent back, of an association waits again. Gives how many."""
    mine = Post.objects.filter(organisation=organisation, ended_by=by, ended_at__gt=now - UNDONE_WITHIN).exclude(ending="")
    last = mine.order_by("-ended_at").values_list("ended_at", flat=True).first()
    done = 0
    for row in Post.objects.select_for_update(of=("self",)).filter(organisation=organisation, ended_by=by, ended_at=last).order_by("pk") if last else ():
        before = audit.values(row)
        row.ending, row.ended_at, row.ended_by = "", None, None
        row.save()
        audit.record("undone", row, by=by, before=before, now=now)
        done += 1
    return done


def tell(*, centre: Centre, now: datetime) -> int:
    """Write to each association of the centre in force that has post it was not told of: one mail for all of it, and one a day. Gives how many mails."""
    untold = Post.objects.waiting().filter(notified_on=None).order_by().values_list("organisation", flat=True).distinct()
    return sum(_tell(organisation, centre, now) for organisation in Organisation.objects.filter(pk__in=untold).order_by("pk"))


@transaction.atomic
def _tell(organisation: Organisation, centre: Centre, now: datetime) -> bool:
    today = localtime(now).date()
    rows = list(Post.objects.select_for_update(of=("self",)).waiting().filter(organisation=organisation, notified_on=None).order_by("received_on", "pk"))
    to = mail_of(organisation, today)
    if not rows or not to:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        waits = Post.objects.waiting().filter(organisation=organisation)
        said = in_words(waits)
        lines = [
            _("Hello"), _("Post has come for %(name)s: %(what)s. It waits for you at the desk.") % {"name": organisation, "what": said}, *([centre.address] if centre.address else []),
            _("Whoever fetches it only has to say which association it is for."), _("Kind regards"), centre.name,
        ]
        mail = outbox.write(to=to, subject=_("Post has come for %(name)s") % {"name": organisation}, text="\n\n".join(lines), once_key=f"post-{organisation.pk}-{today}")
    if mail is None:
        return False
    for row in rows:
        before = audit.values(row)
        row.notified_on = today
        row.save()
        audit.record("told of", row, by=None, before=before, now=now)
    return True


def in_words(rows: Iterable[Post]) -> str:
    """"3 letters and 1 parcel"."""
    counts = dict.fromkeys(Sort, 0)
    for row in rows:
        counts[Sort(row.sort)] += row.pieces
    letters, parcels = counts[Sort.LETTER], counts[Sort.PARCEL]
    parts = [ngettext("%(n)s letter", "%(n)s letters", letters) % {"n": letters}] if letters else []
    if parcels:
        parts.append(ngettext("%(n)s parcel", "%(n)s parcels", parcels) % {"n": parcels})
    return _(" and ").join(parts)


def unreachable(organisations: Iterable[Organisation], day: date) -> set[int]:
    """Those with no mail, neither their own nor of one who speaks for them. Two questions at most."""
    silent = {row.pk for row in organisations if not row.mail}
    return silent - set(Contact.objects.reachable(day).filter(organisation__in=silent).order_by().values_list("organisation", flat=True)) if silent else silent
