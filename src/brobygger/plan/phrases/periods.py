"""The period that a title speaks of: "Aktivitetsplan 2024-2025", "2. halvår 2024", "sæson 24/25".

The most exact statement wins: days before months, months before halves and quarters, those before years. The date of a document
("vedtaget 12. marts 2024") is no period.
"""

import re
from datetime import date
from typing import Final

from brobygger.plan.phrases.calendar import (
    DAY,
    DAY_HERE,
    MONTH,
    ORDINALS,
    YEAR,
    full_year,
    last_day,
    month_number,
    read_day,
)
from brobygger.plan.phrases.folding import fold
from brobygger.plan.phrases.guess import Span

_TO: Final = re.compile(r"\s*(?:-|til(?:\s+og\s+med)?|t\.?o\.?m\.?)\s*(?:d\.\s*|den\s+)?")
_MONTHS: Final = re.compile(
    rf"\b({MONTH})\.?\s*({YEAR})?\s*(?:-|til|/)\s*({MONTH})\.?\s*({YEAR})|\b({MONTH})\.?\s+({YEAR})"
)
_PART: Final = rf"(?:(1\.|2\.|3\.|4\.|første|andet|anden|tredje|fjerde|sidste)\s*(halvår|kvartal)|q([1-4]))(?:\s+(?:i\s+)?({YEAR}))?"
_PARTS: Final = re.compile(rf"(?<!\w){_PART}(?:\s*(?:-|til|og|&)\s*{_PART})?")
_SEASON: Final = re.compile(
    rf"\b(?:sæson(?:en)?|skoleår(?:et)?|foreningsår(?:et)?)\s*({YEAR}|\d\d)\s*[/-]\s*({YEAR}|\d\d)(?!\d)"
)
_QUARTER_OF_NATURE: Final = re.compile(
    rf"\b(forår|sommer|efterår|vinter)(?:en|et)?\s*(?:i\s+)?({YEAR})(?:\s*[-/]\s*({YEAR}|\d\d)(?!\d))?"
)
_YEARS: Final = re.compile(
    rf"(?<![\w.,§/-])({YEAR})\s*(?:-|/|og|&|til(?:\s+og\s+med)?|,)\s*({YEAR}|\d\d(?![\d.]|\s*-))(?![\w§]|[./-]\d)"
)
_SHORT_YEARS: Final = re.compile(r"(?:plan|strategi|program|for|år(?:ene)?)\s+(2\d)\s*[-/]\s*([23]\d)(?!\w|[./-]\d)")
_ONE_YEAR: Final = re.compile(rf"(?<![\w.,§/])({YEAR})(?!\w|-\d)")
# A year that dates the document, the law or the past, not the plan.
_NOT_THE_PLAN: Final = re.compile(
    r"(?:vedtaget|godkendt|revideret|opdateret|udskrevet|udgivet|version|stiftet|siden|etableret|lov(?:bekendtgørelse)?(?:\s+nr\.?\s*\d+)?\s+af|mod|"
    r"©|copyright|kl\.?|tlf\.?|telefon|§|postboks)[\s:]*(?:(?:på|af|ved|i|den|d\.|bestyrelsen|generalforsamlingen|bestyrelsesmødet|frem|primo|medio|ultimo|januar|februar|marts|april|maj|juni|"
    r"juli|august|september|oktober|november|december)\s+)*$"
)


def find_period(text: str) -> Span | None:
    """The period that ``text`` (a title, the heading of an area, a goal) speaks of, or None."""
    folded = fold(text).text
    for read in (_days, _months, _season, _seasons_of_nature, _parts, _years):
        found = read(folded)
        if found is not None:
            return found
    return None


def _days(text: str) -> Span | None:
    for first in DAY.finditer(text):
        second = DAY_HERE.match(text, _after_to(text, first.end()))
        if second is None:
            continue
        end = read_day(second, None)
        start = read_day(first, end.year if end else None)
        if start and end and start <= end:
            return Span(start, end)
    return None


def _after_to(text: str, at: int) -> int:
    joined = _TO.match(text, at)
    return joined.end() if joined else len(text)


def _months(text: str) -> Span | None:
    for match in _MONTHS.finditer(text):
        first, first_year, last, last_year, only, year = match.groups()
        if only:
            if _dates_a_document(text, match.start()) or re.search(r"\d\.?\s*$", text[: match.start()]):
                continue
            return Span(date(int(year), month_number(only), 1), last_day(int(year), month_number(only)))
        end = last_day(int(last_year), month_number(last))
        start_year = int(first_year) if first_year else int(last_year) - (month_number(first) > month_number(last))
        start = date(start_year, month_number(first), 1)
        if start <= end:
            return Span(start, end)
    return None


def _season(text: str) -> Span | None:
    match = _SEASON.search(text)
    if match is None:
        return None
    first, last = full_year(match[1]), full_year(match[2])
    return Span(date(first, 8, 1), date(last, 7, 31)) if last == first + 1 else None


def _seasons_of_nature(text: str) -> Span | None:
    match = _QUARTER_OF_NATURE.search(text)
    if match is None:
        return None
    name, year = match[1], int(match[2])
    if name == "vinter":
        first = year if match[3] else year - 1
        return Span(date(first, 12, 1), last_day(first + 1, 2))
    month = {"forår": 3, "sommer": 6, "efterår": 9}[name]
    return Span(date(year, month, 1), last_day(year, month + 2))


def _parts(text: str) -> Span | None:
    for match in _PARTS.finditer(text):
        first_year, last_year = match[4], match[8] or match[4]
        if last_year is None:
            continue
        first = _part(match[1], match[2], match[3], int(first_year or last_year))
        last = _part(match[5], match[6], match[7], int(last_year)) if match[6] or match[7] else first
        if first and last and first.start <= last.end:
            return Span(first.start, last.end)
    return None


def _part(ordinal: str | None, unit: str | None, quarter: str | None, year: int) -> Span | None:
    number = int(quarter) if quarter else ORDINALS[ordinal or "1."]
    parts = 2 if unit == "halvår" else 4
    number = parts if number == -1 else number
    if number > parts:
        return None
    months = 12 // parts
    return Span(date(year, (number - 1) * months + 1, 1), last_day(year, number * months))


def _years(text: str) -> Span | None:
    match = _YEARS.search(text) or _SHORT_YEARS.search(text)
    if match:
        first, last = full_year(match[1]), full_year(match[2])
        if first <= last <= first + 15:
            return Span(date(first, 1, 1), date(last, 12, 31))
    days = [day.span() for day in DAY.finditer(text)]
    for single in _ONE_YEAR.finditer(text):
        in_a_date = any(start <= single.start() < end for start, end in days)
        if not in_a_date and not _dates_a_document(text, single.start()):
            return Span(date(int(single[1]), 1, 1), date(int(single[1]), 12, 31))
    return None


def _dates_a_document(text: str, at: int) -> bool:
    return bool(_NOT_THE_PLAN.search(text[max(0, at - 60) : at]))
