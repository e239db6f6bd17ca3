"""An association's events, on its own pages."""

from django.http import HttpResponse

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.events.own import events_of
from brobygger.organisations.own import own_or_404, own_page


@needs(May.OWN_ORGANISATION)
def events(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What it holds with the centre and has signed up for: to come, and of the last year."""
    own = own_or_404(request, pk)
    return own_page(request, own, "events/own_events.html", {"coming": events_of(own), "past": events_of(own, past=True)}, here="events")
