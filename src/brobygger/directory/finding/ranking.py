"""The order of the hits, and the reason for each: reckoned here from their marks, so that both databases give the same."""

from dataclasses import dataclass
from math import log

from django.utils.translation import gettext as _

from brobygger.directory.finding import marks
from brobygger.directory.finding.marks import mark
from brobygger.directory.finding.question import STRONG, Concept, Question, Way

KINDS = ("meaning", "title", "group", "theme", "text")
REASONS = 3
BESIDE = 0.15  # what a word counts that says little by itself


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate: its marks, the place of its title, and how many words that has."""

    pk: int
    order: str
    marks: frozenset[str]
    title: int


def row(centre: int, pk: int, order: str, said: str) -> Row:
    return Row(pk, order, frozenset(said.split()), f" {said}".count(f" {mark(centre, marks.TITLE)}"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with what it is worth. ``answers``: for each concept its best way. ``all``: all concepts are answered; ``whole``: they are, or what they mean is."""

    row: Row
    score: float
    answers: tuple[tuple[Concept, Way], ...]
    all: bool
    whole: bool
    strong: bool


def placed(question: Question, rows: list[Row]) -> list[Placed]:
    """Each of ``rows`` with its worth among the others: words that few of them have weigh more."""
    concepts = (*question.vital, *question.beside)
    answered = [{concept.typed: _ways(concept, row) for concept in concepts} for row in rows]
    often = {concept.typed: sum(bool(ways[concept.typed]) for ways in answered) for concept in concepts}
    weight = {concept.typed: 0.5 + log((len(rows) + 1) / (often[concept.typed] + 0.5)) for concept in concepts}
    about = question.about
    made = []
    for row, ways in zip(rows, answered, strict=True):
        score = 0.0
        for concept in concepts:
            if best := ways[concept.typed]:
                more = next((way.worth for way in best[1:] if (way.kind, way.what) != (best[0].kind, best[0].what)), 0.0)
                score += weight[concept.typed] * (best[0].worth + 0.4 * more) * (1 if concept in question.vital else BESIDE)
        vital = [ways[concept.typed] for concept in question.vital]
        meant = about is not None and about.holds(row.marks)
        strong = all(best and best[0].worth >= STRONG for best in vital)
        answers = tuple((concept, ways[concept.typed][0]) for concept in concepts if ways[concept.typed])
        made.append(Placed(row, score + _title(question, row), answers, all(vital), all(vital) or meant, strong))
    return made


def _ways(concept: Concept, row: Row) -> list[Way]:
    """The ways in which the row answers, the best first."""
    return [way for way in concept.ways if way.term.holds(row.marks)]


def _title(question: Question, row: Row) -> float:
    """How much of the title was asked for."""
    return 2 * len(question.in_title & row.marks) / row.title if row.title else 0.0


def reasons(question: Question, hit: Placed) -> list[str]:
    """In sentences, the weightiest first, each once."""
    found: dict[str, None] = {}
    for kind in KINDS:
        ways = [way for _concept, way in hit.answers if way.kind == kind]
        if kind == "title" and ways:
            found[_("Named in the title")] = None
        elif kind == "text" and ways:
            found[_("The text says %(words)s") % {"words": ", ".join(dict.fromkeys(_("“%(words)s”") % {"words": way.typed} for way in ways))}] = None
        else:
            for way in ways:
                name = question.known.names[way.what]
                text = {"meaning": _("For “%(typed)s”: %(name)s"), "group": _("For whom: %(name)s"), "theme": _("Theme: %(name)s")}[kind]
                found[text % {"typed": way.typed, "name": name}] = None
    return list(found)[:REASONS]
