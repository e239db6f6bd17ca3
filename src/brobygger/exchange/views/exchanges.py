"""The office's pages of swaps: the list, one with what came of it, put right. What the two write to each other is not read here."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, Filter, below, link, said, together
from brobygger.core.paging import page_of
from brobygger.exchange import figures, swapping
from brobygger.exchange.forms.answers import DoneForm, ExchangeForm, minutes
from brobygger.exchange.models import Category, Exchange

ON_A_PAGE: Final = 50
IN_THE_YEAR: Final = {"indgaaet": "agreed_on__year", "gjort": "done_on__year"}  # what places a row in a year, as the figures count it
State = Exchange.State
VIEWS: Final = {
    "i-gang": (gettext_lazy("Under way"), (*Exchange.TALKING, State.AGREED)), "indgaaet": (gettext_lazy("Agreed on and not called off"), Exchange.MADE), "gjort": (gettext_lazy("Done"), (State.DONE,)), "intet": (gettext_lazy("Came to nothing"), (State.ENDED,)), "alle": (gettext_lazy("All swaps"), tuple(State.values)),
}


@needs(May.SEE_EXCHANGE)
def exchanges(request: StaffRequest, centre: str) -> HttpResponse:
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else "i-gang"
    about = key_of(request.GET.get("om"))
    rows = Exchange.objects.listed().filter(state__in=VIEWS[which][1])
    if about:
        rows = rows.filter(category=about)
    year = figures.year_of(request.GET.get("aar"))
    if year:
        rows = rows.filter(**{IN_THE_YEAR.get(which, "answered_at__year"): year})
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {
        "page": page, "query": query, "which": which, "views": [(key, label) for key, (label, _states) in VIEWS.items()], "kept": {"vis": which, "aar": year}, "show_all": f"?vis={which}" if about or year else "", "year": year,
        "filters": [Filter("om", _("What"), about, lines=list(Category.objects.values_list("pk", "name")))],
        "columns": [Column(_("What"), named=False), Column(_("Who gives")), Column(_("Who gets")), Column(_("State")), Column(_("On the day"), "day"), Column(_("Hours"), "num")],
        "lines": [[together(link(row.get_absolute_url(), row.title), below(row.category)), row.giver, row.getter, row.get_state_display(), said(row.on, "j. b Y"), _hours(row)] for row in page],
    }
    return render(request, "exchange/exchanges.html", context)


def _hours(row: Exchange) -> object:
    return floatformat(row.minutes / 60, -2) if row.minutes else ""


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("What"), _("Category"), _("Who gives"), _("Who gets"), _("State"), _("Answered"), _("Agreed"), _("On the day"), _("Done"), _("Hours"))]
    lines = [
        [row.title, str(row.category), row.giver, row.getter, str(row.get_state_display()), timezone.localdate(row.answered_at), row.agreed_on, row.on, row.done_on, round(row.minutes / 60, 2) if row.minutes else None] for row in rows
    ]
    return list_file(str(_("Swaps")), headers, lines, kind=kind)


@needs(May.SEE_EXCHANGE)
def exchange(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One swap: between whom, how far it is, and to say what came of it for those who call."""
    row = get_object_or_404(Exchange.objects.listed(), pk=pk)
    may_edit = request.access.may(May.EDIT_EXCHANGE)
    act, now = request.POST.get("act", ""), timezone.now()
    form = DoneForm(request.POST if act == "done" else None, initial={"hours": _hours(row)})
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        try:
            if act == "done" and form.is_valid():
                swapping.done(row, minutes=minutes(form.cleaned_data["hours"]), by=request.user, now=now)
                messages.success(request, _("It is done, and the hours count."))
                return redirect(row)
            if act == "end":
                swapping.end(row, by=request.user, now=now)
                messages.success(request, _("It came to nothing; both are told."))
                return redirect(row)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(row)
    context = {
        "row": row, "may_edit": may_edit, "form": form, "made": row.state in Exchange.MADE, "open": row.state in (*Exchange.TALKING, State.AGREED), "written": row.messages.count(),
        "history": Change.objects.filter(model=Exchange._meta.label, row=row.pk).select_related("by")[:20],
    }
    return render(request, "exchange/exchange.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_EXCHANGE)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Exchange.objects.select_related("centre", "post"), pk=pk)
    form = ExchangeForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect(row)
        form.stand_on_theirs()
    return render(request, "exchange/exchange_form.html", {"form": form, "row": row, "theirs": form.theirs, "draft": f"swap-{pk}-{row.version}"}, status=422 if form.errors else 200)


@needs(May.SEE_EXCHANGE)
def of_a_year(request: StaffRequest, centre: str) -> HttpResponse:
    """Of a year, by category: what was put up, answered, agreed on, done, and the hours given."""
    year = figures.year_of(request.GET.get("aar")) or timezone.localdate().year
    lines = figures.by_category(year)
    if kind := request.GET.get("format", ""):
        headers = [_("Category"), _("Offered"), _("Looked for"), _("Answers"), _("Swaps made"), _("Done"), _("Hours")]
        return list_file(f"{_('Exchange')} {year}", [str(each) for each in headers], [[each.name, each.offers, each.needs, each.answers, each.made, each.done, round(each.minutes / 60, 2)] for each in lines], kind=kind)
    context = {"year": year, "before": year - 1, "after": year + 1, "lines": lines, "total": figures.total(lines)}
    return render(request, "exchange/figures.html", context)
