"""What each type of membership costs, from when; and how the centre takes its fees."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.organisations.fees import charging
from brobygger.organisations.fees.proposals import rule_on
from brobygger.organisations.forms.fees import FeeRuleForm, FeeSettingsForm
from brobygger.organisations.models import FeeRule, MembershipType


@needs(May.RUN_CENTRE)
def settings(request: StaffRequest, centre: str) -> HttpResponse:
    """How to pay, the year, reminders, the account; and what each type costs today."""
    row = charging.settings_here()
    form = FeeSettingsForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("Saved."))
            return redirect("organisations:fee_settings", centre=centre)
        form.stand_on_theirs()
    today = timezone.localdate()
    context: dict[str, Any] = {
        "form": form, "here": "settings", "may_run": True,
        "types": [(each, rule_on(each.fee_rules.all(), today)) for each in MembershipType.objects.filter(retired=False).prefetch_related("fee_rules")],
    }
    return render(request, "organisations/fees/settings.html", context, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def rules(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A type's fees, the newest first, and which holds today."""
    row = get_object_or_404(MembershipType, pk=pk)
    found = list(row.fee_rules.all())
    return render(request, "organisations/fees/rules.html", {"row": row, "rules": found, "now": rule_on(found, timezone.localdate())})


@needs(May.RUN_CENTRE)
def new_rule(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A fee of the type ``pk``, from the year that runs; a change of an older one begins with its steps."""
    of = get_object_or_404(MembershipType, pk=pk)
    how, today = charging.settings_here(), timezone.localdate()
    newest = of.fee_rules.first()
    year = how.year_of(today) + (1 if newest else 0)
    row = FeeRule(type=of, valid_from=how.first_day(year), by=newest.by if newest else FeeRule.By.FIXED, steps=newest.steps if newest else [])
    return _page(request, row, of)


@needs(May.RUN_CENTRE)
def rule(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Correct a fee, or take it out. Charges keep what they were made from."""
    row = get_object_or_404(FeeRule.objects.select_related("type"), pk=pk)
    if request.POST.get("act") == "delete":
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
        messages.success(request, _("The fee is taken out. What has been charged stays as it was."))
        return redirect("organisations:fee_rules", centre=centre, pk=row.type_id)
    return _page(request, row, row.type)


def _page(request: StaffRequest, row: FeeRule, of: MembershipType) -> HttpResponse:
    form = FeeRuleForm(request.POST or None, instance=row)
    if request.method == "POST":
        try:
            kept = saved(form, by=request.user)
        except IntegrityError:  # a colleague wrote one of the same day in the same moment
            form.add_error("valid_from", _("There is a fee from this day already. Correct that one."))
            kept = False
        if kept:
            messages.success(request, _("Saved."))
            return redirect("organisations:fee_rules", centre=request.centre.key, pk=of.pk)
        form.stand_on_theirs()
    return render(request, "organisations/fees/rule.html", {"form": form, "row": row, "of": of}, status=422 if form.errors else 200)
