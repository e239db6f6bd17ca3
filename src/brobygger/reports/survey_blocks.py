"""What people answered, in papers: under a goal how they see it met, and for the board what was closed since the meeting before."""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.plan import wording
from brobygger.reports.document import Block, Cell, Column, Figure, Heading, KeyFigure, KeyFigures, Table
from brobygger.reports.standing import Standing
from brobygger.reports.svg import NAMESPACE
from brobygger.surveys.structure import Question
from brobygger.surveys.told import GoalFeedback, Told, closed_between

WIDTH, LABEL, STEP = 460, 285, 22
LETTERS = 53


def feedback_block(said: GoalFeedback) -> Table:
    """How people see the goal met, beside its lights."""
    scale = _("1 is “%(low)s”, %(n)s is “%(high)s”") % {"low": said.low, "n": said.steps, "high": said.high}
    figure = _("%(average)s of %(steps)s") % {"average": _number(said.average), "steps": said.steps}
    if said.before is not None:
        figure += " " + _("(before: %(n)s)") % {"n": _number(said.before)}
    answers = ngettext("%(n)s answer, closed on %(day)s", "%(n)s answers, closed on %(day)s", said.n) % {"n": said.n, "day": wording.day(said.sending.closed_on) if said.sending.closed_on else ""}
    row: tuple[Cell, ...] = (said.sending.title, figure, f"{answers}. {scale}.")
    return Table((Column(_("How people see it"), width=2.4), Column(_("On average"), width=1.4), Column(_("Of what"), width=3)), (row,), row_headers=True, name=_("Feedback"))


def answered_blocks(found: Standing) -> Iterator[Block]:
    """Each questionnaire that was closed since the meeting before: how many answered, the score, and a picture of its scales."""
    since = found.changes.previous.held_on if found.changes.previous is not None else None
    told = closed_between(since, found.day)
    if told:
        yield Heading(1, _("What people answered"))
        yield from told_blocks(told, 2)


def told_blocks(told: Iterable[Told], level: int) -> Iterator[Block]:
    for each in told:
        yield Heading(level, each.sending.title)
        yield KeyFigures(tuple(figures_of(each)))
        if each.scales:
            yield picture_of(each)


def figures_of(told: Told) -> Iterator[KeyFigure]:
    before = told.results.before
    yield KeyFigure(_("Answers"), told.results.n, _("last time %(n)s") % {"n": before} if before else "")
    if told.asked:
        yield KeyFigure(_("Answer rate"), f"{round(100 * told.answered / told.asked)} %", _("%(n)s of %(of)s") % {"n": told.answered, "of": told.asked})
    if told.results.score is not None:
        yield KeyFigure(_("Score"), f"{told.results.score} %", _("of the highest"))


def picture_of(told: Told) -> Figure:
    """A bar for each scale, as long as its average; a mark where it was last time."""
    rows = [(_asked(each.question), each.parts[0].average or 0.0, each.question.steps, each.parts[0].before) for each in told.scales]
    drawn, words = [], []
    for place, (text, average, steps, before) in enumerate(rows):
        drawn.append(_bar(place * STEP, text, average, steps, before))
        words.append(f"{text} {_said(average, steps, before)}")
    height = len(rows) * STEP
    svg = f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">{"".join(drawn)}</svg>'
    return Figure(svg, _("Averages: %(all)s.") % {"all": "; ".join(words)}, caption=_legend(rows), width=0.9)


def _asked(question: Question) -> str:
    """The goal itself, of a question that asks about one: what stands before it is the same for all."""
    return question.text.partition(": ")[2].rstrip("?") or question.text if question.goal else question.text


def _legend(rows: Sequence[tuple[str, float, int, float | None]]) -> str:
    return _("The mark on a bar is last time’s average.") if any(before is not None for *_rest, before in rows) else ""


def _bar(top: int, text: str, average: float, steps: int, before: float | None) -> str:
    room = WIDTH - LABEL - 40
    mark = f'<rect x="{LABEL + room * before / steps:g}" y="{top + 3}" width="1.6" height="14" fill="#1d2429"/>' if before is not None else ""
    return (
        f'<text x="0" y="{top + 14}" font-family="IBM Plex Sans" font-size="10.5" fill="#1d2429">{escape(_short(text))}</text>'
        f'<rect x="{LABEL}" y="{top + 5}" width="{room}" height="10" fill="#e3e7e9"/><rect x="{LABEL}" y="{top + 5}" width="{room * average / steps:g}" height="10" fill="#1f5c57"/>{mark}'
        f'<text x="{WIDTH - 32}" y="{top + 14}" font-family="IBM Plex Sans" font-size="10.5" font-weight="600" fill="#1d2429">{_number(average)}</text>'
    )


def _said(average: float, steps: int, before: float | None) -> str:
    said = _("%(average)s of %(steps)s") % {"average": _number(average), "steps": steps}
    return said + " " + _("(before: %(n)s)") % {"n": _number(before)} if before is not None else said


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"


def _number(figure: float) -> str:
    return wording.number(float(figure))
