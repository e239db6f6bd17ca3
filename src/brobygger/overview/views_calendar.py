"""The calendar: what is coming from all contexts, month by month; and the same as a subscription for one's own calendar program.

A subscription's address is a secret that names its person: it shows what that person may see on the day it is fetched, and ends
when the person leaves or changes the password.
"""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May, Role
from brobygger.centres.models import Centre
from brobygger.core.coming import Coming, what_comes
from brobygger.core.ical import Appointment
from brobygger.core.ical import calendar as in_ical

AHEAD = timedelta(days=366)
BEHIND = timedelta(days=31)  # what a subscription goes on showing of what was
MINE = "mine"
SALT = "overview.calendar"
LENGTH = timedelta(hours=2)  # where nobody says when a meeting ends; a calendar wants an end


@needs(May.SEE_OFFICE)
def calendar(request: StaffRequest, centre: str) -> HttpResponse:
    """A year ahead from the month asked for (``fra=2026-11``), or from today; ``kun=mine`` is what is one's own to hold or to do."""
    today = timezone.localdate()
    start = _month(request.GET.get("fra", "")) or today
    mine = request.GET.get("kun") == MINE
    rows = [each for each in what_comes(request.access, start, start + AHEAD) if each.mine or not mine]
    months = [(first, list(found)) for first, found in groupby(rows, key=lambda row: row.on.replace(day=1))]
    feed = reverse("public:calendar_feed", kwargs={"centre": centre, "token": token_of(request.user)})
    before = (start.replace(day=1) - timedelta(days=1)).replace(day=1)
    context = {"months": months, "start": start, "before": before, "feed": settings.SITE_URL + feed, "today": today, "mine": mine, "only": f"kun={MINE}"}
    return render(request, "overview/calendar.html", context)


def _month(said: str) -> date | None:
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        return None


@open_to_all
def calendar_feed(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The subscription. Whoever holds the address reads it; a wrong or ended one is 404, which tells nothing."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    user = _holder(token)
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(user=user).on(today).values_list("role", flat=True)
    access = Access.of(user, here, frozenset(Role(role) for role in held))
    if not access.may(May.SEE_OFFICE):
        raise Http404
    with translation.override(user.language):
        mine = request.GET.get("kun") == MINE
        rows = [each for each in what_comes(access, today - BEHIND, today + AHEAD) if each.mine or not mine]
        text = in_ical(f"{user.name} · {here.name}" if mine else here.name, map(_appointment, rows), site=settings.SITE_URL, now=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"})


def _appointment(row: Coming) -> Appointment:
    starts = datetime.combine(row.on, row.at, timezone.get_default_timezone()) if row.at else None
    ends = row.until or (starts + LENGTH if starts else None)
    return Appointment(row.key, row.text, row.url, on=row.on, starts_at=starts, ends_at=ends, place=row.place, about=str(row.what))


def token_of(user: User) -> str:
    return signing.dumps([user.pk, _stamp(user)], salt=SALT)


def _holder(token: str) -> User:
    try:
        pk, stamp = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not constant_time_compare(stamp, _stamp(user)):
        raise Http404
    return user


def _stamp(user: User) -> str:
    """Changes with the password, so that a leaked address can be ended by the person alone."""
    return user.get_session_auth_hash()[:20]
