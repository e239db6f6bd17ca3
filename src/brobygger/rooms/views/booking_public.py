"""Booking by somebody without an association, and the booker's own page, whoever that is: the address is the key."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.accounts.models import User
from brobygger.core.ical import calendar as in_ical
from brobygger.core.rates import address_of, within
from brobygger.rooms import letters, reconfirming, series
from brobygger.rooms.finding import bookable, free_hours
from brobygger.rooms.forms.booking import SCOPES, MoveForm, ProlongForm, PublicForm
from brobygger.rooms.models import Booking, BookingState, OpenTo, PriceClass, Room
from brobygger.rooms.notices import doors
from brobygger.rooms.own import speaks_for
from brobygger.rooms.pricing import price
from brobygger.rooms.rules import Who
from brobygger.rooms.shown import rules_of
from brobygger.rooms.views.wishing import Outcome, attempt, dates_of, first_values, make, moved, prolonged, typed

LOOKED, NOT_LOOKED = 20, 4  # wishes in an hour from one network, with the page seen for a moment and without
DAYS_SHOWN = 14
ANYBODY = Who()


@open_to_all
def book(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """A wish for a room by somebody by name. The centre looks at it; the time is kept meanwhile."""
    row = get_object_or_404(Room.objects.select_related("premises", "centre").public().filter(open_to=OpenTo.EVERYBODY), pk=pk)
    now = timezone.now()
    outcome = Outcome()
    form = PublicForm(typed(request), rooms=bookable(ANYBODY, timezone.localdate()), initial={**first_values(request.GET, Booking.objects.none()), "room": row.pk})
    if request.method == "POST" and form.is_valid():
        looked = form.was_looked_at()
        if form.cleaned_data["second_name"]:
            return redirect(row.public_url)  # a robot is thanked like everybody, and nothing is kept
        if not within(f"rooms-{looked}-{address_of(request)}", most=LOOKED if looked else NOT_LOOKED, seconds=3600):
            form.add_error(None, _("Very many have come from your network in the last hour. Try again later, or call us."))
        else:
            outcome = attempt(form, partial(make, form.booking(), None, ANYBODY, by=None, now=now), ANYBODY, now=now, leave="", may_wait=True)
            if outcome.waiting:
                return redirect(outcome.waiting.own_url)
            if outcome.made:
                return redirect(outcome.made[0].own_url)
    costs = price(row, None, ticketed=False, classes=PriceClass.objects.filter(retired=False))
    context = {"row": row, "form": form, "outcome": outcome, "rules": rules_of(row), "costs": costs, "free": free_hours(row, timezone.localdate(), DAYS_SHOWN, now=now)}
    return render(request, "rooms/book_public.html", context, status=422 if form.errors else 200)


def _own(token: str) -> Booking:
    row: Booking = get_object_or_404(Booking.objects.listed().filter(registration=None).exclude(state=BookingState.KEPT), token=token)
    return row


@open_to_all
def booking(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The booker's page: what stands, and how to move or cancel it."""
    row, wrong, now = _own(token), "", timezone.now()
    if request.method == "POST" and request.POST.get("act") == "cancel":
        try:
            series.cancel(row, request.POST.get("scope", ""), by=_by(request), now=now)
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            return redirect(request.path)
    late = row.is_taking and row.state != "asked" and now > row.starts_at - timedelta(hours=row.room.cancel_hours)
    context = {"row": row, "wrong": wrong, "own": speaks_for(request.user, row), "over": row.ends_at <= now, "late": late, "dates": dates_of(row), "scopes": SCOPES if row.series_id else (), "doors": [way for door in doors.values() if (way := door(row))]}
    return _kept_by_nobody(render(request, "rooms/own_booking.html", context, status=422 if wrong else 200))


@open_to_all
def move(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """To another time or room, by the rules of the room."""
    row, now = _own(token), timezone.now()
    outcome = Outcome()
    who = Who(row.organisation)
    if not row.is_taking or row.ends_at <= now:
        return redirect(row.own_url)
    form = MoveForm(typed(request), rooms=bookable(who, timezone.localdate()) | Room.objects.select_related("premises", "centre").filter(pk=row.room_id), booking=row)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, partial(moved, row, form, who, by=_by(request), now=now), who, now=now, leave=_("Leave it as it is"))
        if outcome.made:
            return redirect(row.own_url)
    context = {"row": row, "form": form, "outcome": outcome, "title": _("Move the booking"), "button": _("Move")}
    return _kept_by_nobody(render(request, "rooms/move_public.html", context, status=422 if form.errors else 200))


@open_to_all
def prolong(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """Let the series go on, by the rules of the room."""
    row, now = _own(token), timezone.now()
    outcome, who = Outcome(), Who(row.organisation)
    if row.series is None or not row.is_taking:
        return redirect(row.own_url)
    form = ProlongForm(typed(request), booking=row)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, partial(prolonged, row, form, who, by=_by(request), now=now), who, now=now, leave=_("Leave this date out"))
        if outcome.made:
            return redirect(row.own_url)
    context = {"row": row, "form": form, "outcome": outcome, "title": _("Prolong the series"), "button": _("Prolong")}
    return _kept_by_nobody(render(request, "rooms/move_public.html", context, status=422 if form.errors else 200))


def _by(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@open_to_all
def still_used(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """Yes, the series is still in use: one click. A mail program that follows the link for its reader has not said so yet."""
    row = _own(token)
    if row.series is None:
        return redirect(row.own_url)
    if request.method == "POST":
        reconfirming.confirm(row.series, by=_by(request), now=timezone.now())
        return redirect(request.path)
    return _kept_by_nobody(render(request, "rooms/still_used.html", {"row": row, "asked": row.series.is_unanswered, "left": len(reconfirming.to_come(row.series, now=timezone.now()))}))


@open_to_all
def ics(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    row = _own(token)
    text = in_ical(row.centre.name, [letters.appointment(row)], site=settings.SITE_URL, now=timezone.now())
    return _kept_by_nobody(HttpResponse(text, content_type="text/calendar; charset=utf-8"))


def _kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    return answer
