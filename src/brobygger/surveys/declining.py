"""Who would rather not get questionnaires by mail says so by a link in the mail, and can take it back by the same. It holds whoever asks, and whatever by itself asks."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.utils.timezone import localtime

from brobygger.centres.models import Centre
from brobygger.surveys.models import Declined

_signer = signing.Signer(salt="surveys.declined")


def digest_of(mail: str, centre: int) -> str:
    """What an address is known again by, at one centre."""
    return sha256(f"{centre}:{mail.strip().casefold()}".encode()).hexdigest()


def url_of(mail: str, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/spoergeskemaer/nej-tak/{_signer.sign(digest_of(mail, centre.pk)).replace(':', '-', 1)}/"


def digest_in(token: str) -> str:
    """What a link's token is about; empty for a token of nobody's making."""
    digest, _dash, mark = token.partition("-")
    try:
        return str(_signer.unsign(f"{digest}:{mark}"))
    except signing.BadSignature:
        return ""


def decline(digest: str, *, now: datetime) -> None:
    """Twice is once."""
    Declined.objects.get_or_create(digest=digest, defaults={"said_on": localtime(now).date()})


def take_back(digest: str) -> None:
    Declined.objects.filter(digest=digest).delete()


def has_declined(digest: str) -> bool:
    return Declined.objects.filter(digest=digest).exists()


def declined(mails: Iterable[str], centre: int) -> set[str]:
    """Those of ``mails`` that are not to be written to."""
    by_digest = {digest_of(each, centre): each for each in mails}
    said = set(Declined.objects.values_list("digest", flat=True))
    return {mail for digest, mail in by_digest.items() if digest in said}
