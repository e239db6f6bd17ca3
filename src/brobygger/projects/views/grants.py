"""Grants: the list with what is left of each, and one with its budget against what was spent."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.money import decimal
from brobygger.core.paging import page_of
from brobygger.projects import granting
from brobygger.projects.forms.grants import GrantForm
from brobygger.projects.models import Expense, FundApplication, Grant, Project
from brobygger.projects.standing import standing, standings
from brobygger.projects.views.pages import form_page, kept, removed

ON_A_PAGE = 50
SHOWN = 12
VIEWS = ("nu", "slut", "alle")


@needs(May.SEE_PROJECTS)
def grants(request: StaffRequest, centre: str) -> HttpResponse:
    """Those whose money may be spent now, those that are over or all; what was granted, spent and is left."""
    today, words = timezone.localdate(), request.GET.get("q", "").strip()[:100]
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else VIEWS[0]
    rows: Any = Grant.objects.listed()
    if which == "nu":
        rows = rows.filter(Q(ends_on__gte=today) | Q(carried_until__gte=today))
    elif which == "slut":
        rows = rows.filter(Q(ends_on__lt=today), Q(carried_until=None) | Q(carried_until__lt=today))
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(purpose__icontains=words) | Q(project__plan__title__icontains=words) | Q(pk__in=Grant.objects.filter(payers__name__icontains=words).values("pk")))
    if kind := request.GET.get("format", ""):
        every = list(rows)
        known = standings(every)
        headers = [str(each) for each in (_("Grant"), _("Project"), _("Granted on"), _("From"), _("To"), _("Granted"), _("Laid out"), _("Spent"), _("Received"), _("Paid back"), _("Left"))]
        lines = [
            [
                row.title, str(row.project or ""), row.granted_on, row.starts_on, row.last_day, decimal(row.amount), decimal(known[row.pk].laid_out), decimal(known[row.pk].spent),
                decimal(known[row.pk].received), decimal(row.paid_back or 0), decimal(known[row.pk].left),
            ]
            for row in every
        ]
        return list_file(_("Grants"), headers, lines, kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    shown = list(page.object_list)
    known = standings(shown)
    context = {
        "page": page, "query": query, "which": which, "rows": [known[row.pk] for row in shown], "may_edit": request.access.may(May.EDIT_MONEY), "filters": [Filter("q", _("Words"), words)],
        "kept": {"vis": which}, "show_all": f"?vis={which}" if words else "", "granted": sum(row.amount for row in shown), "spent": sum(each.spent for each in known.values()), "left": sum(each.left for each in known.values()),
    }
    return render(request, "projects/grants.html", context)


@needs(May.SEE_PROJECTS)
def grant(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One grant: budget against spent, who pays, what has come and what is to come, what is to be handed in, and what was decided."""
    row = get_object_or_404(Grant.objects.listed(), pk=pk)
    today = timezone.localdate()
    context = {
        "row": row, "now": standing(row), "today": today, "may_edit": request.access.may(May.EDIT_MONEY), "payers": row.payers.all(), "instalments": row.instalments.select_related("payer"),
        "reports": row.report_dates.all(), "changes": row.changes.select_related("source", "target", "made_by"), "latest": Expense.objects.listed().of(pk)[:SHOWN],
        "elapsed": _elapsed(row, today), "paid_hours": row.paid_hours.select_related("staff", "grant"),
    }
    return render(request, "projects/grant.html", context)


def _elapsed(row: Grant, today: date) -> int:
    """How much of the grant's time has gone, in per cent."""
    whole = (row.last_day - row.starts_on).days + 1
    return min(max(round(100 * ((today - row.starts_on).days + 1) / whole), 0), 100)


@needs(May.EDIT_MONEY)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A grant, new or changed."""
    row = get_object_or_404(Grant.objects.listed(), pk=pk) if pk else _begun(request)
    if pk and removed(request, lambda: granting.discard(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect("projects:grants", centre=centre)
    before, title = (audit.values(row), str(row)) if pk else (None, _("New grant"))
    removing = request.POST.get("act") == "remove"
    form = GrantForm(None if removing else request.POST or None, instance=row)
    if not removing and kept(request, form, lambda: granting.keep(row, before=before, by=request.user, now=timezone.now()), said="" if pk else _("The grant is here. Now lay out its budget.")):
        return redirect(row)
    back = reverse("projects:grant", args=[centre, pk]) if pk else reverse("projects:grants", args=[centre])
    removal = _("The grant is gone, with its budget and all its parts. One that money has come for or was spent of stays.") if pk else ""
    return form_page(request, form, title=title, back=back, draft=f"grant-{pk or 'new'}", removal=removal)


def _begun(request: StaffRequest) -> Grant:
    """A new grant: of the application that was granted, or for the project, that the address names."""
    asked = FundApplication.objects.listed().own().filter(pk=key_of(request.GET.get("ansoegning")) or 0, state=FundApplication.State.GRANTED, grant=None).first()
    if asked is None or asked.granted is None or asked.answered_on is None:
        return Grant(responsible=request.user, project=Project.objects.filter(pk=key_of(request.GET.get("projekt")) or 0).first())
    return Grant(application=asked, title=asked.title, amount=asked.granted, granted_on=asked.answered_on, project=asked.project, fund=asked.fund, responsible=asked.responsible or request.user)


@needs(May.SEE_PROJECTS)
def budget_file(request: StaffRequest, centre: str, pk: int, kind: str) -> HttpResponse:
    """The budget against what was spent, line by line, with the sums."""
    row = get_object_or_404(Grant.objects.listed(), pk=pk)
    now = standing(row)
    headers = [str(each) for each in (_("Budget line"), _("Account"), _("Laid out at first"), _("Laid out now"), _("Spent"), _("Left"))]
    lines: list[list[Any]] = [[each.line.name, each.line.account, decimal(each.line.amount), decimal(each.laid_out), decimal(each.spent), decimal(each.left)] for each in now.lines]
    lines.append([_("In all"), "", decimal(sum(each.line.amount for each in now.lines)), decimal(now.laid_out), decimal(now.spent), decimal(now.left_of_budget)])
    return list_file(f"{row} {_('budget')}", headers, lines, kind=kind)
