"""Waiting for a time that is taken: one's own page, whose address is the key, and the office's list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.rooms import waiting
from brobygger.rooms.models import Waiting
from brobygger.rooms.own import speaks_for

ON_A_PAGE = 50


@open_to_all
def mine(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """Whether one still waits; what is kept is taken here, or let go."""
    row: Waiting = get_object_or_404(Waiting.objects.listed(), token=token)
    wrong, now = "", timezone.now()
    if request.method == "POST":
        by = request.user if isinstance(request.user, User) else None
        try:
            if request.POST.get("act") == "take":
                return redirect(waiting.accept(row, by=by, now=now).own_url)
            waiting.leave(row, by=by, now=now)
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            return redirect(request.path)
    ahead = Waiting.objects.open(now).filter(room=row.room_id, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at, pk__lt=row.pk).count() if row.state == "waiting" else 0
    offered = row.state == "offered" and row.offered_until is not None and row.offered_until > now
    answer = render(request, "rooms/waiting_mine.html", {"row": row, "wrong": wrong, "own": speaks_for(request.user, row), "ahead": ahead, "offered": offered, "over": row.starts_at <= now}, status=422 if wrong else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@needs(May.SEE_ROOMS)
def waits(request: StaffRequest, centre: str) -> HttpResponse:
    """All who wait, by the time they wait for; one who calls is taken off."""
    now = timezone.now()
    if request.method == "POST":
        row = get_object_or_404(Waiting.objects.listed(), pk=key_of(request.POST.get("row")))
        if request.access.may(May.BOOK_ROOMS):
            waiting.leave(row, by=request.user, now=now)
            messages.success(request, _("%(who)s waits no longer.") % {"who": row.who})
        return redirect("rooms:waits", centre=centre)
    page, query = page_of(Waiting.objects.listed().open(now).order_by("starts_at", "asked_at", "pk"), request.GET, ON_A_PAGE)
    return render(request, "rooms/waits.html", {"page": page, "query": query, "here": "bookings", "may_book": request.access.may(May.BOOK_ROOMS)})
