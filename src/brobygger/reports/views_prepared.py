"""A file that takes longer than a moment: how far it is, and the file itself, for the one who asked for it alone."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.reports import pamphlet_made
from brobygger.reports.models import KEPT, Prepared


def own_or_404(request: StaffRequest, pk: int, *, pamphlet: bool = False) -> Prepared:
    """A pamphlet is for those who see offers, all else for those who see reports; neither is had by the other's address."""
    found = get_object_or_404(Prepared, pk=pk, asked_by=request.user)
    if (found.asked.get("kind") == pamphlet_made.KIND) != pamphlet:
        raise Http404
    return found


@needs(May.SEE_REPORTS)
def prepared(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How far the file is. With htmx it looks again by itself; without, a link does."""
    found = own_or_404(request, pk)
    return _how_far(request, found, back=reverse("reports:reports", args=[centre]), file=reverse("reports:prepared_file", args=[centre, pk]))


@needs(May.SEE_REPORTS)
def prepared_file(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    return _file(own_or_404(request, pk))


@needs(May.SEE_OFFERS)
def prepared_pamphlet(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    found = own_or_404(request, pk, pamphlet=True)
    return _how_far(request, found, back=reverse("reports:pamphlet", args=[centre]), file=reverse("reports:prepared_pamphlet_file", args=[centre, pk]), pamphlet=True)


@needs(May.SEE_OFFERS)
def prepared_pamphlet_file(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    return _file(own_or_404(request, pk, pamphlet=True))


def _how_far(request: StaffRequest, found: Prepared, *, back: str, file: str, pamphlet: bool = False) -> HttpResponse:
    template = "reports/prepared.html#state" if request.htmx else "reports/prepared.html"
    return render(request, template, {"prepared": found, "days": KEPT.days, "back": back, "file": file, "pamphlet": pamphlet})


def _file(found: Prepared) -> HttpResponseBase:
    if found.made_at is None or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
