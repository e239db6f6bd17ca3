"""What the desk shows elsewhere: on an organisation's page the post that waits; at a room what is wrong with it, and to those who have booked it a way to tell."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.prepared import Prepared
from brobygger.organisations.beside import Link, Panel, beside
from brobygger.organisations.models import Organisation
from brobygger.reception import hosting, own  # noqa: F401 -- it registers what an association's own pages show
from brobygger.reception.models import Effect, Fault, Post
from brobygger.rooms.models import Booking
from brobygger.rooms.notices import Notice, notices, on_the_screen
from brobygger.rooms.notices import doors as booking_doors

MOST = 8


def _post(access: Access, organisation: Organisation) -> Iterable[Panel]:
    if access.may(May.RECEIVE):
        rows = Post.objects.listed().waiting().filter(organisation=organisation).order_by("received_on", "pk")[:MOST]
        yield Panel(_("Post that waits"), [Link(str(row), row.get_absolute_url(), formats.date_format(row.received_on)) for row in rows])


# Asked by everybody who books.
_unmended: Prepared[tuple[int, str, str, date | None]] = Prepared(lambda: Fault.objects.unmended().exclude(room=None).exclude(effect=Effect.INSIDE).order_by("reported_on", "pk").values_list("room", "what", "effect", "expected_on"))


def _faults() -> Iterable[tuple[int, Notice]]:
    for room, what, effect, until in _unmended():
        yield room, Notice(what, closed=effect == Effect.CLOSED, until=until)


def _tell(booking: Booking) -> tuple[str, str]:
    return _("Is something broken in the room? Tell us"), f"{booking.own_url}fejl/"


def _hosts(day: date) -> Iterable[str]:
    names = list(dict.fromkeys(name for host in hosting.hosts(day, day + timedelta(days=1)) for name in host.names))
    if names:
        yield (_("Your host today: %(names)s") if len(names) == 1 else _("Your hosts today: %(names)s")) % {"names": ", ".join(names)}


on_the_screen.add("hosts", _hosts)
notices.add("faults", _faults)
booking_doors.add("faults", _tell)
beside.add("post", _post)
