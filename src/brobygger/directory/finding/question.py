"""What was typed, as an expression over marks: for each word all the ways in which an offer can answer it, and what each is worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from brobygger.directory.finding import marks
from brobygger.directory.finding.known import Known
from brobygger.directory.finding.lexicon import Sense
from brobygger.directory.finding.marks import term
from brobygger.directory.finding.terms import Mark, Term, either, together
from brobygger.directory.finding.words import HALF, STOP, WEAK, WHOM, pairs, stem

LONGEST, MOST = 30, 8  # words of a question that are read, and those that count
STRONG = 6.0  # worth this much, a way says what the offer is about; less, and the words merely stand there
COMPLETED, CORRECTED, SUBSUMED = 0.8, 0.85, 0.7
SHORTEST_BEGINNING = 4
_HALF = frozenset(map(stem, HALF))


@dataclass(frozen=True, slots=True)
class Way:
    """A way to answer a word. ``kind``: title, meaning, theme, group, place or text; ``what``: the mark of what was meant, of those that have one."""

    term: Term
    worth: float
    kind: str
    what: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    typed: str
    ways: tuple[Way, ...]

    @property
    def any(self) -> Term:
        return either(way.term for way in self.ways)

    def of(self, *, least: float = 0, kinds: Iterable[str] = ()) -> Term | None:
        kept = [way.term for way in self.ways if way.worth >= least and (not kinds or way.kind in kinds)]
        return either(kept) if kept else None


@dataclass(frozen=True)
class Question:
    """``vital``: an offer should answer each of these; ``beside``: what it is good to answer too."""

    known: Known
    vital: tuple[Concept, ...]
    beside: tuple[Concept, ...]
    senses: tuple[Sense, ...]
    corrected: tuple[tuple[str, str], ...]
    places: tuple[int, ...]  # localities named
    postal_code: str

    @cached_property
    def meant(self) -> list[int]:
        """Life situations, those that explain most of the words first."""
        beginning = marks.mark(self.known.centre, marks.MEANT)
        return [int(sense.what[len(beginning) :]) for sense in self.senses if sense.what.startswith(beginning)]

    @cached_property
    def in_title(self) -> frozenset[str]:
        """The marks of a title that say a word that counts."""
        title = marks.mark(self.known.centre, marks.TITLE)
        return frozenset(name for concept in self.vital for way in concept.ways if way.kind == "title" and (name := getattr(way.term, "name", "")).startswith(title))

    @property
    def all(self) -> Term:
        return together(concept.any for concept in self.vital)

    @property
    def some(self) -> Term:
        return either(way.term for concept in self.vital for way in concept.ways)

    def stricter(self) -> Iterator[Term]:
        """All words in the title; all as what the offer is about."""
        for least, kinds in ((0.0, ("title",)), (STRONG, ())):
            each = [concept.of(least=least, kinds=kinds) for concept in self.vital]
            if None not in each:
                yield together(part for part in each if part is not None)

    @property
    def about(self) -> Term | None:
        """Offers for the life situations that explain most of what was said."""
        most = max((len(sense.covers) for sense in self.senses if self._situation(sense)), default=0)
        found = [
            term(self.known.centre, kind, pk)
            for sense, pk in zip(filter(self._situation, self.senses), self.meant, strict=True) if len(sense.covers) == most
            for kind in (marks.MEANT, marks.IMPLIED)
        ]
        return either(found) if found else None

    def _situation(self, sense: Sense) -> bool:
        return sense.what.startswith(marks.mark(self.known.centre, marks.MEANT))


def read(text: str, known: Known) -> Question | None:
    """None where nothing was typed that could be a word."""
    said = pairs(text)[:LONGEST]
    codes = {code for place in known.places.values() for code in place.codes}
    postal_code = next((word for _typed, word in said if len(word) == 4 and word.isdigit() and word in codes), "")
    said = [pair for pair in said if pair[1] != postal_code]
    if not said:
        return Question(known, (), (), (), (), (), postal_code) if postal_code else None
    forms, corrected = _forms(said, known)
    heard = [each[0][0] for each in forms]
    senses = known.lexicon.senses(heard)
    locality = marks.mark(known.centre, marks.LOCALITY)
    where = [sense for sense in senses if sense.what.startswith(locality)]
    senses = [sense for sense in senses if not sense.what.startswith(locality)]
    named = frozenset(place for sense in where for place in sense.covers)
    vital = _vital(heard, named)
    said_together = {place for sense in senses if sense.what.startswith(marks.mark(known.centre, marks.MEANT)) and len(sense.covers) > 1 for place in sense.covers}
    vital = sorted({*vital, *(place for place in said_together if heard[place] not in STOP)})
    concepts = [_Words(known, [typed for typed, _word in said], forms, senses, where).concept(place) for place in range(len(said))]
    beside = [place for place in range(len(said)) if place not in vital and heard[place] not in STOP and heard[place] not in WHOM]
    places = tuple(int(sense.what[len(locality) :]) for sense in where)
    return Question(known, tuple(concepts[place] for place in vital), tuple(concepts[place] for place in beside), tuple(senses), tuple(corrected), places, postal_code)


def _forms(said: list[tuple[str, str]], known: Known) -> tuple[list[list[tuple[str, float]]], list[tuple[str, str]]]:
    """For each word the words it may stand for, the likeliest first, and how likely; and those that were put right."""
    forms: list[list[tuple[str, float]]] = []
    corrected: list[tuple[str, str]] = []
    for place, (typed, word) in enumerate(said):
        if known.lexicon.knows(word) or known.lexicon.parts(word)[1]:
            forms.append([(word, 1.0)])
            continue
        last = place == len(said) - 1
        longer = known.lexicon.complete(word, 3) if last and len(word) >= SHORTEST_BEGINNING else []
        nearest = [] if longer else known.lexicon.nearest(word)
        if nearest:
            corrected.append((typed, nearest[0]))
        found = [(each, COMPLETED) for each in longer] + [(each, CORRECTED) for each in nearest]
        forms.append([*found, (word, 1.0)])
    return forms, corrected


def _vital(heard: list[str], named: frozenset[int]) -> list[int]:
    """The places of the words that count: not localities, not what says little by itself; unless nothing else was said."""
    rest = [place for place in range(len(heard)) if place not in named]
    for candidates in (
        [place for place in rest if heard[place] not in STOP and heard[place] not in WEAK], [] if named else [place for place in rest if heard[place] not in STOP],
        sorted(named), rest,
    ):
        if candidates:
            candidates = [place for place in candidates if heard[place] not in WHOM] or candidates
            # The same word twice is one.
            return list({stem(heard[place]): place for place in reversed(candidates)}.values())[::-1][:MOST]
    return []


class _Words:
    """The words of one question on their way to concepts."""

    def __init__(self, known: Known, typed: list[str], forms: list[list[tuple[str, float]]], senses: list[Sense], where: list[Sense]) -> None:
        self.known, self.typed, self.forms, self.senses, self.where = known, typed, forms, senses, where

    def concept(self, place: int) -> Concept:
        ways: dict[Term, Way] = {}
        for way in self._ways(place):
            if way.term not in ways or ways[way.term].worth < way.worth:
                ways[way.term] = way
        return Concept(self.typed[place], tuple(sorted(ways.values(), key=lambda way: -way.worth)))

    def _ways(self, place: int) -> Iterator[Way]:
        if not self._said_by_others(place):
            for word, likely in self.forms[place]:
                yield from self._of_word(word, likely, self.typed[place])
        for first in (place - 1, place):
            yield from self._joined(first)
        yield from self._meant(place)
        yield from self._hinted(place)

    def _said_by_others(self, place: int) -> bool:
        """Whether the word says little by itself and is part of something sensitive that was understood: "tage" in "vil tage livet af sig" asks for nothing that one takes along."""
        return self.forms[place][0][0] in WEAK and any(place in sense.covers and len(sense.covers) > 1 and self._is_sensitive(sense) for sense in self.senses)

    def _is_sensitive(self, sense: Sense) -> bool:
        beginning = marks.mark(self.known.centre, marks.MEANT)
        return sense.what.startswith(beginning) and self.known.meanings[int(sense.what[len(beginning) :])].sensitive

    def _of_word(self, word: str, likely: float, typed: str) -> Iterator[Way]:
        one = stem(word)
        for kind, worth, said in ((marks.TITLE, 10, "title"), (marks.TITLE_PART, 7, "title"), (marks.SHORT, 6, "text"), (marks.WORD, 4, "text"), (marks.PART, 3, "text")):
            yield Way(self._mark(kind, one), worth * likely, said, typed=typed)
        parts, whole = self.known.lexicon.parts(word)
        if whole and len(parts) > 1:
            for kinds, worth, said in (((marks.TITLE, marks.TITLE_PART), 8, "title"), ((marks.WORD, marks.PART), 4, "text")):
                yield Way(together(either(self._mark(kind, part) for kind in kinds) for part in sorted(parts)), worth * likely, said, typed=typed)
        for part in sorted(parts - _HALF):
            for kind, worth, said in ((marks.TITLE, 3, "title"), (marks.WORD, 2, "text")):
                yield Way(self._mark(kind, part), worth * likely, said, typed=typed)

    def _joined(self, first: int) -> Iterator[Way]:
        """Two words that are one when written together: *sorg gruppe*."""
        if 0 <= first < len(self.forms) - 1:
            for link in ("", "s", "e"):
                word = self.forms[first][0][0] + link + self.forms[first + 1][0][0]
                if stem(word) in self.known.lexicon.stems:
                    typed = f"{self.typed[first]} {self.typed[first + 1]}"
                    for kind, worth, said in ((marks.TITLE, 10, "title"), (marks.SHORT, 6, "text"), (marks.WORD, 4, "text")):
                        yield Way(self._mark(kind, stem(word)), worth, said, typed=typed)

    def _hinted(self, place: int) -> Iterator[Way]:
        """What the word has to do with, where it is not part of what was understood."""
        word, beginning = self.forms[place][0][0], marks.mark(self.known.centre, marks.MEANT)
        if word not in WEAK and not any(place in sense.covers for sense in self.senses):
            for what in self.known.lexicon.hints(word):
                if what.startswith(beginning):
                    for how, worth in ((marks.MEANT, 5), (marks.IMPLIED, 4)):
                        yield Way(self._mark(how, what[len(beginning) :]), worth, "meaning", what, self.typed[place])

    def _meant(self, place: int) -> Iterator[Way]:
        centre = self.known.centre
        for sense in (*self.senses, *self.where):
            if place not in sense.covers:
                continue
            subsumed = any(len(other.covers) > 1 and sense.covers < other.covers for other in self.senses)
            likely = (SUBSUMED if subsumed else 1) * (1 + 0.05 * (len(sense.covers) - 1))
            typed = " ".join(self.typed[each] for each in sorted(sense.covers))
            kind, pk = sense.what[len(str(centre))], sense.what[len(str(centre)) + 1 :]
            if kind == marks.MEANT:
                for how, worth in ((marks.MEANT, 9), (marks.IMPLIED, 7), (marks.TOUCHED, 3)):
                    yield Way(self._mark(how, pk), worth * likely, "meaning", sense.what, typed)
            elif kind == marks.LOCALITY:
                yield Way(self._mark(kind, pk), 6, "place", sense.what, typed)
                yield Way(self._mark(marks.EVERYWHERE), 2, "place", "", typed)
            else:
                yield Way(self._mark(kind, pk), 6 * likely, "theme" if kind == marks.THEME else "group", sense.what, typed)

    def _mark(self, kind: str, what: object = "") -> Mark:
        return term(self.known.centre, kind, what)
