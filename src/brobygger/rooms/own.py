"""What an association's own pages show of the house: its bookings to come; and what it is to bring back."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.organisations.own import Line, Own, Panel, organisations_of, own_pages, own_panels, own_tasks
from brobygger.rooms.models import Booking, Loan, Waiting
from brobygger.rooms.shown import when

SHOWN = 5


def speaks_for(user: Any, row: Booking | Waiting) -> bool:
    """Whether ``user`` is signed in and looks after the association's pages, and so came to a page of ``row`` from there."""
    return row.organisation_id is not None and user.is_authenticated and row.organisation in organisations_of(user, timezone.localdate())


def _panel(own: Own) -> Panel:
    rows = Booking.objects.listed().taking().filter(organisation=own.organisation, ends_at__gt=own.now).order_by("starts_at", "pk")[:SHOWN]
    lines = [Line(f"{row.purpose}, {row.room.name}", f"{when(row)} · {row.get_state_display()}", row.own_url) for row in rows]
    return Panel(
        gettext_lazy("Your rooms"), lines, gettext_lazy("You have booked no room."), (gettext_lazy("All of them, and a new one"), f"/{own.centre_key}/forening/{own.organisation.pk}/lokaler/"),
    )


def _to_return(own: Own) -> Iterable[Task]:
    for row in Loan.objects.listed().overdue(own.today).filter(organisation=own.organisation)[:SHOWN]:
        yield Task(_("Bring back %(what)s") % {"what": row}, f"/{own.centre_key}/forening/{own.organisation.pk}/udstyr/", row.due_on)


own_panels.add("rooms", _panel)
own_pages.add("rooms", Door(gettext_lazy("Rooms"), "own_rooms:bookings", May.OWN_ORGANISATION, 42))
own_tasks.add("loans", _to_return)
own_pages.add("loans", Door(pgettext_lazy("lent out", "Equipment"), "own_rooms:loans", May.OWN_ORGANISATION, 44))
