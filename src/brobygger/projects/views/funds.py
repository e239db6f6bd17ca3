"""The fund calendar: deadlines month by month, and the centre's own list of funds."""

from itertools import groupby

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, Filter, below, link, together
from brobygger.core.paging import page_of
from brobygger.core.spreadsheets import Value
from brobygger.projects import seeking
from brobygger.projects.forms.seeking import DeadlineForm, FundForm
from brobygger.projects.models import Fund, FundApplication, FundDeadline
from brobygger.projects.views.pages import form_page, removed

ON_A_PAGE = 50


@needs(May.SEE_PROJECTS)
def funds(request: StaffRequest, centre: str) -> HttpResponse:
    """The deadlines of the coming year by month, then all funds by words and kind."""
    words, kind = request.GET.get("q", "").strip()[:100], request.GET.get("slags", "")
    rows = Fund.objects.filter(retired=request.GET.get("vis") == "gamle").annotate(sent=Count("applications", filter=Q(applications__sent_on__isnull=False)))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(about__icontains=words) | Q(notes__icontains=words))
    if kind in Fund.Kind.values:
        rows = rows.filter(kind=kind)
    rows = rows.order_by("name")
    if format_ := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Fund"), _("Kind"), _("What it gives to"), _("Link"), _("Deadlines"), _("Applications"))]
        lines: list[list[Value]] = [
            [row.name, str(row.get_kind_display()), row.about, row.link, ", ".join(f"{each.on:%d.%m}" if each.yearly else f"{each.on:%d.%m.%Y}" for each in row.deadlines.all()), row.sent]
            for row in rows.prefetch_related("deadlines")
        ]
        return list_file(_("Funds"), headers, lines, kind=format_)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    months = [(date_format(days[0].on, "F Y"), days) for _month, each in groupby(seeking.calendar(timezone.localdate()), key=lambda due: (due.on.year, due.on.month)) if (days := list(each))]
    columns = [Column(_("Fund"), named=False), Column(_("Kind")), Column(_("Applications"), "num")]
    cells: list[list[object]] = [[together(link(f"/{centre}/kontor/fonde/{row.pk}/", row.name), below(row.about[:160])), str(row.get_kind_display()), row.sent or ""] for row in page.object_list]
    filters = [Filter("q", _("Words"), words), Filter("slags", _("Kind"), kind, lines=Fund.Kind.choices)]
    context = {"months": months, "page": page, "query": query, "columns": columns, "lines": cells, "filters": filters, "show_all": "?" if words or kind else "", "may_edit": request.access.may(May.EDIT_PROJECTS)}
    return render(request, "projects/funds.html", context)


@needs(May.SEE_PROJECTS)
def fund(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One fund: what it gives to, when, and what was sought there."""
    row = get_object_or_404(Fund.objects.select_related("centre"), pk=pk)
    context = {
        "row": row, "deadlines": row.deadlines.all(), "applications": FundApplication.objects.listed().filter(fund=row), "grants": row.grants.select_related("centre"), "may_edit": request.access.may(May.EDIT_PROJECTS),
    }
    return render(request, "projects/fund.html", context)


@needs(May.EDIT_PROJECTS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Fund.objects.select_related("centre"), pk=pk) if pk else Fund()
    if pk and removed(request, lambda: seeking.discard(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect("projects:funds", centre=centre)
    title = str(row) if pk else _("New fund")
    removing = request.POST.get("act") == "remove"
    form = FundForm(None if removing else request.POST or None, instance=row)
    if request.method == "POST" and not removing:
        if saved(form, by=request.user):
            return redirect(row)
        form.stand_on_theirs()
    back = row.get_absolute_url() if pk else reverse("projects:funds", args=[centre])
    removal = _("The fund is gone, with its deadlines. One that you have applied to or had a grant from stays.") if pk else ""
    return form_page(request, form, title=title, back=back, draft=f"fund-{pk or 'new'}", removal=removal)


@needs(May.EDIT_PROJECTS)
def deadline_new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.select_related("centre"), pk=pk)
    form = DeadlineForm(request.POST or None, instance=FundDeadline(fund=fund))
    if request.method == "POST" and saved(form, by=request.user):
        return redirect(fund)
    return form_page(request, form, title=_("New deadline"), back=fund.get_absolute_url(), draft=f"deadline-new-{pk}", lead=str(fund))


@needs(May.EDIT_PROJECTS)
def deadline(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(FundDeadline.objects.select_related("fund__centre"), pk=pk)
    back = row.fund.get_absolute_url()
    if removed(request, lambda: seeking.take_out(row, by=request.user, now=timezone.now()), said=_("The deadline is taken out.")):
        return redirect(back)
    form = DeadlineForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            return redirect(back)
        form.stand_on_theirs()
    return form_page(request, form, title=_("Deadline"), back=back, draft=f"deadline-{pk}", lead=str(row.fund), removal=_("It stands in no calendar any more."))
