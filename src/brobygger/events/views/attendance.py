"""Who came: ticked on a phone at the door (also without a connection), counted by heads, or typed in from a signed sheet."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.events import attendance as acts
from brobygger.events.attendance import Tick
from brobygger.events.forms.attendance import HeadForm, SheetForm
from brobygger.events.models import Attendance, Event, HeadCount, SignUp
from brobygger.events.times import local
from brobygger.events.views.kiosk import SALT
from brobygger.events.who_came import who_came
from brobygger.organisations.models import Organisation

TICKS_AT_ONCE = 1000
BLANK_LINES = 15  # on the printed sheet, for those who just come


@needs(May.CHECK_IN)
def attendance(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    return _page(request, row)


def _page(request: StaffRequest, row: Event, form: HeadForm | None = None, sheet_form: SheetForm | None = None) -> HttpResponse:
    marks = dict(Attendance.objects.filter(event=row).values_list("signup", "persons"))
    expected = _expected(row)
    heads = list(row.head_counts.select_related("organisation").order_by("pk"))
    context = {
        "row": row, "people": [(each, marks.get(each.pk)) for each in expected], "heads": heads, "came": sum(marks.values()) + sum(each.persons or 0 for each in heads),
        "expected": sum(each.persons for each in expected), "form": form or HeadForm(), "sheet_form": sheet_form or SheetForm(auto_id="sheet_%s"),
        "organisations": Organisation.objects.values_list("name", flat=True), "possible": local(row.starts_at).date() <= timezone.localdate() and not row.is_cancelled,
        "may_edit": request.access.may(May.EDIT_EVENTS), "whence": who_came(row) if row.is_held else None,
    }
    wrong = (form is not None and form.errors) or (sheet_form is not None and sheet_form.errors)
    return render(request, "events/attendance.html", context, status=422 if wrong else 200)


def _expected(row: Event) -> list[SignUp]:
    """Those with a place, and those who turned up from the queue, by name."""
    if row.signup_list is None:
        return []
    there = Attendance.objects.filter(event=row).values("signup")
    alive = row.signup_list.signups.confirmed() | row.signup_list.signups.filter(pk__in=there)
    return sorted(alive.select_related("organisation"), key=lambda each: each.name.casefold())


@needs(May.CHECK_IN)
@require_POST
def ticks(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Ticks from the page's script as JSON, gathered while there was no connection; or the whole form, where there are no scripts."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    now = timezone.now()
    if request.content_type != "application/json":
        return _from_form(request, row, now)
    try:
        acts.tick(row, _read(request.body, now), by=request.user, now=now)
    except ValidationError as error:
        return JsonResponse({"wrong": " ".join(error.messages)}, status=422)
    marks = dict(Attendance.objects.filter(event=row).values_list("signup", "persons"))
    heads = sum(each or 0 for each in row.head_counts.values_list("persons", flat=True))
    return JsonResponse({"marks": marks, "came": sum(marks.values()) + heads})


def _read(body: bytes, now: datetime) -> list[Tick]:
    """ValidationError where it is not what our page sends."""
    try:
        given = json.loads(body)["ticks"]
        found = [Tick(int(each["signup"]), None if each["persons"] is None else int(each["persons"]), parse_datetime(str(each["at"])) or now) for each in given[:TICKS_AT_ONCE]]
    except (ValueError, TypeError, KeyError) as error:
        raise ValidationError(_("What your browser sent could not be understood. Reload the page and try again.")) from error
    return [Tick(each.signup, each.persons, each.at if timezone.is_aware(each.at) else now) for each in found]


def _from_form(request: StaffRequest, row: Event, now: datetime) -> HttpResponse:
    """Only what differs from what the page showed, so that it undoes nobody else's ticks."""
    wanted = []
    for each in _expected(row):
        was = request.POST.get(f"was-{each.pk}", "")
        typed = request.POST.get(f"n-{each.pk}", str(each.persons))
        is_now = (typed if typed.isdecimal() else str(each.persons)) if f"came-{each.pk}" in request.POST else ""
        if is_now != was:
            wanted.append(Tick(each.pk, int(is_now) if is_now else None, now))
    try:
        acts.tick(row, wanted, by=request.user, now=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Attendance is saved."))
    return redirect("events:attendance", centre=request.centre.key, pk=row.pk)


@needs(May.CHECK_IN)
@require_POST
def heads(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Heads by where they came from, one count or many lines from a signed sheet; no personal data."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    many = "lines" in request.POST
    form: Any = SheetForm(request.POST, auto_id="sheet_%s") if many else HeadForm(request.POST)
    if form.is_valid():
        found = form.heads()
        try:
            acts.count_heads(row, found, by=request.user, now=timezone.now(), key=form.cleaned_data["key"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            n = sum(each.persons or 0 for each in found)
            messages.success(request, ngettext("%(n)s person is counted.", "%(n)s persons are counted.", n) % {"n": n})
            return redirect("events:attendance", centre=centre, pk=pk)
    return _page(request, row, None if many else form, form if many else None)


@needs(May.CHECK_IN)
@require_POST
def uncount(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    count = get_object_or_404(HeadCount.objects.select_related("event__registration__centre"), pk=pk)
    acts.uncount(count, by=request.user, now=timezone.now())
    messages.success(request, _("The count is taken away."))
    return redirect("events:attendance", centre=centre, pk=count.event_id)


@needs(May.CHECK_IN)
@require_POST
def held(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """It took place, though nobody counted."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    try:
        acts.held(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(title)s” has taken place, and counts.") % {"title": row})
    return redirect("events:event", centre=centre, pk=pk)


@needs(May.CHECK_IN)
def sheet(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The sign-in sheet to print: those who signed up, and empty lines."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    return render(request, "events/sheet.html", {"row": row, "people": _expected(row), "blank": range(BLANK_LINES)})


@needs(May.CHECK_IN)
def scanned(request: StaffRequest, centre: str, token: str) -> HttpResponse:
    """What a participant's QR code opens on a colleague's telephone: one tap, and she is there."""
    one = get_object_or_404(SignUp.objects.select_related("organisation", "signup_list"), token=token)
    rows = list(Event.objects.listed().filter(signup_list=one.signup_list_id).order_by("starts_at"))
    today = timezone.localdate()
    row = next((each for each in rows if each.day == today), None) or rows[-1]
    wrong = ""
    if request.method == "POST":
        try:
            acts.tick(row, [Tick(one.pk, one.persons, timezone.now())], by=request.user, now=timezone.now())
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            messages.success(request, _("%(name)s is here.") % {"name": one.name})
            return redirect("events:attendance", centre=centre, pk=row.pk)
    there = Attendance.objects.filter(event=row, signup=one).first()
    return render(request, "events/scanned.html", {"one": one, "row": row, "there": there, "wrong": wrong}, status=422 if wrong else 200)


@needs(May.CHECK_IN)
@require_POST
def start_kiosk(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Let this screen stand at the door: it is signed out, so that nobody walks from it into the office."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    token = signing.dumps([row.pk, request.centre.pk], salt=SALT)
    logout(request)
    return redirect("events_public:kiosk", centre=centre, token=token)
