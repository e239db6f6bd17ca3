"""One plain spelling for what people type: small letters, æ ø å and their stand-ins alike, Danish endings known.

Two spellings are used. ``plain`` keeps every letter in its place, so that patterns find where things stand. ``fold`` makes a key
to look a word up by: "Røde", "roede" and "RØDE" are one.
"""

import re
import unicodedata
from typing import Final, NamedTuple

_SIGNS: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("\u00a0\u2007\u2009\u202f\t\r\n\x0b\x0c\u2028\u2029", " ") | dict.fromkeys("’‘´`ʼ", "'")
)
_WIDE: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})
_TOKEN: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\w+|[^\w\s]")
_TIGHT: Final = re.compile(r"(?<=[^\W\d]),(?=\d)")  # "ledelse,12 deltagere" is two things; "1,5" is one
_VOWELS: Final = "aeiouyæøå"


class Token(NamedTuple):
    """A word, a link or a sign of the line; ``word`` is its folded spelling, empty for signs and links."""

    start: int
    end: int
    text: str
    word: str


def plain(text: str) -> str:
    """Small letters, one dash, one space, one apostrophe; every letter keeps its place."""
    text = _TIGHT.sub(" ", text.translate(_SIGNS))
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def fold(text: str) -> str:
    """The key of a word: small, æ ø å as two letters, without accents."""
    text = text.lower().translate(_WIDE)
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text).translate(_WIDE) if not unicodedata.combining(each))


def tokens(text: str) -> list[Token]:
    """The words and signs of ``text`` in order; a web or mail address is one sign."""
    found = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        is_word = (token[0].isalnum() or token[0] == "_") and not (("@" in token and len(token) > 1) or "://" in token or "www." in token.lower())
        found.append(Token(match.start(), match.end(), token, fold(token) if is_word else ""))
    return found


def words(text: str) -> list[str]:
    """The folded words of ``text``."""
    return [token.word for token in tokens(text) if token.word]


def danish(pattern: str) -> re.Pattern[str]:
    """A pattern for ``plain`` text in which å, ø and æ also match aa, oe and ae. Not to be used inside square brackets."""
    for letter, other in (("å", "aa"), ("ø", "oe"), ("æ", "ae")):
        pattern = pattern.replace(letter, f"(?:{letter}|{other})")
    return re.compile(pattern)


def composed(text: str) -> tuple[str, list[int]]:
    """Letters put together that arrived in parts (a Mac's å), and where each of them stood; one place more than letters."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        to = at + 1
        while to < len(text) and unicodedata.combining(text[to]):
            to += 1
        whole = unicodedata.normalize("NFC", text[at:to])
        if len(whole) == 1:
            letters.append(whole)
            places.append(at)
        else:
            letters.extend(text[at:to])
            places.extend(range(at, to))
        at = to
    return "".join(letters), [*places, len(text)]


def forms(word: str) -> set[str]:
    """The folded forms a Danish noun may take, made generously: a form that no Dane uses does no harm."""
    found = set(_declined(word))
    if word.endswith("erne") and len(word) > 7:
        found |= _declined(word[:-4]) | _declined(word[:-3])
    elif word.endswith("er") and len(word) > 5:
        found |= _declined(word[:-2]) | _declined(word[:-1])  # foreninger and familier lose two letters or one
    elif word.endswith(("et", "en")) and len(word) > 6:
        found |= _declined(word[:-2]) | _declined(word[:-1])
    if word.endswith("ering"):
        stem = word[:-3]
        found |= {stem + ending for ending in ("e", "et", "ede", "er", "ere")}
    if word.endswith("s") and len(word) > 6:
        found.add(word[:-1])
    found.discard(word)
    return {form for form in found if len(form) > 2}


def _declined(word: str) -> set[str]:
    stems = {word}
    if word.endswith("us"):
        stems.add(word[:-2])
    if word.endswith("um"):
        stems |= {word[:-2], word[:-1]}
    if word.endswith(("el", "er", "en")) and len(word) > 4:
        stems.add(word[:-2] + word[-1])
    if word[-1] not in _VOWELS and len(word) > 2 and word[-2] in _VOWELS:
        stems.add(word + word[-1])
    found = {word}
    for stem in stems:
        endings = ("t", "n", "r", "rne") if stem.endswith("e") else ("et", "en", "er", "erne", "e", "ene", "ne")
        for ending in endings:
            found |= {stem + ending, f"{stem}{ending}s"}
    found.add(word + "s")
    return found
