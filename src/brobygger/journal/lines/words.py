"""The centre's words, indexed once so that a thousand lines a second can be read with them."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz

_TOKEN = re.compile(r"\w+", re.UNICODE)
_ENDINGS = (
    "ernes", "enes", "erne", "ets", "ens", "ers", "ene", "rne", "et", "en", "er", "es", "ne", "e", "s", "t", "r", "n",
)
FUZZY = 86
SHORTEST_FUZZY = 5
SMALL = frozenset(
    ["af", "at", "bl", "ca", "da", "de", "den", "der", "det", "dem", "du", "efter", "eller", "en", "er", "et", "for", "fra", "har", "hos", "i", "ift", "ind", "jeg", "kl", "med", "men", "nu", "når", "og", "ok", "om", "op", "over", "på", "samt", "som", "til", "tre", "to", "ud", "under", "ved", "vi", "vedr", "hvor", "blev", "vores", "deres", "sin", "sit", "mere", "and", "at", "for", "from", "of", "on", "the", "to", "with"]
)


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: an opaque key, its name, and other words for it."""

    key: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A vocabulary entry met in a line, over ``size`` tokens."""

    role: str
    key: str
    size: int
    certain: bool = True


def fold(text: str) -> str:
    """Small letters, æ ø å and their spellings as one, accents away."""
    text = unicodedata.normalize("NFKD", text.lower().replace("å", "aa").replace("ø", "oe").replace("æ", "ae"))
    return "".join(each for each in text if not unicodedata.combining(each))


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Folded words with their places in the text."""
    return [(fold(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def stem(word: str) -> str:
    """A word without its commonest Danish endings; two letters at least, four where more than one letter goes, are kept."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) > 1 else 3):
            return word[: -len(ending)]
    return word


@dataclass(frozen=True)
class Vocabulary:
    """All that a line may name. Entries of one role share nothing with those of another but the index."""

    kinds: tuple[Word, ...] = ()
    organisations: tuple[Word, ...] = ()
    themes: tuple[Word, ...] = ()
    target_groups: tuple[Word, ...] = ()
    localities: tuple[Word, ...] = ()
    networks: tuple[Word, ...] = ()
    projects: tuple[Word, ...] = ()
    _exact: dict[tuple[str, ...], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False, compare=False)
    _stems: dict[tuple[str, ...], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False, compare=False)
    _grams: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set), init=False, repr=False, compare=False)
    _fuzzy: list[tuple[str, str, str, int]] = field(default_factory=list, init=False, repr=False, compare=False)
    names: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    longest: list[int] = field(default_factory=lambda: [1], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for role, entries in (
            ("network", self.networks), ("organisation", self.organisations), ("kind", self.kinds), ("project", self.projects),
            ("theme", self.themes), ("target_group", self.target_groups), ("locality", self.localities),
        ):
            for word in entries:
                self.names.setdefault(word.key, word.name)
                for name in (word.name, *word.also):
                    self._enter(role, word.key, name)

    def _enter(self, role: str, key: str, name: str) -> None:
        words = tuple(token for token, _start, _end in tokens(name))
        if not words:
            return
        self.longest[0] = max(self.longest[0], len(words))
        for index, written in ((self._exact, words), (self._stems, tuple(stem(word) for word in words))):
            if (role, key) not in index[written]:
                index[written].append((role, key))
        joined = " ".join(words)
        if role in {"organisation", "network", "locality"} and len(joined) >= SHORTEST_FUZZY:
            at = len(self._fuzzy)
            self._fuzzy.append((joined, role, key, len(words)))
            for gram in _grams(joined):
                self._grams[gram].add(at)

    def meet(self, words: list[str], at: int) -> list[Found]:
        """Entries that begin at token ``at``, the longest first; exact spelling before forgiven endings."""
        for size in range(min(self.longest[0], len(words) - at), 0, -1):
            part = tuple(words[at : at + size])
            if size == 1 and (part[0] in SMALL or part[0].isdigit()):
                continue
            if exact := self._exact.get(part):
                return [Found(role, key, size) for role, key in exact]
            if size == 1 and len(part[0]) < 4:
                continue
            if loose := self._stems.get(tuple(stem(word) for word in part)):
                return [Found(role, key, size) for role, key in loose]
        return []

    def nearest(self, words: list[str], at: int, *, most: int = 4) -> list[Found]:
        """Names within a typing slip of what begins at ``at``: the best one, or all that are equally good."""
        best: list[tuple[float, Found]] = []
        for size in range(min(most, len(words) - at), 0, -1):
            text = " ".join(words[at : at + size])
            if len(text) < SHORTEST_FUZZY or (size == 1 and words[at] in SMALL):
                continue
            counts: dict[int, int] = defaultdict(int)
            for gram in _grams(text):
                for candidate in self._grams.get(gram, ()):
                    counts[candidate] += 1
            need = max(2, len(text) // 3)
            for candidate, shared in counts.items():
                name, role, key, _size = self._fuzzy[candidate]
                if shared >= need and abs(len(name) - len(text)) <= 3:
                    score = fuzz.ratio(text, name)
                    if score >= FUZZY:
                        best.append((score + size, Found(role, key, size, certain=False)))
        if not best:
            return []
        top = max(score for score, _found in best)
        seen: dict[str, Found] = {}
        for score, found in best:
            if score >= top - 0.5:
                seen.setdefault(found.key, found)
        return list(seen.values())

    def compound(self, word: str) -> list[Found]:
        """``rekrutteringskursus``: a theme in front, a kind behind. ``temamøde`` as entered is met before this."""
        for cut in range(len(word) - 3, 3, -1):
            tail = word[cut:]
            ends = self._exact.get((tail,)) or self._stems.get((stem(tail),))
            kinds = [(role, key) for role, key in ends or [] if role == "kind"]
            if not kinds:
                continue
            found = [Found(role, key, 1) for role, key in kinds[:1]]
            for head in (word[:cut], word[: cut - 1] if word[cut - 1] in "se" else word[:cut]):
                front = self._exact.get((head,)) or self._stems.get((stem(head),)) or []
                if themes := [(role, key) for role, key in front if role in {"theme", "target_group"}]:
                    return [*found, Found(themes[0][0], themes[0][1], 1)]
            return found
        return []


def _grams(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
