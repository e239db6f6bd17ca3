"""Papers offered on others' pages: a plan's follow-up and the plan itself, a meeting's follow-up and its pack, a pamphlet of offers."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.core.papers import Paper, papers
from brobygger.directory.listing import Narrowed
from brobygger.directory.shortlist import Picked, said
from brobygger.events.models import Event
from brobygger.events.tours import has_stops
from brobygger.exchange.models import Fair
from brobygger.plan.models import Plan
from brobygger.reports import quality_paper as _quality  # noqa: F401 -- likewise
from brobygger.reports import service_certificate as _certificate  # noqa: F401 -- it adds its own paper
from brobygger.reports import survey_paper as _survey  # noqa: F401 -- likewise
from brobygger.reports import survey_results as _results  # noqa: F401 -- likewise


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    access: Access | None = getattr(request, "access", None)
    if access is None:
        return
    key = access.centre.key
    if isinstance(row, Plan):
        if access.may(May.SEE_REPORTS):
            yield Paper(_("Follow-up report"), f"{reverse('reports:followup', args=[key])}?plan={row.pk}")
        if access.may(May.SEE_PLAN):
            yield Paper(_("The plan as a document"), reverse("reports:plan", args=[key, row.pk]))
    elif isinstance(row, Meeting) and access.may(May.SEE_BOARD):
        if access.may(May.SEE_REPORTS):
            yield Paper(_("Follow-up report"), f"{reverse('reports:followup', args=[key])}?meeting={row.pk}")
        yield Paper(_("Board pack") if row.kind == Meeting.Kind.BOARD else _("Papers for the meeting"), reverse("reports:pack", args=[key, row.pk]))
        if row.kind == Meeting.Kind.BOARD:
            yield Paper(_("Board pack (PDF)"), reverse("reports:pack_file", args=[key, row.pk, "pdf"]))


def pamphlets(request: HttpRequest, row: object) -> Iterable[Paper]:
    """Of the office's list of offers, of a tour's stops, and, for everybody, of a list that was picked."""
    access: Access | None = getattr(request, "access", None)
    centre: Centre | None = getattr(request, "centre", None)
    if isinstance(row, Picked) and centre is not None:
        yield Paper(_("Fetch as PDF"), f"{reverse('reports_public:picked', args=[centre.key])}?v={said(row.keys)}")
    if access is None or not access.may(May.SEE_OFFERS):
        return
    page = reverse("reports:pamphlet", args=[access.centre.key])
    if isinstance(row, Narrowed):
        query = urlencode({word: key for word, key in (("sted", row.place), ("tema", row.theme)) if key})
        yield Paper(_("Print a pamphlet"), f"{page}?{query}" if query else page)
    elif isinstance(row, Event) and has_stops(row):
        yield Paper(_("Pamphlet of what there is along the way"), f"{page}?tur={row.pk}")


def catalogues(request: HttpRequest, row: object) -> Iterable[Paper]:
    """Of an exchange fair."""
    access: Access | None = getattr(request, "access", None)
    if isinstance(row, Fair) and access is not None and access.may(May.SEE_EXCHANGE):
        yield Paper(_("The catalogue"), reverse("reports:catalogue", args=[access.centre.key, row.pk]))


papers.add("reports", offered)
papers.add("reports.catalogue", catalogues)
papers.add("reports.pamphlet", pamphlets)
