"""Days, durations and head counts as people write them in a hurry. Each finder gives what it found and where."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

NUMBERS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "een": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}
_N = r"(?:\d{1,5}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
MONTHS = {
    "januar": 1, "jan": 1, "februar": 2, "feb": 2, "marts": 3, "mar": 3, "april": 4, "apr": 4, "maj": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10, "oct": 10,
}
DAYS = {
    "mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lørdag": 5, "loerdag": 5, "søndag": 6, "soendag": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = "|".join(DAYS)


class Hit(NamedTuple):
    """A value, its place in the line, and (days) whether it is a day to come or one that does not exist."""

    start: int
    end: int
    value: int | date | None


def number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]


_NAMED_DAY = re.compile(
    rf"(?<!\w)(?:(?P<near>i\s+dag|today|i\s+g[åa]a?r|yesterday|i\s+forg[åa]a?rs|i\s+morgen|tomorrow)"
    rf"|(?:(?:p[åa]|sidste|last|i|on|nu\s+p[åa])\s+)?(?P<week_before>sidste\s+)?(?P<weekday>{_DAY})(?:en|s)?(?:\s+i\s+sidste\s+uge)?"
    rf"|(?:i\s+)?uge\s+(?P<week>\d{{1,2}}))(?!\w)",
    re.IGNORECASE,
)
_WRITTEN_DAY = re.compile(
    rf"(?<![\w/.-])(?:(?:d\.|den|on)\s*)?(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d1>\d{{1,2}})\.?\s*(?P<m1>{_MONTH})\b\.?(?:\s+(?P<y1>\d{{4}})|(?P<ly1>\s+sidste\s+[åa]a?r))?"
    rf"|(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})(?:[-/.](?P<y2>\d{{4}}|\d{{2}})(?!\w)|\s(?P<y4>20\d{{2}})(?!\w))?"
    rf"|(?P<d3>\d{{1,2}})\.(?P<m3>\d{{1,2}})(?:\.(?P<y3>\d{{4}}|\d{{2}})?))(?![\w/])",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(r"(?<!\w)den\s+(?P<d>\d{1,2})\.(?!\s*\d)(?!\w)", re.IGNORECASE)


def days(line: str, today: date) -> Iterator[Hit]:
    """Days named in the line; ``value`` None for one that does not exist (31/2). Days without a year are the nearest past
    ones, or within the coming two months if that is nearer.
    """
    for match in _WRITTEN_DAY.finditer(line):
        if match["iso"]:
            yield Hit(match.start(), match.end(), _iso(match["iso"]))
            continue
        day, month, year = match["d1"] or match["d2"] or match["d3"], match["m1"] or match["m2"] or match["m3"], match["y1"] or match["y2"] or match["y4"] or match["y3"]
        at = MONTHS[month.lower()] if not month.isdecimal() else int(month)
        if match["ly1"]:
            year = str(today.year - 1)
        yield Hit(match.start(), match.end(), _day(int(day), at, year, today))
    for match in _NAMED_DAY.finditer(line):
        yield Hit(match.start(), match.end(), _named(match, today))
    for match in _BARE_DAY.finditer(line):
        yield Hit(match.start(), match.end(), _day_of_month(int(match["d"]), today))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        whole = int(year) if len(year) == 4 else 2000 + int(year)
        return _date(whole, month, day)
    this = _date(today.year, month, day)
    if this is None:  # 29 February in another year
        return next((found for back in range(1, 9) if (found := _date(today.year - back, month, day))), None)
    if this > today + timedelta(days=61):
        return _date(today.year - 1, month, day) or this
    return this


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(match: re.Match[str], today: date) -> date | None:
    if match["week"]:
        try:
            found = date.fromisocalendar(today.year, int(match["week"]), 1)
            return found if found <= today + timedelta(days=61) else date.fromisocalendar(today.year - 1, int(match["week"]), 1)
        except ValueError:
            return None
    if match["weekday"]:
        back = (today.weekday() - DAYS[match["weekday"].lower()]) % 7
        if match.group().lower().lstrip().startswith(("sidste", "last")) and back == 0:
            back = 7
        if "sidste uge" in match.group().lower():
            back = today.weekday() - DAYS[match["weekday"].lower()] + 7
        return today - timedelta(days=back)
    near = re.sub(r"\s+", " ", match["near"].lower())
    if near in {"i dag", "today"}:
        return today
    if near in {"i morgen", "tomorrow"}:
        return today + timedelta(days=1)
    return today - timedelta(days=2 if "forg" in near else 1)


def _day_of_month(day: int, today: date) -> date | None:
    this = _date(today.year, today.month, day)
    if this is not None and this <= today:
        return this
    before = today.replace(day=1) - timedelta(days=1)
    return _date(before.year, before.month, day)


_CLOCK = re.compile(
    r"(?<!\w)(?:kl\.?\s*)?(?P<h1>[01]?\d|2[0-4])(?:[.:](?P<m1>[0-5]\d))?\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?(?P<h2>[01]?\d|2[0-4])(?:[.:](?P<m2>[0-5]\d))?(?![\w/])",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?<![\w,.])(?:(?P<one_half>halvanden|1\s*½|1[,.]5)\s*(?:timer?s?|t)\b|(?P<half>(?:en\s+)?halv(?:\s+times?)|½\s*times?)\b"
    r"|(?P<h>\d{1,2})(?P<f>\s*½|[,.]5|[,.]25|[,.]75)?\s*(?:timer?s?|t\.?|h|hours?|hrs?)(?![\wæøå])(?:\s*(?:og\s*)?(?P<hm>\d{1,2})\s*(?:min\.?|minutter|m)?(?![\w/]))?"
    r"|(?P<wh>en|et|to|tre|fire|fem|seks|one|two|three)\s+(?:timer?s?|hours?)\b"
    r"|(?P<quarters>tre|et|en|3)\s+kvarte?r\b|(?P<m>\d{1,4})\s*(?:min(?:utter|uts|ut|utes?)?\.?|m)(?![\wæøå])|(?P<c>\d):(?P<cm>[0-5]\d)(?:\s*t(?:imer)?)?(?![\w:]))",
    re.IGNORECASE,
)


def durations(line: str) -> Iterator[Hit]:
    """Minutes. A range of clock times counts as its length when it is written with "kl" or with minutes."""
    for match in _CLOCK.finditer(line):
        written = match.group().lower()
        if "kl" not in written and not (match["m1"] or match["m2"]):
            continue
        start = int(match["h1"]) * 60 + int(match["m1"] or 0)
        end = int(match["h2"]) * 60 + int(match["m2"] or 0)
        if end > start:
            yield Hit(match.start(), match.end(), end - start)
    for match in _HOURS.finditer(line):
        if minutes := _minutes(match):
            yield Hit(match.start(), match.end(), minutes)


def _minutes(match: re.Match[str]) -> int:
    if match["one_half"]:
        return 90
    if match["half"]:
        return 30
    if match["h"]:
        part = {"½": 30, ",5": 30, ".5": 30, ",25": 15, ".25": 15, ",75": 45, ".75": 45}.get((match["f"] or "").strip(), 0)
        return int(match["h"]) * 60 + part + int(match["hm"] or 0)
    if match["wh"]:
        return number(match["wh"]) * 60
    if match["quarters"]:
        return number(match["quarters"]) * 15
    if match["m"]:
        return int(match["m"])
    return int(match["c"]) * 60 + int(match["cm"])


_PEOPLE = (
    r"(?:deltagere?|delt\.?|personer?|pers\.?|mennesker|menneske|fremmødte|fremmoedte|borgere?|frivillige?|gæster|gaester|besøgende|"
    r"kursister|beboere?|participants?|people|persons?|attendees)"
)
_PERSONS = re.compile(
    rf"(?<![\w/.,-])(?:vi\s+var\s+(?P<we>{_N})(?:\s+{_PEOPLE})?|(?P<n>{_N})\s*{_PEOPLE}|(?:deltagere|fremmødte|antal)\s*:?\s*(?P<after>\d{{1,5}}))(?!\w)", re.IGNORECASE
)
_MEN_WOMEN = re.compile(
    rf"(?<!\w)(?P<a>{_N})\s+(?:mænd|maend|kvinder|børn|boern|voksne|unge|ældre|piger|drenge)\s+(?:og|\+|&)\s+(?P<b>{_N})\s+(?:mænd|maend|kvinder|børn|boern|voksne|unge|ældre|piger|drenge)(?!\w)",
    re.IGNORECASE,
)


def persons(line: str) -> Iterator[Hit]:
    """Head counts: "12 personer", "18 delt.", "vi var 7", "3 mænd og 4 kvinder"."""
    for match in _MEN_WOMEN.finditer(line):
        yield Hit(match.start(), match.end(), number(match["a"]) + number(match["b"]))
    for match in _PERSONS.finditer(line):
        yield Hit(match.start(), match.end(), number(match["we"] or match["n"] or match["after"]))


ORGANISATIONS = re.compile(
    rf"(?<!\w)(?:fra\s+)?(?P<n>{_N})\s+(?:forskellige\s+)?(?:foreninger|organisationer|aktører|aktoerer|associations|organisations)(?!\w)", re.IGNORECASE
)
SECTORS = (
    ("municipality", re.compile(rf"(?<!\w)(?:(?P<n>{_N})\s+)?(?:fra\s+)?(?:kommunen|kommunale\s+(?:medarbejdere|ansatte|fagfolk))(?!\w)", re.IGNORECASE)),
    ("region", re.compile(rf"(?<!\w)(?:(?P<n>{_N})\s+)?(?:fra\s+)?(?:regionen|regionale\s+(?:medarbejdere|ansatte|fagfolk))(?!\w)", re.IGNORECASE)),
    ("politics", re.compile(rf"(?<!\w)(?P<n>{_N})\s+(?:byråds(?:medlemmer|politikere)|politikere)(?!\w)", re.IGNORECASE)),
    ("company", re.compile(rf"(?<!\w)(?P<n>{_N})\s+virksomheder(?!\w)", re.IGNORECASE)),
)
ONLINE = re.compile(r"(?<!\w)(?:online|virtuelt?|p[åa]\s+(?:teams|zoom)|via\s+(?:teams|zoom)|teams-?møde|zoom-?møde|webinar)(?!\w)", re.IGNORECASE)
ON_SITE = re.compile(r"(?<!\w)(?:fysisk|fysisk\s+fremmøde|on\s+site)(?!\w)", re.IGNORECASE)
CANCELLED = re.compile(r"(?<!\w)(?:aflyst|blev\s+aflyst|cancelled)(?!\w)", re.IGNORECASE)
PLANNED = re.compile(r"(?<!\w)(?:planlagt|planlægges|planned)(?!\w)", re.IGNORECASE)
JOINED = re.compile(r"(?<!\w)(?:deltog\s+i|deltaget\s+i|deltagelse\s+i|var\s+med\s+(?:til|i|på)|med\s+til|attended)(?!\w)", re.IGNORECASE)
OFFERED = re.compile(r"(?<!\w)(?:tilbudt|tilbød|offered)(?!\w)", re.IGNORECASE)
