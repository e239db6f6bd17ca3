"""Copies and prints at the desk: a line each, added up by month for the invoice; and what a sheet costs."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, Filter, link
from brobygger.core.paging import page_of
from brobygger.core.times import UNDONE_WITHIN
from brobygger.reception import copying
from brobygger.reception.forms.copies import CopyForm, SheetPriceForm
from brobygger.reception.models import Copying, SheetPrice

ON_A_PAGE = 50
MONTHS_BACK = 24
ENTERED_SHOWN = 20
LATELY = timedelta(days=365)


def asked_month(text: str, today: date) -> date:
    """The first of the month that an address names ("2026-11"), or of this one."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


@needs(May.RECEIVE)
def copies(request: StaffRequest, centre: str) -> HttpResponse:
    """Write copies down, one line after another; below it what each association took in a month."""
    now = timezone.now()
    today = timezone.localdate(now)
    often = frozenset(Copying.objects.filter(on__gt=today - LATELY).order_by().values_list("organisation", flat=True).distinct())
    form = CopyForm(request.POST or None, often=often)
    if request.method == "POST" and form.is_valid():
        try:
            row = copying.write_down(form.copies(), by=request.user, now=now)
        except ValidationError as refusal:
            form.add_error("on" if hasattr(refusal, "error_dict") and "on" in refusal.error_dict else None, refusal.messages)
        else:
            undo = reverse("reception:take_back_copies", kwargs={"centre": centre, "pk": row.pk})
            said = {"what": row, "kind": row.price, "who": row.organisation, "amount": floatformat(row.amount, 2)}
            messages.success(request, _("%(what)s (%(kind)s) for %(who)s: %(amount)s kr.") % said, extra_tags=f"undo:{undo}")
            return redirect("reception:copies", centre=centre)
    first, after = copying.month_of(asked_month(request.GET.get("maaned", ""), today))
    lines = copying.lines(first, after)
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Association"), _("Kind of sheet"), pgettext("of paper", "Sheets"), _("Kroner a sheet"), _("Kroner"))]
        return list_file(f"{_('Copies')} {first:%Y-%m}", headers, [[each.who, each.kind, each.sheets, each.each, each.amount] for each in lines], kind=kind, name=f"kopiering-{first:%Y-%m}")
    rows = copying.accounts(lines)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    months = [copying.month_of(today.replace(day=1) - timedelta(days=30 * back))[0] for back in range(MONTHS_BACK)]
    columns = [Column(_("Association"), named=False), Column(_("Black and white, sheets"), "num"), Column(_("In colour, sheets"), "num"), Column(_("Kroner"), "num")]
    may_see = request.access.may(May.SEE_ORGANISATIONS)
    cells = [[link(f"/{centre}/kontor/organisationer/{each.organisation}/", each.who) if may_see else each.who, each.black or "", each.colour or "", floatformat(each.amount, 2)] for each in page]
    context = {
        "form": form, "any_price": SheetPrice.objects.filter(retired=False).exists(), "page": page, "query": query, "columns": columns, "lines": cells, "first": first, "here": "copies", "total": floatformat(sum(each.amount for each in rows), 2),
        "sheets": sum(each.black + each.colour for each in rows), "may_edit": request.access.may(May.EDIT_ROOMS),
        "filters": [Filter("maaned", _("Month"), f"{first:%Y-%m}", lines=[(f"{each:%Y-%m}", formats.date_format(each, "F Y")) for each in dict.fromkeys([*months, first])], optional=False)],
        "entered": Copying.objects.listed().filter(by=request.user, created_at__gt=now - UNDONE_WITHIN).order_by("-pk")[:ENTERED_SHOWN],
    }
    return render(request, "reception/copies.html", context, status=422 if form.errors else 200)


@needs(May.RECEIVE)
@require_POST
def take_back(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Copying, pk=pk)
    if copying.take_back(row, by=request.user, now=timezone.now()):
        messages.success(request, _("It is taken out again."))
    else:
        messages.info(request, _("Only what you wrote down yourself today can be taken out here."))
    return redirect("reception:copies", centre=centre)


@needs(May.RECEIVE)
def prices(request: StaffRequest, centre: str) -> HttpResponse:
    """What a sheet costs, of each kind."""
    if request.method == "POST":
        if not request.access.may(May.EDIT_ROOMS):
            raise PermissionDenied
        copying.lay_out_prices(by=request.user, now=timezone.now())
        return redirect("reception:sheet_prices", centre=centre)
    page, query = page_of(SheetPrice.objects.all(), request.GET, ON_A_PAGE)
    return render(request, "reception/prices.html", {"page": page, "query": query, "may_edit": request.access.may(May.EDIT_ROOMS), "here": "copies"})


@needs(May.EDIT_ROOMS)
def price(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(SheetPrice, pk=pk) if pk else SheetPrice(position=SheetPrice.objects.count())
    form = SheetPriceForm(request.POST or None, instance=row)
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("“%(name)s” is saved.") % {"name": row})
        return redirect("reception:sheet_prices", centre=centre)
    form.stand_on_theirs()
    context = {"form": form, "title": _("Edit the price") if pk else _("New price of a sheet"), "back": reverse("reception:sheet_prices", kwargs={"centre": centre}), "theirs": form.theirs, "draft": f"sheetprice-{pk or 'new'}-{row.version}"}
    return render(request, "reception/form.html", context, status=422 if form.errors else 200)
