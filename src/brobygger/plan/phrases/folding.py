"""Text as Danish offices really hold it, brought to one plain spelling without losing where each letter stood.

Small letters, one dash, one space, one quotation mark; æ, ø and å whether they arrived whole, taken apart by a Mac, spelt ae, oe
and aa, or broken on the way through an old character set. Every letter of the folded text knows its place in the source,
so that what is found can be marked where the reader sees it.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_DASHES: Final = "‐‑‒–—―−⁃"
_SPACES: Final = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\x0b\x0c"
)
_PLAIN: Final = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("’‘´`ʼ", "'")
    | dict.fromkeys("“”„»«", '"')
    | dict.fromkeys("•▪●◦‣■□➢✓\uf0b7", "•")
    | {"×": "x", "…": ",", "\u2028": "\n", "\u2029": "\n"}
)
_GONE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Letters of MacRoman and code page 865 read as Windows-1252: each stands for a Danish letter when it touches another letter.
_STRAY: Final = {
    "¿": "ø",
    "\x9b": "ø",
    "›": "ø",
    "Œ": "å",
    "œ": "å",
    "\x8c": "å",
    "†": "å",
    "\x86": "å",
    "¾": "æ",
    "¯": "ø",
    "\x91": "æ",
}
_MOJIBAKE: Final = {
    "Ã¸": "ø", "Ã˜": "ø", "Ã\x98": "ø", "Ã¥": "å", "Ã…": "å", "Ã\x85": "å", "Ã¦": "æ", "Ã†": "æ", "Ã\x86": "æ", "Ã©": "é", "Ã‰": "é",
    "â€“": "-", "â€”": "-", "Â ": " ", "Â\u00a0": " ",
}  # fmt: skip
_DIGRAPHS: Final = {"aa": "å", "ae": "æ", "oe": "ø"}
# Where two words meet in a compound the letters stay apart: tema-aften, ekstra-arrangement.
_SEAMS: Final = ("tem", "ekstr", "skem", "medi", "kultur", "agend")
# A letter lost altogether: the company it keeps tells which one it was; most often it is ø, as in møde.
_LOST: Final = re.compile(r"(?<=[^\W\d_])[\ufffd?](?=[^\W\d_])|(?<![^\W\d_])\ufffd(?=[^\W\d_])|(?<=[^\W\d_])\ufffd")
_COMPANY: Final = (
    (re.compile(r"(?:^|halv|kvart|for|efter|kalender|plan)$"), re.compile(r"r"), "å"),  # år, halvår, forår
    (re.compile(r"m$"), re.compile(r"ned|l"), "å"),  # måned, mål
    (re.compile(r"^$"), re.compile(r"ben|bn|nd"), "å"),  # åben
    (re.compile(r"^p$|^n$|^f$|hj$|l$"), re.compile(r"$|r$"), "å"),  # på, når, får
    (re.compile(r"v$|(?:tr|fr|l|pl|n|h|s)$"), re.compile(r"r|f|n|st|lp|kk|gg"), "æ"),  # netværk, træf, læring, hjælp
)
_LETTERS: Final = re.compile(r"[^\W\d_]*")
_ODD: Final = re.compile(
    "[" + _GONE + "".join(_STRAY) + "Ãâ\ufffdﬀﬁﬂﬃﬄ\u0300-\u036f]|Â[ \u00a0]|(?<=[^\\W\\d_])\\?(?=[^\\W\\d_])|aa|ae|oe",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` in one plain spelling; ``starts[i]`` and ``ends[i]`` bound its letter ``i`` in the source."""

    text: str
    starts: range | list[int]
    ends: range | list[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded letters ``start`` to ``end`` (exclusive, not empty) stand in the source."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The plain spelling of ``text``."""
    if not _ODD.search(text):
        plain = text.translate(_PLAIN).lower()
        if len(plain) == len(text):
            return Folded(plain, range(len(text)), range(1, len(text) + 1))
    return _fold_letter_by_letter(text)


def _fold_letter_by_letter(text: str) -> Folded:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, length = 0, len(text)
    while at < length:
        to, written = _letter(text, at)
        for letter in written:
            letters.append(letter)
            starts.append(at)
            ends.append(to)
        at = to
    return Folded("".join(letters), starts, ends)


def _letter(text: str, at: int) -> tuple[int, str]:
    """The letter that begins at ``at``: where it ends, and how it is written plainly (perhaps not at all)."""
    character, pair = text[at], text[at : at + 2]
    to = at + 1
    while to < len(text) and unicodedata.combining(text[to]):
        to += 1
    if to > at + 1:
        return to, _compose(text[at:to])
    if text[at : at + 3] in _MOJIBAKE:
        return at + 3, _MOJIBAKE[text[at : at + 3]]
    if pair in _MOJIBAKE:
        return at + 2, _MOJIBAKE[pair]
    if pair.lower() in _DIGRAPHS and not text[max(0, at - 5) : at].lower().endswith(_SEAMS):
        return at + 2, _DIGRAPHS[pair.lower()]
    if character in _GONE or unicodedata.combining(character):
        return to, ""
    if character in _STRAY:
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        return to, _STRAY[character] if any(letter.isalpha() for letter in beside) else character
    if character in "\ufffd?" and _LOST.match(text, at):
        return to, _restore(text, at)
    return to, unicodedata.normalize("NFKC", character).translate(_PLAIN).lower() if character in "ﬀﬁﬂﬃﬄ" else (
        character.translate(_PLAIN).lower()
    )


def _compose(cluster: str) -> str:
    base, marks = cluster[0].lower(), cluster[1:]
    if base == "o" and marks[0] in "\u0335\u0337\u0338":
        return "ø"
    whole = unicodedata.normalize("NFC", base + marks)
    return whole if len(whole) == 1 else base


def _restore(text: str, at: int) -> str:
    left = re.split(r"[\W\d_]", text[max(0, at - 12) : at].lower())[-1]
    after = _LETTERS.match(text, at + 1)
    right = after.group().lower() if after else ""
    return next((letter for head, tail, letter in _COMPANY if head.search(left) and tail.match(right)), "ø")
