"""Templates of reports: what each holds, in its order; changed by the centre as it likes."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.reports.first_templates import all_of_them
from brobygger.reports.forms.written import TemplateForm, TemplatePartForm
from brobygger.reports.models import ReportTemplate, TemplatePart
from brobygger.reports.sections import sections


@needs(May.WRITE_REPORTS)
def templates(request: StaffRequest, centre: str) -> HttpResponse:
    return render(request, "reports/templates.html", {"rows": all_of_them()})


@needs(May.WRITE_REPORTS)
def template(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """One with its parts; without ``pk`` a new one."""
    row = get_object_or_404(ReportTemplate.objects.select_related("centre"), pk=pk) if pk is not None else ReportTemplate(position=ReportTemplate.objects.count())
    form = TemplateForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect("reports:template", centre=centre, pk=form.instance.pk)
        form.stand_on_theirs()
    parts = [(part, sections.get(part.section)) for part in row.parts.all()] if row.pk else []
    return render(request, "reports/template.html", {"form": form, "row": row, "theirs": form.theirs, "parts": parts}, status=422 if form.errors else 200)


@needs(May.WRITE_REPORTS)
def template_part(request: StaffRequest, centre: str, pk: int, part: int | None = None) -> HttpResponse:
    """One part; without ``part`` a new one at the end."""
    row = get_object_or_404(ReportTemplate.objects.select_related("centre"), pk=pk)
    own = get_object_or_404(row.parts, pk=part) if part is not None else TemplatePart(template=row, position=row.parts.count())
    if request.method == "POST" and own.pk and request.POST.get("act") in {"up", "down", "delete"}:
        _arrange(row, own, request.POST["act"], by=request.user)
        return redirect("reports:template", centre=centre, pk=pk)
    form = TemplatePartForm(request.POST or None, instance=own)
    if request.method == "POST":
        if saved(form, by=request.user):
            return redirect("reports:template", centre=centre, pk=pk)
        form.stand_on_theirs()
    return render(request, "reports/template_part.html", {"form": form, "row": row, "part": own, "theirs": form.theirs}, status=422 if form.errors else 200)


@transaction.atomic
def _arrange(row: ReportTemplate, own: TemplatePart, asked: str, *, by: User) -> None:
    """One place up or down, or out."""
    ReportTemplate.objects.select_for_update().get(pk=row.pk)
    parts = list(row.parts.all())
    at = next((place for place, each in enumerate(parts) if each.pk == own.pk), None)
    if at is None:
        return
    if asked == "delete":
        audit.record("deleted", own, by=by, now=timezone.now())
        parts.pop(at).delete()
    elif 0 <= (to := at + (-1 if asked == "up" else 1)) < len(parts):
        parts[at], parts[to] = parts[to], parts[at]
    for place, each in enumerate(parts):
        if each.position != place:
            each.position = place
            each.save()
