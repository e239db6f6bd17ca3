"""The hosts' rota, and the house today."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.reception import hosting
from brobygger.reception.forms.hosts import CarryForm, RotaForm
from brobygger.reception.models import Fault, Post, UpkeepTurn
from brobygger.reception.views.rounds import missing_today
from brobygger.rooms.models import Booking, BookingState, Loan, LoanState

SHOWN = 6
A_WEEK = timedelta(days=7)


@needs(May.RECEIVE)
def today(request: StaffRequest, centre: str) -> HttpResponse:
    """The house today: who is host, what is on, what waits."""
    now = timezone.now()
    day = timezone.localdate(now)
    bookings = Booking.objects.listed().filter(state=BookingState.CONFIRMED, starts_at__date__lte=day, ends_at__gt=now, starts_at__date__gte=day - timedelta(days=14)).order_by("starts_at", "pk")
    loans = Loan.objects.listed().filter(state=LoanState.OUT, due_on__lte=day) | Loan.objects.listed().filter(state=LoanState.RESERVED, starts_on__lte=day, due_on__gte=day, equipment__on_site=False)
    waiting = Post.objects.waiting()
    seen, rooms = missing_today()
    context = {
        "now": now, "day": day, "hosts": hosting.hosts(day, day + timedelta(days=1)), "has_hosts": hosting.rota().job is not None, "bookings": bookings, "loans": [(row, row.is_overdue(day)) for row in loans.order_by("due_on", "pk")],
        "post": waiting.order_by().values("organisation").distinct().count(), "late_post": waiting.overdue(day).order_by().values("organisation").distinct().count(), "seen": seen, "rooms": rooms,
        "faults": Fault.objects.listed().unmended().order_by("reported_on", "pk")[:SHOWN], "faults_in_all": Fault.objects.unmended().count(), "turns": UpkeepTurn.objects.listed().filter(starts_on__gt=day - A_WEEK, starts_on__lte=day), "here": "today",
    }
    return render(request, "reception/today.html", context)


def week_of(text: str, day: date) -> date:
    """The Monday of the week that an address names by one of its days, or of this week."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = day
    if not date(2000, 1, 1) < asked < date(2200, 1, 1):
        asked = day
    return asked - timedelta(days=asked.weekday())


@needs(May.RECEIVE)
def rota(request: StaffRequest, centre: str) -> HttpResponse:
    """A week of hosts; carried on by rule."""
    now = timezone.now()
    row, monday = hosting.rota(), week_of(request.GET.get("uge", ""), timezone.localdate(now))
    may_edit = request.access.may(May.EDIT_OPPORTUNITIES)
    act = request.POST.get("act", "")
    form = RotaForm(request.POST if act == "rota" else None, instance=row)
    carry = CarryForm(request.POST if act == "carry" else None, initial={"week": monday, "weeks": 4})
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if act == "rota" and saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect("reception:hosts", centre=centre)
        if act == "carry" and row.job is not None and carry.is_valid():
            given: dict[str, Any] = carry.cleaned_data
            try:
                n = hosting.carry_on(row.job, given["week"] - timedelta(days=given["week"].weekday()), given["weeks"], by=request.user, now=now)
            except ValidationError as refusal:
                carry.add_error("week", refusal.messages)
            else:
                messages.success(request, ngettext("%(n)s new shift is there to be taken.", "%(n)s new shifts are there to be taken.", n) % {"n": n})
                return redirect(f"{reverse('reception:hosts', kwargs={'centre': centre})}?uge={given['week']:%Y-%m-%d}")
        form.stand_on_theirs()
    context = {
        "row": row, "hosts": hosting.hosts(monday, monday + A_WEEK), "monday": monday, "before": monday - A_WEEK, "after": monday + A_WEEK, "form": form, "carry": carry, "may_edit": may_edit, "names": request.access.may(May.SEE_VOLUNTEERS), "here": "hosts", "theirs": form.theirs,
    }
    return render(request, "reception/hosts.html", context, status=422 if form.errors or carry.errors else 200)
