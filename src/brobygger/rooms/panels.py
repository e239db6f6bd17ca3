"""What the house shows on an organisation's page: its bookings, the newest first."""

from collections.abc import Iterable

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline
from brobygger.rooms import own  # noqa: F401 -- it registers what an association's own pages show
from brobygger.rooms.models import Booking


def _bookings(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.SEE_ROOMS):
        return
    for row in Booking.objects.listed().filter(organisation=organisation).order_by("-starts_at", "-pk")[:most]:
        yield Happened(row.day, row.purpose, row.room.name, row.get_absolute_url(), str(row.get_state_display()))


timeline.add("rooms", _bookings)
