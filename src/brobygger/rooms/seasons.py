"""A season that comes back each year, as two days of it: "1. april" to "31. oktober". Pure. A day of the year is a number, month × 100 + day, so that days can be compared."""

import re
from datetime import date
from typing import Final

from django.utils import formats

MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ALSO: Final = {"may": 5, "oct": 10}
LEAP: Final = 2024  # a year with all its days
_DAY = re.compile(r"\s*(\d{1,2})\s*[./-]?\s*(?:(\d{1,2})\.?|([^\W\d]{3,}))\s*", re.UNICODE)


def read(text: str) -> int | None:
    """What "1. april", "1/4" or "1.4." says; None for what is no day of any year."""
    found = _DAY.fullmatch(text.casefold())
    if found is None:
        return None
    month = int(found[2]) if found[2] else (MONTHS.index(found[3][:3]) + 1 if found[3][:3] in MONTHS else ALSO.get(found[3][:3], 0))
    try:
        date(LEAP, month, int(found[1]))
    except ValueError:
        return None
    return month * 100 + int(found[1])


def said(number: int) -> str:
    return formats.date_format(date(LEAP, number // 100, number % 100), "j. F")


def is_within(day: date, begins: int | None, ends: int | None) -> bool:
    """Both days with; a season may go over New Year. Without one it is always."""
    if begins is None or ends is None:
        return True
    number = day.month * 100 + day.day
    return begins <= number <= ends if begins <= ends else number >= begins or number <= ends
