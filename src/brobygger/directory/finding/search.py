"""One search on its way: the words read, the filters as marks, the steps of nearness; and the keys of what answers, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from brobygger.directory.finding import ages, marks, nearness, table
from brobygger.directory.finding.known import Known, Place, known
from brobygger.directory.finding.marks import term
from brobygger.directory.finding.question import Question, read
from brobygger.directory.finding.ranking import Placed, placed, reasons, row
from brobygger.directory.finding.table import Rows
from brobygger.directory.finding.terms import But, Term, either, together
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.finding.words import STOP, WHOM, YOUNG
from brobygger.directory.finding.words import words as folded
from brobygger.directory.models import Offer

POOL = 150  # candidates that are put in order by what they are worth
FEW = 8  # with fewer whole answers, those to some of the words are shown too
HERE = 0  # the first step of nearness; the second are offers in the whole municipality
SUITS, SUITS_NOT = 1.25, 0.5  # of an offer's worth, where its own ages hold the one that was said, and where they do not
PART = 0.22  # … if they are worth this much of the best


class Search:
    """``wanted`` is taken as it is: see ``Wanted.sound``."""

    def __init__(self, wanted: Wanted, now: datetime) -> None:
        self.wanted = wanted
        self.known: Known = known()
        self.said = None if wanted.as_typed else ages.read(wanted.words)
        words = self.said.rest if self.said else wanted.words
        if self.said and all(word in STOP or word in WHOM or word in YOUNG for word in folded(words)):
            words = ""  # "noget til min søn på 14": nothing is said but for whom
        self.question: Question | None = read(words, self.known) if words.strip() else None
        self.age = self.said.age if self.said and wanted.age is None else None  # chosen as a filter, it narrows instead
        self.filters = list(wanted.terms())
        self.within = (wanted if self.question else replace(wanted, age=wanted.age if self.age is None else self.age)).within(now)  # an age by itself narrows too
        self.postal_code = wanted.postal_code or (self.question.postal_code if self.question else "")
        self.start = self._start()
        self.further: list[list[Place]] = []
        self.bands = self._bands()
        self._marks: dict[int, frozenset[str]] = {}

    def _start(self) -> list[Place]:
        if self.postal_code:
            return nearness.here(self.postal_code, self.known.places.values())
        return [self.known.places[pk] for pk in self.question.places if pk in self.known.places] if self.question else []

    def _bands(self) -> list[Term]:
        """By nearness: here, in the whole municipality, then further and further away. Nothing where nobody said where."""
        if not self.start:
            return []
        here, *self.further = nearness.bands(self.start, self.known.places.values())
        found = [self._at(here), self._mark(marks.EVERYWHERE), *map(self._at, self.further)]
        if self.postal_code:
            found[0] = either((found[0], self._mark(marks.POSTAL, self.postal_code)))
        return found

    def _at(self, places: list[Place]) -> Term:
        return either(self._mark(marks.LOCALITY, place.pk) for place in places)

    def _mark(self, kind: str, what: object = "") -> Term:
        return term(self.known.centre, kind, what)

    def rows(self, *terms: Term) -> Rows:
        """Offers under all ``terms`` and the filters."""
        return Rows(together([*terms, *self.filters] or [self._mark(marks.OFFER)]), self.within)

    def page(self, limit: int, offset: int) -> tuple[dict[int, list[str]], int]:
        """Keys with their reasons, and how many there are in all."""
        if self.question is None or not (self.question.vital or self.question.beside):
            return self._by_title(limit, offset)
        ranked, total = self._ranked(self.question)
        page = {hit.row.pk: reasons(self.question, hit) for hit in ranked[offset : offset + limit]}
        if len(ranked) < offset + limit and len(ranked) < total:
            page |= self._rest(self.question, {hit.row.pk for hit in ranked}, limit - len(page), max(offset - len(ranked), 0))
        return page, total

    def count(self) -> int:
        return self.page(0, 0)[1]

    def _by_title(self, limit: int, offset: int) -> tuple[dict[int, list[str]], int]:
        """Without words: by title, within each step of nearness."""
        total = self.rows().count()
        found: list[int] = []
        for step in self._steps():
            if len(found) >= limit:
                break
            rows = self.rows(*step)
            many = rows.count() if step else total
            found += rows.by_title(limit - len(found), offset, many=many)
            offset = max(offset - many, 0)
        return {pk: [] for pk in found}, total

    def _steps(self) -> Iterator[list[Term]]:
        """For each step of nearness the terms that no earlier one answers; in the end those that are nowhere."""
        before: list[Term] = []
        for band in [*self.bands, self._mark(marks.OFFER)] if self.bands else []:
            yield [But(band, either(before))] if before else [band]
            before.append(band)
        if not self.bands:
            yield []

    def _ranked(self, question: Question) -> tuple[list[Placed], int]:
        whole = question.some if len(question.vital) == 1 else self._whole(question)
        first, total = self.rows(whole).first(POOL + 1)
        if total < FEW:
            some = first if whole == question.some else self.rows(question.some).keys(POOL + 1)
            return (ranked := self._in_order(question, some if len(some) <= POOL else self._rarest(question, first))), len(ranked)
        if total <= POOL:
            return self._in_order(question, first), total
        keys: dict[int, None] = {}
        for step in self._steps():
            for each in question.stricter():
                if len(keys) < POOL:
                    keys |= dict.fromkeys(self.rows(each, *step).keys(POOL))
            if len(keys) < POOL:
                keys |= dict.fromkeys(self.rows(whole, *step).keys(POOL) if step else first)
        return self._in_order(question, list(keys)[:POOL]), total

    def _whole(self, question: Question) -> Term:
        return either(filter(None, (question.all, question.about)))

    def _rarest(self, question: Question, whole: list[int]) -> list[int]:
        """Of very many that answer some of the words: the whole answers, then those to the words that fewest answer."""
        keys = dict.fromkeys(whole)
        for _many, concept in sorted(((self.rows(concept.any).count(), concept) for concept in question.vital), key=lambda pair: pair[0]):
            for each in filter(None, (concept.of(kinds=("title", "meaning")), concept.any)):
                if len(keys) < POOL:
                    keys |= dict.fromkeys(self.rows(each).keys(POOL - len(keys)))
        return list(keys)

    def _in_order(self, question: Question, keys: list[int]) -> list[Placed]:
        """Whole answers before those to some of the words, which are shown where the others are few."""
        rows = [row(self.known.centre, *each) for each in table.read(keys)]
        self._marks |= {each.pk: each.marks for each in rows}
        hits = placed(question, rows)
        whole = sum(hit.whole for hit in hits)
        suits = self._suits(keys)
        best = max((hit.score for hit in hits), default=0)
        kept = [hit for hit in hits if hit.whole or (whole < FEW and hit.score >= PART * best)]
        return sorted(kept, key=lambda hit: (not hit.all, bool(self.bands) and not hit.strong, self._band(hit.row.marks), -round(hit.score * suits.get(hit.row.pk, 1.0), 6), hit.row.order, hit.row.pk))

    def _suits(self, keys: list[int]) -> dict[int, float]:
        """What an offer gains by saying that it is for somebody of the age that was said, and loses by saying that it is not. None is left out: the words may be about another."""
        if self.age is None:
            return {}
        found = Offer.objects.filter(pk__in=keys).exclude(age_from=None, age_to=None).order_by().values_list("pk", "age_from", "age_to")
        return {pk: SUITS if (low or 0) <= self.age <= (high or ages.OLDEST) else SUITS_NOT for pk, low, high in found}

    def _band(self, said: frozenset[str]) -> int:
        return next((number for number, band in enumerate(self.bands) if band.holds(said)), len(self.bands))

    def _rest(self, question: Question, before: set[int], limit: int, offset: int) -> dict[int, list[str]]:
        """Beyond the pool: by title, without those that are in it."""
        rows = self.rows(self._whole(question))
        keys = [pk for pk in rows.by_title(limit + offset + len(before), 0, many=rows.count()) if pk not in before]
        return {pk: [] for pk in keys[offset : offset + limit]}

    def whereabouts(self, keys: Iterable[int]) -> dict[int, list[str]]:
        """For each of these offers a sentence on how it lies to where somebody asked from, if there is one."""
        if not self.bands:
            return {}
        unread = [pk for pk in keys if pk not in self._marks]
        self._marks |= {pk: frozenset(said.split()) for pk, _order, said in table.read(unread)}
        names = ", ".join(place.name for place in self.start)
        near = f"{self.postal_code} {names}".strip()
        said = {HERE: [_("In %(place)s") % {"place": names}], HERE + 1: [_("In the whole municipality")]}
        if len(self.further) > 1:
            said[HERE + 2] = [_("Near %(place)s") % {"place": near}]
        return {pk: said.get(self._band(self._marks.get(pk, frozenset())), []) for pk in keys}
