"""The catalogue of an exchange fair: looked at, and fetched."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.exchange.models import Fair
from brobygger.reports import pdf
from brobygger.reports.catalogue import compose, name_of
from brobygger.reports.html import render_html


@needs(May.SEE_EXCHANGE)
def catalogue(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """As it will be on paper."""
    row = get_object_or_404(Fair.objects.listed(), pk=pk)
    return render(request, "reports/catalogue.html", {"row": row, "content": render_html(compose(request.centre, row, timezone.localdate()))})


@needs(May.SEE_EXCHANGE)
def catalogue_file(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Fair.objects.listed(), pk=pk)
    content = pdf.render(compose(request.centre, row, timezone.localdate()))
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name_of(row, request.centre)}"'})
