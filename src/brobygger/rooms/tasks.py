"""What the house needs of whom today: bookings that wait for an answer, series nobody seems to use, loans that should have been back."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.rooms import reconfirming
from brobygger.rooms.models import Booking, BookingState, Loan
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


def _overdue(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.BOOK_ROOMS):
        return
    rows = list(Loan.objects.listed().overdue(timezone.localdate())[: SHOWN + 1])
    for row in rows[:SHOWN]:
        unreached = "" if row.mail or row.organisation_id else _("We have no mail of %(who)s.") % {"who": row.who}
        yield Task(_("Get %(what)s back from %(who)s") % {"what": row, "who": row.who}, row.get_absolute_url(), row.due_on, unreached)
    if len(rows) > SHOWN:
        yield Task(_("More loans are overdue"), f"{reverse('rooms:loans', kwargs={'centre': access.centre.key})}?vis=forsinkede")


def _forgotten(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.BOOK_ROOMS):
        return
    for row in reconfirming.forgotten(timezone.now(), SHOWN):
        said = {"who": row.organisation or row.name, "room": row.room}
        yield Task(_("Does %(who)s still use %(room)s?") % said, row.get_absolute_url(), row.day, _("They were asked and have not answered."))


tasks.add("rooms.asked", _asked)
tasks.add("rooms.forgotten", _forgotten)
tasks.add("rooms.overdue", _overdue)
