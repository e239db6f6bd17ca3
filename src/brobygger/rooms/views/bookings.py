"""The office's pages of bookings: the house on a day, the list, a new one, one, and what can be done with it."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.forms import YEARS
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.rooms import booking as acts
from brobygger.rooms import keys, listing, reconfirming, series
from brobygger.rooms.day import day_of, whole
from brobygger.rooms.finding import bookable
from brobygger.rooms.forms.booking import (
    MoveForm,
    OfficeSeriesForm,
    ProlongForm,
    ReasonForm,
    ScopedReasonForm,
    WhatForm,
)
from brobygger.rooms.models import Booking, BookingState, Room
from brobygger.rooms.notices import notices_of
from brobygger.rooms.rules import Who
from brobygger.rooms.views.house import form_page, put
from brobygger.rooms.views.wishing import Outcome, attempt, dates_of, first_values, make, moved, prolonged, typed
from brobygger.rooms.week import table, week_of

ON_A_PAGE, ROOMS_ON_A_PAGE = 50, 20
WHICH = ("kommende", "venter", "tidligere", "aflyste", "alle")
STAFF = Who(staff=True)


def day_asked(given: str | None) -> date:
    """The day of the address, or today where it names none there is."""
    try:
        found = parse_date(given or "")
    except ValueError:
        found = None
    return found if found and YEARS[0] <= found.year < YEARS[1] else timezone.localdate()


@needs(May.SEE_ROOMS)
def day(request: StaffRequest, centre: str) -> HttpResponse:
    """The house on a day: rooms × time."""
    on = day_asked(request.GET.get("dag"))
    page, query = page_of(Room.objects.in_use().select_related("premises", "centre"), request.GET, ROOMS_ON_A_PAGE)
    context = {
        "page": page, "query": query, "day": day_of(page, on, whole(on), told=notices_of([row.pk for row in page])), "before": on - timedelta(days=1), "after": on + timedelta(days=1), "today": timezone.localdate(), "here": "day", "screen": keys.house_screen(request.centre),
        "may_book": request.access.may(May.BOOK_ROOMS), "may_edit": request.access.may(May.EDIT_ROOMS),
    }
    return render(request, "rooms/day.html", context)


@needs(May.SEE_ROOMS)
def week(request: StaffRequest, centre: str) -> HttpResponse:
    """The house in a week: rooms × days."""
    on = day_asked(request.GET.get("dag"))
    monday = on - timedelta(days=on.weekday())
    base = f"/{centre}/kontor/lokaler/"
    page, query = page_of(Room.objects.in_use().only("name", "opens", "closes", "weekends", "season_from", "season_to"), request.GET, ROOMS_ON_A_PAGE)
    found = week_of(page, monday, href=f"{base}booking/", told=notices_of([row.pk for row in page]))
    context = {
        "page": page, "query": query,
        "table": table(found, today=timezone.localdate(), base=base), "monday": monday, "sunday": monday + timedelta(days=6), "before": monday - timedelta(weeks=1), "after": monday + timedelta(weeks=1), "here": "week",
        "may_book": request.access.may(May.BOOK_ROOMS),
    }
    return render(request, "rooms/week.html", context)


@needs(May.SEE_ROOMS)
def bookings(request: StaffRequest, centre: str) -> HttpResponse:
    """Bookings to come; those that wait for an answer, the past, the cancelled, all. By words, room, and from day to day; and as a file, with prices."""
    which = request.GET.get("vis", "") if request.GET.get("vis") in WHICH else WHICH[0]
    words, room, since, until = request.GET.get("q", "").strip()[:100], request.GET.get("lokale", ""), request.GET.get("fra", ""), request.GET.get("til", "")
    rows = _narrowed(Booking.objects.all(), which, words, room, since, until)
    if format_ := request.GET.get("format", ""):
        return list_file(str(_("Bookings of rooms")), listing.booking_headers(), [listing.booking_line(row) for row in rows.listed()], kind=format_)
    page, query = page_of(rows.listed(), request.GET, ON_A_PAGE)
    filters = [
        Filter("q", _("Words"), words), Filter("lokale", _("Room"), room, lines=Room.objects.values_list("pk", "name")),
        Filter("fra", _("From"), since, kind="date"), Filter("til", _("To"), until, kind="date"),
    ]
    context = {
        "page": page, "query": query, "which": which, "filters": filters, "columns": listing.booking_columns(), "lines": [*listing.booking_cells(page.object_list)], "kept": {"vis": which},
        "show_all": f"?vis={which}" if words or room or since or until else "", "may_book": request.access.may(May.BOOK_ROOMS), "here": "bookings",
    }
    return render(request, "rooms/bookings.html", context)


def _narrowed(rows: Any, which: str, words: str, room: str, since: str, until: str) -> Any:
    now = timezone.now()
    rows = {
        "kommende": rows.taking().filter(ends_at__gt=now), "venter": rows.filter(state=BookingState.ASKED), "tidligere": rows.filter(ends_at__lte=now, state__in=[BookingState.CONFIRMED, BookingState.NO_SHOW]),
        "aflyste": rows.filter(state__in=[BookingState.CANCELLED, BookingState.CANCELLED_LATE, BookingState.DECLINED]), "alle": rows,
    }[which].order_by(*(("starts_at", "pk") if which in {"kommende", "venter"} else ("-starts_at", "-pk")))
    if words:
        rows = rows.filter(Q(purpose__icontains=words) | Q(name__icontains=words) | Q(organisation__name__icontains=words))
    if room:
        rows = rows.filter(room=key_of(room) or 0)
    if since:
        rows = rows.filter(starts_at__gte=whole(day_asked(since)).starts)
    if until:
        rows = rows.filter(starts_at__lt=whole(day_asked(until)).ends)
    return rows


@needs(May.BOOK_ROOMS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """A booking for an association, or for somebody by name. The rules of the room bind others, not the office; what is taken is taken for all."""
    now = timezone.now()
    outcome = Outcome()
    form = OfficeSeriesForm(typed(request), rooms=bookable(STAFF, timezone.localdate()), initial={"day": None if "kopi" in request.GET else timezone.localdate(), **first_values(request.GET, Booking.objects.filter(registration=None))})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, partial(make, form.booking(), form.rule(), STAFF, by=request.user, now=now), STAFF, now=now, leave=_("Leave this date out"), may_wait=form.rule() is None, by=request.user)
        if outcome.waiting:
            messages.success(request, _("%(who)s waits, and is written to when the time comes free.") % {"who": outcome.waiting.who})
            return redirect("rooms:waits", centre=centre)
        if outcome.made:
            messages.success(request, _("%(room)s is booked.") % {"room": outcome.made[0].room})
            return redirect(outcome.made[0])
    return form_page(request, form, title=_("Book a room"), back=f"/{centre}/kontor/lokaler/", button=_("Book"), template="rooms/booking_form.html", outcome=outcome)


@needs(May.SEE_ROOMS)
def booking(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One booking, and what can be done with it now. What holds a room for the centre's own work is moved and cancelled with that."""
    row = get_object_or_404(Booking.objects.listed(), pk=pk)
    now = timezone.now()
    dates = dates_of(row)
    context = {
        "asked": sum(each.state == BookingState.ASKED and each.ends_at > now for each in dates), "row": row, "here": "bookings", "may_book": request.access.may(May.BOOK_ROOMS) and row.registration_id is None, "over": row.ends_at <= now, "begun": row.starts_at <= now, "reason": ReasonForm(),
        "dates": dates, "scoped": ScopedReasonForm() if row.series_id else ReasonForm(),
        "history": Change.objects.filter(model=Booking._meta.label, row=row.pk).select_related("by")[:20],
    }
    return render(request, "rooms/booking.html", context)


@needs(May.BOOK_ROOMS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Yes, no, cancelled, nobody came."""
    row = get_object_or_404(Booking.objects.listed().filter(registration=None), pk=pk)
    now, what = timezone.now(), request.POST.get("act", "")
    try:
        if what == "approve":
            series.approve(row, request.POST.get("scope", ""), by=request.user, now=now)
            messages.success(request, _("%(who)s gets a mail that the room is theirs.") % {"who": row.organisation or row.name})
        elif what in {"decline", "cancel"}:
            reason = _reason(request.POST)
            if what == "decline":
                series.decline(row, request.POST.get("scope", ""), reason=reason, by=request.user, now=now)
            else:
                series.cancel(row, request.POST.get("scope", ""), reason=reason, by=request.user, now=now, staff=True)
            messages.success(request, _("The time is free again."))
        elif what == "still_used" and row.series is not None:
            reconfirming.confirm(row.series, by=request.user, now=now)
            messages.success(request, _("The series goes on."))
        elif what == "no_show":
            acts.mark_no_show(row, by=request.user, now=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("rooms:bookings" if request.POST.get("from") == "list" else "rooms:booking", **({"centre": centre} if request.POST.get("from") == "list" else {"centre": centre, "pk": pk}))


def _reason(given: QueryDict) -> str:
    """Why, in words that can stand in a mail. ValidationError where there are none, or others that cannot."""
    form = ReasonForm(given)
    if not form.is_valid():
        raise ValidationError([sentence for each in form.errors.values() for sentence in each])
    return str(form.cleaned_data["reason"])


@needs(May.BOOK_ROOMS)
def move(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """To another time or room."""
    row = get_object_or_404(Booking.objects.listed().filter(registration=None), pk=pk)
    now = timezone.now()
    outcome = Outcome()
    form = MoveForm(typed(request), rooms=bookable(STAFF, timezone.localdate()) | Room.objects.select_related("premises", "centre").filter(pk=row.room_id), booking=row)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, partial(moved, row, form, STAFF, by=request.user, now=now), STAFF, now=now, leave=_("Leave it as it is"))
        if outcome.made:
            messages.success(request, ngettext("%(n)s booking is moved.", "%(n)s bookings are moved.", len(outcome.made)) % {"n": len(outcome.made)})
            return redirect(row)
    return form_page(request, form, title=_("Move the booking"), back=row.get_absolute_url(), button=_("Move"), template="rooms/booking_form.html", outcome=outcome)


@needs(May.BOOK_ROOMS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What it is for, how many come, how chairs stand."""
    row = get_object_or_404(Booking.objects.listed().filter(registration=None), pk=pk)
    before = audit.values(row)
    form = WhatForm(request.POST or None, initial={"purpose": row.purpose, "persons": row.persons, "set_up": row.set_up_id, "ticketed": row.ticketed})
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit(form.on(row), before=before, by=request.user, now=timezone.now())
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        except ValidationError as error:
            put(form, error)
        else:
            return redirect(row)
    return form_page(request, form, title=_("Edit the booking"), back=row.get_absolute_url())


@needs(May.BOOK_ROOMS)
def prolong(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Let the series go on; dates that cannot be had are chosen for one by one."""
    row = get_object_or_404(Booking.objects.listed().filter(series__isnull=False), pk=pk)
    now = timezone.now()
    outcome = Outcome()
    form = ProlongForm(typed(request), booking=row)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, partial(prolonged, row, form, STAFF, by=request.user, now=now), STAFF, now=now, leave=_("Leave this date out"))
        if outcome.made:
            messages.success(request, ngettext("%(n)s date more is booked.", "%(n)s dates more are booked.", len(outcome.made)) % {"n": len(outcome.made)})
            return redirect(row)
    return form_page(request, form, title=_("Prolong the series"), back=row.get_absolute_url(), button=_("Prolong"), template="rooms/booking_form.html", outcome=outcome)
