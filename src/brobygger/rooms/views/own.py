"""An association's bookings, on its own pages: the list, and a new one."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.organisations.own import own_or_404, own_page
from brobygger.rooms import booking as acts
from brobygger.rooms import keys
from brobygger.rooms.finding import rooms_open_to
from brobygger.rooms.forms.booking import OwnForm
from brobygger.rooms.models import Booking, BookingState, Waiting
from brobygger.rooms.rules import Who, levels
from brobygger.rooms.shown import rules_of
from brobygger.rooms.views.wishing import Outcome, attempt, first_values, make, typed

ON_A_PAGE = 50


@needs(May.OWN_ORGANISATION)
def bookings(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Those to come, or with ``vis=tidligere`` those that have been."""
    own = own_or_404(request, pk)
    past = request.GET.get("vis") == "tidligere"
    rows = Booking.objects.listed().filter(organisation=own.organisation)
    rows = rows.filter(ends_at__lte=own.now).order_by("-starts_at", "-pk") if past else rows.filter(ends_at__gt=own.now).exclude(state__in=[BookingState.CANCELLED, BookingState.CANCELLED_LATE, BookingState.KEPT])
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    waits = Waiting.objects.listed().open(own.now).filter(organisation=own.organisation).order_by("starts_at", "pk")[:ON_A_PAGE]
    return own_page(request, own, "rooms/own_bookings.html", {"waits": waits, "page": page, "query": query, "past": past, "calendar": keys.calendar_of(own.organisation, request.centre)}, here="rooms")


@needs(May.OWN_ORGANISATION)
def book(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A room for the association, by the rules of the room."""
    own = own_or_404(request, pk)
    who, now = Who(own.organisation, member=own.is_member), timezone.now()
    open_to = levels(who, own.today)
    form = OwnForm(typed(request), initial=first_values(request.GET, Booking.objects.filter(organisation=own.organisation)) if request.GET else None)
    outcome = Outcome()
    if request.method == "POST" and form.is_valid():
        row, rule = form.booking(), form.rule()
        row.organisation, row.name, row.mail = own.organisation, own.user.name, own.user.email
        outcome = attempt(form, partial(make, row, rule, who, by=own.user, now=now), who, now=now, leave=_("Leave this date out"), may_wait=rule is None, by=own.user)
        if outcome.waiting:
            return redirect(outcome.waiting.own_url)
        if outcome.made:
            first, n = outcome.made[0], len(outcome.made)
            yours = ngettext("%(room)s is yours. You get a mail with the appointment.", "%(n)s dates are yours. You get a mail with the appointments.", n)
            messages.success(request, _("Thank you. We look at it and write to you.") if first.state == BookingState.ASKED else yours % {"room": first.room, "n": n})
            return HttpResponseRedirect(f"/{centre}/forening/{pk}/lokaler/")
    rooms = form.offer(rooms_open_to(open_to))  # a booking that succeeds has not asked for them
    shown = []
    if request.method == "GET":
        prices = acts.Prices.for_(own.organisation)
        shown = [(row, rules_of(row), prices.of(row, ticketed=False)) for row in rooms]
    return own_page(request, own, "rooms/own_book.html", {"form": form, "outcome": outcome, "rooms": shown}, here="rooms", status=422 if form.errors else 200)
