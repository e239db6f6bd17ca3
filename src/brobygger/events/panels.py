"""What events show on an organisation's page: those it holds with the centre, as they come up."""

from collections.abc import Iterable

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.events import own  # noqa: F401 -- it registers what an association's own pages show
from brobygger.events.letters import when
from brobygger.events.models import Event
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline


def _held_together(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.SEE_EVENTS):
        return
    for row in Event.objects.listed().filter(registration__co_hosts=organisation).order_by("-starts_at")[:most]:
        yield Happened(row.day, row.registration.title, str(row.registration.kind), row.get_absolute_url(), when(row))


timeline.add("events", _held_together)
