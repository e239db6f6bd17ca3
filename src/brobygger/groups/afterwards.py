"""What those who were in a group thought of it: by an anonymous link, or typed in from paper."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.groups.models import Group, Verdict

OPEN = timedelta(days=90)  # after the end; who has not answered by then has forgotten
MOST = 500  # answers typed in at once
_signer = signing.Signer(salt="groups.verdict")


def token_of(group: Group) -> str:
    return _signer.sign(str(group.pk)).replace(":", "-", 1)


def group_of_token(token: str) -> Group | None:
    """The group whose evaluation ``token`` opens, or None for a token of nobody's making."""
    number, _dash, mark = token.partition("-")
    try:
        pk = int(_signer.unsign(f"{number}:{mark}"))
    except (signing.BadSignature, ValueError):
        return None
    row: Group | None = Group.objects.listed().filter(pk=pk).first()
    return row


def verdict_url(group: Group, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/grupper/evaluering/{token_of(group)}/"


def takes_verdicts(group: Group, today: date) -> bool:
    """From when it starts until it is forgotten."""
    return group.started_on is not None and group.started_on <= today and (group.ended_on is None or today <= group.ended_on + OPEN)


def give(group: Group, *, score: int, gained: str, key: str, now: datetime, typed: bool = False) -> Verdict:
    """Keep one answer; the same ``key`` again is the same answer. ValidationError for an impossible score, and outside its time."""
    today = localtime(now).date()
    if not takes_verdicts(group, today):
        raise ValidationError(_("One can no longer answer. Thank you all the same."))
    row = Verdict(group=group, score=score, gained=gained, given_on=today, key=key, typed=typed)
    row.clean_fields(exclude=["group", "centre"])
    kept, _new = Verdict.objects.get_or_create(group=group, key=key, defaults={"score": score, "gained": gained, "given_on": today, "typed": typed})
    return kept


@transaction.atomic
def type_in(group: Group, numbers: Mapping[int, int], *, gained: str, key: str, by: User, now: datetime) -> int:
    """Keep answers from paper: ``numbers`` says how many gave each score. What was gained goes with the first. Gives how many there were; the same ``key`` is the same sheet."""
    n = 0
    for score, many in sorted(numbers.items(), reverse=True):
        for place in range(min(many, MOST)):
            give(group, score=score, gained=gained if n == 0 else "", key=f"{key}-{score}-{place}", now=now, typed=True)
            n += 1
    if not n:
        raise ValidationError(_("Write how many gave each score."))
    audit.record("evaluated", group, by=by, before=audit.values(group), extra={"answers": n}, now=now)
    return n


def take_out(verdict: Verdict, *, by: User, now: datetime) -> None:
    """Take an answer away: somebody is named in it, or it was a joke. The trail keeps that it was, and not its words."""
    audit.record("removed", verdict, by=by, now=now)
    verdict.delete()


def new_key() -> str:
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class Results:
    """What was answered: how many, the average of 1 to 5, and how many gave each score from the highest down, in number and per cent."""

    n: int
    average: float
    spread: list[tuple[int, int, int]]


def results(group: Group) -> Results | None:
    """None where nobody has answered."""
    scores = list(group.verdicts.values_list("score", flat=True))
    n = len(scores)
    if not n:
        return None
    spread = [(score, scores.count(score), round(100 * scores.count(score) / n)) for score in range(Verdict.HIGHEST, Verdict.LOWEST - 1, -1)]
    return Results(n, round(sum(scores) / n, 1), spread)
