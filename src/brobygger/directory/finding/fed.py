"""Offers of elsewhere that answer what somebody asks: read and put in order as the centre's own, and shown apart from them.

They are few thousands at most, so their marks are held against the question here; the index of the own offers knows nothing of them.
"""

from dataclasses import dataclass, field
from typing import Final

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding.known import Known, known
from brobygger.directory.finding.question import Question, read
from brobygger.directory.finding.ranking import placed, reasons, row
from brobygger.directory.finding.terms import Mark, together
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.models import FedOffer

READ: Final = 10_000
POOL: Final = 150  # that are put in order by what they are worth


@dataclass(frozen=True, slots=True)
class FedHit:
    offer: FedOffer
    reasons: list[str] = field(default_factory=list)


def find_fed(wanted: Wanted, *, limit: int, offset: int = 0, there: Known | None = None) -> tuple[list[FedHit], int]:
    """Those that citizens may find, with reasons, and how many there are. What a feed does not say, none of them answers: whether it is open now, free or step-free."""
    if wanted.open_now or not FedOffer.objects.public().exists():
        return [], 0
    question = read(wanted.words, there or known()) if wanted.words.strip() else None
    keys = _in_order(wanted, question)
    page = dict(keys[offset : offset + limit])
    rows = FedOffer.objects.public().select_related("centre").in_bulk(list(page))
    return [FedHit(rows[pk], why) for pk, why in page.items() if pk in rows], len(keys)


def _in_order(wanted: Wanted, question: Question | None) -> list[tuple[int, list[str]]]:
    """Keys with their reasons; those beyond the pool without."""
    asked = question if question is not None and question.vital else None
    narrow = together(filters) if (filters := list(wanted.terms())) else None
    answers = _Whole(asked) if asked else None
    kept = []
    for pk, title, said, low, high in FedOffer.objects.public().order_by("title", "pk").values_list("pk", "title", "marks", "age_from", "age_to")[:READ]:
        if wanted.age is not None and not (low or 0) <= wanted.age <= (high if high is not None else wanted.age):
            continue
        held = frozenset(said.split()) if answers or narrow else frozenset()
        if (answers is None or answers.holds(held)) and (narrow is None or narrow.holds(held)):
            kept.append((pk, title.casefold(), said, held))
    if asked is None:
        return [(pk, []) for pk, *_rest in kept]
    kept.sort(key=lambda each: (-len(asked.in_title & each[3]), each[1], each[0]))
    rows = [row(centre_id_in_force(), pk, title, said) for pk, title, said, _held in kept[:POOL]]
    hits = sorted(placed(asked, rows), key=lambda hit: (not hit.all, -round(hit.score, 6), hit.row.order, hit.row.pk))
    return [*((hit.row.pk, reasons(asked, hit)) for hit in hits), *((pk, []) for pk, *_rest in kept[POOL:])]


class _Whole:
    """Whether a row answers all words that count, or what they mean: by sets where a way is one mark, since thousands of rows are asked."""

    def __init__(self, question: Question) -> None:
        self.about = question.about
        self.concepts = [
            (frozenset(way.term.name for way in concept.ways if isinstance(way.term, Mark)), [way.term for way in concept.ways if not isinstance(way.term, Mark)]) for concept in question.vital
        ]

    def holds(self, said: frozenset[str]) -> bool:
        if all(not names.isdisjoint(said) or any(term.holds(said) for term in rest) for names, rest in self.concepts):
            return True
        return self.about is not None and self.about.holds(said)
