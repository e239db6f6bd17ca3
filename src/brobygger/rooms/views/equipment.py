"""Equipment at the desk: what is out, what waits to be fetched; handed out and taken back with one tap each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.spreadsheets import Value as Cell
from brobygger.core.versions import Stale
from brobygger.rooms import lending
from brobygger.rooms.forms.equipment import BackForm, DaysForm, DeclineForm, EquipmentForm, LoanForm
from brobygger.rooms.models import Equipment, Loan, LoanState
from brobygger.rooms.views.house import form_page, put

ON_A_PAGE = 50


@needs(May.SEE_ROOMS)
def loans(request: StaffRequest, centre: str) -> HttpResponse:
    """What is out and what waits, the late first; or all there have been."""
    today = timezone.localdate()
    words, which = request.GET.get("q", "").strip()[:100], request.GET.get("vis", "")
    rows = Loan.objects.listed()
    if words:
        rows = rows.filter(Q(equipment__name__icontains=words) | Q(organisation__name__icontains=words) | Q(name__icontains=words))
    if which == "forsinkede":
        rows = rows.overdue(today)
    elif which == "alle":
        rows = rows.order_by("-starts_on", "-pk")
    else:
        here = Q(state=LoanState.OUT) | Q(state=LoanState.RESERVED, due_on__gte=today)
        rows = rows.filter(here).annotate(turn=Case(When(state=LoanState.OUT, due_on__lte=today, then=Value(0)), When(state=LoanState.RESERVED, starts_on__lte=today, then=Value(1)), default=Value(2))).order_by("turn", "due_on", "pk")
    if format_ := request.GET.get("format", ""):
        return list_file(str(_("Loans of equipment")), _headers(), [_line(row) for row in rows], kind=format_)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    filters = [Filter("q", _("Words"), words), Filter("vis", _("Which"), which or "nu", lines=[("nu", _("out or put aside")), ("forsinkede", _("overdue")), ("alle", _("all"))], optional=False)]
    context = {
        "page": page, "query": query, "filters": filters, "show_all": "?" if words or which == "forsinkede" else "", "today": today, "any_kind": Equipment.objects.exists(),
        "may_lend": request.access.may(May.BOOK_ROOMS), "may_edit": request.access.may(May.EDIT_ROOMS), "here": "loans",
    }
    return render(request, "rooms/loans.html", context)


def _headers() -> list[str]:
    return [str(each) for each in (_("Equipment"), _("How many"), _("Borrower"), _("From"), _("Back on"), _("State"), _("Handed out"), _("Returned"), _("How it came back"), _("What is wrong"))]


def _line(row: Loan) -> list[Cell]:
    return [row.equipment.name, row.quantity, row.who, row.starts_on, row.due_on, row.state_words, row.handed_out_on, row.returned_on, str(row.get_condition_display()) if row.condition else "", row.condition_note]


@needs(May.BOOK_ROOMS)
def new_loan(request: StaffRequest, centre: str) -> HttpResponse:
    """A loan written at the desk; ``handed out`` at once where the borrower stands there."""
    if not Equipment.objects.in_use().exists():
        messages.info(request, _("Write down first what you lend out."))
        return redirect("rooms:equipment", centre=centre)
    now = timezone.now()
    today = timezone.localdate(now)
    initial = {"starts_on": today, "equipment": key_of(request.GET.get("udstyr")), "organisation": key_of(request.GET.get("forening"))}
    form = LoanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = form.instance
        try:
            lending.put_aside(row, by=request.user, now=now, centre=request.centre)
            if request.POST.get("act") == "out":
                lending.hand_out(row, by=request.user, now=now)
        except ValidationError as error:
            if row.pk:
                messages.warning(request, " ".join(error.messages))
                return redirect(row)
            put(form, error)
        else:
            messages.success(request, (_("%(what)s is lent to %(who)s.") if request.POST.get("act") == "out" else _("%(what)s is put aside for %(who)s.")) % {"what": row, "who": row.who})
            return redirect("rooms:loans", centre=centre)
    return form_page(request, form, title=_("New loan"), back=f"/{centre}/kontor/lokaler/udlaan/", template="rooms/loan_form.html")


@needs(May.SEE_ROOMS)
def loan(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One loan, with what can be done about it."""
    row = get_object_or_404(Loan.objects.listed(), pk=pk)
    return _loan_page(request, row)


def _loan_page(request: StaffRequest, row: Loan, bound: dict[str, Any] | None = None) -> HttpResponse:
    today, may = timezone.localdate(), request.access.may(May.BOOK_ROOMS)
    context: dict[str, Any] = {"row": row, "today": today, "is_overdue": row.is_overdue(today), "may_lend": may, "here": "loans"}
    if may:
        forms_: dict[str, Any] = {}
        if row.state == LoanState.OUT:
            forms_["back"] = BackForm(prefix="back")
        if row.state in {LoanState.OUT, LoanState.RESERVED}:
            forms_["days"] = DaysForm(initial={"due_on": row.due_on}, prefix="days")
        if row.state == LoanState.RESERVED:
            forms_["decline"] = DeclineForm(prefix="decline")
        context |= {**forms_, **(bound or {}), "history": Change.objects.filter(model=Loan._meta.label, row=row.pk).select_related("by")[:20]}
    return render(request, "rooms/loan.html", context, status=422 if bound else 200)


@needs(May.BOOK_ROOMS)
@require_POST
def act_loan(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Hand out, take back, other days, decline, cancel."""
    row = get_object_or_404(Loan.objects.listed(), pk=pk)
    act, by, now = request.POST.get("act", ""), request.user, timezone.now()
    form: Any = {"back": BackForm, "days": DaysForm, "decline": DeclineForm}.get(act)
    form = form(request.POST, prefix=act) if form else None
    if form is not None and not form.is_valid():
        return _loan_page(request, row, {act: form})
    given = form.cleaned_data if form else {}
    try:
        if act == "out":
            lending.hand_out(row, by=by, now=now)
            said = _("%(what)s is lent to %(who)s.")
        elif act == "whole":
            lending.take_back(row, by=by, now=now)
            said = _("%(what)s is back from %(who)s.")
        elif act == "back":
            lending.take_back(row, condition=given["condition"], note=given["note"], lost=given["lost"] or 0, by=by, now=now)
            said = _("%(what)s is back from %(who)s.")
        elif act == "days":
            lending.change_days(row, given["due_on"], by=by, now=now)
            said = _("The day is changed.")
        elif act == "decline":
            lending.end(row, LoanState.DECLINED, reason=given["reason"], by=by, now=now, centre=request.centre)
            said = _("Declined, and %(who)s is told.") if row.mail_on(timezone.localdate(now)) else _("Declined. We have no mail of %(who)s.")
        elif act == "cancel":
            lending.end(row, LoanState.CANCELLED, by=by, now=now, centre=request.centre)
            said = _("The loan is cancelled.")
        else:
            return redirect(row)
    except ValidationError as error:
        if form is not None:
            put(form, error)
            return _loan_page(request, row, {act: form})
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    messages.success(request, said % {"what": row, "who": row.who})
    return redirect("rooms:loans", centre=centre) if act in {"out", "whole", "back"} else redirect(row)


@needs(May.SEE_ROOMS)
def kinds(request: StaffRequest, centre: str) -> HttpResponse:
    """What the house lends out, and how many of each are free today."""
    page, query = page_of(Equipment.objects.select_related("centre").order_by("retired", "name", "pk"), request.GET, ON_A_PAGE)
    free = lending.free_of_all(list(page.object_list), timezone.localdate())
    lines = [(row, free[row.pk]) for row in page.object_list]
    return render(request, "rooms/equipment.html", {"page": page, "query": query, "lines": lines, "may_lend": request.access.may(May.BOOK_ROOMS), "may_edit": request.access.may(May.EDIT_ROOMS), "here": "loans"})


@needs(May.EDIT_ROOMS)
def edit_kind(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A kind of equipment, new or changed; deleted while it has never been lent."""
    row = get_object_or_404(Equipment, pk=pk) if pk else Equipment()
    removable = bool(pk) and not row.loans.exists()
    if request.method == "POST" and request.POST.get("act") == "delete" and removable:
        audit.record("removed", row, by=request.user)
        row.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": row})
        return redirect("rooms:equipment", centre=centre)
    before = audit.values(row) if pk else None
    form = EquipmentForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            lending.keep_kind(row, before=before, by=request.user, now=timezone.now())
        except Stale:
            form.theirs = Equipment.objects.get(pk=row.pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("rooms:equipment", centre=centre)
    if request.method == "POST":
        form.stand_on_theirs()
    return form_page(request, form, title=_("Edit the equipment") if pk else _("New equipment"), back=f"/{centre}/kontor/lokaler/udstyr/", removable=removable)
