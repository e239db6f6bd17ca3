"""What can be several things at once, as one whole number: a bit for each. Pure.

Half-days of a week, languages, and lines of the centre's own lists of interests and skills. Two rows have something in common where the
numbers' *and* is not nought, which both databases reckon by themselves over a hundred thousand rows.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 62  # bits in a signed whole number of eight bytes, with one to spare
DAYS = (gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"), gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"))
PARTS = (gettext_lazy("morning"), gettext_lazy("afternoon"), gettext_lazy("evening"))
WHOLE_WEEK = (1 << len(DAYS) * len(PARTS)) - 1

# The bit of a language is its place here: for good, so a new one goes last.
LANGUAGES = (
    ("da", gettext_lazy("Danish")), ("en", gettext_lazy("English")), ("de", gettext_lazy("German")), ("ar", gettext_lazy("Arabic")), ("uk", gettext_lazy("Ukrainian")),
    ("pl", gettext_lazy("Polish")), ("tr", gettext_lazy("Turkish")), ("so", gettext_lazy("Somali")), ("fa", gettext_lazy("Persian and Dari")), ("ur", gettext_lazy("Urdu")),
    ("ro", gettext_lazy("Romanian")), ("bs", gettext_lazy("Bosnian, Croatian and Serbian")), ("ru", gettext_lazy("Russian")), ("fr", gettext_lazy("French")),
    ("es", gettext_lazy("Spanish")), ("vi", gettext_lazy("Vietnamese")), ("ta", gettext_lazy("Tamil")), ("ti", gettext_lazy("Tigrinya")), ("kl", gettext_lazy("Greenlandic")),
    ("ku", gettext_lazy("Kurdish")), ("zh", gettext_lazy("Chinese")), ("sign", gettext_lazy("Danish sign language")),
)


def mask_of(bits: Iterable[int]) -> int:
    """One number for all of ``bits``."""
    made = 0
    for bit in bits:
        made |= 1 << bit
    return made


def bits_of(mask: int) -> Iterator[int]:
    """The bits that are set, lowest first."""
    bit = 0
    while mask >> bit:
        if mask >> bit & 1:
            yield bit
        bit += 1


def half_day(day: int, part: int) -> int:
    """The bit of the morning (0), afternoon (1) or evening (2) of a day, Monday being 0."""
    return day * len(PARTS) + part


def times_in_words(mask: int) -> str:
    """"Monday morning and evening, Tuesday afternoon", or "weekday mornings" where all five are the same."""
    by_day = {day: [part for part in range(len(PARTS)) if mask >> half_day(day, part) & 1] for day in range(len(DAYS))}
    if mask & WHOLE_WEEK == WHOLE_WEEK:
        return _("any time")
    said: list[str] = []
    days = [day for day, parts in by_day.items() if parts]
    if len(days) >= 5 and all(by_day[day] == by_day[0] for day in range(5)):
        said.append(_("weekdays %(parts)s") % {"parts": _parts(by_day[0])})
        days = [day for day in days if day > 4]
    said += [f"{DAYS[day]} {_parts(by_day[day])}" for day in days]
    return ", ".join(said)


def _parts(parts: list[int]) -> str:
    if len(parts) == len(PARTS):
        return _("all day")
    return _(" and ").join(str(PARTS[part]) for part in parts)
