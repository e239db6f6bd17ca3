"""A file that takes longer than a moment: how far it is, and the file itself, for the one who asked for it alone."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.reports.models import KEPT, Prepared


def own_or_404(request: StaffRequest, pk: int) -> Prepared:
    return get_object_or_404(Prepared, pk=pk, asked_by=request.user)


@needs(May.SEE_REPORTS)
def prepared(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How far the file is. With htmx it looks again by itself; without, a link does."""
    found = own_or_404(request, pk)
    template = "reports/prepared.html#state" if request.htmx else "reports/prepared.html"
    return render(request, template, {"prepared": found, "days": KEPT.days})


@needs(May.SEE_REPORTS)
def prepared_file(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    found = own_or_404(request, pk)
    if found.made_at is None or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
