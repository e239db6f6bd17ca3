"""The house seen from farther off: a month of it, and how it has been used."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.rooms.models import Room
from brobygger.rooms.month import month_of
from brobygger.rooms.use import use as used
from brobygger.rooms.views.bookings import day_asked

LONGEST = timedelta(days=5 * 366)


@needs(May.SEE_ROOMS)
def month(request: StaffRequest, centre: str) -> HttpResponse:
    """The house in a month, or one room of it."""
    first = day_asked(request.GET.get("dag")).replace(day=1)
    rooms = list(Room.objects.in_use().values_list("pk", "name"))
    asked = key_of(request.GET.get("lokale"))
    only = asked if asked in dict(rooms) else None
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
    context = {
        "weeks": month_of(rooms, first, href=f"/{centre}/kontor/lokaler/booking/", only=only), "first": first, "before": before, "after": after, "also": f"&lokale={only}" if only else "", "weekdays": [str(WEEKDAYS_ABBR[day]) for day in range(7)],
        "filters": [Filter("lokale", _("Room"), only or "", lines=rooms)], "kept": {"dag": f"{first:%Y-%m-%d}"}, "today": timezone.localdate(), "here": "month", "may_book": request.access.may(May.BOOK_ROOMS),
    }
    return render(request, "rooms/month.html", context)


@needs(May.SEE_ROOMS)
def use(request: StaffRequest, centre: str) -> HttpResponse:
    """How much the house has been used in a time, by whom, where and when; as pictures, each with its figure, and as a file."""
    today = timezone.localdate()
    end = day_asked(request.GET.get("til")) if request.GET.get("til") else today
    start = day_asked(request.GET.get("fra")) if request.GET.get("fra") else date(end.year, 1, 1)
    start = max(min(start, end), end - LONGEST)
    rooms = list(Room.objects.in_use())
    only = key_of(request.GET.get("lokale"))
    shown = [row for row in rooms if row.pk == only] or rooms
    found = used(shown, start, end)
    parts: list[tuple[str, str, list[Any], bool]] = [
        (_("By association"), "", found.associations, False), (_("By room, and how much of its open hours"), _("Hours taken through another room are in the share. A room without open hours is reckoned from 8 to 22."), found.rooms, True),
        (_("By day of the week"), "", found.weekdays, False), (_("By hour"), "", found.clock, False),
    ]
    if kind := request.GET.get("format", ""):
        lines: list[list[Any]] = [[title, line.label, line.n, line.hours, line.percent if share else None] for title, _help, part, share in parts for line in part]
        return list_file(_("How the rooms are used"), [_("Figure"), _("What"), _("Bookings"), _("Hours"), _("Per cent of the open hours")], lines, kind=kind)
    filters = [
        Filter("fra", _("From"), start.isoformat(), kind="date"), Filter("til", _("To"), end.isoformat(), kind="date"), Filter("lokale", _("Room"), only if len(shown) == 1 else "", lines=[(row.pk, row.name) for row in rooms]),
    ]
    narrowed = f"fra={start:%Y-%m-%d}&til={end:%Y-%m-%d}" + (f"&lokale={only}" if len(shown) == 1 and only else "")
    return render(request, "rooms/use.html", {"use": found, "parts": parts, "filters": filters, "narrowed": narrowed, "period": f"vis=tidligere&{narrowed}", "here": "use"})
