"""What was spent of a grant: the list, one entered by hand, one corrected."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, Filter, below, link, together
from brobygger.core.money import decimal, in_kroner
from brobygger.core.paging import page_of
from brobygger.core.times import day_of
from brobygger.projects import spending
from brobygger.projects.forms.grants import ExpenseForm
from brobygger.projects.models import BudgetLine, Expense, Grant
from brobygger.projects.standing import standing
from brobygger.projects.views.pages import form_page, kept, removed

ON_A_PAGE = 50


@needs(May.SEE_PROJECTS)
def expenses(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """All of a grant's expenses, by words and by line, or up to a day: what a figure in a report opens."""
    grant = get_object_or_404(Grant.objects.listed(), pk=pk)
    words, line, until = request.GET.get("q", "").strip()[:100], request.GET.get("post", ""), day_of(request.GET.get("til", ""))
    rows: Any = Expense.objects.listed().of(pk)
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(voucher__icontains=words))
    if line:
        rows = rows.filter(line=key_of(line) or 0)
    if until:
        rows = rows.filter(on__lte=until)
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Day"), _("Budget line"), _("Text"), _("Voucher"), _("Amount"), _("Read in from"))]
        lines = [[row.on, row.line.name, row.text, row.voucher, decimal(row.amount), str(row.imported or "")] for row in rows]
        return list_file(f"{grant} {_('expenses')}", headers, lines, kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    may_edit = request.access.may(May.EDIT_MONEY)
    columns = [Column(_("Day"), named=False), Column(_("Text")), Column(_("Budget line")), Column(_("Voucher")), Column(_("Kroner"), "num")]
    cells = [
        [
            date_format(row.on, "SHORT_DATE_FORMAT"), together(link(f"/{centre}/kontor/udgifter/{row.pk}/", row.text) if may_edit else row.text, below(row.imported or "")), row.line.name, row.voucher,
            in_kroner(row.amount),
        ]
        for row in page.object_list
    ]
    context = {
        "row": grant, "page": page, "query": query, "columns": columns, "lines": cells, "sum": rows.aggregate(sum=Sum("amount"))["sum"] or 0, "may_edit": may_edit,
        "filters": [Filter("q", _("Words"), words), Filter("post", _("Budget line"), line, lines=BudgetLine.objects.filter(grant=grant).values_list("pk", "name")), Filter("til", _("Until, this day with"), until.isoformat() if until else "", kind="date")], "show_all": "?" if words or line or until else "",
    }
    return render(request, "projects/expenses.html", context)


@needs(May.EDIT_MONEY)
def new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    grant = get_object_or_404(Grant.objects.listed(), pk=pk)
    if not grant.lines.exists():
        messages.info(request, _("Lay out the budget first: what is spent is spent on a line of it."))
        return redirect(f"{grant.get_absolute_url()}#budget")
    row = Expense(on=min(timezone.localdate(), grant.last_day))
    form = ExpenseForm(request.POST or None, instance=row, grant=grant)
    if kept(request, form, lambda: spending.spend(row, by=request.user, now=timezone.now())):
        _warn(request, row)
        return redirect(f"{grant.get_absolute_url()}#udgifter")
    return form_page(request, form, title=_("New expense"), back=f"{grant.get_absolute_url()}#udgifter", draft=f"expense-new-{pk}", lead=spending.outside(grant))


@needs(May.EDIT_MONEY)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Expense.objects.listed().select_related("line__grant__centre"), pk=pk)
    grant = row.line.grant
    back = f"{grant.get_absolute_url()}#udgifter"
    if removed(request, lambda: spending.take_out(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect(back)
    before, title = audit.values(row), str(row)
    form = ExpenseForm(request.POST or None, instance=row, grant=grant)
    if kept(request, form, lambda: spending.spend(row, before=before, by=request.user, now=timezone.now())):
        _warn(request, row)
        return redirect(back)
    return form_page(request, form, title=title, back=back, draft=f"expense-{pk}", lead=spending.outside(grant), removal=_("The expense is gone, and the line has its money again."))


def _warn(request: StaffRequest, row: Expense) -> None:
    """Say so where the line is overdrawn now; it is no reason to refuse what has been spent."""
    for each in standing(row.line.grant).lines:
        if each.line.pk == row.line_id and each.overdrawn:
            messages.warning(request, _("“%(line)s” is overdrawn by %(more)s kr. now.") % {"line": each.line, "more": in_kroner(-each.left)})
