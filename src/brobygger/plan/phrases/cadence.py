"""How often, and for each of what: "årligt", "hver anden måned", "pr. netværk", "i hver af kommunens tre byer".

A strong cadence ("kvartalsvise", "hver onsdag") can set a target alone; a weak one ("om året", "i perioden") only says how a number is meant.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from brobygger.plan.phrases.calendar import YEAR


class Form(StrEnum):
    ADJECTIVE = "adjective"  # årlige møder
    ADVERB = "adverb"  # afholdes årligt
    PHRASE = "phrase"  # hvert kvartal
    COMPOUND = "compound"  # kvartalsmøder; a number before it counts the meetings, not the meetings of each quarter
    WEAK = "weak"  # om året, i perioden


@dataclass(frozen=True, slots=True)
class Cadence:
    """``times`` in each ``per``, read at ``start``:``end``; ``every_years`` for "hvert andet år"."""

    start: int
    end: int
    per: str
    form: Form
    times: int = 1
    every_years: int = 0


@dataclass(frozen=True, slots=True)
class Each:
    """One count for each ``key``; key "" is a number's own size ("20 pr. kursus")."""

    start: int
    end: int
    key: str
    all_of_them: bool = False  # "i alle lokalområder"


_STEMS: Final = (
    (r"halvårlig(?:t|e)?|halvårsvis(?:t|e)?|hver\s+halvårlig\w*", "half_year"),
    (r"kvartals?vi[sd](?:t|e)?|kvartalsmæssig(?:t|e)?|kvartårlig(?:t|e)?", "quarter"),
    (r"månedlig(?:t|e)?|månedsvis(?:t|e)?|månedligt", "month"),
    (r"ugentlig(?:t|e)?", "week"),
    (r"årlig(?:t|e)?|årligen", "year"),
)
_UNIT: Final = {
    "år": "year", "kalenderår": "year", "planår": "year", "sæson": "year", "skoleår": "year", "halvår": "half_year", "semester": "half_year",
    "kvartal": "quarter", "måned": "month", "md": "month", "mdr": "month", "uge": "week", "foreningsår": "year", "projektår": "year",
}  # fmt: skip
_ORDINAL: Final = {
    "anden": 2, "andet": 2, "2.": 2, "tredje": 3, "tredie": 3, "3.": 3, "fjerde": 4, "4.": 4, "femte": 5, "5.": 5, "sjette": 6, "6.": 6,
    "ottende": 8, "8.": 8, "14.": 14, "fjortende": 14, "10.": 10, "tiende": 10,
}  # fmt: skip
_WEEKDAY: Final = r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|hverdag)"
_NTH: Final = r"(?:\d\.|første|1\.|anden|tredje|fjerde|sidste)"
_PATTERNS: Final = [
    *((Form.ADJECTIVE, rf"\b(?:{stem})\b", per) for stem, per in _STEMS),
    (Form.PHRASE, r"\b(?:i\s+|for\s+)?hver(?:t)?\s+(?:halve|½)\s*år\b", "half_year"),
    (Form.PHRASE, r"\b(?:hver(?:t)?\s+)?forår\s+og\s+(?:hvert\s+)?efterår\b", "half_year"),
    (Form.PHRASE, r"\bhver(?:t)?\s+(?:14\.|fjortende)\s*dag\b|\bhver\s+14\s+dage?\b|\bhver\s+(?:anden|2\.)\s+uge\b|\bi\s+(?:u?lige)\s+uger\b|\bhver\s+u?lige\s+uge\b", "fortnight"),
    (Form.PHRASE, rf"\b(?:den\s+|hver\s+)?(?P<nth>{_NTH}(?:\s*(?:og|/|,)\s*{_NTH})?)\s+{_WEEKDAY}\s+i\s+(?:hver\s+)?måned(?:en)?\b", "month"),
    (Form.PHRASE, rf"\b(?:den\s+)?{_NTH}\s+{_WEEKDAY}\s+i\s+(?:hvert\s+)?kvartal(?:et)?\b", "quarter"),
    (Form.PHRASE, rf"\bhver\s+(?:anden|2\.)\s+{_WEEKDAY}\b", "fortnight"),
    (Form.PHRASE, rf"\b(?:i\s+)?hver\s+{_WEEKDAY}\b|\bom\s+(?:{_WEEKDAY})en\b|\b{_WEEKDAY}e\s+(?=kl)", "week"),
    (Form.PHRASE, rf"\b(?:i\s+|for\s+)?hver(?:t)?\s+(?P<ordinal>{'|'.join(re.escape(word) for word in _ORDINAL)})\s*(?P<every>år|måned|uge|kvartal)\b", ""),
    (Form.PHRASE, rf"\b(?:i\s+|for\s+|én\s+gang\s+)?hver(?:t)?\s+(?:eneste\s+)?(?P<unit>{'|'.join(_UNIT)})\b", ""),
    (Form.PHRASE, r"\bhver(?:t)?\s+(?:forår|efterår|sommer|vinter|december|januar|februar|marts|april|maj|juni|august|september|oktober|november)\b", "year"),
    (Form.PHRASE, r"\bi\s+(?P<odd>u?lige)\s+år\b", ""),
    (Form.PHRASE, r"\bhvert\s+(?:sommer|vinter|forårs|efterårs)halvår\b", "year"),  # each of them comes once a year
    (Form.WEAK, r"(?:\b(?:pr\.?|per|à|i|om)|/)\s*(?:et\s+)?(?:sommer|vinter|forårs|efterårs)(?:halvår|sæson|semester)(?:et|en)?\b", "year"),
    (Form.WEAK, r"\bugl\b\.?", "week"),
    (Form.WEAK, r"\bårl\b\.?", "year"),
    (Form.WEAK, rf"(?:\b(?:pr\.?|per|à)|/)\s*(?:plan|kalender)?(?P<weak>{'|'.join(_UNIT)})\b\.?|\bp\.\s?a\b\.?|\bpr\.?\s*anno\b", ""),
    (Form.WEAK, r"\b(?:om|i\s+løbet\s+af|hen\s+over|over|fordelt\s+over|fordelt\s+på)\s+(?:et\s+|hele\s+)?(?:år\b|året)|\bi\s+året\b|\bpå\s+(?:et\s+år|årsbasis|årsplan)\b|\båret\s+igennem\b|\bpå\s+et\s+år\b|\bi\s+planåret\b", "year"),
    (Form.WEAK, r"\b(?:om|i|i\s+løbet\s+af|på)\s+(?:et\s+)?(?:halvåret|halvår)\b", "half_year"),
    (Form.WEAK, r"\b(?:om|i|i\s+løbet\s+af|på)\s+(?:et\s+)?kvartalet\b|\bi\s+et\s+kvartal\b", "quarter"),
    (Form.WEAK, r"\b(?:om|i|i\s+løbet\s+af)\s+måneden\b|\bi\s+en\s+måned\b|\bmdl\b\.?", "month"),
    (Form.WEAK, r"\b(?:om|i|i\s+løbet\s+af)\s+ugen\b", "week"),
    (Form.WEAK, r"\b(?:i\s+)?hver(?:t)?\s+af\s+(?:de\s+)?(?:to\s+|tre\s+|fire\s+|\d\s+)?år(?:ene)?\b|\bi\s+(?:hver(?:t)?|begge)\s+(?:af\s+)?(?:de\s+to\s+)?år(?:ene)?\b", "year"),
    (Form.WEAK, rf"\bi\s+(?:både|hhv\.?|henholdsvis)\s+{YEAR}\s+og\s+(?:i\s+)?{YEAR}", "year"),
    (Form.WEAK, r"\bi\s+(?:løbet\s+af\s+)?(?:hele\s+)?(?:plan|projekt|virksomheds|strategi|aftale)?perioden\b|\bover\s+(?:hele\s+)?(?:plan|projekt)?perioden\b|\bsamlet\s+set\b|\bi\s+(?:planens|projektets)\s+(?:løbetid|periode|levetid)\b", "plan"),
]  # fmt: skip
_COMPILED: Final = [(form, re.compile(pattern), per) for form, pattern, per in _PATTERNS]
_GATE: Final = re.compile(
    r"årlig|årl\b|kvart|måned|mdl|ugl|uge|ugen|hver|året|\bår\b|perioden|halvår|forår|dag|anno|p\.\s?a|pr|per|/|år|samlet|planens|projektets|i både|hhv|henh"
)
_ADVERBS: Final = ("t", "vis")


def find_cadences(text: str) -> list[Cadence]:
    """The cadences in a folded text, by place, none inside another."""
    if not _GATE.search(text):
        return []
    found: list[Cadence] = []
    taken = bytearray(len(text))
    for form, pattern, per in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(_read(match, form, per, start, end))
    for match in _COMPOUND.finditer(text):
        found.append(Cadence(match.start(), match.start(), _UNIT[match["unit"]], Form.COMPOUND))
    return sorted(found, key=lambda cadence: cadence.start)


_COMPOUND: Final = re.compile(
    r"\b(?P<unit>måned|kvartal|halvår)s(?=[^\W\d_]*(?:møde|brev|caf[eé]|træf|samling|arrangement|aften))"
)


def _read(match: "re.Match[str]", form: Form, per: str, start: int, end: int) -> Cadence:
    names = match.groupdict()
    if form is Form.ADJECTIVE:
        return Cadence(start, end, per, Form.ADVERB if match.group().endswith(_ADVERBS) else form)
    if names.get("ordinal"):
        return _every(names["every"] or "", _ORDINAL[names["ordinal"]], start, end)
    if names.get("odd"):
        return _every("år", 2, start, end)
    if names.get("nth"):
        return Cadence(start, end, per, form, times=2 if re.search(r"og|/|,", names["nth"]) else 1)
    unit = names.get("unit") or names.get("weak")
    return Cadence(start, end, _UNIT[unit] if unit else per or "year", form)


def _every(unit: str, nth: int, start: int, end: int) -> Cadence:
    """Every nth unit, as so many times in a period that targets know."""
    if unit == "år":
        return Cadence(start, end, "plan", Form.PHRASE, every_years=nth)
    in_a_year = {"måned": 12, "uge": 52, "kvartal": 4}[unit]
    exact = {
        ("måned", 3): "quarter",
        ("måned", 6): "half_year",
        ("kvartal", 2): "half_year",
        ("kvartal", 4): "year",
        ("uge", 2): "fortnight",
    }
    if (unit, nth) in exact:
        return Cadence(start, end, exact[unit, nth], Form.PHRASE)
    return Cadence(start, end, "year", Form.PHRASE, times=max(1, in_a_year // nth))


_EACH: Final = {
    "network": r"(?:[^\W\d_]*-?)netværk(?:et|ene|s)?|netværksgrupper?",
    "association": r"[^\W\d_]*forening(?:er|en|erne)?|medlem(?:mer|merne)?|[^\W\d_]*organisation(?:er|erne)?|aktør(?:er|erne)?|lokalråd(?:ene)?",
    "team": r"team(?:s|ene|et)?|[^\W\d_]*grupper?(?:ne)?|[^\W\d_]*gruppe|[^\W\d_]*udvalg(?:ene)?|[^\W\d_]*teams?",
    "locality": r"lokalområde(?:r|rne)?|by(?:er|erne)?|bydele?(?:ne)?|landsby(?:er|erne)?|lokalsamfund(?:ene)?|områder?(?:ne)?|distrikt(?:er|erne)?|sogne?(?:ne)?|kommunedele?|lokalitet(?:er|erne)?|egn|postnummer",
    "place": r"(?:[^\W\d_]*)sted(?:er|erne)?|[^\W\d_]*afdeling(?:er|erne)?|huse?(?:ne)?|lokation(?:er|erne)?|matrik(?:el|ler)|[^\W\d_]*bibliotek(?:er|erne)?|plejecent(?:er|re|rene)|plejehjem|skole(?:r|rne)?|adresse(?:r|rne)?|satellit(?:ter)?|[^\W\d_]*hus",
}
_BETWEEN: Final = (
    r"(?:(?:af\s+)?(?:de|det|den|vores|kommunens|byens|centrets|frivilligcentrets|enkelte?|eneste|lokale?|faglige?|nye?t?|aktive?t?|relevante?|"
    r"deltagende|tilknyttede?|eksisterende|større|mindre|frivillig|\d+|to|tre|fire|fem|seks|syv|otte|ni|ti)\s+){0,4}"
)
_PER: Final = (
    r"\b(?:(?P<lead>(?:i|for|på|hos|til|med|fra|ved|om)\s+)?(?P<every>hver(?:t)?|alle|samtlige|begge)|pr\.?|per)\s+"
)
_EACH_PATTERN: Final = re.compile(
    _PER + _BETWEEN + "(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _EACH.items()) + r")\b(?!-)"
)
_SIZE: Final = re.compile(
    r"\b(?:pr\.?|per|(?:til|på|ved|i|for|om)\s+(?:hver(?:t)?|alle))\s+(?:enkelt\s+)?(?:gang|[^\W\d_]*møde|[^\W\d_]*arrangement|kursus|workshop|hold|event|caf[eé]|session|aktivitet|deltager|frivillig|medarbejder|forløb|person|"
    r"aften|dag|borger|konsulent|ansat|time|samtale|kursist|uddannelse|indsats|projekt|bestyrelsesmedlem|årsværk|fuldtidsansat)(?:e?r|e|s)?\b"
)


# "… netværk, der hver mødes 3 gange": each of those named before.
_FLOATING: Final = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _EACH.items())
    + r")\b[^;\n]{0,50}?\b(?P<hver>hver(?:t|\s+især)?)"
    r"(?=\s+(?:mødes|holder|afholder|samles|gennemfører|arrangerer|deltager|min\b|mindst|minimum|ca|\d+(?![\d.])|en\b|én|to\b|tre\b|fire\b|fem\b))"
)


def find_each(text: str) -> list[Each]:
    """The "for each" in a folded text, by place; those with key "" say a number is only the size of one event."""
    found = [Each(match.start(), match.end(), "") for match in _SIZE.finditer(text)]
    for match in _EACH_PATTERN.finditer(text):
        key = next(key for key in _EACH if match.group(key))
        found.append(Each(match.start(), match.end(), key, all_of_them=match["every"] in {"alle", "samtlige"}))
    for match in _FLOATING.finditer(text) if "hver" in text else ():
        key = next(key for key in _EACH if match.group(key))
        found.append(Each(match.start("hver"), match.end("hver"), key))
    return sorted(found, key=lambda each: each.start)
