"""The board itself: seats, the rule of its composition, the rules; and staff hours week by week."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.forms.offices import HoursForm, RulesForm, SeatForm
from brobygger.board.models import Meeting, Seat, StaffHours
from brobygger.board.sitting import rules_in_force, seats_listed, sitting_on, verdict_on
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.versions import Stale
from brobygger.people.models import Person


@needs(May.SEE_BOARD)
def board(request: StaffRequest, centre: str) -> HttpResponse:
    """Who sits, for whom, until when; and what the rule of composition says of it."""
    today = timezone.localdate()
    rules = rules_in_force()
    rows = list(seats_listed())
    sitting = sitting_on(today, rows)
    year = Meeting.objects.filter(kind=Meeting.Kind.BOARD, held_on__year=today.year)
    context = {
        "rules": rules,
        "sitting": sitting,
        "to_come": [seat for seat in rows if seat.since > today],
        "former": [seat for seat in rows if seat.until is not None and seat.until < today],
        "verdict": verdict_on(sitting, rules),
        "held": year.filter(frozen_at__isnull=False).count(),
        "today": today,
        "may_run": request.access.may(May.RUN_BOARD),
    }
    return render(request, "board/board.html", context)


@needs(May.RUN_BOARD)
def seat(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A seat, new (no ``pk``) or as it stands. A term is ended by its date; the row stays as history."""
    row = get_object_or_404(seats_listed(), pk=pk) if pk else Seat(since=timezone.localdate())
    before = audit.values(row) if pk else None
    form = SeatForm(request.POST or None, instance=row)
    back = reverse("board:board", args=[centre])
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if form.cleaned_data.get("new_person") and not form.cleaned_data.get("person"):
                    row.person = Person.objects.create(name=form.cleaned_data["new_person"])
                    audit.record("added", row.person, by=request.user)
                form.save()
                audit.record("changed" if pk else "added", row, by=request.user, before=before)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("The seat is saved."))
            return redirect(back)
    context = {"form": form, "title": _("Seat on the board"), "does": _("Save"), "back": back}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.RUN_BOARD)
def rules(request: StaffRequest, centre: str) -> HttpResponse:
    row = rules_in_force()
    lead = _("As your statutes say. The board’s page shows where the board of today does not fit.")
    return saved_form(request, RulesForm, row, _("Rules for the board"), reverse("board:board", args=[centre]), lead)


def saved_form(request: StaffRequest, form_class: Any, row: Any, title: str, back: str, lead: str = "") -> HttpResponse:
    """A plain edit of one row: the form, the save with its line in the trail, and back."""
    form = form_class(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST" and saved(form, by=request.user, edited="changed"):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"form": form, "title": title, "does": _("Save"), "back": back, "lead": lead}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.SEE_BOARD)
def hours(request: StaffRequest, centre: str) -> HttpResponse:
    """Hours a week of each employee, those in force first, with the sum."""
    today = timezone.localdate()
    rows = list(StaffHours.objects.all())
    now = [row for row in rows if row.since <= today and (row.until is None or row.until >= today)]
    context = {
        "now": now,
        "total": sum(row.hours for row in now),
        "to_come": [row for row in rows if row.since > today],
        "former": [row for row in rows if row.until is not None and row.until < today],
        "may_run": request.access.may(May.RUN_BOARD),
    }
    return render(request, "board/hours.html", context)


@needs(May.RUN_BOARD)
def hours_edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(StaffHours, pk=pk) if pk else StaffHours(since=timezone.localdate())
    lead = _("Hours that change are written as a new line from the day they change; the old line gets its last day. Every report reads them here.")
    return saved_form(request, HoursForm, row, _("Staff hours"), reverse("board:hours", args=[centre]), lead)
