"""Text as it was meant: whole letters, single spaces, no invisible characters; lines that were broken to fit put together again."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\u202a-\u202e\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u2011": "-", "\u00a0": " ", "\u2010": "-"})
_MOJIBAKE: Final = re.compile("[ÃÂ][\x80-\xbf\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME: Final = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][\w-]*")
_DATE: Final = re.compile(r"\d{1,2}-\d$")
_ABBREVIATED: Final = re.compile(r"\w+\.\w|(?:mv|ift|ifm|evt|fx|inkl|ekskl|ca|pr|kl|min|max|lign|osv|etc|hhv|jf|vedr)\b")
_WHOLE: Final = re.compile(r"\w{4}(?:erne|elsen|heden|ningen|skabet|skaber|elser|heder|ninger|tioner|emet)s?$")  # endings that only a whole word has
_HINGE: Final = re.compile(r"\b(?:og|eller|samt|i|af|at|der|for|til|med|på|som|om|ved|fra|hos|mellem|uge|uger|en|et|den|det|de)$")  # no sentence ends so
_MONTH: Final = re.compile(r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|halvår|forår|efterår|foråret|efteråret)$", re.IGNORECASE)
_YEAR: Final = re.compile(r"20\d\d\b")
_NO_END: Final = re.compile(r"(?:\b(?:\d{1,2}|evt|pr|ca|inkl|ekskl|f\.eks|bl\.a|min|max|maks|vedr|ift|ifm|jf|kl|nr|hhv|tlf|d|m))\.$", re.IGNORECASE)
# How a Danish word may begin: one consonant, or several that go together.
_TORN: Final = re.compile(r"\w{6}[aiouyæøå]$|\w{3}(?:([bdfgklmnprstv])\1|[bdfgkpstvmn][bhjvr])$", re.IGNORECASE)  # how hardly any whole word ends
_ONSET: Final = re.compile(r"(?:[bdfghjklmnpqrstvwxzc]?|b[jlr]|ch|d[jrv]|f[jlnr]|g[jlnr]|h[jv]|k[jlnrv]|mj|nj|p[jlrs]|s[cjlmnptvh]|sk[jrv]?|sp[jlr]|st[jr]|t[hjrv]|vr)[aeiouyæøåéü]", re.IGNORECASE)
_TAIL: Final = re.compile(r"(?!(?:se|ser|set|let|lette|ret|rette|ren|rene|gene|lige|lede|lede[rt]|dele|sende)$)(?:[dlnrt]?ing(?:er|en|erne|s)?|[stn]?ion(?:er|en|erne)?|[lrnd]?hed(?:er|en)?|[dls]?else(?:r|n|rne)?|[dlnrtsg]e(?:r|n|t|rne|ne)?|l?lige?|skab(?:er|et)?|ne|nes|er[es]|erne[s]?|e[nr]?[ds]e|es|ers|ets?)$")  # what is no word of its own
_INFLECTED: Final = re.compile(r"(?:e|er|en|et|ets|ens|ers|nes)$")
_END: Final = 80
_LONG_WORD: Final = 18
_SMALL_WORDS: Final = frozenset(
    ["og", "i", "af", "at", "der", "er", "en", "et", "for", "til", "med", "på", "som", "den", "det", "de", "om", "ved", "fra", "eller", "men", "vi", "kan", "skal", "vil", "har", "var", "sig", "hos", "over", "under", "mellem", "samt", "mv", "fx", "når", "hvor", "ikke", "også", "alle", "min", "minimum", "to", "tre", "fire", "fem", "seks", "otte", "ti"]
)


def clean(text: str) -> str:
    """One line of text, tidy: composed letters, plain spaces, repaired encoding; a soft hyphen inside it disappears."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    if "\u00ad" in text:
        text = re.sub(r"\u00ad\s*", "", text)
    text = _INVISIBLE.sub("", text)
    return " ".join(repair(text).split())


def repair(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 ("mÃ¥l"); text that is not broken in that way is left alone."""
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return _MOJIBAKE_PAIR.sub(_repair_pair, text)


_MOJIBAKE_PAIR: Final = re.compile("[ÃÂ].")


def _repair_pair(match: re.Match[str]) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return match[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return match[0]


def words_of(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


class Joiner:
    """Puts broken lines together, knowing the words of the whole document: "forenings-" + "service" becomes one word, "café-" + "møder" keeps its hyphen.

    A hyphen at the end of a line is the author's own or the word processor's. What the document writes elsewhere decides; then
    whether it hyphenates at all; then the joining s of Danish compounds.
    """

    def __init__(self, lines: Collection[str], also: Collection[str] = ()) -> None:
        self._words = set(also)
        ends = 0
        for line in lines:
            words = _WORD.findall(line)
            broken_end = line.rstrip().endswith(("-", "\u00ad"))
            ends += bool(broken_end and words and len(words[-1]) > 1)
            alone = len(words) == 1 or (words and line.split()[-1].lower().endswith(words[-1].lower()) and "/" in line.split()[-1])
            self._words |= {word.lower() for word in (words[:-1] if broken_end or alone else words)}
        # Words written large in the middle of a sentence.
        self.names = {name for line in lines for name in _NAME.findall(line)}
        self._hyphenates = ends >= 6 and ends > 0.04 * len(lines)

    def join(self, first: str, second: str, *, cut: bool = False, last: bool = False) -> str:
        """``first`` carried on by ``second``. ``cut`` says that the break fell inside a word, without a hyphen, ``last`` that nothing follows."""
        first, second = first.rstrip(), second.lstrip()
        if not first or not second or _DATE.search(first[-3:] + second[:1]):
            return first + second
        if first.endswith("\u00ad"):
            return first[:-1] + second
        if cut and self._is_cut(first, second, last=last):
            return first + second
        if first.endswith("/") and not first.endswith(" /"):
            return first + second
        if first.endswith("-") and len(first) > 1 and first[-2].isalpha():
            return self._hyphen(first, second)
        return f"{first} {second}"

    def knows(self, word: str) -> bool:
        return word.lower() in self._words

    def _is_cut(self, first: str, second: str, *, last: bool) -> bool:
        left, right = _last_word(first), _first_word(second)
        if not left or not right or not right[0].islower() or first[-1] in "-.,;:!?" or _ABBREVIATED.match(second):
            return False
        if self.knows(left + right):
            return True
        if _TORN.search(left) or (len(right) == 1 and right not in "iå"):
            return True
        if _TAIL.match(right) and right.lower() not in _SMALL_WORDS:
            return True
        if self.knows(left) or right.lower() in _SMALL_WORDS:
            # A small word goes on with something; one that stands last is the tail of the word that was cut ("dagsor|den.").
            return not self.knows(left) and not _WHOLE.search(left) and second.rstrip(" .;") == right and (last or second != right)
        if not _ONSET.match(right):
            return True
        if _WHOLE.search(left):
            return False
        # Two words may each stand alone on their line in a narrow column; a cut word is long, or cut at its joining s.
        token = first[-_END:].rsplit(maxsplit=1)[-1] + right
        if "/" in token or len(right) < 3:
            return True
        if _INFLECTED.search(left):
            return False
        return len(token) >= _LONG_WORD or left.endswith("s")

    def _hyphen(self, first: str, second: str) -> str:
        left, right = _last_word(first[:-1]), _first_word(second)
        if not right or not right[0].islower():
            return first + second if right and right[0].isalpha() and right not in {"og", "eller"} else f"{first} {second}"
        if right in {"og", "eller", "samt", "til", "m", "mv"}:
            return f"{first} {second}"
        if self.knows(left + right):
            return first[:-1] + second
        if self.knows(f"{left}-{right}"):
            return first + second
        if self._hyphenates or _TAIL.match(right) or (left.endswith("s") and len(left) > 4) or len(left) < 3:
            return first[:-1] + second
        return first + second


def _last_word(text: str) -> str:
    match = re.search(r"[^\W\d_]+$", text[-_END:])
    return match[0] if match else ""


def _first_word(text: str) -> str:
    match = re.match(r"[^\W\d_]+", text)
    return match[0] if match else ""


def ends_sentence(text: str) -> bool:
    return text[-_END:].rstrip(" \"'”’)»").endswith((".", "!", "?", ":", ";"))


def carries_on(above: str, below: str) -> bool:
    """``below`` continues the sentence of ``above``; the stop of "1. oktober" or "pr. måned" ends none."""
    above = above[-_END:]  # paragraphs may be long, and this is asked of every line
    if _HINGE.search(above) or (_MONTH.search(above) and _YEAR.match(below)):
        return True
    if _NO_END.search(above) and below[:1].isdigit():
        return not above[-2:-1].isdigit()
    if not starts_small(below):
        return False
    return not ends_sentence(above) or bool(_NO_END.search(above))


def starts_small(text: str) -> bool:
    """The text begins in the middle of a sentence: with a small letter."""
    first = text.lstrip(" \"'“”(»/")[:1]
    return first.islower()
