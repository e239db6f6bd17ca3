"""The short names people make of long ones: "Foreningen Norden" is "Norden", "Røde Kors, Slagelse" is "Røde Kors".

Each comes with whether it is as good as the name (a town or a word such as "Foreningen" left out), or only its beginning.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from brobygger.journal.lines.spelling import fold

_LEADING: Final = re.compile(
    r"^(?:den\s+selvejende\s+institution|for?eningen|lokalforeningen|landsforeningen|lokalafdelingen|selvhjælpsgruppen|afdelingen|netværket|projektet?|netværk|projekt)"
    r"(?:\s+(?:for|af)\b)?\s*[:–-]?\s+", re.IGNORECASE,
)  # fmt: skip
_TRAILING: Final = re.compile(r"[\s,–-]+(?:lokal)?(?:forening(?:en)?|afdeling(?:en)?|afd\.?|netværk(?:et)?|projekt(?:et)?|gruppen)$", re.IGNORECASE)
_ONE_WORD: Final = re.compile(r"(?<=\w{4})s?-?(?:netværket|netværk|projektet|projekt)$", re.IGNORECASE)
_YEARS: Final = re.compile(r"[\s,(]*(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?\)?$")
_PARENTHESIS: Final = re.compile(r"\s*\(([^()]*)\)\s*")
_CUT: Final = re.compile(r"\s+(?:i|på|ved|for|af|til|omkring|uden|under|mod|in|at)\s+", re.IGNORECASE)
# Words too common to stand for one organisation.
_GENERAL: Final = frozenset(
    fold(word)
    for word in ["foreningen", "forening", "klubben", "klub", "gruppen", "centret", "center", "danske", "dansk", "danmarks", "den", "det", "de", "børnenes", "kommunens", "regionens", "venner", "netværket", "netværk", "frivillige", "frivilligcenter", "lokale", "sociale", "social", "ungdommens", "kvindernes", "mændenes", "familiernes", "nye", "gamle", "store", "lille", "unge", "ældre", "børn", "kirkens", "byens", "husets", "kulturhuset", "beboerhuset", "aktivitetshuset", "boligselskabet", "plejehjemmet", "landsforeningen", "støtteforeningen", "projekt", "projektet", "selvhjælp", "hjælp"]
)


def aliases(role: str, name: str, places: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Short names for ``name``; true for those as good as the name itself."""
    if role in {"theme", "target_group"}:
        parts = re.split(r"\s+(?:og|&|and)\s+|\s*[/,]\s*", name)
        if len(parts) > 1:
            yield from ((True, part) for part in parts if len(part) > 3)
        return
    if role not in {"organisation", "network", "project"}:
        return
    seen = {name}
    for text in _shortened(name, places):
        if text and text not in seen and fold(text) not in _GENERAL:
            seen.add(text)
            yield True, text
    if role == "network":
        for text in seen:
            yield True, f"netværk for {text}"
            yield True, f"{text} netværk"
            yield True, f"{text}s netværk"
            yield True, f"{text}netværket"
            yield True, f"{text}snetværket"
            yield True, f"netværket {text}"
    if role == "organisation":
        yield from ((False, text) for text in _beginnings(name, seen))


def _shortened(name: str, places: Sequence[str]) -> Iterator[str]:
    if (inside := _PARENTHESIS.search(name)) is not None:
        if inside[1].isupper() and " " not in inside[1]:
            yield inside[1]
        name = _PARENTHESIS.sub(" ", name).strip()
        yield name
    if "," in name:
        name = name.split(",")[0].strip()
        yield name
    shorter = _YEARS.sub("", name)
    for pattern in (_LEADING, _TRAILING, _ONE_WORD):
        shorter = pattern.sub("", shorter).strip()
        yield shorter
    for place in places:
        without = re.sub(rf"[\s,–-]+(?:(?:i|på)\s+)?{re.escape(place)}(?:[\s,]+(?:lokal)?(?:afdeling|afd\.?|forening))?$", "", shorter, flags=re.IGNORECASE)
        if without != shorter and without:
            yield without
            yield f"{without} i {place}"
            yield f"{place} {without}"
            yield f"{without} {place}"
        elif shorter.lower().startswith(place.lower() + " ") and not shorter.lower().endswith("kommune"):
            rest = shorter[len(place) :].strip()
            yield from ([rest] if " " in rest else [])
            yield f"{rest} i {place}"
            yield f"{rest} {place}"


def _beginnings(name: str, seen: set[str]) -> Iterator[str]:
    """The first words of a long name, and its initials."""
    cut = _CUT.split(name)[0]
    if cut not in seen and len(cut) > 4 and fold(cut) not in _GENERAL:
        yield cut
    parts = re.findall(r"[\w'’-]+", name)
    for size in range(1, len(parts)):
        text = " ".join(parts[:size])
        if text not in seen and (len(parts[0]) > 5 if size == 1 else len(text) > 7) and fold(parts[size - 1]) not in _GENERAL | {"og", "i", "for", "af", "på"}:
            yield text
    if len(parts) > 2:
        yield "".join(part[0] for part in parts).upper()
