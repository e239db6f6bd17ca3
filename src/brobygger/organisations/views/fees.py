"""What members pay: the list with its sums, one charge with its payments, and the file for the accounts."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, F, Sum, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.forms import Form
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.money import decimal
from brobygger.core.paging import page_of
from brobygger.organisations.fees import accounts, charging, listing, paying
from brobygger.organisations.fees.letters import reasons
from brobygger.organisations.forms.fees import CloseForm, PayForm, SpanForm
from brobygger.organisations.models import Charge, FeeSettings, MembershipType, Payment
from brobygger.organisations.models.fees import ChargeQuerySet, State

ON_A_PAGE = 50
UNPAID, LATE, YOURS = "mangler", "forfaldne", "til-jer"


@needs(May.EDIT_ORGANISATIONS)
def listed(request: StaffRequest, centre: str) -> HttpResponse:
    """The charges of a year, by state and type, with what is asked for, in and missing."""
    how, today = charging.settings_here(), timezone.localdate()
    years = sorted({*Charge.objects.order_by().values_list("year", flat=True).distinct(), how.year_of(today)}, reverse=True)
    asked = request.GET.get("aar", "")
    year = None if asked == "alle" else key_of(asked) if key_of(asked) in years else how.year_of(today) if how.year_of(today) in years else years[0]
    state, kind = request.GET.get("tilstand", ""), key_of(request.GET.get("type"))
    rows = _narrowed(how, year=year, state=state, kind=kind, today=today)
    if ending := request.GET.get("format", ""):
        return _file(rows, how, ending)
    sums = _sums(rows)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    states = [(UNPAID, _("not paid")), (LATE, _("not paid in time")), (YOURS, _("not paid after the last reminder")), *State.choices]
    context = {
        "page": page, "query": query, "sums": sums, "here": "fees", "may_run": request.access.may(May.RUN_CENTRE), "any": page.paginator.count or Charge.objects.exists(),
        "filters": [
            Filter("aar", _("Membership year"), year or "alle", lines=[*((each, how.label(each)) for each in years), ("alle", _("all"))], optional=False),
            Filter("tilstand", _("State"), state, lines=states), Filter("type", _("Type"), kind, lines=MembershipType.objects.values_list("pk", "name")),
        ],
        "columns": listing.columns(), "lines": [*listing.cells(page.object_list, request=request, centre=centre, today=today)],
    }
    return render(request, "organisations/fees/fees.html", context)


def _narrowed(how: FeeSettings, *, year: int | None, state: str, kind: int | None, today: date) -> ChargeQuerySet:
    rows: ChargeQuerySet = Charge.objects.left_to_people(today, how) if state == YOURS else Charge.objects.with_paid()
    if year is not None:
        rows = rows.filter(year=year)
    if kind is not None:
        rows = rows.filter(membership__type=kind)
    if state == UNPAID:
        rows = rows.unpaid()
    elif state == LATE:
        rows = rows.unpaid().filter(due_on__lt=today)
    elif state in State.values:
        rows = rows.in_state(state)
    elif state != YOURS:
        rows = rows.exclude(closed=Charge.Closed.WITHDRAWN)
    return rows.order_by("membership__organisation__name", "membership__person__name", "-year", "pk")


def _sums(rows: ChargeQuerySet) -> dict[str, int]:
    """What was asked for, what is in, what is still owed; of all rows, not of the page alone."""
    keys = rows.order_by().values("pk")
    whole = Charge.objects.with_paid().filter(pk__in=keys)
    owed = Case(When(closed="", paid__lt=F("amount"), then=F("amount") - F("paid")), default=0, output_field=BigIntegerField())
    found = whole.annotate(owed_now=owed).aggregate(asked=Sum("amount"), came=Sum("paid"), owed=Sum("owed_now"))
    return {"asked": found["asked"] or 0, "paid": found["came"] or 0, "owed": found["owed"] or 0}


def _file(rows: ChargeQuerySet, how: FeeSettings, ending: str) -> HttpResponse:
    headers = [
        str(each) for each in (_("Reference"), _("Member"), _("Type"), _("Membership year"), _("Amount"), _("Paid"), _("Owed"), _("State"), _("Charged on"), _("To be paid by"), _("Mailed on"))
    ]
    lines = [
        [row.reference, row.member, row.basis.get("type") or str(row.membership.type), how.label(row.year), decimal(row.amount), decimal(row.paid), decimal(row.owed), str(row.state.label), row.charged_on, row.due_on, row.mailed_on]
        for row in rows.select_related("membership__organisation", "membership__person", "membership__type")
    ]
    return list_file(str(_("Membership fees")), headers, lines, kind=ending)


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def settle(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Tick it as paid today, from the list; the message undoes it."""
    row = get_object_or_404(Charge, pk=pk)
    try:
        payment = paying.settle(row, on=timezone.localdate(), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        undo = reverse("organisations:return_payment", kwargs={"centre": centre, "pk": payment.pk})
        messages.success(request, _("%(name)s has paid.") % {"name": payment.charge.member}, extra_tags=f"undo:{undo}")
    return _back(request, pk)


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def return_payment(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Take a payment back, by a row that meets it."""
    row = get_object_or_404(Payment, pk=pk)
    try:
        paying.undo(row, on=timezone.localdate(), note=request.POST.get("note", "").strip()[:120], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The payment is returned: both rows stand, and together they are nothing."))
    return _back(request, row.charge_id)


def _back(request: StaffRequest, pk: int) -> HttpResponse:
    """To the list as it was filtered, or to the charge."""
    there = request.POST.get("next", "")
    if there and url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}):
        return redirect(there)
    return redirect("organisations:charge", centre=request.centre.key, pk=pk)


@needs(May.EDIT_ORGANISATIONS)
def charge(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What is asked for and why, what came in, and what can be done."""
    row = charging.again(get_object_or_404(Charge, pk=pk))
    order, today, how = request.POST.get("order", ""), timezone.localdate(), charging.settings_here()
    pay = PayForm(request.POST if order == "pay" else None, initial={"amount": row.owed or None, "on": today}, prefix="pay")
    close = CloseForm(request.POST if order == "close" else None, prefix="close")
    if request.method == "POST" and _done(request, row, order, pay, close):
        return redirect("organisations:charge", centre=centre, pk=pk)
    letter = charging.reader_of(row, today)
    context = {
        "row": row, "pay": pay, "close": close, "year": how.label(row.year), "why": reasons(row), "letter": letter, "here": "fees", "may_run": request.access.may(May.RUN_CENTRE),
        "payments": row.payments.select_related("created_by", "undone_by"), "reminders": row.reminders.all(), "late": row.owed and row.due_on < today,
        "mailable": letter is not None and row.mailed_on is None and not row.closed and row.amount,
    }
    return render(request, "organisations/fees/charge.html", context, status=422 if pay.errors or close.errors else 200)


def _done(request: StaffRequest, row: Charge, order: str, pay: PayForm, close: CloseForm) -> bool:
    """Carry the order out; False where a form now says why not."""
    form: Form | None = {"pay": pay, "close": close}.get(order)
    if form is not None and not form.is_valid():
        return False
    how: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        if order == "pay":
            paying.pay(row, amount=pay.cleaned_data["amount"], on=pay.cleaned_data["on"], note=pay.cleaned_data["note"], by=request.user)
        elif order == "close":
            charging.close(row, as_=close.cleaned_data["as_"], reason=close.cleaned_data["reason"], **how)
        elif order == "reopen":
            charging.reopen(row, **how)
        elif order == "mail":
            charging.mail(row, centre=request.centre, **how)
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
            return True
        form.add_error(None, error)
        return False
    messages.success(request, _("The mail is on its way.") if order == "mail" else _("Saved."))
    return True


@needs(May.EDIT_ORGANISATIONS)
def for_the_accounts(request: StaffRequest, centre: str) -> HttpResponse:
    """Every payment from one day to another, to look at and to take along."""
    how, today = charging.settings_here(), timezone.localdate()
    start = {"fra": date(today.year, 1, 1), "til": today}
    form = SpanForm(request.GET if "fra" in request.GET else None, initial=start, auto_id="f-%s")
    span = form.cleaned_data if form.is_bound and form.is_valid() else start
    if (ending := request.GET.get("format", "")) and not form.errors:
        headings, lines = accounts.lines(how, span["fra"], span["til"])
        return list_file(str(_("Membership fees for the accounts")), headings, lines, kind=ending, name=f"kontingent-{span['fra']}-{span['til']}")
    rows = accounts.between(span["fra"], span["til"]).select_related("charge__membership__organisation", "charge__membership__person")
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {
        "form": form, "page": page, "query": query, "span": span, "sum": rows.order_by().aggregate(sum=Sum("amount"))["sum"] or 0, "account": how.account, "here": "accounts",
        "may_run": request.access.may(May.RUN_CENTRE),
    }
    return render(request, "organisations/fees/accounts.html", context, status=422 if form.errors else 200)
