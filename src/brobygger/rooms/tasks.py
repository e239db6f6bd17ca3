"""What the house needs of whom today: bookings that wait for an answer."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.rooms.models import Booking, BookingState
from brobygger.rooms.shown import when

SHOWN = 5


def _asked(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.BOOK_ROOMS):
        return
    # A series is answered as one, so the first of its dates stands for it.
    sooner = Booking.objects.filter(state=BookingState.ASKED, series=OuterRef("series")).filter(Q(starts_at__lt=OuterRef("starts_at")) | Q(starts_at=OuterRef("starts_at"), pk__lt=OuterRef("pk")))
    for row in Booking.objects.listed().filter(~Exists(sooner), state=BookingState.ASKED).order_by("starts_at", "pk")[:SHOWN]:
        said = {"who": row.organisation or row.name, "room": row.room}
        yield Task(_("May %(who)s have %(room)s?") % said, row.get_absolute_url(), row.day, f"{row.purpose}, {when(row)}")


tasks.add("rooms.asked", _asked)
