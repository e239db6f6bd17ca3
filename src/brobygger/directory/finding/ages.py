"""The age that somebody's own words say: "min søn på 9", "16 år", "70-årig". Pure. A time that has passed ("i 3 år", "for 5 år siden") is none."""

import re
from dataclasses import dataclass
from typing import Final

OLDEST: Final = 110
_ONES = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"]
_TENS = {"tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90}
_SAID = {**{word: place for place, word in enumerate(_ONES, 1)}, **_TENS}
_WORDS = "|".join(sorted(_SAID, key=len, reverse=True))
_N = rf"(?P<n>\d{{1,3}}|{_WORDS})"
_PA = "(?:på|paa)"
_AAR = "(?:år|aar)"
_SOMEBODY = (
    "søn|son|datter|barn|børn|dreng|pige|knægt|tøs|teenager|tvillinger|baby|mor|far|mormor|morfar|farmor|farfar|bedstemor|bedstefar|mand|kone|kæreste|ven|veninde|nabo|bror|søster|lillebror|storebror|lillesøster|"
    "storesøster|barnebarn|niece|nevø|kvinde|ung|unge|voksen|ældre|bonussøn|bonusdatter|plejebarn|steddatter|stedsøn"
)
_BEFORE = "i|om|for|gennem|efter|siden|sidste|seneste|næste|hver|hvert|mange|de|første"  # before a number of years they make it a stretch of time
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w–-]){_N}[\s-]*(?:å|aa)rige?s?\b",  # 70-årig, 16 årige
        rf"(?<![\w–-])(?:{_PA}\s+)?{_N}\s*(?:måneder|måned|mdr|uger)\s+gammel\b(?P<infant>)|(?:\b(?:{_SOMEBODY})(?:en|n)?\s+){_PA}\s+(?:\d{{1,2}}|{_WORDS})\s*(?:måneder|måned|mdr|uger)\b(?P<infant_too>)",
        rf"(?:{_PA}\s+)?(?<![\w–-]){_N}\s*{_AAR}(?:\s+(?:gammel|gamle|gammelt))?\b(?!\s+siden)",  # på 16 år, 72 år gammel
        rf"\b(?:{_SOMEBODY})(?:en|n)?\s+{_PA}\s+{_N}(?!\s*(?:km|kilo|kg|m|meter|timer|minutter|personer|procent|%)\b)(?![\w–-])",  # min søn på 9
        r"\b(?:jeg|hun|han)\s+(?:er|fylder|bliver)\s+(?P<n>\d{1,3})(?![\w–-])(?!\s*(?:år|aar|km|cm|kilo|kg|meter|timer|minutter|uger|måneder|personer|dage|procent|%)\b)",  # jeg er 72
    )
)
_STRETCH = re.compile(rf"\b(?:{_BEFORE})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """``rest``: what was typed without the age, as it is searched for."""

    age: int
    rest: str


def read(text: str) -> Said | None:
    """The first age in ``text``, or None."""
    found = [(match.start(), match, number) for number, pattern in enumerate(_PATTERNS) for match in pattern.finditer(text)]
    for _start, match, number in sorted(found, key=lambda each: (each[0], each[2])):
        age = _age(match)
        if age is None or (number == 2 and _STRETCH.search(text[: match.start()])):
            continue
        kept = match.group(0) if number == 3 else ""  # whose age it is, is part of what was meant
        whose = kept.split()[0] if kept else ""
        return Said(age, " ".join(f"{text[: match.start()]} {whose} {text[match.end() :]}".split()))
    return None


def _age(match: "re.Match[str]") -> int | None:
    groups = match.groupdict()
    if groups.get("infant") is not None or groups.get("infant_too") is not None:
        return 0
    said = (groups.get("n") or "").casefold()
    age = int(said) if said.isdecimal() else _SAID.get(said)
    return age if age is not None and 0 < age <= OLDEST else None
