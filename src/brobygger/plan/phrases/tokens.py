"""A folded text cut into words, numbers and signs, and the numbers that can be no quantity marked with the reason why.

Sentences end at full stops, but not after "min." or "pr.", nor inside "1. kvartal"; capitals have no say, because headings
are written in capitals.
"""

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Final

from brobygger.plan.phrases.calendar import DAY, MONTH
from brobygger.plan.phrases.nouns import OPEN_HOUSE, Noun, find_noun
from brobygger.plan.phrases.words import NUMBERS, VERBS, Verb, word_set

_TOKEN: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+(?!\d)|\d+)|([^\W\d_]+(?:'[^\W\d_]+)?)|(\n|[^\s])")
# A sentence without an end is a table or a list run together: it is cut, at a comma where there is one.
_LONGEST: Final = 120
# After these a full stop ends nothing.
_ABBREVIATIONS: Final = word_set(
    "min max maks ca pr bl a f eks m fl v evt inkl ekskl stk kl tlf nr hhv jf dvs ift ifm mht mhp vedr mio mia kr jan feb febr mar apr jun jul aug "
    "samarb ugl årl kvt sep sept okt nov dec mv osv mm lign el ml pkt kap md mdl afh arr mdr gg etc div ang forv gns incl tel o q s d p t e"
)
_ORDINAL_NOUN: Final = (
    r"(?:udgave|version|kvartal|halvår|sal|gang|år|måned|uge|dag|del|fase|generation|klasse|jubilæum|mandag|tirsdag|onsdag|torsdag|fredag"
    rf"|lørdag|søndag|juledag|behandling|kolonne|juni|trin|runde|led|linje|plads|præmie|række|semester|møde\b|workshop\b|hvert|og\s+\d|{MONTH})"
)
_COUNT_FOLLOWS: Final = r"(?!\s*(?:gange?\b|x\b|stk|årlig|om\s+året|pr\b|per\b|\d|-))"
_N: Final = r"\d[\d.]*(?:,\d+)?"
# Named by the reason; at one place the first one wins.
_MASKS: Final = {
    "web": r"https?://\S+|www\.\S+|\S+@\S+\.\w+",
    "phone": r"(?:\btlf|\btelefon|\btel|\bmobil|\bsms)\b[.:]*\s*(?:\+45\s*)?\d[\d ]{3,12}\d|(?<![\d.])(?:\+45\s?)?\d\d \d\d \d\d \d\d(?![\d.])|(?<![\d.])\d{4} \d{4}(?![\d.])|(?<![\d.])\d{8}(?![\d.])",
    "date": DAY.pattern,
    "time": r"\bkl(?:okken|\.)?\s*\d{1,2}(?:[.:]\d\d)?(?:\s*(?:-|til|og)\s*(?:kl\.?\s*)?\d{1,2}(?:[.:]\d\d)?)?(?!\d)|(?<![\d.])\d{1,2}[.:]\d\d\s*-\s*\d{1,2}[.:]\d\d(?![\d.])|(?<![\d.])[012]?\d:[0-5]\d(?!\d)",
    "law": r"(?:§+|\bparagraf(?:fer)?\b)\s*\d+(?:\s*[a-z]\b)?(?:\s*(?:,|og|-)?\s*(?:stk\.?\s*)?\d+(?![.\d]))*",
    "amount": rf"(?:\bkr\.?|\bdkk|€)\s*{_N}(?:\s*(?:mio|mia)\.?)?|(?<![\w.,])(?:{_N}\s*-\s*)?{_N}\s*(?:(?:mio|mia)\.?|tusind|t\.?)?\s*(?:kr\b\.?|kroner\b|dkk\b|,-|euro\b|tkr\b)|(?<![\w.,]){_N}\s*(?:mio|mia)\b\.?",
    "percentage": rf"(?<![\w.,])(?:{_N}\s*-\s*)?{_N}\s*(?:%|procent|pct)",
    "staff_years": rf"(?<![\w.,]){_N}(?:\s*-\s*{_N})?\s*(?:årsværk|fuldtids|deltids)",
    "hours": rf"(?<![\w.,])(?:{_N}\s*-\s*)?{_N}\s*-?\s*(?:timers?|time|t)\b(?:\s*(?:pr\.?|per|om|i|/)\s*(?:ugen?|måneden|måned|dagen|dag)\b|\s*(?:ugentlig|daglig|månedlig)\w*)?",
    "measurement": rf"(?<![\w.,]){_N}\s*(?:m2|m²|kvm|kvadratmeter|kg|liter|meter|graders?)\b|(?<![\w.,/-])\d+,\d+(?!\d)",
    "age": r"(?<![\w.,])\d+\s*-\s*\d+\s*-?\s*år(?:ige|s)?\b|(?<![\w.,])(?:\+\s?)?\d+\s*\+?\s*-?\s*år(?:ige|s|ig|igt)?\b|(?<![\w.,])\+\s?\d{2}(?!\d)|(?<![\w.,])(?<!: )(?:[4-9]\d)\s?\+(?!\w)",
    "address": r"\b(?:[^\W\d_]{2,}(?:gade|gaden|vej|vejen|stræde|torv|torvet|vænget|parken|boulevard|gården|bakken|kajen|pladsen)|allé|boulevard|torv|[^\W\d_]{3,}plads)\s+\d+(?:\s?[a-z]\b)?(?:\s*-\s*\d+)?",
    "edition": r"(?<![\w.,])\d+\.?\s*-?\s*udgave\w*|(?<![\w.,])\d+\.\s*version\w*",
    "ordinal": rf"(?<![\w.,])\d+\.(?:\s*(?:-|og|til|/|,)\s*\d+\.)*\s*(?={_ORDINAL_NOUN})",
    "reference": rf"\b(?:sider?|s\.|pkt\.?|punkt|bilag|kapitel|kap\.|afsnit|fase|delmål|målsætning|kriterium|kriterie|indsatsområde|område|niveau|lokale|mødelokale|etape|nr\.?|nummer|trin|version|artikel|figur|tabel|bind|kerneydelse|verdensmål|spor|etage|model|type|tema|hovedmål|mål|pejlemærke|klasse|zone|postboks|cvr|ean|uge|ugerne|gruppe|hold|sal|stk\.|agenda|web|ds|iso|bind|paragraf|formål|dogme|søjle|ring)[\s-]*\d+(?:\.\d+)*(?:\s*(?:-|og|,|til)\s*\d+(?!\s*[^\W\d_]))*{_COUNT_FOLLOWS}|(?:(?<=^)|(?<=[\n•]))[ ]*\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)](?=\s)|(?<![\w.,])\d+\.\d+(?:\.\d+)+(?!\d)|\(\d{{1,2}}\)",
    "ratio": r"(?<![\w.,])\d{1,2}:\d{1,2}(?!\d)|\b24/7\b|\b(?:1|en|én|et|ét)\s*-?\s*til\s*-?\s*(?:1|en|én|et|ét)\b(?!\s*to\b)|(?<![\w.,])\d+-\d+-\d+(?:-\d+)*",
    "duration": r"\b(?:\d+|to|tre|fire|fem|seks|syv|otte|ti)\s?-\s?(?:dages?|timers?|ugers?|måneders?|års?|årig\w*|trins?\w*|faset|punkts?\w*|kvartals|parts\w*|sprogede?|mands\w*|personers)\b|\b(?:på|over|af|à|a)\s+\d+\s+(?:møde|kursus|undervisnings)?gange\b|(?<![\w.,])(?:\d+\s*-\s*)?(?:\d+|to|tre|fire|fem|seks|syv|otte|ti)\s+(?:dages?|timers|ugers?|måneders|års|mdr\.?s?|døgns?|minutters?|min\.?\s+(?:gang|varighed|lang)|kvartalers)\b",
}
_MASK: Final = re.compile("|".join(f"(?P<{reason}>{pattern})" for reason, pattern in _MASKS.items()))


class Token:
    """A word, number or sign at ``start``:``end`` of the folded text; ``mask`` says why its number is none."""

    __slots__ = ("end", "glued", "mask", "noun", "start", "text", "value", "verb")

    def __init__(self, text: str, start: int, end: int, *, glued: bool) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.glued = glued  # no space before it
        self.mask = ""
        first = text[0]
        self.value: int | None = None
        self.noun: Noun | None = None
        self.verb: Verb | None = None
        if first.isdigit():
            digits = text.replace(".", "")
            self.value = int(digits) if len(digits) < 8 and digits.isdecimal() else None
        elif first.isalpha():
            self.value = NUMBERS.get(text)
            self.noun = find_noun(text)
            self.verb = VERBS.get(text)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_digits(self) -> bool:
        return self.text[0].isdigit()

    def __repr__(self) -> str:
        return f"<{self.text}{'!' + self.mask if self.mask else ''}>"


def tokenize(text: str) -> list[Token]:
    """The tokens of a folded text, numbers that are no quantity marked."""
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        tokens.append(Token(match.group(), start, end, glued=start == last))
        last = end
    for before, token in pairwise(tokens):
        if token.text in {"hus", "huse"} and before.text in {"åbent", "åbne"}:
            token.noun = OPEN_HOUSE
    if any(character.isdigit() for character in text) or "-" in text or " til " in text:
        _mask(text, tokens)
    return tokens


def _mask(text: str, tokens: list[Token]) -> None:
    starts = [token.start for token in tokens]
    for match in _MASK.finditer(text):
        reason = match.lastgroup or ""
        for token in tokens[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]:
            token.mask = reason
    for at, token in enumerate(tokens):
        if not token.is_digits or token.mask:
            continue
        if (
            at + 2 < len(tokens)
            and tokens[at + 1].text == "-"
            and tokens[at + 2].is_digits
            and tokens[at + 2].mask == "duration"
        ):
            token.mask = "duration"
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            before is not None
            and token.glued
            and (
                before.is_word
                or (
                    before.text == "-"
                    and before.glued
                    and at > 1
                    and tokens[at - 2].is_word
                    and tokens[at - 2].value is None
                )
            )
        ) or (
            after is not None
            and after.glued
            and after.is_word
            and after.text not in {"x", "stk", "gange", "km", "årligt", "møder"}
        ):
            token.mask = "name"
        elif token.value is None:
            token.mask = "reference"


_BULLETS: Final = frozenset({"-", "*", "•", ">"})


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Index ranges of the sentences, their closing sign and the bullet before them left out."""
    found: list[tuple[int, int]] = []
    begin = 0
    for at, token in enumerate(tokens):
        if at == begin and token.text in _BULLETS and at + 1 < len(tokens) and not tokens[at + 1].glued:
            begin = at + 1
            continue
        if (at - begin >= _LONGEST and token.text in {",", ":", "\n"}) or at - begin >= 2 * _LONGEST:
            found.append((begin, at))
            begin = at
        if (
            token.text in {"!", "?", ";", "•"}
            or (token.text == "." and _ends(tokens, at))
            or (token.text == "\n" and _breaks(tokens, at))
        ):
            if at > begin:
                found.append((begin, at))
            begin = at + 1
    if begin < len(tokens):
        found.append((begin, len(tokens)))
    return found


def _ends(tokens: list[Token], at: int) -> bool:
    if at == 0 or not tokens[at].glued:
        return True
    before = tokens[at - 1]
    if at + 1 < len(tokens) and tokens[at + 1].glued:
        return False
    if before.is_digits:
        return before.mask not in {"ordinal", "edition", "date", "reference"}
    return before.text not in _ABBREVIATIONS


def _breaks(tokens: list[Token], at: int) -> bool:
    """Whether a line's end is a sentence's end: an empty line, or a mark or number of a list after it."""
    if at + 1 >= len(tokens):
        return True
    after = tokens[at + 1]
    if after.text in {"\n", "•", "*"} or (after.text == "-" and not (at + 2 < len(tokens) and tokens[at + 2].glued)):
        return True
    return after.mask == "reference" and after.is_digits
