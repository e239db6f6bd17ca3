"""The day of the work: "i går", "fredag", "12/3", "den 12. marts", "uge 41", "3. marts sidste år".

A day without a year is the most recent one that has been, today included; only within the coming two months, or where the words
speak of what is to come, is it a day ahead. A day that the calendar lacks is asked about and stays in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from brobygger.journal.lines.line import Line
from brobygger.journal.lines.numbers import NUMBER, number
from brobygger.journal.lines.spelling import danish, fold

NEAR: Final = timedelta(days=60)
_MONTHS: Final = {
    "januar": 1, "january": 1, "jan": 1, "februar": 2, "february": 2, "feb": 2, "febr": 2, "marts": 3, "march": 3, "mar": 3, "april": 4, "apr": 4, "maj": 5,
    "may": 5, "juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10,
    "october": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_WEEKDAYS: Final = {
    "mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "loerdag": 5, "soendag": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3,
    "friday": 4, "saturday": 5, "sunday": 6, "man": 0, "tirs": 1, "tir": 1, "ons": 2, "tors": 3, "tor": 3, "fre": 4, "loer": 5, "soen": 6,
}  # fmt: skip
_MONTH: Final = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?!\w)"
_LONG: Final = r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SHORT: Final = r"(?:man|tirs?|ons|tors?|fre|lør|søn)"
_LAST_YEAR: Final = r"\s+(?:sidste\s+år|i\s+fjor|last\s+year)(?!\w)"
_WRITTEN: Final = danish(
    rf"(?<![\w/.:-])(?:(?:(?:p|i|på|om|on)\s+)?(?P<wd>{_LONG}|{_SHORT})\.?,?\s+)?(?:(?:d\.\s*|den\s+|d\s+|on\s+|the\s+|pr\.\s*))?(?:"
    rf"(?P<iy>\d{{4}})-(?P<im>\d{{1,2}})-(?P<id>\d{{1,2}})(?![\w-])"
    rf"|(?P<d1>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?(?P<m1>{_MONTH})\.?(?:,?\s*(?P<y1>(?:19|20)\d\d)(?!\w)|\s+'(?P<s1>\d\d)(?!\w)|(?P<l1>{_LAST_YEAR}))?"
    rf"|(?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?![\w.:/]|\s*(?:deltag|pers|delt|min|tim|people|part))(?:,?\s+(?P<y4>20\d\d)(?!\w))?"
    rf"|(?P<d2>\d{{1,2}})\s?/\s?(?P<m2>\d{{1,2}})(?:[-/.](?P<y2>\d{{4}}|\d\d)(?![\w/.:-])|\s+(?P<y5>20\d\d)(?!\w)|\s+'(?P<s2>\d\d)(?!\w)|(?P<l2>{_LAST_YEAR}))?(?![\d/])"
    rf"|(?P<d3>\d{{1,2}})[.](?P<m3>\d{{1,2}})(?:[.](?P<y3>\s?\d{{4}}|\d\d)(?!\w)|[.](?!\d)|(?P<bare>))(?![\w/:-])"
    rf"|(?P<d6>\d{{1,2}})-(?P<m6>\d{{1,2}})-(?P<y6>\d{{4}}|\d\d)(?![\w-])"
    rf")"
)
_SPAN: Final = danish(
    rf"(?<![\w/.:-])(?:(?:d\.\s*|den\s+|fra\s+(?:d\.\s*|den\s+)?))?(?:(?P<d>\d{{1,2}})\.?\s*(?:-|og|til|&|to)\s*(?:den\s+|d\.\s*)?\d{{1,2}}\.?\s*(?P<m>{_MONTH})\.?(?:\s+(?P<y>20\d\d)(?!\w))?"
    rf"|(?P<d2>\d{{1,2}})(?:/(?P<m1>\d{{1,2}}))?\.?\s*(?:-|og|til|to)\s*(?:den\s+|d\.\s*)?\d{{1,2}}/(?P<m2>\d{{1,2}})(?:[-/](?P<y2>\d{{4}}|\d\d))?(?![\w/]))"
)
_DAY: Final = danish(rf"(?<![\w.-])(?:(?P<wd>{_LONG})\s+)?(?:den|d\.)\s*(?P<d>\d{{1,2}})(?P<dot>\.)?(?![\w/:-]|\.?\d)")
_AFTER_DAY: Final = danish(r"\s*(?:$|[,;:!?()]|-\s|\d|(?:kl|med|om|på|i|til|hos|for|ved|fra|og|with|about|at)(?!\w))")
_WEEKDAY: Final = danish(
    rf"(?<![\w-])(?:(?P<every>hver|hveranden|alle|every)\s+)?(?P<lead>(?:nu\s+på|på\s+næste|i|på|sidste|forrige|sidst|næste|kommende|førstkommende|den|on|last|next|this\s+past|this)\s+)?"
    rf"(?P<wd>{_LONG})(?P<s>s|en|'s)?(?!\w|-\w)"
    r"(?:\s+(?:formiddag|eftermiddag|aften|morgen|middag|morning|afternoon|evening|night)(?!\w))?"
    r"(?:\s+(?:i\s+)?(?:(?P<wl>(?:sidste|forrige)\s+uge|last\s+week)|(?P<wt>denne\s+uge|this\s+week)|(?P<wn>næste\s+uge|next\s+week)|(?:uge|week)\s+(?P<w>\d{1,2})(?!\w)))?"
)
_PART_OF_DAY: Final = r"(?:\s+(?:formiddags?|eftermiddags?|aftes|aften|middags?|morges|morgen|morning|afternoon|evening))?"
_RELATIVE: Final = danish(
    rf"(?<!\w)(?:(?P<d0>(?:her\s+)?(?:i\s?dag|today){_PART_OF_DAY}|i\s+(?:formiddags?|eftermiddags?|morges|aften)|this\s+(?:morning|afternoon|evening)|tonight)"
    rf"|(?P<b2>i\s?forgårs?|forgårs|(?:the\s+)?day\s+before\s+yesterday)"
    rf"|(?P<b1>i\s?går{_PART_OF_DAY}|yesterday(?:\s+(?:morning|afternoon|evening))?|i\s+aftes|last\s+night|dagen\s+før)"
    rf"|(?P<a2>i\s?overmorgen|overmorgen|the\s+day\s+after\s+tomorrow)|(?P<a1>i\s?morgen{_PART_OF_DAY}|tomorrow(?:\s+(?:morning|afternoon|evening))?)"
    rf"|for\s+(?:ca\.?\s+)?(?P<n>{NUMBER})\s+(?P<u>dage?|uger?)\s+siden|(?P<en>{NUMBER}|a)\s+(?P<eu>days?|weeks?)\s+ago)(?!\w)"
)
_WEEK: Final = danish(
    r"(?<![\w-])(?:i\s+|in\s+)?(?:(?:uge|week)\s+(?P<w>\d{1,2})(?:[\s,/-]+(?P<y>20\d\d))?|(?P<last>(?:sidste|forrige)\s+uge|last\s+week)|(?P<next>næste\s+uge|next\s+week))(?![\w/-])"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A day, where it stands, and whether it is sure; ``day`` None where the calendar has no such day."""

    start: int
    end: int
    day: date | None
    certain: bool = True
    asks: str = ""
    keep: bool = False  # the words say more than one day: the note keeps them


_NAMED: Final = danish(r"(?<!\w)(?:frivillig[\s-]*fredag|sorte?\s+fredag|black\s+friday|skærtorsdag|langfredag)\w*")


def read(line: Line) -> None:
    """The first day named; the text keeps another one, or one that does not exist, and a question is asked."""
    for match in _NAMED.finditer(line.plain):
        if line.free(*match.span()):
            line.guard(*match.span())  # a day of its own name says nothing of when
    for find in (_spans, _written, _days_of_month, _relative, _weekdays, _weeks):
        for hit in find(line):
            if not line.free(hit.start, hit.end):
                continue
            if hit.day is None:
                line.guard(hit.start, hit.end)
                line.ask("day", _("There is no such day: %(text)s") % {"text": line.text[hit.start : hit.end].strip()})
            else:
                _know(line, hit, hit.day)
    _judge(line)


def _know(line: Line, hit: _Hit, day: date) -> None:
    known = line.known.get("done_on")
    if known is not None and known != day:
        line.guard(hit.start, hit.end)
        line.ask("day", _("Two days are named. Is it one piece of work, or one for each day?"), (known.isoformat(), day.isoformat()))
        return
    line.known["done_on"] = day
    line.take(hit.start, hit.end, "day", certain=hit.certain)
    if hit.keep:
        line.extra.append(line.text[hit.start : hit.end].strip())
    if hit.asks:
        line.ask("day", hit.asks, (day.isoformat(),))


def _judge(line: Line) -> None:
    """A day to come is planned work, unless the line says it was cancelled or moved."""
    day = line.known.get("done_on")
    if day is None or day <= line.today or line.known.get("state") in {"cancelled", "moved"}:
        return
    line.known["state"] = "planned"
    line.ask("state", _("This day is still to come: it is kept as planned."))


def _spans(line: Line) -> Iterator[_Hit]:
    for match in _SPAN.finditer(line.plain):
        month = _MONTHS[match["m"].rstrip(".")] if match["m"] else int(match["m1"] or match["m2"])
        day = int(match["d"] or match["d2"])
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            continue
        yield _Hit(match.start(), match.end(), _dated(line, day, month, match["y"] or match["y2"]), keep=True)


def _written(line: Line) -> Iterator[_Hit]:
    for match in _WRITTEN.finditer(line.plain):
        found = match.groupdict()
        start = match.start()
        if found["iy"]:
            day = _date(int(found["iy"]), int(found["im"]), int(found["id"]))
        elif found["d1"] or found["d4"]:
            month = _MONTHS[found["m1"] or found["m4"]]
            year = found["y1"] or found["y4"] or found["s1"]
            day = _dated(line, int(found["d1"] or found["d4"]), month, year, last_year=bool(found["l1"]))
        else:
            number_of_day, month = int(found["d2"] or found["d3"] or found["d6"]), int(found["m2"] or found["m3"] or found["m6"])
            if not 1 <= number_of_day <= 39 or not 1 <= month <= 19 or (found["bare"] is not None and not _is_dotted_day(line, match)):
                continue
            year = found["y2"] or (found["y3"] or "").strip() or found["y5"] or found["y6"] or found["s2"]
            day = _dated(line, number_of_day, month, year, last_year=bool(found["l2"]))
        asks = ""
        if day is not None and found["wd"] and day.weekday() != _WEEKDAYS[fold(found["wd"])]:
            if len(found["wd"]) < 5:
                start = match.start("wd") + len(found["wd"])
            asks = _("That day was no %(weekday)s. Which day was it?") % {"weekday": found["wd"]}
        yield _Hit(start, match.end(), day, not asks, asks)


def _is_dotted_day(line: Line, match: re.Match[str]) -> bool:
    """Whether 12.3 is a day: without a dot behind it is one only at the line's start, after a weekday, or with "den"."""
    said = match.group()
    return (match.start() == 0 or said[0].isalpha()) and not re.match(r"\s*(?:t|timer|km|kr|%|mio)\b", line.plain[match.end() :])


def _days_of_month(line: Line) -> Iterator[_Hit]:
    for match in _DAY.finditer(line.plain):
        weekday, day = match["wd"], int(match["d"])
        if not (match.start() == 0 or weekday or _AFTER_DAY.match(line.plain, match.end())) or day == 0 or day > 39:
            continue
        if not match["dot"] and not weekday and re.match(r"\s*\w", line.plain[match.end() :]):
            continue  # "den 3 timer lange"
        found = _day_of_month(day, line.today, ahead=line.ahead, weekday=_WEEKDAYS[fold(weekday)] if weekday else None)
        asks = _("That day was no %(weekday)s. Which day was it?") % {"weekday": weekday} if found is None and weekday and day <= 31 else ""
        if asks:
            line.guard(*match.span())
            line.ask("day", asks)
        else:
            yield _Hit(match.start(), match.end(), found)


def _relative(line: Line) -> Iterator[_Hit]:
    offsets = {"d0": 0, "b1": -1, "b2": -2, "a1": 1, "a2": 2}
    for match in _RELATIVE.finditer(line.plain):
        name = next((name for name in offsets if match[name]), None)
        if name is not None:
            days = offsets[name]
        else:
            count = 1 if match["en"] == "a" else number(match["n"] or match["en"]) or 0
            days = -count * (7 if (match["u"] or match["eu"])[0] in "uw" else 1)
        yield _Hit(match.start(), match.end(), _moved(line.today, days))


def _weekdays(line: Line) -> Iterator[_Hit]:
    for match in _WEEKDAY.finditer(line.plain):
        lead = " ".join((match["lead"] or "").split())
        if match["every"] or (match["s"] and match["s"] != "en" and lead != "i"):
            continue
        wanted = _WEEKDAYS[fold(match["wd"])]
        yield _Hit(match.start(), match.end(), _weekday(line, match, lead, wanted))


def _weekday(line: Line, match: re.Match[str], lead: str, wanted: int) -> date | None:
    today = line.today
    if match["w"]:
        monday = _week(int(match["w"]), None, today, ahead=line.ahead)
        return _moved(monday, wanted) if monday else None
    if match["wl"] or match["wt"] or match["wn"]:
        weeks = -1 if match["wl"] else 1 if match["wn"] else 0
        return _moved(today, wanted - today.weekday() + 7 * weeks)
    lead = fold(lead)
    back = (today.weekday() - wanted) % 7
    if lead in {"naeste", "kommende", "foerstkommende", "nu paa", "paa naeste", "next", "paa"}:
        return _moved(today, 7 - back)
    if line.ahead:
        return _moved(today, (7 - back) % 7)
    if lead in {"sidste", "forrige", "sidst", "last", "i", "this past"} and back == 0:
        back = 7
    return _moved(today, -back)


def _weeks(line: Line) -> Iterator[_Hit]:
    """A week is no day: its Monday stands for it, and the line asks which day it was."""
    for match in _WEEK.finditer(line.plain):
        today = line.today
        if match["w"]:
            monday = _week(int(match["w"]), int(match["y"]) if match["y"] else None, today, ahead=line.ahead)
        else:
            monday = _moved(today, -today.weekday() + (7 if match["next"] else -7))
        yield _Hit(match.start(), match.end(), monday, certain=False, asks=_("Which day in that week? Until you say, its Monday is used."))


def _dated(line: Line, day: int, month: int, year: str | None, *, last_year: bool = False) -> date | None:
    today = line.today
    if year:
        return _date(int(year) if len(year) == 4 else today.year // 100 * 100 + int(year), month, day)
    if last_year:
        return _date(today.year - 1, month, day)
    around = [found for each in (-1, 0, 1) if (found := _date(today.year + each, month, day)) is not None]
    past = [found for found in around if found <= today]
    coming = [found for found in around if found > today]
    if line.ahead and (coming or past):
        return today if today in past else coming[0] if coming else past[-1]
    if coming and line.ahead is None and coming[0] - today <= NEAR:
        return coming[0]
    if past:
        return past[-1]
    return coming[0] if coming and coming[0] - today <= NEAR else None


def _day_of_month(day: int, today: date, *, ahead: bool | None, weekday: int | None) -> date | None:
    """The most recent such day of a month, or the next one where the words speak of what is to come."""
    months = [0, 1, 2] if ahead else [0, -1, -2]
    for offset in months:
        index = today.year * 12 + today.month - 1 + offset
        found = _date(index // 12, index % 12 + 1, day)
        if found is None:
            if offset == 0 and day <= 31:
                continue
            if day > 31:
                return None
            continue
        if (found >= today if ahead else found <= today) and weekday in {None, found.weekday()}:
            return found
    return None


def _week(week: int, year: int | None, today: date, *, ahead: bool | None) -> date | None:
    """The Monday of an ISO week: of the year named, else of the most recent such week, or one within two months."""
    years = [year] if year else [today.isocalendar().year + each for each in (1, 0, -1)]
    mondays = []
    for each in years:
        try:
            mondays.append(date.fromisocalendar(each, week, 1))
        except ValueError:
            continue
    if year or not mondays:
        return mondays[0] if mondays else None
    if ahead:
        coming = [monday for monday in mondays if monday + timedelta(days=6) >= today]
        return coming[-1] if coming else mondays[0]
    fit = [monday for monday in mondays if monday <= today or (ahead is None and monday - today <= NEAR)]
    return fit[0] if fit else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
