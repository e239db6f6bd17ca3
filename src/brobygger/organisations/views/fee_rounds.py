"""The renewal round: who would be charged how much and why, then how it goes; and one member midway."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.cpr import refuse_cpr
from brobygger.core.keys import key_of
from brobygger.organisations.fees import charging, leaving_out
from brobygger.organisations.fees.letters import reasons
from brobygger.organisations.fees.proposals import Proposal, day_of_round, proposals, seal
from brobygger.organisations.forms.fees import RoundForm
from brobygger.organisations.models import Charge, FeeRound, FeeSettings, Membership

SHOWN = 500  # of each kind on the page; the figures count all


@needs(May.EDIT_ORGANISATIONS)
def round_(request: StaffRequest, centre: str) -> HttpResponse:
    """Choose a year, see what would be sent, send it."""
    how, today = charging.settings_here(), timezone.localdate()
    now = how.year_of(today)
    years = [now, now + 1]
    asked = key_of(request.GET.get("aar"))
    year = asked if asked in years else now
    wrong: dict[str, str] = {}
    if request.POST.get("act") in {"leave_out", "take_in"}:
        wrong = _left_out(request, year)
        if not wrong:
            return redirect(f"{reverse('organisations:round', kwargs={'centre': centre})}?aar={year}")
    found = proposals(how, year, today=today)
    to_charge = [each for each in found if each.to_be_charged]
    form = RoundForm(request.POST if request.method == "POST" and not wrong else None, initial={"due_on": today + timedelta(days=how.due_days)})
    changed = False
    if form.is_bound and form.is_valid():
        changed = form.cleaned_data["seal"] != seal(found)
        if to_charge and not changed:
            row = charging.begin(year=year, due_on=form.cleaned_data["due_on"], expected=len(to_charge), by=request.user, now=timezone.now())
            return redirect("organisations:fee_round", centre=centre, pk=row.pk)
    context = {
        "form": form, "seal": seal(found), "changed": changed, "year": year, "years": [(each, how.label(each)) for each in years], "label": how.label(year), "day": day_of_round(how, year, today),
        "groups": _groups(found), "to_charge": len(to_charge), "mails": sum(each.letter is not None and each.fee.amount > 0 for each in to_charge if each.fee),
        "sum": sum(each.fee.amount for each in to_charge if each.fee), "already": sum(each.already is not None for each in found), "how": how, "here": "round",
        "rounds": FeeRound.objects.select_related("started_by")[:5], "may_run": request.access.may(May.RUN_CENTRE), "shown": SHOWN,
        "sample": _sample(to_charge, how, year, request), "members": len(found),
        "wrong": wrong, "ticked": {key for key in map(key_of, request.POST.getlist("ud")) if key}, "why": request.POST.get("reason", "")[:250],
    }
    return render(request, "organisations/fees/round.html", context, status=422 if form.errors or changed or wrong else 200)


def _left_out(request: StaffRequest, year: int) -> dict[str, str]:
    """Those who were ticked are left out of the year's rounds, or one is taken in again; else what is wrong, by field."""
    now = timezone.now()
    if request.POST.get("act") == "take_in":
        leaving_out.take_in(key_of(request.POST.get("row")) or 0, by=request.user, now=now)
        messages.success(request, _("The member is in the round again."))
        return {}
    reason = request.POST.get("reason", "").strip()[:250]
    try:
        refuse_cpr(reason)
    except ValidationError as error:
        return {"reason": " ".join(error.messages)}
    try:
        n = leaving_out.leave_out([key for key in map(key_of, request.POST.getlist("ud")) if key], year=year, reason=reason, by=request.user, now=now)
    except ValidationError as error:
        return {"reason" if hasattr(error, "error_dict") else "ud": " ".join(error.messages)}
    messages.success(request, ngettext("%(n)s member is left out.", "%(n)s members are left out.", n) % {"n": n})
    return {}


def _groups(found: list[Proposal]) -> list[tuple[str, int, list[tuple[Proposal, str]]]]:
    """Those to be charged, told apart by what stands in the way of a mail or of an amount."""
    kinds: dict[str, list[Proposal]] = {"mail": [], "no_mail": [], "free": [], "left_out": [], "no_size": [], "no_rule": []}
    for each in found:
        if each.already is None:
            fee = each.fee
            kinds["left_out" if each.left_out else "no_size" if each.no_size else "no_rule" if fee is None else "free" if not fee.amount else "mail" if each.letter else "no_mail"].append(each)
    return [(kind, len(rows), [(each, reasons(Charge(basis=each.fee.basis)) if each.fee else "") for each in rows[:SHOWN]]) for kind, rows in kinds.items() if rows]


def _sample(to_charge: list[Proposal], how: FeeSettings, year: int, request: StaffRequest) -> str:
    """What the first of the mails is about, so that nobody sends a text unseen."""
    first = next((each for each in to_charge if each.letter and each.fee and each.fee.amount), None)
    return first.member if first else ""


@needs(May.EDIT_ORGANISATIONS)
def going(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How far the round has come; when it is done, what it did."""
    row = get_object_or_404(FeeRound, pk=pk)
    how = charging.settings_here()
    made = row.charges.count()
    context = {
        "row": row, "made": made, "label": how.label(row.year), "here": "round", "may_run": request.access.may(May.RUN_CENTRE),
        "mailed": row.charges.filter(mailed_on__isnull=False).count(), "silent": row.charges.filter(mailed_on=None, amount__gt=0).select_related("membership__organisation", "membership__person")[:SHOWN],
    }
    template = "organisations/fees/round_going.html#state" if request.htmx else "organisations/fees/round_going.html"
    return render(request, template, context)


def charges_of(row: Membership, today: date) -> dict[str, Any]:
    """What the membership's page shows: the member's charges, and the years it may be charged for."""
    how = charging.settings_here()
    now = how.year_of(today)
    same = Charge.objects.with_paid().filter(membership__organisation=row.organisation_id, membership__person=row.person_id).order_by("-year", "-pk")
    charged = {each.year for each in same if each.closed != Charge.Closed.WITHDRAWN}
    years = [year for year in (now, now + 1) if year not in charged and (row.ends_on is None or row.ends_on >= how.first_day(year)) and row.starts_on <= how.last_day(year)]
    return {"charges": [(each, how.label(each.year)) for each in same], "chargeable": [(year, how.label(year)) for year in years]}


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def charge_member(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Charge one member for the year that runs, from its membership's page."""
    row = get_object_or_404(Membership.objects.select_related("type", "organisation", "person"), pk=pk)
    how, today = charging.settings_here(), timezone.localdate()
    asked = key_of(request.POST.get("year"))
    now = how.year_of(today)
    try:
        made = charging.charge_one(row, year=asked if asked in (now - 1, now, now + 1) else now, centre=request.centre, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("organisations:membership", centre=centre, pk=pk)
    messages.success(request, _("Charged, and the mail is on its way.") if made.mailed_on else _("Charged. There is nobody to mail it to."))
    return redirect("organisations:charge", centre=centre, pk=made.pk)
