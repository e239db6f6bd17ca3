"""What an association sees of the desk on its own pages."""

from django.http import HttpResponse

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.organisations.own import own_or_404, own_page
from brobygger.reception import posting
from brobygger.reception.models import Post

ON_A_PAGE = 30


@needs(May.OWN_ORGANISATION)
def page(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Its post: what waits, and what has been fetched."""
    own = own_or_404(request, pk)
    waiting = list(Post.objects.waiting().filter(organisation=own.organisation).order_by("received_on", "pk"))
    been, query = page_of(Post.objects.filter(organisation=own.organisation).exclude(ending="").order_by("-ended_at", "-pk"), request.GET, ON_A_PAGE)
    return own_page(request, own, "reception/own.html", {"waiting": waiting, "what": posting.in_words(waiting), "page": been, "query": query}, here="reception")
