"""Screens in the house and calendars for other programs: at a room's door, for all of today, per room and per association."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.ical import calendar as in_ical
from brobygger.organisations.models import Organisation
from brobygger.rooms import keys, letters
from brobygger.rooms.day import Line, by_room, whole
from brobygger.rooms.models import Booking, BookingState, Room
from brobygger.rooms.notices import notices_of, on_the_screen

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)
MOST: Final = 1000
SOON = timedelta(minutes=15)


def _here(request: HttpRequest) -> Centre:
    return request.centre  # type: ignore[attr-defined,no-any-return]  # set by the middleware for every path with a centre


@open_to_all
def door(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The screen at a room's door: who has it now, until when, and what comes after; whichever room it was booked as."""
    room = get_object_or_404(Room.objects.select_related("premises"), pk=keys.opened(token, keys.ROOM))
    now = timezone.now()
    lines = _held(by_room([room], whole(timezone.localdate(now)))[room.pk])
    present = next((each for each in lines if each.starts <= now < each.ends), None)
    later = [each for each in lines if each.starts > now]
    context = {"room": room, "now": now, "present": present, "later": later, "soon": bool(later) and later[0].starts - now <= SOON, "notices": notices_of([room.pk]).get(room.pk, ())}
    return _screen(request, "rooms/door.html", context)


@open_to_all
def house(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """What is on in the house today, for the screen in the hall: what goes on now and what comes."""
    if keys.opened(token, keys.HOUSE) != _here(request).pk:
        raise Http404
    now = timezone.now()
    rooms = {row.pk: row for row in Room.objects.in_use().select_related("premises")}
    own = [(line, rooms[pk]) for pk, lines in by_room(rooms.values(), whole(timezone.localdate(now))).items() for line in _held(lines) if line.room == pk and line.ends > now]
    own.sort(key=lambda each: (each[0].starts, each[1].name))
    return _screen(request, "rooms/house.html", {"rows": own, "now": now, "lines": [line for says in on_the_screen.values() for line in says(timezone.localdate(now))]})


def _held(lines: list[Line]) -> list[Line]:
    """Nobody's wish stands on a screen before it is answered."""
    return [each for each in lines if each.state == BookingState.CONFIRMED]


def _screen(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    answer = render(request, template, context)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Refresh"] = "60"
    return answer


@open_to_all
def room_ics(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """A room's bookings as a subscription."""
    room = get_object_or_404(Room, pk=keys.opened(token, keys.ROOM))
    return _subscription(request, f"{room.name} · {_here(request).name}", Booking.objects.filter(room=room))


@open_to_all
def organisation_ics(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """An association's bookings as a subscription."""
    row = get_object_or_404(Organisation, pk=keys.opened(token, keys.ORGANISATION))
    return _subscription(request, _("Rooms of %(name)s") % {"name": row.name}, Booking.objects.filter(organisation=row))


def _subscription(request: HttpRequest, name: str, rows: Any) -> HttpResponse:
    """The address of a booking's own page does not go along: a calendar is shown to others, and the page can cancel."""
    now: datetime = timezone.now()
    found = rows.taking().listed().filter(starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD).order_by("starts_at", "pk")[:MOST]
    text = in_ical(name, [letters.appointment(row, url=row.room.public_url) for row in found], site=settings.SITE_URL, now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"})
