"""Save half-way and go on later: by a code that is shown once and kept nowhere.

The code stands in no address, so that no log has it. Who has the database can neither find what was saved nor read it: digest and seal are made of the code and the installation's secret.
What is saved goes when the answers are sent, when the questionnaire is closed, and after two months at the latest.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from secrets import choice
from typing import Any, Final

from django.conf import settings
from django.utils.timezone import localtime

from brobygger.surveys.models import SavedAnswers, Sending
from brobygger.surveys.sealing import Unreadable, mark, seal, unseal

LETTERS: Final = "ABCDEFGHKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
_PARTS, _LONG = 3, 4
LONGEST: Final = timedelta(days=60)


def save(sending: Sending, answers: Mapping[str, Any], *, code: str, now: datetime) -> str:
    """Keep ``answers`` under ``code``, or under a new one; gives the code."""
    there = _find(sending, code)
    code = tidy(code) if there is not None else _new_code()
    sealed = seal(dict(answers), what="saved", secret=_secret(sending, code))
    if there is not None:
        SavedAnswers.objects.filter(pk=there.pk).update(sealed=sealed)
    else:
        SavedAnswers.objects.create(sending=sending, digest=_digest(sending, code), sealed=sealed, forget_on=_until(sending, localtime(now).date()))
    return code


def load(sending: Sending, code: str) -> dict[str, Any] | None:
    """What was saved under ``code``; None for a code of nobody's."""
    row = _find(sending, code)
    if row is None:
        return None
    try:
        found = unseal(bytes(row.sealed), what="saved", secret=_secret(sending, tidy(code)))
    except Unreadable:
        return None
    return dict(found)


def drop(sending: Sending, code: str) -> None:
    if code:
        SavedAnswers.objects.filter(sending=sending, digest=_digest(sending, tidy(code))).delete()


def tidy(code: str) -> str:
    """As it is kept, however it was typed."""
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)[: _PARTS * _LONG]
    return "-".join(plain[place : place + _LONG] for place in range(0, len(plain), _LONG))


def _find(sending: Sending, code: str) -> SavedAnswers | None:
    return SavedAnswers.objects.filter(sending=sending, digest=_digest(sending, tidy(code))).first() if tidy(code) else None


def _new_code() -> str:
    return "-".join("".join(choice(LETTERS) for _letter in range(_LONG)) for _part in range(_PARTS))


def _digest(sending: Sending, code: str) -> str:
    return mark(f"{sending.pk}-{code}", what="saved")


def _secret(sending: Sending, code: str) -> str:
    return f"{settings.SECRET_KEY}-{sending.pk}-{code}"


def _until(sending: Sending, today: date) -> date:
    """The last day to answer; where there is none, a day at the end of a month, so that it does not say on which day somebody saved."""
    if sending.closes_on is not None:
        return sending.closes_on
    late = (today + LONGEST).replace(day=1)
    return late - timedelta(days=1)
