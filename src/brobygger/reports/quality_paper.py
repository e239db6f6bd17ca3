"""A round of self-assessment as a file, as a part of written reports, and reports as what can show how well it goes."""

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.papers import Paper, papers
from brobygger.quality.models import Round
from brobygger.quality.things import Thing, things
from brobygger.reports.document import Block, Document
from brobygger.reports.frame import frame_of
from brobygger.reports.made import FORMATS
from brobygger.reports.models import Report
from brobygger.reports.quality_blocks import latest, round_blocks
from brobygger.reports.sections import LEVEL, About, Section, sections


def _section(about: About) -> Iterator[Block]:
    for row in latest(about.period.start, about.day):
        if row.is_closed:
            yield from round_blocks(row, LEVEL)


@needs(May.SEE_QUALITY)
def quality_file(request: StaffRequest, centre: str, pk: int, ending: str) -> HttpResponse:
    """A round as a file."""
    row = get_object_or_404(Round.objects.listed(), pk=pk)
    wanted = next((each for each in FORMATS.values() if each[2] == ending), None)
    if wanted is None:
        raise Http404
    write, media, _ending = wanted
    day = row.closed_at.date() if row.closed_at else row.begun_at.date()
    content = write(Document(title=str(row), subtitle=row.framework.source, blocks=tuple(round_blocks(row, 1)), **frame_of(request.centre, day)))
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{slugify(str(row))}.{ending}"'})


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    access: Access | None = getattr(request, "access", None)
    if isinstance(row, Round) and access is not None and access.may(May.SEE_QUALITY):
        for name, ending in (("PDF", "pdf"), ("Word", "docx")):
            yield Paper(name, reverse("reports:quality_file", args=[access.centre.key, row.pk, ending]))


def _reports() -> Iterable[tuple[int, str]]:
    return Report.objects.published().filter(for_board=False).order_by("-ends_on", "-pk").values_list("pk", "title")


things.add("report", Thing(gettext_lazy("report"), Report, _reports, lambda centre, pk: f"/{centre}/kontor/rapporter/skrevne/{pk}/"))
papers.add("reports.quality", offered)
sections.add("quality", Section(gettext_lazy("Quality"), gettext_lazy("Rounds of self-assessment closed in the period: joint answers beside the last ones, what shows them, and what is to be better."), _section))
