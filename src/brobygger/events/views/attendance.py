"""Who came: ticked on a phone at the door (also without a connection), counted by heads, or typed in from a signed sheet."""

from datetime import datetime
from hashlib import sha256
from itertools import chain
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.times import local
from brobygger.events import attendance as acts
from brobygger.events.attendance import Tick
from brobygger.events.companions import ticks_of
from brobygger.events.forms.attendance import HeadForm, SheetForm
from brobygger.events.models import Attendance, Companion, Event, HeadCount, SignUp
from brobygger.events.views.door import standing, take
from brobygger.events.views.kiosk import SALT
from brobygger.events.who_came import who_came
from brobygger.organisations.models import Organisation

CODE_LETTERS = 20
BLANK_LINES = 15  # on the printed sheet, for those who just come


@needs(May.CHECK_IN)
def attendance(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    return _page(request, row)


def _page(request: StaffRequest, row: Event, form: HeadForm | None = None, sheet_form: SheetForm | None = None) -> HttpResponse:
    expected, waiting = _at_the_door(row)
    now, there = timezone.now(), standing(row)
    lines = [(each, there["marks"].get(str(each.pk)), _code(each), _with(each, there["marks"])) for each in expected]
    heads = list(row.head_counts.select_related("organisation").order_by("pk"))
    capacity = row.signup_list.capacity if row.signup_list else None
    context = {
        "row": row, "people": lines, "waiting": [(each, None, _code(each), _with(each, {})) for each in waiting], "heads": heads, "came": there["came"], "head_sum": there["heads"],
        "expected": sum(each.persons for each in expected), "form": form or HeadForm(), "sheet_form": sheet_form or SheetForm(auto_id="sheet_%s"),
        "organisations": Organisation.objects.values_list("name", flat=True), "possible": local(row.starts_at).date() <= timezone.localdate() and not row.is_cancelled,
        "may_edit": request.access.may(May.EDIT_EVENTS), "capacity": capacity, "room": max(0, capacity - there["came"]) if capacity is not None else None,
        "until": max(local(row.ends_at).date(), timezone.localdate()), "now": now.isoformat(), "scope": f"/{row.registration.centre.key}/kontor/", "words": _words(),
        "whence": who_came(row) if row.is_held else None,
    }
    wrong = (form is not None and form.errors) or (sheet_form is not None and sheet_form.errors)
    return render(request, "events/attendance.html", context, status=422 if wrong else 200)


def _with(one: SignUp, marks: dict[str, int]) -> list[tuple[Companion, int | None]]:
    return [(each, marks.get(f"c{each.pk}")) for each in one.companions.all()]


def _at_the_door(row: Event) -> tuple[list[SignUp], list[SignUp]]:
    """Those with a place and those who are ticked all the same, by name; and those who wait for a place, in their order."""
    if row.signup_list is None:
        return [], []
    there = set(Attendance.objects.filter(event=row).values_list("signup", flat=True))
    known = [each for each in row.signup_list.signups.select_related("organisation").prefetch_related("companions") if each.state != SignUp.State.LEFT or each.pk in there]
    expected = [each for each in known if each.state == SignUp.State.CONFIRMED or each.pk in there]
    return sorted(expected, key=lambda each: each.name.casefold()), [each for each in known if each not in expected]


def _words() -> dict[str, str]:
    """What the page's script says; "[n]" and "[name]" are put in there."""
    return {
        "saved": _("All is saved"), "one": _("1 not sent yet"), "many": _("[n] not sent yet"), "room": _("room for [n] more"), "full": _("the places are taken"),
        "offline": _("There is no connection. Go on ticking: it is kept here and sent by itself."), "signed out": _("You have been signed out. What you ticked is kept here."),
        "trouble": _("The server cannot take it just now. It is kept here and sent again."), "away": _("Take away"), "persons": _("persons"), "somebody": _("Somebody on the list"),
        "here": _("[name] is here."), "already": _("[name] was ticked already."), "unknown": _("This code is not on the list of this event."),
    }


def numbers(row: Event) -> dict[int, int]:
    """The number of each sign-up on the printed sheet: its place in the order of coming, which stays though others sign up or leave."""
    if row.signup_list is None:
        return {}
    return {pk: n for n, pk in enumerate(row.signup_list.signups.order_by("pk").values_list("pk", flat=True), start=1)}


def _code(one: SignUp) -> str:
    """What the page knows of a sign-up's QR code: enough to know it again without a connection, too little to open the sign-up with."""
    return sha256(one.token.encode()).hexdigest()[:CODE_LETTERS]


@needs(May.CHECK_IN)
@require_POST
def ticks(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Ticks and heads from the page's script as JSON, gathered while there was no connection; or the whole form, where there are no scripts."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    now = timezone.now()
    return take(request, row, now) if request.content_type == "application/json" else _from_form(request, row, now)


def _from_form(request: StaffRequest, row: Event, now: datetime) -> HttpResponse:
    """Only what differs from what the page showed, so that it undoes nobody else's ticks."""
    wanted = []
    for each in chain(*_at_the_door(row)):
        was = request.POST.get(f"was-{each.pk}", "")
        typed = request.POST.get(f"n-{each.pk}", str(each.unnamed))
        is_now = (typed if typed.isdecimal() else str(each.unnamed)) if f"came-{each.pk}" in request.POST else ""
        if is_now != was:
            wanted.append(Tick(each.pk, int(is_now) if is_now else None, now))
        for one in each.companions.all():
            came = "1" if f"came-c{one.pk}" in request.POST else ""
            if came != request.POST.get(f"was-c{one.pk}", ""):
                wanted.append(Tick(each.pk, 1 if came else None, now, companion=one.pk))
    try:
        acts.tick(row, wanted, by=request.user, now=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Attendance is saved."))
    return redirect("events:attendance", centre=request.centre.key, pk=row.pk)


def _tick_numbers(request: StaffRequest, row: Event, form: SheetForm, now: datetime) -> int:
    """Tick those whose numbers on the sheet are signed; how many persons that is. Who is ticked already is not counted again.

    ValidationError, and nothing is ticked, where a number is on no line of the sheet.
    """
    if not form.cleaned_data["numbers"]:
        return 0
    of = {n: pk for pk, n in numbers(row).items()}
    there = standing(row)["marks"]
    strange = [str(n) for n in form.cleaned_data["numbers"] if n not in of]
    if strange:
        raise ValidationError({"numbers": _("There is no number %(n)s on the sheet.") % {"n": ", ".join(strange[:5])}})
    wanted = row.signup_list.signups.filter(pk__in={of[n] for n in form.cleaned_data["numbers"]}) if row.signup_list else []
    fresh = [each for each in wanted if not there.get(str(each.pk))]
    acts.tick(row, ticks_of(fresh, now), by=request.user, now=now)
    return sum(each.persons for each in fresh)


@needs(May.CHECK_IN)
@require_POST
def heads(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Heads by where they came from, one count or many lines from a signed sheet; no personal data."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    many = "lines" in request.POST
    form: Any = SheetForm(request.POST, auto_id="sheet_%s") if many else HeadForm(request.POST)
    if form.is_valid():
        found, now = form.heads(), timezone.now()
        try:
            with transaction.atomic():
                ticked = _tick_numbers(request, row, form, now) if many else 0
                acts.count_heads(row, found, by=request.user, now=now, key=form.cleaned_data["key"])
        except ValidationError as error:
            form.add_error("numbers" if hasattr(error, "error_dict") else None, error.messages)
        else:
            n = ticked + sum(each.persons or 0 for each in found)
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
    of = numbers(row)
    return render(request, "events/sheet.html", {"row": row, "people": [(each, of[each.pk]) for each in _at_the_door(row)[0]], "blank": range(BLANK_LINES)})


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
            acts.tick(row, ticks_of([one], timezone.now()), by=request.user, now=timezone.now())
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            messages.success(request, _("%(name)s is here.") % {"name": one.name})
            return redirect("events:attendance", centre=centre, pk=row.pk)
    there = Attendance.objects.filter(event=row, signup=one, companion=None).first()
    return render(request, "events/scanned.html", {"one": one, "row": row, "there": there, "wrong": wrong}, status=422 if wrong else 200)


@needs(May.CHECK_IN)
@require_POST
def start_kiosk(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Let this screen stand at the door: it is signed out, so that nobody walks from it into the office."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    token = signing.dumps([row.pk, request.centre.pk], salt=SALT)
    logout(request)
    return redirect("events_public:kiosk", centre=centre, token=token)
