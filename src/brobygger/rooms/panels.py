"""What the house shows on an organisation's page: its bookings, the newest first, and what it has borrowed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.organisations.beside import Link, Panel, beside
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline
from brobygger.rooms import own  # noqa: F401 -- it registers what an association's own pages show
from brobygger.rooms.models import Booking, Loan

MOST = 8


def _bookings(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.SEE_ROOMS):
        return
    for row in Booking.objects.listed().filter(organisation=organisation).order_by("-starts_at", "-pk")[:most]:
        yield Happened(row.day, row.purpose, row.room.name, row.get_absolute_url(), str(row.get_state_display()))


def _loans(access: Access, organisation: Organisation) -> Iterable[Panel]:
    if access.may(May.SEE_ROOMS):
        rows = Loan.objects.listed().taking().filter(organisation=organisation)[:MOST]
        yield Panel(_("Equipment borrowed"), [Link(str(row), row.get_absolute_url(), row.state_words) for row in rows])


timeline.add("rooms", _bookings)
beside.add("loans", _loans)
