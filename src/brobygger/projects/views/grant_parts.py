"""The parts of a grant, each by the same two pages: a new one, and one changed or taken out. And the two steps that are one press."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.money import in_kroner
from brobygger.projects import granting, hours
from brobygger.projects.forms.grants import (
    ChangeForm,
    InstalmentForm,
    LineForm,
    PaidHoursForm,
    PayerForm,
    ReportDateForm,
)
from brobygger.projects.models import AllocationChange, BudgetLine, Grant, Instalment, PaidHours, Payer, ReportDate
from brobygger.projects.standing import Standing, standing
from brobygger.projects.views.pages import form_page, kept, removed


@dataclass(frozen=True, slots=True)
class Part:
    """How one kind of part is asked for and kept. ``lead`` says where the grant stands, ``removal`` what taking it out does."""

    model: Any
    form: Any
    keep: Callable[..., Any]
    title: str | Promise
    removal: str | Promise
    anchor: str
    lead: Callable[[Standing], str] = lambda _now: ""
    relations: tuple[str, ...] = ()


def _to_lay_out(now: Standing) -> str:
    return _("The grant is %(grant)s kr.; %(left)s kr. of it is not laid out yet.") % {"grant": in_kroner(now.grant.amount), "left": in_kroner(now.not_laid_out)}


def _to_promise(now: Standing) -> str:
    return _("The grant is %(grant)s kr.; the shares come to %(sum)s kr. so far.") % {"grant": in_kroner(now.grant.amount), "sum": in_kroner(now.promised)}


def _to_come(now: Standing) -> str:
    return _("The grant is %(grant)s kr.; the instalments come to %(sum)s kr. so far.") % {"grant": in_kroner(now.grant.amount), "sum": in_kroner(now.received + now.awaited)}


PARTS: Final = {
    "payer": Part(Payer, PayerForm, granting.keep_payer, gettext_lazy("Who pays"), gettext_lazy("It stands among those who pay no more."), "tilskudsgivere", _to_promise),
    "line": Part(BudgetLine, LineForm, granting.keep_line, gettext_lazy("New line in the budget"), gettext_lazy("The line is gone, and its money is not laid out. One that money was spent on stays."), "budget", _to_lay_out),
    "change": Part(
        AllocationChange, ChangeForm, granting.move, gettext_lazy("Move money in the budget"), gettext_lazy("The money goes back to where it was. Do this only where the change was written down wrongly; the audit trail keeps it."),
        "aendringer", _to_lay_out, ("source", "target"),
    ),
    "instalment": Part(Instalment, InstalmentForm, granting.keep_instalment, gettext_lazy("New instalment"), gettext_lazy("It is expected no more."), "rater", _to_come, ("payer",)),
    "report_date": Part(ReportDate, ReportDateForm, granting.keep_report_date, gettext_lazy("Something to hand in"), gettext_lazy("It is asked for no more."), "afrapportering"),
    "paid_hours": Part(PaidHours, PaidHoursForm, hours.pay, gettext_lazy("Hours that the grant pays"), gettext_lazy("The grant pays these hours no more; the staff hours themselves stay."), "timer", relations=("staff",)),
}


@needs(May.EDIT_MONEY)
def new(request: StaffRequest, centre: str, pk: int, part: str) -> HttpResponse:
    how = PARTS[part]
    grant = get_object_or_404(Grant.objects.listed(), pk=pk)
    row = how.model(grant=grant)
    form = how.form(request.POST or None, instance=row)
    back = f"{grant.get_absolute_url()}#{how.anchor}"
    if kept(request, form, lambda: how.keep(row, by=request.user, now=timezone.now())):
        return redirect(back)
    return form_page(request, form, title=str(how.title), back=back, draft=f"{part}-new-{pk}", lead=how.lead(standing(grant)))


@needs(May.EDIT_MONEY)
def edit(request: StaffRequest, centre: str, pk: int, part: str) -> HttpResponse:
    how = PARTS[part]
    row = get_object_or_404(how.model.objects.select_related("grant__centre", *how.relations), pk=pk)
    back = f"{row.grant.get_absolute_url()}#{how.anchor}"
    if removed(request, lambda: granting.take_out(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect(back)
    before, title = audit.values(row), str(row)
    form = how.form(request.POST if request.method == "POST" and request.POST.get("act") != "remove" else None, instance=row)
    if request.POST.get("act") != "remove" and kept(request, form, lambda: how.keep(row, before=before, by=request.user, now=timezone.now())):
        return redirect(back)
    return form_page(request, form, title=title, back=back, draft=f"{part}-{pk}", lead=how.lead(standing(row.grant)), removal=str(how.removal))


def _asked_day(request: StaffRequest) -> date | None:
    """Today, or nothing where it is undone."""
    return None if request.GET.get("fortryd") else timezone.localdate()


@needs(May.EDIT_MONEY)
@require_POST
def receive(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The money of an instalment has come today; the message undoes it."""
    row, on = get_object_or_404(Instalment.objects.select_related("grant__centre"), pk=pk), _asked_day(request)
    granting.receive(row, on=on, by=request.user, now=timezone.now())
    said = {"amount": in_kroner(row.amount)}
    if on:
        undo = f"undo:{reverse('projects:receive', args=[centre, pk])}?fortryd=1"
        messages.success(request, _("%(amount)s kr. has come.") % said, extra_tags=undo)
    else:
        messages.success(request, _("%(amount)s kr. is awaited again.") % said)
    return redirect(f"{row.grant.get_absolute_url()}#rater")


@needs(May.EDIT_MONEY)
@require_POST
def hand_in(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row, on = get_object_or_404(ReportDate.objects.select_related("grant__centre"), pk=pk), _asked_day(request)
    granting.hand_in(row, on=on, by=request.user, now=timezone.now())
    if on:
        undo = f"undo:{reverse('projects:hand_in', args=[centre, pk])}?fortryd=1"
        messages.success(request, _("“%(name)s” is handed in.") % {"name": row}, extra_tags=undo)
    else:
        messages.success(request, _("“%(name)s” is to be handed in again.") % {"name": row})
    return redirect(f"{row.grant.get_absolute_url()}#afrapportering")
