"""Projects: the list, one with its goals, partners and work, and the work tagged with it."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, Filter, below, link, together
from brobygger.core.paging import page_of
from brobygger.events.models import Sheet
from brobygger.journal.models import Registration
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.glance import SHOWN_LIGHTS
from brobygger.plan.models import Plan
from brobygger.plan.states import PlanState
from brobygger.projects import hours, partnering
from brobygger.projects.forms.projects import ProjectForm
from brobygger.projects.models import Project
from brobygger.projects.standing import standings
from brobygger.projects.views.pages import form_page, kept
from brobygger.projects.work import work_of

ON_A_PAGE = 50
SHOWN = 10
VIEWS = ("nu", "kommer", "slut", "alle")


def period(plan: Plan) -> str:
    return f"{date_format(plan.starts_on, 'j. F Y')} – {date_format(plan.ends_on, 'j. F Y')}"


def lights_of(state: PlanState) -> list[tuple[str, int]]:
    """How many goals have each colour by their result, those without any left out."""
    found = Counter(goal.result.colour.value for goal in state.goals())
    return [(colour.value, found[colour.value]) for colour in SHOWN_LIGHTS if found[colour.value]]


@needs(May.SEE_PROJECTS)
def projects(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that run, those to come, those that are over, or all; each with its lights, partners and period."""
    today, words = timezone.localdate(), request.GET.get("q", "").strip()[:100]
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else VIEWS[0]
    rows: Any = Project.objects.listed().with_partners(today).order_by("-plan__starts_on", "pk")
    if which == "nu":
        rows = rows.running_on(today)
    elif which != "alle":
        rows = rows.filter(plan__starts_on__gt=today) if which == "kommer" else rows.filter(plan__ends_on__lt=today)
    if words:
        rows = rows.filter(Q(plan__title__icontains=words) | Q(about__icontains=words) | Q(pk__in=Project.objects.filter(partners__organisation__name__icontains=words).values("pk")))
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Project"), _("From"), _("To"), _("Our part"), _("Responsible"), pgettext("in a project", "Partners"), _("Partners at most"))]
        lines = [[row.plan.title, row.plan.starts_on, row.plan.ends_on, str(row.get_part_display()), str(row.responsible or ""), row.partners_now, row.partner_cap] for row in rows]
        return list_file(_("Projects"), headers, lines, kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    shown = list(page.object_list)
    states = {state.tree.plan.pk: state for state in evaluate_all([row.plan for row in shown], today)} if shown else {}
    context = {
        "page": page, "query": query, "which": which, "rows": [(row, lights_of(states[row.plan_id]), period(row.plan)) for row in shown], "may_edit": request.access.may(May.EDIT_PROJECTS),
        "filters": [Filter("q", _("Words"), words)], "kept": {"vis": which}, "show_all": f"?vis={which}" if words else "",
    }
    return render(request, "projects/projects.html", context)


@needs(May.SEE_PROJECTS)
def project(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One project: its goals with their lights, who takes part, and what has been done for it."""
    today = timezone.localdate()
    row = get_object_or_404(Project.objects.listed().prefetch_related("target_groups", "team__members"), pk=pk)
    state = evaluate_all([row.plan], today)[0]
    partners = list(row.partners.listed())
    done = work_of(row)
    context = {
        "row": row, "period": period(row.plan), "goals": list(state.goals()), "today": today, "may_edit": request.access.may(May.EDIT_PROJECTS), "may_edit_plan": request.access.may(May.EDIT_PLAN),
        "partners": [each for each in partners if each.until is None or each.until >= today], "former": [each for each in partners if each.until is not None and each.until < today],
        "now": sum(each.since <= today and (each.until is None or each.until >= today) for each in partners),
        "work": done.select_related("kind").order_by("-done_on", "-pk")[:SHOWN], "sums": done.aggregate(persons=Sum("persons"), minutes=Sum("minutes")), "many": done.count(),
        "money": list(standings(row.grants.listed()).values()), "worked": hours.worked(row), "may_edit_money": request.access.may(May.EDIT_MONEY), "may_see_work": request.access.may(May.SEE_WORK),
        "sheets": Sheet.objects.listed().filter(project=row.plan_id), "may_write_sheets": request.access.may(May.EDIT_EVENTS),
    }
    return render(request, "projects/project.html", context)


@needs(May.EDIT_PROJECTS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    row = Project(responsible=request.user)
    form = ProjectForm(request.POST or None, instance=row)

    @transaction.atomic
    def keep() -> None:
        form.save(commit=False)
        partnering.begin(row, form.plan, by=request.user, now=timezone.now())
        form.save_m2m()

    if kept(request, form, keep, said=_("The project is here. Write its first goal in its plan.")):
        return redirect(row)
    return form_page(request, form, title=_("New project"), back=reverse("projects:projects", args=[centre]), draft="project-new")


@needs(May.EDIT_PROJECTS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Project.objects.listed(), pk=pk)
    before = audit.values(row)
    form = ProjectForm(request.POST or None, instance=row)

    @transaction.atomic
    def keep() -> None:
        form.save(commit=False)
        partnering.keep(row, before=before, by=request.user, now=timezone.now())
        form.save_m2m()

    if kept(request, form, keep):
        return redirect(row)
    url = reverse("plan:particulars", args=[centre, row.plan_id])
    lead = _("Title and period are the plan’s.")
    return form_page(request, form, title=str(row), back=row.get_absolute_url(), draft=f"project-{pk}", lead=lead, elsewhere=(url, _("Change title and period")))


@needs(May.SEE_PROJECTS)
def work(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """All that was registered for the project, as a list that leaves as a file. Names stand where they may be seen alone."""
    row = get_object_or_404(Project.objects.listed(), pk=pk)
    found = work_of(row).select_related("kind", "theme", "locality").order_by("-done_on", "-pk")
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Day"), _("Kind"), _("Title"), _("Theme"), _("Place"), _("Persons"), _("Minutes"))]
        lines = [[each.done_on, each.kind.name, each.title, str(each.theme or ""), str(each.locality or ""), each.persons, each.minutes] for each in found]
        return list_file(f"{row} {_('work')}", headers, lines, kind=kind)
    page, query = page_of(found, request.GET, ON_A_PAGE)
    columns = [Column(_("Day"), named=False), Column(_("What")), Column(_("Place")), Column(_("Persons"), "num")]
    may_see = request.access.may(May.SEE_WORK)
    cells = [_line(each, may_see=may_see, centre=centre) for each in page.object_list]
    return render(request, "projects/work.html", {"row": row, "page": page, "query": query, "columns": columns, "lines": cells})


def _line(each: Registration, *, may_see: bool, centre: str) -> list[object]:
    title = each.title or each.kind.name
    said = link(reverse("journal:registration", args=[centre, each.pk]), title) if may_see else title
    return [date_format(each.done_on, "SHORT_DATE_FORMAT"), together(said, below(each.kind.name)), str(each.locality or ""), each.persons or ""]
