"""An answer comes in: by the open link, by a personal one, or typed in from paper. Each is kept once, whatever is sent how often.

Few questions are put to the database, since a hall of people may answer at once: the link with all that hangs on it is one, what is kept is one or two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.actions import digest_of
from brobygger.surveys.models import Envelope, PersonalLink, Response, Sending
from brobygger.surveys.models.answers import Way
from brobygger.surveys.sealing import mark, seal
from brobygger.surveys.structure import read

OPEN_TOKENS = "alle-"  # begins the addresses that anybody may use


class Spent(Exception):
    """The link has given its answer already."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a link opens: the sending, and the personal link where it is one."""

    sending: Sending
    link: PersonalLink | None = None


def door_of(token: str) -> Door | None:
    """What ``token`` opens, or None for one of nobody's making."""
    if token.startswith(OPEN_TOKENS):
        row = Sending.objects.select_related("edition").filter(open_token=token).first()
        return Door(row) if row is not None else None
    link = PersonalLink.objects.select_related("sending__edition").filter(digest=digest_of(token)).first()
    return Door(link.sending, link) if link is not None else None


def new_once() -> str:
    return token_urlsafe(18)


def give(door: Door, answers: Mapping[str, Any], *, once: str, now: datetime, way: str = "") -> None:
    """Keep one answer that fits the questions. Spent where a personal link was used before, ValidationError when it is too late."""
    sending, link = door.sending, door.link
    if not sending.takes_answers(localtime(now).date()):
        raise ValidationError(_("One can no longer answer. Thank you all the same."))
    way = way or (Way.PERSONAL if link is not None else Way.OPEN)
    with transaction.atomic():
        if link is not None:
            _spend(link)
            once = new_once()
        if sending.anonymous:
            _seal(sending, answers, once=once or new_once(), way=way)
        else:
            Response.objects.create(
                sending=sending, link=link, way=way, answers=dict(answers), score=read(sending.edition.content).score(answers), answered_on=localtime(now).date(), once=mark(once, what="response"),
            )


def _spend(link: PersonalLink) -> None:
    """Use the link up. While the box is being opened its row is laid out anew: then it is looked for once more."""
    for _again in range(3):
        if PersonalLink.objects.filter(pk=link.pk, spent=False).update(spent=True):
            return
        if PersonalLink.objects.filter(pk=link.pk, spent=True).exists():
            raise Spent
    raise Spent


def _seal(sending: Sending, answers: Mapping[str, Any], *, once: str, way: str) -> None:
    sealed = seal({"answers": dict(answers), "way": way, "once": once})
    try:
        with transaction.atomic():
            Envelope.objects.create(sending=sending, once=mark(once, what="envelope"), sealed=sealed)
    except IntegrityError:
        if not Envelope.objects.filter(sending=sending, once=mark(once, what="envelope")).exists():
            raise
