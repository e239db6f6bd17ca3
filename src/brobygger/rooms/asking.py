"""A wish for a room in ordinary words, understood: “plads til 20 med projektor torsdag aften”. Pure: words and the centre's own features in, a wish out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

WEEKDAYS: Final = (
    ("mandag", "monday"), ("tirsdag", "tuesday"), ("onsdag", "wednesday"), ("torsdag", "thursday"), ("fredag", "friday"), ("lørdag", "saturday"), ("søndag", "sunday"),
)
PARTS: Final[Mapping[str, tuple[time, time]]] = {
    "morgen": (time(8), time(10)), "formiddag": (time(9), time(12)), "middag": (time(12), time(14)), "eftermiddag": (time(13), time(16)), "aften": (time(18), time(21)), "hele dagen": (time(9), time(16)),
    "morning": (time(9), time(12)), "afternoon": (time(13), time(16)), "evening": (time(18), time(21)), "all day": (time(9), time(16)),
}
SMALL: Final = frozenset(
    ["et", "en", "der", "det", "den", "om", "på", "i", "til", "med", "og", "for", "fra", "kl", "plads", "pladser", "lokale", "lokaler", "rum", "sal", "mødelokale", "møde", "vi", "jeg", "har", "brug", "skal", "bruge", "trinfri", "trinfrit", "trinfri", "adgang", "kørestol", "elevator", "ledigt", "ledig", "find", "a", "the", "with", "on", "in", "at", "room", "rooms", "we", "need", "meeting", "free", "step-free", "wheelchair", "næste", "på", "next", "hver"]
)
_HOURS = re.compile(r"(?:kl\.?|fra|from|at)?\s*\b(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|til|to)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?\b(?!\s*(?:pers|menn|people|delt))")
_FROM = re.compile(r"(?:kl\.?|at)\s*(\d{1,2})(?:[.:](\d{2}))?")
_PERSONS = re.compile(r"(?:til|for|plads til|room for)\s+(\d{1,4})\b|\b(\d{1,4})\s*(?:personer|pers\.?|mennesker|deltagere|pladser|people|persons|seats)")
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./-](\d{4}|\d{2}))?\b")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was understood. ``weekday``: any of them to come; ``day`` one in particular."""

    persons: int | None = None
    features: tuple[int, ...] = ()
    step_free: bool = False
    day: date | None = None
    weekday: int | None = None
    begins: time | None = None
    ends: time | None = None
    left: str = field(default="", compare=False)  # words that said nothing to us


def understand(words: str, features: Iterable[tuple[int, str]], *, today: date) -> Wish:
    """``features``: the keys and names of what is in rooms."""
    text = f" {words.casefold().strip()} "
    begins, ends, text = _hours(text)
    persons, text = _persons(text)
    day, weekday, text = _days(text, today)
    wanted = []
    for key, name in features:
        stem = name.casefold()
        if stem in text or (len(stem) > 5 and stem[:-1] in text):
            wanted.append(key)
            text = text.replace(stem, " ")
    step_free = any(word in text for word in ("trinfri", "kørestol", "elevator", "step-free", "wheelchair"))
    left = " ".join(word for word in re.findall(r"[\w-]+", text) if word not in SMALL)
    return Wish(persons, tuple(wanted), step_free, day, weekday, begins, ends, left)


def _hours(text: str) -> tuple[time | None, time | None, str]:
    part: tuple[time, time] | None = None
    for words, usual in PARTS.items():
        if re.search(rf"\b{words}\b", text) and not (words == "morgen" and re.search(r"\bi morgen\b", text)):
            part, text = usual, re.sub(rf"\b{words}\b", " ", text)
            break
    if found := _HOURS.search(text):
        return _time(found.group(1), found.group(2)), _time(found.group(3), found.group(4)), text.replace(found.group(), " ")
    if part is not None:
        return *part, text
    if (found := _FROM.search(text)) and (since := _time(found.group(1), found.group(2))):
        return since, since.replace(hour=min(since.hour + 2, 23)), text.replace(found.group(), " ")
    return None, None, text


def _time(hour: str, minute: str | None) -> time | None:
    h, m = int(hour), int(minute or 0)
    return time(h % 24, m) if h <= 24 and m < 60 else None


def _persons(text: str) -> tuple[int | None, str]:
    found = _PERSONS.search(text)
    if found is None:
        return None, text
    return int(found.group(1) or found.group(2)), text.replace(found.group(), " ")


def _days(text: str, today: date) -> tuple[date | None, int | None, str]:
    for words, later in (("i overmorgen", 2), ("i morgen", 1), ("i dag", 0), ("tomorrow", 1), ("today", 0)):
        if words in text:
            return today + timedelta(days=later), None, text.replace(words, " ")
    if found := _DAY.search(text):
        day = _date(found, today)
        if day is not None:
            return day, None, text.replace(found.group(), " ")
    for number, names in enumerate(WEEKDAYS):
        for name in names:
            if re.search(rf"\b{name}(?:e|en|s)?\b", text):
                return None, number, re.sub(rf"\b{name}\w*", " ", text)
    return None, None, text


def _date(found: re.Match[str], today: date) -> date | None:
    day, month = int(found.group(1)), int(found.group(2))
    try:
        if found.group(3):
            return date(int(found.group(3)) % 100 + 2000, month, day)
        this = date(today.year, month, day)
        return this if this >= today else date(today.year + 1, month, day)
    except ValueError:
        return None
