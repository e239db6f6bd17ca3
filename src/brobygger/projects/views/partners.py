"""A project's partners: taken in, changed, ended; and their agreements."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.projects import partnering
from brobygger.projects.forms.projects import PartnerForm
from brobygger.projects.models import Partner, Project
from brobygger.projects.views.pages import form_page, kept, removed


@needs(May.EDIT_PROJECTS)
def new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.listed(), pk=pk)
    row = Partner(project=project, since=max(project.plan.starts_on, min(timezone.localdate(), project.plan.ends_on)))
    form = PartnerForm(request.POST or None, request.FILES or None, instance=row)
    if kept(request, form, lambda: partnering.take_in(row, by=request.user, now=timezone.now())):
        return redirect(f"{project.get_absolute_url()}#partnere")
    lead = ""
    if project.partner_cap is not None:
        now = project.partners.on(timezone.localdate()).count()
        lead = _("The project takes %(cap)s partners at a time; today it has %(now)s.") % {"cap": project.partner_cap, "now": now}
    return form_page(request, form, title=_("New partner"), back=f"{project.get_absolute_url()}#partnere", draft=f"partner-new-{pk}", lead=lead)


@needs(May.EDIT_PROJECTS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Partner.objects.listed(), pk=pk)
    back = f"{row.project.get_absolute_url()}#partnere"
    if removed(request, lambda: partnering.take_out(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect(back)
    before, title = audit.values(row), str(row)
    href = reverse("projects:agreement", args=[centre, pk]) if row.agreement else ""
    form = PartnerForm(request.POST or None, request.FILES or None, instance=row, href=href)
    if kept(request, form, lambda: partnering.take_in(row, before=before, by=request.user, now=timezone.now())):
        return redirect(back)
    removal = _("If it was never a partner: take it out, with its agreement. One that has stopped gets a last day instead, and stays on the list.")
    return form_page(request, form, title=title, back=back, draft=f"partner-{pk}", removal=removal)


@needs(May.SEE_PROJECTS)
def agreement(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Partner, pk=pk)
    if not row.agreement:
        raise Http404
    return FileResponse(row.agreement.open("rb"), as_attachment=True)


@needs(May.SEE_PROJECTS)
def partners_file(request: StaffRequest, centre: str, pk: int, kind: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.listed(), pk=pk)
    headers = [str(each) for each in (_("Organisation"), _("Sector"), _("What it does"), _("From"), _("To"), _("Agreement of"))]
    rows = [[each.organisation.name, str(each.organisation.get_sector_display()), each.role, each.since, each.until, each.agreed_on] for each in project.partners.listed()]
    return list_file(f"{project} {_('partners')}", headers, rows, kind=kind)
