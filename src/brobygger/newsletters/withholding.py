"""Who gets no newsletters: said by a link in the mail, at once and without sign-in; and what it takes to take it back."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.timezone import localdate, localtime

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.newsletters.models import Subscriber, Withheld
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.organisations.models import Contact, Organisation

_signer = signing.Signer(salt="newsletters.withheld")


def url_of(digest: str, centre: Centre) -> str:
    """Where whoever has the address says no; the same in every letter, since it opens nothing else."""
    return f"{settings.SITE_URL}/{centre.key}/nyhedsbreve/afmeld/{_signer.sign(digest).replace(':', '-', 1)}/"


def digest_in(token: str) -> str:
    """What a link's token is about; empty for a token of nobody's making."""
    digest, _dash, mark = token.partition("-")
    try:
        return str(_signer.unsign(f"{digest}:{mark}"))
    except signing.BadSignature:
        return ""


@transaction.atomic
def unsubscribe(digest: str, *, now: datetime) -> None:
    """No more newsletters to this address, whatever audience it is in. Twice is once."""
    _withhold(digest, Withheld.Why.UNSUBSCRIBED, now=now)
    for row in Subscriber.objects.filter(digest=digest):
        forget(row)


def stop(mail: str, centre: int, *, now: datetime) -> None:
    """Nothing comes through to this address."""
    _withhold(digest_of(mail, centre), Withheld.Why.BOUNCED, now=now)


def _withhold(digest: str, why: Withheld.Why, *, now: datetime) -> None:
    row, made = Withheld.objects.get_or_create(digest=digest, defaults={"why": why, "since": localtime(now).date()})
    if not made and row.why != why and why == Withheld.Why.UNSUBSCRIBED:
        Withheld.objects.filter(pk=row.pk).update(why=why, since=localtime(now).date())  # what somebody says weighs more than what a machine found


def stopped_of(organisation: Organisation, centre: int) -> dict[str, date]:
    """The organisation's own address and those of its contacts of today that nothing comes through to, with since when."""
    stopped = dict(Withheld.objects.bounced().values_list("digest", "since"))
    if not stopped:
        return {}
    contacts = Contact.objects.on(localdate()).filter(organisation=organisation, person__erased_on=None).order_by("pk").values_list("person__mail", flat=True)
    by_digest = {digest_of(each, centre): each for each in (organisation.mail, *contacts) if each}
    return {mail: stopped[digest] for digest, mail in by_digest.items() if digest in stopped}


@transaction.atomic
def try_again(organisation: Organisation, mail: str, *, by: User, now: datetime) -> None:
    """Write to an address of the organisation again, though mail came back from it. One who has unsubscribed is not concerned."""
    digest = digest_of(mail, organisation.centre_id)
    if Withheld.objects.bounced().filter(digest=digest).delete()[0]:
        audit.record("changed", organisation, by=by, before=audit.values(organisation), extra={"written_to_again": 1}, now=now)


def take_back(digest: str) -> None:
    Withheld.objects.filter(digest=digest).delete()


def reason_of(digest: str) -> str:
    """Why the address gets nothing; empty where it does."""
    return str(Withheld.objects.filter(digest=digest).values_list("why", flat=True).first() or "")


def withheld(mails: Iterable[str], centre: int) -> dict[str, str]:
    """Those of ``mails`` that get nothing, with why."""
    said = dict(Withheld.objects.values_list("digest", "why"))
    if not said:
        return {}
    by_digest = {digest_of(each, centre): each for each in mails}
    return {mail: said[digest] for digest, mail in by_digest.items() if digest in said}


@transaction.atomic
def forget(row: Subscriber) -> None:
    """Nothing is kept of a subscriber, nor of the mails that asked."""
    pk = row.pk
    Subscriber.objects.filter(pk=pk).delete()
    outbox.forget(f"subscriber-{pk}-")
