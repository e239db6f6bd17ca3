"""Published reports on the centre's site: the list, one as it was frozen, and its PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.core.rates import within
from brobygger.reports import composed
from brobygger.reports.html import render_html
from brobygger.reports.models import OpenYear, Report
from brobygger.reports.views_written import as_file

A_MINUTE = 30  # PDFs in a minute and centre; whoever comes then has the page


def _public_or_404(pk: int) -> Report:
    row: Report = get_object_or_404(Report.objects.listed().public(), pk=pk)
    return row


@open_to_all
def reports(request: HttpRequest, centre: str) -> HttpResponse:
    return render(request, "reports/public_reports.html", {"rows": Report.objects.listed().public(), "has_figures": OpenYear.objects.public().exists()})


@open_to_all
def report(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    row = _public_or_404(pk)
    return render(request, "reports/public_report.html", {"row": row, "content": render_html(composed.for_everybody(row, timezone.localdate()))})


@open_to_all
def report_pdf(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    row = _public_or_404(pk)
    if not within(f"report-pdf-{row.centre_id}", most=A_MINUTE, seconds=60):
        raise Http404(_("Many fetch it just now. Try again in a minute, or print the page."))
    return as_file(row, composed.for_everybody(row, timezone.localdate()), "pdf")
