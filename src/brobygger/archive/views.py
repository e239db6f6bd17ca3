"""Take the centre along: ask for everything in one file, look how far it is, fetch it."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.archive import making
from brobygger.archive.models import KEPT, CentreArchive
from brobygger.core.archiving import left_out, model_named


@needs(May.RUN_CENTRE)
def archives(request: StaffRequest, centre: str) -> HttpResponse:
    if request.method == "POST":
        return redirect("archive:archive", centre, making.ask(by=request.user, now=timezone.now()).pk)
    without = sorted((str(model._meta.verbose_name_plural), why) for label, why in left_out.items() if (model := model_named(label)) is not None)
    rows = CentreArchive.objects.select_related("asked_by", "centre")
    return render(request, "archive/archives.html", {"archives": rows, "days": KEPT.days, "without": without})


@needs(May.RUN_CENTRE)
def archive(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How far it is. With htmx it looks again by itself; without, a link does."""
    found = _found(pk)
    template = "archive/archive.html#state" if request.htmx else "archive/archive.html"
    return render(request, template, {"archive": found, "percent": making.percent(found), "days": KEPT.days})


@needs(May.RUN_CENTRE)
def file(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    found = _found(pk)
    if found.made_at is None or not found.file.storage.exists(str(found.file.name)):
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name, headers={"Cache-Control": "no-store"})


def _found(pk: int) -> CentreArchive:
    return get_object_or_404(CentreArchive.objects.select_related("centre", "asked_by"), pk=pk)
