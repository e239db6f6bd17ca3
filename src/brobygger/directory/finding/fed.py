"""Offers of elsewhere that answer what somebody asks: read and put in order as the centre's own, and shown apart from them.

They are few thousands at most, so their marks are held against the question here; the index of the own offers knows nothing of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding.known import known
from brobygger.directory.finding.question import Question, read
from brobygger.directory.finding.ranking import placed, reasons, row
from brobygger.directory.finding.terms import Mark, Term, together
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.models import FedOffer

READ: Final = 10_000


@dataclass(frozen=True, slots=True)
class FedHit:
    offer: FedOffer
    reasons: list[str] = field(default_factory=list)


def find_fed(wanted: Wanted, *, limit: int, offset: int = 0) -> tuple[list[FedHit], int]:
    """Those that citizens may find, with reasons, and how many there are. What a feed does not say, none of them answers: whether it is open now, free or step-free."""
    if wanted.open_now or not FedOffer.objects.public().exists():
        return [], 0
    question = read(wanted.words, known()) if wanted.words.strip() else None
    keys = _in_order(wanted, question)
    page = dict(keys[offset : offset + limit])
    rows = FedOffer.objects.public().select_related("centre").in_bulk(list(page))
    return [FedHit(rows[pk], why) for pk, why in page.items() if pk in rows], len(keys)


def _in_order(wanted: Wanted, question: Question | None) -> list[tuple[int, list[str]]]:
    centre, filters = centre_id_in_force(), list(wanted.terms())
    narrow = together(filters) if filters else None
    asked = bool(question and question.vital)
    some = frozenset(_names(question.some)) if question is not None and question.vital else frozenset()
    candidates = []
    for pk, title, said, low, high in FedOffer.objects.public().order_by("title", "pk").values_list("pk", "title", "marks", "age_from", "age_to")[:READ]:
        if wanted.age is not None and not (low or 0) <= wanted.age <= (high if high is not None else wanted.age):
            continue
        if asked or narrow is not None:
            each = row(centre, pk, title.casefold(), said)
            if (asked and some.isdisjoint(each.marks)) or (narrow is not None and not narrow.holds(each.marks)):
                continue
            candidates.append(each)
        else:
            candidates.append(row(centre, pk, title.casefold(), ""))
    if question is None or not asked:
        return [(each.pk, []) for each in candidates]
    hits = sorted((hit for hit in placed(question, candidates) if hit.whole), key=lambda hit: (not hit.all, -round(hit.score, 6), hit.row.order, hit.row.pk))
    return [(hit.row.pk, reasons(question, hit)) for hit in hits]


def _names(term: Term) -> Iterator[str]:
    """Every mark that is named in it."""
    if isinstance(term, Mark):
        yield term.name
    for part in getattr(term, "parts", ()):
        yield from _names(part)
