"""What the house counts: bookings held, the centre's own among them, their hours, and the associations that used it; loans of equipment,
on the day they were handed out. What is only put aside, or stays in the house, is no loan.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Choice, Evidence, Lookup, Source, add, narrowings
from brobygger.rooms.models import Booking, Equipment, Loan, Room
from brobygger.rooms.shown import clock

ROOMS = _("rooms")
_NARROWS: dict[str, Lookup] = {"room": "room", "organisation": "organisation", "association": "organisation", "sector": "organisation__sector", "locality": "room__premises__locality", "place": "room__premises__locality"}


def _held() -> QuerySet[Booking]:
    return Booking.objects.held().select_related("room__premises", "organisation", "centre")


def _of_associations() -> QuerySet[Booking]:
    return _held().filter(organisation__isnull=False)


def _detail(row: Booking) -> str:
    return " · ".join(str(each) for each in (row.room, clock(row.starts_at, row.ends_at), row.organisation or "") if each)


def _show(row: Booking) -> Evidence:
    return Evidence(row.held_on or row.day, row.purpose, row.get_absolute_url(), _detail(row))


def _show_hours(row: Booking) -> Evidence:
    return Evidence(row.held_on or row.day, row.purpose, row.get_absolute_url(), _detail(row), row.minutes)


def _names(keys: Any) -> dict[Any, str]:
    return dict(Organisation.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


def _show_loan(row: Loan) -> Evidence:
    return Evidence(row.handed_out_on or row.starts_on, str(row), row.get_absolute_url(), row.who)


_OF_ROOMS: dict[str, Any] = {"name": ROOMS, "on": "held_on", "narrows": _NARROWS, "watch": (Booking, Room, Organisation)}
add("bookings_held", Source(rows=_held, show=_show, **_OF_ROOMS))
add("booking_hours", Source(rows=_held, show=_show_hours, value="minutes", **_OF_ROOMS))
add("booking_organisations", Source(rows=_of_associations, show=_show, value="organisation", distinct=True, names=_names, **_OF_ROOMS))
narrowings.add("room", Choice(_("room"), lambda: Room.objects.values_list("pk", "name")))
add("equipment_loans", Source(
    name=_("loans"), rows=lambda: Loan.objects.listed().made(), show=_show_loan, on="handed_out_on", narrows={"organisation": "organisation", "association": "organisation", "sector": "organisation__sector"},
    watch=(Loan, Equipment, Organisation),
))
