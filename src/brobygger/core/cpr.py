"""A Danish CPR number has no place in a volunteer centre's system: found in a text, it is refused.

Ten digits, the first six a date, with or without a hyphen or space. The check digit is not consulted: numbers given
out since 2007 may lack it (Det Centrale Personregister, "Personnumre uden kontrolciffer").
"""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_NUMBERS = re.compile(r"\d{6}[ -]?\d{4}|\d{10,}")
_TEN_DIGITS = re.compile(r"(?<![\w/=.-])(\d{2})(\d{2})(\d{2})\s?[-–]?\s?\d{4}(?![\w-])")


def contains_cpr(text: str) -> bool:
    """Whether some ten digits in ``text`` begin with a date of any century and so may be a CPR number."""
    return any(_is_date(int(day), int(month), int(year)) for day, month, year in _TEN_DIGITS.findall(text))


def refuse_cpr(value: Any) -> None:
    """Raise ValidationError when ``value`` (a string; anything else passes) holds what may be a CPR number."""
    if isinstance(value, str) and contains_cpr(value):
        raise ValidationError(
            _("This looks like a CPR number. Brobygger never keeps CPR numbers: please write it without."), code="cpr"
        )


def without_numbers(said: str, *, most: int = 300) -> str:
    """What another machine said, in a line, without numbers that could be taken for a person's: its own counting must not keep its words from being written down."""
    plain = _NUMBERS.sub("…", " ".join(said.replace("\x00", " ").split()))[:most]
    return re.sub(r"\d", "…", plain) if contains_cpr(plain) else plain


def _is_date(day: int, month: int, year: int) -> bool:
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
