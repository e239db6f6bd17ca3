"""The hours of a week as people write them, a line each: "mandag 10-12", "man-fre 9.30–14", "tirs og tors 16-18 ulige uger"."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST: Final = 30
_DAYS: Final = (("mandag", "monday"), ("tirsdag", "tuesday"), ("onsdag", "wednesday"), ("torsdag", "thursday"), ("fredag", "friday"), ("lørdag", "saturday"), ("søndag", "sunday"))
_LINE: Final = re.compile(
    r"^(?P<days>[^\d]+?)\s*:?\s*(?:kl\.?|at|fra)?\s*(?P<h1>\d{1,2})(?:[.:](?P<m1>\d\d))?\s*(?:-|–|—|til|to)\s*(?:kl\.?)?\s*(?P<h2>\d{1,2})(?:[.:](?P<m2>\d\d))?\s*,?\s*(?P<note>.*)$", re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s*(?:-|–|—|\btil\b|\bto\b)\s*")
_AND: Final = re.compile(r"\s*(?:,|\+|/|\bog\b|\band\b|&)\s*")


class Hour(NamedTuple):
    """An hour of the week; ``weekday`` 0 is Monday."""

    weekday: int
    opens: time
    closes: time
    note: str = ""


def read(text: str) -> list[Hour]:
    """The hours that ``text`` says, in their order. ValidationError names the first line that cannot be read."""
    found: list[Hour] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        found += _hours(line)
    if len(found) > MOST:
        raise ValidationError(_("At most %(n)s hours in a week.") % {"n": MOST})
    if len({hour[:2] for hour in found}) < len(found):
        raise ValidationError(_("The same hour is written twice."))
    return sorted(found)


def _hours(line: str) -> list[Hour]:
    said = _LINE.match(line)
    if said is None:
        raise ValidationError(_("“%(line)s” cannot be read. Write for instance: Monday 10–12.") % {"line": line})
    days = [day for part in _AND.split(said["days"].strip(" .:")) if part for day in _span(part, line)]
    try:
        opens, closes = time(int(said["h1"]), int(said["m1"] or 0)), _end(int(said["h2"]), int(said["m2"] or 0))
    except ValueError:
        raise ValidationError(_("“%(line)s” has a time that does not exist.") % {"line": line}) from None
    if closes <= opens:
        raise ValidationError(_("“%(line)s” ends before it begins.") % {"line": line})
    return [Hour(day, opens, closes, said["note"].strip()[:120]) for day in days]


def _end(hour: int, minute: int) -> time:
    return time(23, 59) if (hour, minute) == (24, 0) else time(hour, minute)


def _span(part: str, line: str) -> Iterable[int]:
    ends = [_day(word, line) for word in _RANGE.split(part.strip()) if word]
    if len(ends) == 2 and ends[0] <= ends[1]:  # from the one to the other
        return range(ends[0], ends[1] + 1)
    if len(ends) != 1:
        raise ValidationError(_("“%(line)s” cannot be read. Write for instance: Monday 10–12.") % {"line": line})
    return ends


def _day(word: str, line: str) -> int:
    """A weekday by its name, a beginning of it of at least two letters, or with the s of "mandags"."""
    word = word.casefold().strip(" .")
    for number, names in enumerate(_DAYS):
        if any(len(word) >= 2 and (name.startswith(word) or word in {f"{name}s", f"{name}e", f"{name}er"}) for name in names):
            return number
    raise ValidationError(_("“%(word)s” is no weekday: %(line)s") % {"word": word, "line": line})


def written(hours: Sequence[Hour], names: Sequence[str]) -> str:
    """As they are read back; ``names`` of the seven weekdays."""
    return "\n".join(f"{names[hour.weekday]} {_clock(hour.opens)}–{_clock(hour.closes)}{f' {hour.note}' if hour.note else ''}" for hour in hours)


def _clock(moment: time) -> str:
    return "24" if moment == time(23, 59) else f"{moment.hour}.{moment:%M}" if moment.minute else str(moment.hour)
