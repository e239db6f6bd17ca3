"""Hours on a project: a line a week and person, and what they come to."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.models import StaffHours
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, link
from brobygger.core.money import decimal, in_kroner
from brobygger.core.paging import page_of
from brobygger.core.spreadsheets import Value
from brobygger.projects import hours
from brobygger.projects.forms.grants import WorkedHoursForm
from brobygger.projects.models import Project, WorkedHours
from brobygger.projects.views.pages import form_page, kept, removed

ON_A_PAGE = 50


@needs(May.SEE_PROJECTS)
def hours_of(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Write a week down, one after another; below it what was written."""
    project = get_object_or_404(Project.objects.listed(), pk=pk)
    may_edit = request.access.may(May.EDIT_PROJECTS)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    row = WorkedHours(project=project, week=timezone.localdate())
    form = WorkedHoursForm(request.POST or None, instance=row)
    if kept(request, form, lambda: hours.work(row, by=request.user, now=timezone.now())):
        return redirect("projects:hours", centre=centre, pk=pk)
    rows = project.worked_hours.select_related("staff", "project__plan")
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Week from"), _("Employee"), _("Hours"), _("An hour costs"), _("Cost"))]
        lines: list[list[Value]] = [[each.week, each.staff.name, each.hours.quantize(hours.HUNDREDTH), decimal(each.rate) if each.rate else None, decimal(each.cost) if each.cost else None] for each in rows]
        return list_file(f"{project} {_('hours')}", headers, lines, kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    columns = [Column(_("Week"), named=False), Column(_("Employee")), Column(_("Hours"), "num"), Column(_("Cost"), "num")]
    cells: list[list[object]] = []
    for each in page.object_list:
        said = _("week %(n)s, %(day)s") % {"n": each.week.isocalendar().week, "day": date_format(each.week, "SHORT_DATE_FORMAT")}
        cells.append([link(reverse("projects:worked", args=[centre, each.pk]), said) if may_edit else said, each.staff.name, number_format(each.hours.quantize(hours.HUNDREDTH)), in_kroner(each.cost) if each.cost is not None else ""])
    context = {"row": project, "form": form, "page": page, "query": query, "columns": columns, "lines": cells, "sums": hours.worked(project), "may_edit": may_edit, "any_staff": StaffHours.objects.exists()}
    return render(request, "projects/hours.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_PROJECTS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(WorkedHours.objects.listed(), pk=pk)
    back = reverse("projects:hours", args=[centre, row.project_id])
    if removed(request, lambda: hours.take_out(row, by=request.user, now=timezone.now()), said=_("The hours are taken out.")):
        return redirect(back)
    before, title = audit.values(row), str(row)
    form = WorkedHoursForm(request.POST or None, instance=row)
    if kept(request, form, lambda: hours.work(row, before=before, by=request.user, now=timezone.now())):
        return redirect(back)
    return form_page(request, form, title=title, back=back, draft=f"worked-{pk}", removal=_("The hours of this week count no more."))
