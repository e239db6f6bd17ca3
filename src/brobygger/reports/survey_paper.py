"""A questionnaire on paper, for those who would rather write: the promise first, boxes to tick, lines to write on. Tagged, A4."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.centres.models import Centre
from brobygger.core.papers import Paper, papers
from brobygger.reports import pdf
from brobygger.reports.document import Block, Callout, Column, Document, Heading, Paragraph, Run, Table
from brobygger.reports.frame import frame_of
from brobygger.surveys.letters import promise
from brobygger.surveys.models import Sending
from brobygger.surveys.structure import Ask, Question, Structure, read

BOX: Final = "[\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}]"
LINES: Final = {Ask.TEXT: 4, Ask.NUMBER: 1, Ask.DATE: 1}
LINE: Final = "_" * 78


def compose(centre: Centre, sending: Sending, structure: Structure) -> Document:
    frame = frame_of(centre, timezone.localdate())
    return Document(title=sending.title, subtitle=sending.reason or structure.intro, blocks=tuple(_blocks(sending, structure)), **frame, dated=_dated(sending))


def _dated(sending: Sending) -> str:
    return _("To be handed in by %(day)s") % {"day": f"{sending.closes_on:%d.%m.%Y}"} if sending.closes_on else ""


def _blocks(sending: Sending, structure: Structure) -> Iterator[Block]:
    words = _("Put no name on the sheet. What is written is typed in and the sheet put away.") if sending.anonymous else _("Your name:") + f" {LINE[:50]}"
    yield Callout(_("Anonymous") if sending.anonymous else _("Not anonymous"), f"{promise(sending)} {words}")
    number = 0
    for heading, said, questions in structure.pages:
        yield Heading(1, heading or _("Questions"))
        if said:
            yield Paragraph(said)
        for each in questions:
            number += 1
            yield from _question(number, each, structure)
    if structure.thanks:
        yield Paragraph(structure.thanks)


def _question(number: int, question: Question, structure: Structure) -> Iterator[Block]:
    yield Heading(2, f"{number}. {question.text}")
    notes = tuple(_notes(question, structure))
    # In one paragraph, so that no page ends between what should be known and the answers.
    if question.kind in {Ask.CHOICE, Ask.SEVERAL}:
        yield _together(notes, "\n".join(f"{BOX}  {each.text}" for each in question.options))
    elif question.kind == Ask.SCALE:
        yield _together(notes, "     ".join(f"{BOX} {step}" for step in range(1, question.steps + 1)))
    elif question.kind == Ask.MATRIX:
        if notes:
            yield Paragraph(notes)
        columns = (Column(_("Statement"), width=3), *(Column(each.text, width=1, align="centre") for each in question.options))
        yield Table(columns, tuple((row.text, *(BOX for _each in question.options)) for row in question.rows), row_headers=True)
    else:
        yield _together(notes, "\n".join([LINE] * LINES[Ask(question.kind)]))


def _together(notes: tuple[Run, ...], answers: str) -> Paragraph:
    return Paragraph((*notes, Run(f"\n{answers}")) if notes else answers)


def _notes(question: Question, structure: Structure) -> Iterator[Run]:
    """Line by line, what one should know before answering."""
    lines = []
    upon = structure.question(question.when) if question.when else None
    if upon is not None:
        answers = _(" or ").join(upon.name_of(value) or value for value in question.values)
        lines.append(Run(_("Only if you answered “%(answer)s” to “%(question)s”.") % {"answer": answers, "question": upon.text}, italic=True))
    if question.help:
        lines.append(Run(question.help))
    if question.kind == Ask.SEVERAL:
        lines.append(Run(_("Tick as many as fit.")))
    if question.kind == Ask.SCALE and (question.low or question.high):
        lines.append(Run(_("1 is “%(low)s”, %(n)s is “%(high)s”.") % {"low": question.low, "n": question.steps, "high": question.high}))
    for place, line in enumerate(lines):
        if place:
            yield Run("\n")
        yield line


@needs(May.EDIT_SURVEYS)
def survey_paper(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The PDF of a sending, to print."""
    row = get_object_or_404(Sending.objects.listed(), pk=pk)
    content = pdf.render(compose(request.centre, row, read(row.edition.content, get_language() or "")))
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{slugify(row.title) or "spoergeskema"}.pdf"'})


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    """On the page of the sending."""
    access: Access | None = getattr(request, "access", None)
    if isinstance(row, Sending) and access is not None and access.may(May.EDIT_SURVEYS):
        yield Paper(_("On paper (PDF)"), reverse("reports:survey_paper", args=[access.centre.key, row.pk]))


papers.add("reports.survey", offered)
