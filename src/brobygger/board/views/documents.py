"""The register of governing documents: what governs the centre, version by version, and when each is to be looked at again."""

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.forms.offices import DocumentForm, ObligationsForm, VersionForm
from brobygger.board.models import DocumentVersion, GoverningDocument
from brobygger.board.obligations import obligations_of
from brobygger.board.views.offices import saved_form
from brobygger.centres import audit


def listed() -> list[GoverningDocument]:
    """Every document with its versions, newest first, in two queries."""
    return list(GoverningDocument.objects.select_related("partner").prefetch_related("versions"))


@needs(May.SEE_BOARD)
def documents(request: StaffRequest, centre: str) -> HttpResponse:
    today = timezone.localdate()
    rows = []
    for document in listed():
        versions = list(document.versions.all())
        in_force = next((version for version in versions if version.adopted_on and version.adopted_on <= today), None)
        rows.append((document, in_force, versions[0] if versions else None))
    context = {"rows": rows, "today": today, "may_run": request.access.may(May.RUN_BOARD)}
    return render(request, "board/documents.html", context)


@needs(May.SEE_BOARD)
def document(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(GoverningDocument.objects.select_related("partner"), pk=pk)
    binding = obligations_of(GoverningDocument.objects.filter(pk=pk), timezone.localdate())
    context = {
        "obligations": binding, "document": row, "versions": list(row.versions.all()), "may_run": request.access.may(May.RUN_BOARD), "today": timezone.localdate(),
    }
    return render(request, "board/document.html", context)


@needs(May.RUN_BOARD)
def document_edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(GoverningDocument, pk=pk) if pk else GoverningDocument()
    back = reverse("board:document", args=[centre, pk]) if pk else reverse("board:documents", args=[centre])
    return saved_form(request, DocumentForm, row, _("Governing document"), back)


@needs(May.RUN_BOARD)
def obligations(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Which of the plan's targets the document obliges the centre to."""
    row = get_object_or_404(GoverningDocument, pk=pk)
    form = ObligationsForm(request.POST or None, instance=row)
    back = reverse("board:document", args=[centre, pk])
    if request.method == "POST" and form.is_valid():
        was = [str(each) for each in row.obligations.select_related("activity")]
        with transaction.atomic():
            form.save()
            chosen = [str(each) for each in row.obligations.select_related("activity")]
            audit.record("changed", row, by=request.user, before=audit.values(row), extra={"obligations": [was, chosen]})
        messages.success(request, _("Saved."))
        return redirect(back)
    lead = _("What the agreement asks for stands in the plan as a target: it is counted where you register it, shown in the calendar and in the reports.")
    context = {"form": form, "title": _("Obligations of “%(title)s”") % {"title": row.title}, "does": _("Save"), "back": back, "lead": lead}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.RUN_BOARD)
def version_new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    parent = get_object_or_404(GoverningDocument, pk=pk)
    newest = parent.versions.first()
    row = DocumentVersion(document=parent, number=newest.number + 1 if newest else 1)
    title = _("A version of “%(title)s”") % {"title": parent.title}
    return saved_form(request, VersionForm, row, title, reverse("board:document", args=[centre, pk]))


@needs(May.RUN_BOARD)
def version_edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(DocumentVersion.objects.select_related("document"), pk=pk)
    title = _("A version of “%(title)s”") % {"title": row.document.title}
    return saved_form(request, VersionForm, row, title, reverse("board:document", args=[centre, row.document_id]))


@needs(May.SEE_BOARD)
def version_file(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    row = get_object_or_404(DocumentVersion, pk=pk)
    if not row.file:
        raise Http404
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=str(row.file.name).rpartition("/")[2])
