"""Shifts of a job, thanks; and on the volunteer's own page her shifts and hours."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.durations import duration
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.matching import serving
from brobygger.matching.forms.service import HoursForm, ShiftForm, ThankForm
from brobygger.matching.models import Match, Opportunity, Shift, Volunteer, VolunteerHours
from brobygger.matching.views.mine import hers
from brobygger.matching.views.public import here
from brobygger.matching.views.volunteers import found

ON_A_PAGE: Final = 50
MANY: Final = 60


@needs(May.EDIT_OPPORTUNITIES)
def shifts(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The shifts of a job, with who has them; put up more, take one out."""
    job = get_object_or_404(Opportunity.objects.listed(), pk=pk)
    now = timezone.now()
    if "out" in request.POST:
        row = get_object_or_404(Shift, pk=key_of(request.POST.get("out")) or 0, opportunity=job)
        try:
            serving.take_out(row, by=request.user, now=now)
            messages.success(request, _("The shift is taken out."))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("matching:shifts", centre=centre, pk=pk)
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        serving.put_up(job, [(given["starts_at"], given["ends_at"])], places=given["places"], note=given["note"], by=request.user, now=now)
        messages.success(request, _("The shift is there to be taken."))
        return redirect("matching:shifts", centre=centre, pk=pk)
    rows = job.shifts.prefetch_related("taken__volunteer__person")[:ON_A_PAGE]
    return render(request, "matching/shifts.html", {"job": job, "form": form, "rows": rows, "names": request.access.may(May.SEE_VOLUNTEERS)}, status=422 if form.errors else 200)


@needs(May.EDIT_VOLUNTEERS)
def thank(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = found(pk)
    form = ThankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if serving.thank(row, words=form.cleaned_data["words"], by=request.user, now=timezone.now()):
            messages.success(request, _("The thanks are on their way by mail."))
            return redirect(row)
        form.add_error(None, _("There is no mail to write to. Call instead."))
    return render(request, "matching/thank.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@hers
def own_hours(request: HttpRequest, row: Volunteer, token: str) -> HttpResponse:
    """Her hours: write some down, and see what was approved."""
    matches = Match.objects.listed().filter(volunteer=row, introduced_on__isnull=False)
    form = HoursForm(request.POST or None, matches=matches)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            serving.log(given["match"], on=given["on"], minutes=given["total"], what=given["what"], key=given["own_key"], now=timezone.now())
        except ValidationError as refusal:
            name = next(iter(refusal.error_dict)) if hasattr(refusal, "error_dict") else None
            form.add_error("hours" if name == "minutes" else name, refusal.messages)
        else:
            return redirect(f"{request.path}?gemt=1")
    page, query = page_of(VolunteerHours.objects.listed().filter(match__volunteer=row), request.GET, ON_A_PAGE)
    context = {"row": row, "token": token, "form": form if matches.exists() else None, "page": page, "query": query, "saved": "gemt" in request.GET, "given": [(match, duration(minutes)) for match, minutes in serving.given(row)]}
    return render(request, "matching/own_hours.html", context, status=422 if form.errors else 200)


@hers
def own_shifts(request: HttpRequest, row: Volunteer, token: str) -> HttpResponse:
    """Shifts she has, and those that can be taken."""
    now, wrong = timezone.now(), ""
    if request.method == "POST":
        shift = get_object_or_404(Shift, pk=key_of(request.POST.get("shift")) or 0)
        try:
            if request.POST.get("act") == "back":
                serving.give_back(row, shift, now=now)
            else:
                serving.take(row, shift, now=now)
            return redirect(f"/{here(request).key}/mit/{token}/vagter/?gemt=1")
        except ValidationError as refusal:
            wrong = refusal.messages[0]
    own = serving.to_come(row, now)
    had = {each.shift_id for each in own}
    free = list(serving.to_take(now).exclude(pk__in=had)[:MANY])
    return render(request, "matching/own_shifts.html", {"row": row, "token": token, "own": own, "free": free, "wrong": wrong, "saved": "gemt" in request.GET}, status=422 if wrong else 200)
