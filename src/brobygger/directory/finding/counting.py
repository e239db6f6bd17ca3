"""What is counted of searches and views: numbers by day, upserted under whoever else counts at once. Of who searched nothing is known here."""

import hashlib
import hmac
import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.timezone import localtime

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding.asking import Found, Wanted
from brobygger.directory.finding.words import words
from brobygger.directory.models import Phrase, SearchCount, ViewCount

TOLD = 3  # searches that must have had the same words before those are kept
# What may be somebody's number or address is not kept, however often it is typed.
_SOMEBODYS = re.compile(r"@|(?:\d[\s.-]?){6,}")


def searched(found: Found, wanted: Wanted, *, now: datetime) -> None:
    """Count one search, and its words where they found nothing."""
    day = localtime(now).date()
    meaning = found.meant[0].pk if found.meant else None
    slot = f"{meaning or 0}-{wanted.locality or 0}-{int(found.total > 0)}"
    _one_more(SearchCount, {"on": day, "slot": slot}, meaning_id=meaning, locality_id=wanted.locality, found=found.total > 0)
    if not found.total and wanted.words.strip() and not _SOMEBODYS.search(wanted.words):
        _missed(wanted.words, day.replace(day=1))


def viewed(offer_pk: int, *, now: datetime) -> None:
    """Count one opening of an offer's page."""
    _one_more(ViewCount, {"on": localtime(now).date(), "offer_id": offer_pk})


def _missed(said: str, month: Any) -> None:
    typed = " ".join(said.lower().split())
    plain = " ".join(words(typed))
    if not plain:
        return
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, f"{centre_id_in_force()}:{plain}".encode(), hashlib.sha256).hexdigest()
    with transaction.atomic():
        _one_more(Phrase, {"month": month, "digest": digest})
        Phrase.objects.filter(month=month, digest=digest, text="", n__gte=TOLD).update(text=typed[: Phrase._meta.get_field("text").max_length])


def _one_more(model: type[models.Model], row: dict[str, Any], **first: Any) -> None:
    """Raise the row's number by one, or make the row; whoever makes it at the same moment raises it too."""
    rows = model._default_manager.filter(**row)
    if rows.update(n=F("n") + 1):
        return
    try:
        with transaction.atomic():
            model._default_manager.create(**row, **first, n=1)
    except IntegrityError:
        rows.update(n=F("n") + 1)
