"""Danish words for days, months, quarters, seasons and years, as dates.

A span of time has a last day, and that is what a plan means by it: "1. kvartal" is kept until 31 March. Primo, medio and ultimo are
the thirds of a month: to the 10th, the 20th, its last day.
"""

import calendar
import re
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {
    "januar": 1, "jan": 1, "februar": 2, "feb": 2, "febr": 2, "marts": 3, "mar": 3, "april": 4, "apr": 4, "maj": 5, "juni": 6, "jun": 6,
    "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "november": 11,
    "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
# "jul" is Christmas and "mar" no word anybody writes for March alone: as bare words they are left out.
MONTH: Final = (
    r"(?:januar|jan\.|februar|febr?\.|marts|mar\.|april|apr\.|maj|juni|jun\.|juli|jul\.|august|aug\.?|september|sept?\.?|oktober|okt\.?"
    r"|november|nov\.?|december|dec\.?)(?!\w)"
)
YEAR: Final = r"(?:19[89]\d|20\d\d)(?!\d|[.,]\d)"
ORDINALS: Final = {
    "1.": 1,
    "2.": 2,
    "3.": 3,
    "4.": 4,
    "første": 1,
    "andet": 2,
    "anden": 2,
    "tredje": 3,
    "fjerde": 4,
    "sidste": -1,
}
SEASONS: Final = {"vinter": 2, "forår": 5, "sommer": 8, "efterår": 11}
_DAY: Final = (
    rf"(?:(\d{{1,2}})\.?\s*({MONTH})(?:\.?,?\s*({YEAR}))?"
    rf"|(\d{{1,2}})(?P<sign>[./-])\s?(\d{{1,2}})(?P=sign)\s?({YEAR}|\d\d)(?![\w]|[./]\d)"
    rf"|({YEAR})-(\d\d)-(\d\d)(?!\d))"
)
DAY: Final = re.compile(rf"(?<![\w.,/-]){_DAY}")
DAY_HERE: Final = re.compile(_DAY)


def month_number(word: str) -> int:
    """The month that ``word`` names, in full or cut short, with or without its dot."""
    return MONTHS[word.rstrip(".")]


def last_day(year: int, month: int) -> date:
    """The last day of a calendar month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_week(year: int, week: int) -> date | None:
    """The Sunday of an ISO week, or None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def day_before(day: date) -> date:
    """The day before; the first day of all stays where it is."""
    return day - timedelta(days=1) if day > date.min else day


def full_year(digits: str) -> int:
    """2024 for "2024" and for "24"."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def read_day(match: "re.Match[str]", year: int | None) -> date | None:
    """The day of a match of ``DAY``; ``year`` stands in where the words name none."""
    day, month, named, numeric_day, _, numeric_month, numeric_year, iso_year, iso_month, iso_day = match.groups()
    if iso_year:
        return make_date(int(iso_year), int(iso_month), int(iso_day))
    if numeric_day:
        return make_date(full_year(numeric_year), int(numeric_month), int(numeric_day))
    if named is None and year is None:
        return None
    return make_date(int(named) if named else year or 0, month_number(month), int(day))
