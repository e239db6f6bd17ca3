"""A certificate of what a volunteer has done (bevis for frivilligt arbejde): where, from when to when, and the hours that were approved. For herself alone."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.durations import duration
from brobygger.core.papers import Paper, papers
from brobygger.matching import own_link, serving
from brobygger.matching.models import Volunteer
from brobygger.reports import pdf
from brobygger.reports.document import Column, Document, Paragraph, Table
from brobygger.reports.frame import frame_of


def compose(centre: Centre, volunteer: Volunteer, day: date) -> Document:
    """What is true on ``day``; only approved hours stand in it."""
    found = serving.given(volunteer)
    total = sum(minutes for _match, minutes in found)
    rows = tuple(
        (match.opportunity.title, match.opportunity.host, _span(match.started_on or match.introduced_on, match.ended_on), duration(minutes) if minutes else None) for match, minutes in found
    )
    name = volunteer.person.name if volunteer.person else ""
    said = _("%(name)s has volunteered as set out below. The hours are those that were written down and approved.") % {"name": name}
    table = Table((Column(_("Task"), width=3), Column(_("Where"), width=3), Column(_("When"), width=3), Column(_("Time"), width=2, align="right")), rows, caption=_("Volunteer work"), empty=_("Nothing has been written down yet."))
    thanks = _("In all %(hours)s. Thank you for your time.") % {"hours": duration(total)} if total else _("Thank you for your time.")
    return Document(title=_("Certificate of volunteer work"), subtitle=name, blocks=(Paragraph(said), table, Paragraph(thanks), Paragraph(f"{centre.name}, {formats.date_format(day)}")), **frame_of(centre, day))


def _span(start: date | None, end: date | None) -> str:
    first = formats.date_format(start) if start else ""
    return f"{first} – {formats.date_format(end)}" if end else _("since %(day)s") % {"day": first}


@never_cache
@open_to_all
def certificate(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The PDF, for whoever has the link to the volunteer's own page."""
    row = own_link.of_token(token)
    if row is None:
        raise Http404
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    content = pdf.render(compose(here, row, timezone.localdate()))
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="bevis.pdf"'})


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    """On her own page, which she has come to by the link."""
    if isinstance(row, Volunteer):
        yield Paper(_("Certificate of what you have done (PDF)"), f"{own_link.path_of(row, request.centre)}bevis.pdf")  # type: ignore[attr-defined]  # as above


papers.add("reports.certificate", offered)
