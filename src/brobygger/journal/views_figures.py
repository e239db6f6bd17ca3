"""Figures from elsewhere, typed or read from a file; and the centre's own kinds of work."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.core.tables import as_day, as_text, read_table
from brobygger.core.versions import Stale
from brobygger.intake.cells import number
from brobygger.journal.forms import FigureForm, FiguresFileForm, KindForm
from brobygger.journal.models import ExternalFigure, Kind

MOST_ROWS = 2000


@needs(May.SEE_WORK)
def figures(request: StaffRequest, centre: str) -> HttpResponse:
    found = ExternalFigure.objects.select_related("created_by")
    if kind := request.GET.get("format"):
        headers = [str(each) for each in (_("What"), _("Source"), _("From"), _("To"), _("Figure"), _("Read on"))]
        lines = ((row.name, row.source, row.starts_on, row.ends_on, row.value, row.read_on) for row in found)
        return list_file(str(_("Figures from elsewhere")), headers, lines, kind=kind, name=f"eksterne-tal-{timezone.localdate().isoformat()}")
    return render(request, "journal/figures.html", {"figures": found, "form": FiguresFileForm()})


@needs(May.EDIT_WORK)
def figure_new(request: StaffRequest, centre: str) -> HttpResponse:
    return _edit(request, FigureForm, ExternalFigure(read_on=timezone.localdate(), created_by=request.user), "journal:figures", _("The figure is kept."))


@needs(May.EDIT_WORK)
def figure(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(ExternalFigure, pk=pk)
    if request.method == "POST" and "delete" in request.POST:
        with transaction.atomic():
            audit.record("deleted", row, by=request.user)
            row.delete()
        messages.success(request, _("The figure is deleted."))
        return redirect("journal:figures", centre=centre)
    return _edit(request, FigureForm, row, "journal:figures", _("The figure is kept."))


@needs(May.RUN_CENTRE)
def kinds(request: StaffRequest, centre: str) -> HttpResponse:
    form = KindForm(request.POST or None, instance=Kind())
    if request.method == "POST" and form.is_valid():
        return _keep(request, form, None, "journal:kinds", _("The kind of work is on the list."))
    return render(request, "journal/kinds.html", {"kinds": Kind.objects.all(), "form": form}, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def kind(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    return _edit(request, KindForm, get_object_or_404(Kind, pk=pk), "journal:kinds", _("The kind of work is changed."))


def _edit(request: StaffRequest, kind_of_form: Any, row: Any, onward: str, said: str) -> HttpResponse:
    before = audit.values(row) if row.pk else None
    form = kind_of_form(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, form, before, onward, said)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
    return render(request, "journal/plain_form.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@transaction.atomic
def _keep(request: StaffRequest, form: Any, before: dict[str, Any] | None, onward: str, said: str) -> HttpResponse:
    row = form.save()
    if isinstance(row, Kind) and before is not None and before.get("base") != row.base:
        for registration in row.registrations.select_for_update():  # its count moves with it; each version tells kept counts so
            registration.save()
    audit.record("kept", row, by=request.user, before=before)
    messages.success(request, said)
    return redirect(onward, centre=request.centre.key)


@needs(May.EDIT_WORK)
def figures_file(request: StaffRequest, centre: str) -> HttpResponse:
    """Read a file of figures: all rows or none; a second run of the same file changes nothing."""
    form = FiguresFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = _read_all(form.cleaned_data["file"], request)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("%(n)s figures are kept.") % {"n": made})
            return redirect("journal:figures", centre=centre)
    context = {"figures": ExternalFigure.objects.select_related("created_by"), "form": form}
    return render(request, "journal/figures.html", context, status=422 if form.errors else 200)


def _read_all(file: Any, request: StaffRequest) -> int:
    rows, wrong, made = read_table(file, most_rows=MOST_ROWS, most_columns=7), [], 0
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("The file has more than %(n)s rows. Divide it, and read in one part at a time.") % {"n": MOST_ROWS})
    for at, cells in enumerate(rows, 1):
        if not any(str(cell or "").strip() for cell in cells) or (at == 1 and not _is_number(cells[4:5])):
            continue
        try:
            values = _values(cells)
            made += _one(values, request)
        except (ValidationError, ValueError, IndexError) as error:
            said = "; ".join(error.messages) if isinstance(error, ValidationError) else _("six columns are wanted, with dates and a whole number")
            wrong.append(_("Row %(n)s: %(why)s") % {"n": at, "why": said})
    if wrong:
        raise ValidationError([_("Nothing was kept."), *wrong[:10]])
    return made


def _one(values: dict[str, Any], request: StaffRequest) -> int:
    key = {name: values[name] for name in ("source", "name", "starts_on", "ends_on")}
    row = ExternalFigure.objects.filter(**key).first() or ExternalFigure(created_by=request.user, **key)
    before = audit.values(row) if row.pk else None
    if before is not None and row.value == values["value"]:
        return 0
    row.value, row.read_on = values["value"], values["read_on"]
    row.full_clean(exclude=["created_by"])
    row.save()
    audit.record("kept", row, by=request.user, before=before)
    return 1


def _values(cells: list[Any]) -> dict[str, Any]:
    source, name, start, end, value, *rest = cells
    return {
        "source": str(source or "").strip(), "name": str(name or "").strip(), "starts_on": as_day(start), "ends_on": as_day(end),
        "value": number(as_text(value)), "read_on": as_day(rest[0]) if rest and rest[0] else timezone.localdate(),
    }


def _is_number(cells: list[Any]) -> bool:
    return bool(cells) and as_text(cells[0]).replace(".", "").replace(" ", "").isdecimal()
