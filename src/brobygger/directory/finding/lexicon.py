"""What a centre knows of words: its life situations, themes, groups and places by what people call them, and the words of its own offers.

Pure: it is built from lines of text and asked about words. ``known`` builds it from the centre's rows.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from brobygger.directory.finding.words import HALF, STOP, WEAK, common, content, stem, words

SHORT_PART, LONG_PART = 3, 5  # letters of a compound's part that must be known, with the other part known or not
LONG_STEM = 4  # … and of its stem, with the other part unknown
LONG_WORD = 8  # letters from which a word may be misspelt twice
HINTED = 2  # life situations that a word may hint at: one that stands in the lines of more says too little
MANY = 50_000  # words whose parts are remembered
APART = 3  # words of an offer's sentence that may stand between those of a line
# Look like compounds, and are not.
WHOLE = frozenset(map(stem, ["venskab", "selskab", "handicap", "barndom", "mandag", "samtale", "overskud", "arbejdsløs", "selvmord", "samvær", "fællesskab", "musik", "forælder", "forældre", "pårørende"]))
# Ends of compounds that any centre has, whether its offers use them alone or not.
ENDS = frozenset(["gruppe", "café", "cafe", "klub", "kreds", "kor", "hold", "linje", "telefon", "rådgivning", "vejledning", "støtte", "ven", "venner", "netværk", "center", "værksted", "kursus", "træning", "forening", "familie", "møde", "terapi", "lejr", "ferie", "tur", "dans", "spil", "mad", "tøj", "cykel", "bolig", "vogn", "kasse", "kurv", "stue", "idræt", "sport", "gymnastik", "undervisning", "opkald", "besøg", "arbejde", "børn", "barn", "mænd", "kvinder", "ældre", "senior", "misbrug", "skole", "sprog", "læge", "mand", "mor", "far", "fond", "legat", "sorg", "angst", "demens", "kræft", "alkohol", "hash", "stof", "jul", "hund", "natur", "it", "job"])
_END_STEMS = frozenset(map(stem, ENDS))
_HALF = frozenset(map(stem, HALF))
_WEAK = frozenset(map(stem, WEAK))


class Line(NamedTuple):
    """A way of saying something: all its stems are to be there. ``whole``: they must be all that is said; ``run``: they must stand in this order and close together."""

    what: str
    stems: frozenset[str]
    whole: bool = False
    run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """What is meant by words of a question: ``what`` names it, ``covers`` the places of the words that say it."""

    what: str
    covers: frozenset[int]


def _said(word: str) -> str:
    """What a word of a line or a question is looked up by: its stem; a word that says nothing stays apart from stems that look like it (*dem*, demens)."""
    return f"-{word}" if word in STOP else stem(word)


def line(what: str, text: str) -> Line | None:
    """The line as it is looked for. Words that say little count where they would leave a single one that says too little by itself."""
    said = words(text)
    kept = content(said)
    if not kept:
        return None
    if all(word in STOP for word in kept):
        return Line(what, frozenset(map(_said, kept)), whole=True)
    run: tuple[str, ...] = ()
    if len(kept) == 1 and kept[0] in WEAK and len(said) == 1:
        return None
    if all(word in WEAK for word in kept) or (len(set(map(stem, kept))) == 1 and stem(kept[0]) in _HALF):
        kept, run = said, tuple(map(_said, said))
    return Line(what, frozenset(map(_said, kept)), run=run)


def _stands(run: tuple[str, ...], stems: Sequence[str]) -> bool:
    """Whether ``run`` stands among ``stems`` in its order, with at most two others in between."""
    if not run:
        return True
    for first in (place for place, one in enumerate(stems) if one == run[0]):
        at = first
        for one in run[1:]:
            at = next((place for place in range(at + 1, len(stems)) if stems[place] == one), -1)
            if at < 0:
                break
        if 0 <= at < first + len(run) + 2:
            return True
    return False


def _close(stems: Collection[str], places: Mapping[str, Sequence[int]]) -> bool:
    """Whether all ``stems`` stand so near one another that they may belong together."""
    far = len(stems) + APART
    return len(stems) == 1 or any(
        all(any(abs(there - at) < far for there in places[one]) for one in stems) for at in places[min(stems, key=lambda one: len(places[one]))]
    )


@dataclass
class Lexicon:
    """``said``: pairs of what is meant and a line that says it; ``used``: words of the centre's offers, folded."""

    said: Iterable[tuple[str, str]] = ()
    used: set[str] = field(default_factory=set)
    lines: dict[str, list[Line]] = field(default_factory=dict)  # under the stem that the fewest lines have
    vocabulary: set[str] = field(default_factory=set)  # words of the lines
    stems: set[str] = field(default_factory=set)
    _parts: set[str] = field(default_factory=set)
    _cut: dict[str, tuple[frozenset[str], bool]] = field(default_factory=dict)
    _heard: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        made = dict.fromkeys(filter(None, (line(what, text) for what, text in self.said)))
        often: dict[str, int] = {}
        for each in made:
            for one in each.stems:
                often[one] = often.get(one, 0) + 1
        for each in made:
            self.lines.setdefault(min(each.stems, key=lambda one: (often[one], one)), []).append(each)
        for _what, text in self.said:
            self.vocabulary.update(word for word in words(text) if word not in STOP)
        self._parts = {*_END_STEMS, *(one for word in self.vocabulary if len(word) >= SHORT_PART and (one := stem(word)) not in _WEAK)}
        self.stems = {*_END_STEMS, *map(stem, self.vocabulary)}
        self._learn(self.used)

    def learn(self, found: Iterable[str]) -> None:
        """Know these words of offers as well."""
        new = set(found) - self.used
        if new:
            self.used = {*self.used, *new}
            self._learn(new)
            self._cut.clear()
            self._heard.clear()
            self.__dict__.pop("sorted", None)

    def _learn(self, new: Iterable[str]) -> None:
        for word in new:
            self.stems.add(stem(word))
            if len(word) > SHORT_PART and word not in STOP and stem(word) not in _WEAK:
                self._parts.add(stem(word))

    def knows(self, word: str) -> bool:
        return word in STOP or word in WEAK or stem(word) in self.stems or word.isdigit()

    def parts(self, word: str) -> tuple[frozenset[str], bool]:
        """The stems of the parts that ``word`` is compounded of, and whether those are all of it."""
        if word not in self._cut:
            if len(self._cut) > MANY:
                self._cut.clear()
                self._heard.clear()
            self._cut[word] = self._parts_of(word)
        return self._cut[word]

    def _parts_of(self, word: str) -> tuple[frozenset[str], bool]:
        if stem(word) in WHOLE or len(word) < 2 * SHORT_PART:
            return frozenset(), False
        whole: set[str] = set()
        ends: set[str] = set()
        for at in range(SHORT_PART, len(word) - SHORT_PART + 1):
            front, end = self._front(word[:at]), self._part(word[at:])
            if front and end:
                whole |= {front, end}
            elif end and len(word) - at >= LONG_PART and len(end) >= LONG_STEM:
                ends.add(end)
            elif front and at > LONG_PART and len(front) >= LONG_STEM:
                ends.add(front)
        own = stem(word)
        return (frozenset(whole - {own}), True) if whole else (frozenset(ends - {own}), False)

    def _part(self, letters: str) -> str:
        found = stem(letters)
        return found if found in self._parts and letters not in STOP else ""

    def _front(self, letters: str) -> str:
        """The first part, with or without the s or e that links it to the next."""
        return self._part(letters) or (self._part(letters[:-1]) if letters[-1] in "se" and len(letters) > SHORT_PART else "")

    def senses(self, said: Sequence[str]) -> list[Sense]:
        """What the words ``said`` mean, those that explain most of the words first."""
        places: dict[str, set[int]] = {}
        for place, word in enumerate(said):
            for one in self._stems(word):
                places.setdefault(one, set()).add(place)
        found: dict[str, set[int]] = {}
        stems = list(map(_said, said))
        for each in self._lines_within(places.keys()):
            if (each.whole and each.stems != set(stems)) or not _stands(each.run, stems):
                continue
            covered = {place for one in each.stems for place in places[one]}
            found.setdefault(each.what, set()).update(covered)
        return sorted((Sense(what, frozenset(covered)) for what, covered in found.items()), key=lambda sense: (-len(sense.covers), min(sense.covers), sense.what))

    def hints(self, word: str) -> list[str]:
        """What a word may have to do with that is part of a line, though the line was not said: *stave*, where "kan ikke stave" is one."""
        found = self._within.get(stem(word), frozenset())
        return sorted(found) if len(found) <= HINTED and stem(word) not in _HALF else []

    @cached_property
    def _within(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for lines in self.lines.values():
            for each in lines:
                for one in each.stems:
                    found.setdefault(one, set()).add(each.what)
        return {one: frozenset(whats) for one, whats in found.items()}

    def meant_by(self, said: Sequence[str]) -> set[str]:
        """What a sentence of an offer speaks of."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(said):
            for one in self._stems(word):
                places.setdefault(one, []).append(place)
        stems = list(map(_said, said))
        return {each.what for each in self._lines_within(places) if not each.whole and _stands(each.run, stems) and _close(each.stems, places)}

    def _stems(self, word: str) -> tuple[str, ...]:
        """What the word can be part of a line by."""
        if word not in self._heard:
            own = _said(word)
            # What is a way of saying something by itself is that: transport has nothing to do with trans.
            itself = word in STOP or any(len(each.stems) == 1 for each in self.lines.get(own, ()))
            self._heard[word] = (own, *(() if itself else self.parts(word)[0]))
        return self._heard[word]

    def _lines_within(self, there: Iterable[str]) -> Iterator[Line]:
        have = set(there)
        lines = self.lines
        return (each for one in have if one in lines for each in lines[one] if each.stems <= have)

    @cached_property
    def sorted(self) -> list[str]:
        """All words there are, in order."""
        return sorted({*self.vocabulary, *self.used} - STOP)

    def complete(self, beginning: str, limit: int) -> list[str]:
        """Words that go on from ``beginning``, the shortest first."""
        at = bisect_left(self.sorted, beginning)
        found: list[str] = []
        while at < len(self.sorted) and self.sorted[at].startswith(beginning) and len(found) < 50 * limit:
            found.append(self.sorted[at])
            at += 1
        return sorted(found, key=lambda word: (len(word), word))[:limit]

    def nearest(self, word: str) -> list[str]:
        """The words that one who typed ``word`` may have meant, at most two; none for words of three letters, for numbers, and where it is a word itself."""
        if len(word) <= SHORT_PART or any(letter.isdigit() for letter in word) or stem(word) in common():
            return []
        far = 1 if len(word) < LONG_WORD else 2
        found = process.extract(word, self.sorted, scorer=OSA.distance, score_cutoff=far, limit=20)
        # Few mistype the first letter of a short word, unless they swap it with the next.
        likely = [(one, distance) for one, distance, _place in found if len(one) > SHORT_PART and (one[0] == word[0] or len(word) >= LONG_WORD or one[:2] == word[1::-1])]
        ranked = sorted((distance, one[0] != word[0], one not in self.vocabulary, one) for one, distance in likely)
        return [one for distance, *_rest, one in ranked if distance == ranked[0][0]][:2]
