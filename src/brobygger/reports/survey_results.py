"""What a questionnaire's answers were, as a paper: every question with its figures, always protected, and what people wrote."""

from collections.abc import Iterable, Iterator

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
from brobygger.plan import wording
from brobygger.reports import pdf
from brobygger.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from brobygger.reports.frame import frame_of
from brobygger.reports.survey_blocks import figures_of, picture_of
from brobygger.surveys.exporting import time_before
from brobygger.surveys.models import Sending
from brobygger.surveys.results import Part, Picture, results
from brobygger.surveys.told import Told


def compose(centre: Centre, told: Told) -> Document:
    return Document(title=told.sending.title, subtitle=str(told.sending.edition.questionnaire), blocks=tuple(_blocks(told)), **frame_of(centre, timezone.localdate()))


def _blocks(told: Told) -> Iterator[Block]:
    if not told.results.pictures:
        yield Paragraph(_("Too few have answered for anything to be shown."))
        return
    yield KeyFigures(tuple(figures_of(told)))
    if told.scales:
        yield picture_of(told)
    if told.results.hides:
        yield Paragraph(_("Hidden figures: so few chose it that somebody might be known, or it would give another such figure away."))
    for each in told.results.pictures:
        yield Heading(1, each.question.text)
        yield from _question(each)


def _question(picture: Picture) -> Iterator[Block]:
    if picture.too_few:
        yield Paragraph(_("Fewer than five answered this, so it is not shown."))
    elif not picture.n:
        yield Paragraph(_("Nobody answered this."))
    for part in picture.parts:
        if part.average is not None:
            yield Paragraph(_("On average %(n)s.") % {"n": wording.number(float(part.average))})
        if part.hides_all:
            few = _("Too few chose each answer for the split to be shown.")
            yield Paragraph(f"{part.label}: {few}" if part.label else few)
        elif part.bars:
            yield Table((Column(part.label or _("Answer"), width=4), Column(_("How many"), "number", 1), Column(_("Per cent"), "number", 1)), tuple(_rows(part)), row_headers=True)
    if picture.themes:
        yield Table((Column(_("Theme"), width=4), Column(_("How many"), "number", 1)), picture.themes, row_headers=True)
    if picture.texts:
        yield Bullets(tuple(f"{text} [{', '.join(picture.tags[text])}]" if text in picture.tags else text for text in picture.texts))


def _rows(part: Part) -> Iterator[Row]:
    for bar in part.bars:
        n: Cell = _("hidden") if bar.n is None else bar.n
        yield (bar.label, n, bar.percent)


@needs(May.SEE_SURVEYS)
def survey_results(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The PDF of a sending's results."""
    row = get_object_or_404(Sending.objects.listed().counted(), pk=pk)
    told = Told(row, row.asked, row.answered, results(row, protect=True, before=time_before(row), language=get_language() or ""))
    content = pdf.render(compose(request.centre, told))
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{slugify(row.title) or "spoergeskema"}-{timezone.localdate().isoformat()}.pdf"'})


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    """On the page of the sending, once there is something to tell."""
    access: Access | None = getattr(request, "access", None)
    if isinstance(row, Sending) and row.__dict__.get("told") and access is not None and access.may(May.SEE_SURVEYS):
        yield Paper(_("The results (PDF)"), reverse("reports:survey_results", args=[access.centre.key, row.pk]))


papers.add("reports.survey_results", offered)
