"""What an association sees of the desk on its own pages."""

from django.db.models import Sum
from django.http import HttpResponse
from django.template.defaultfilters import floatformat

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.organisations.own import own_or_404, own_page
from brobygger.reception import posting
from brobygger.reception.models import Copying, Post, UpkeepTurn

ON_A_PAGE = 30
TURNS_SHOWN = 12


@needs(May.OWN_ORGANISATION)
def page(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Its post: what waits, and what has been fetched; its copies of the year; and its turns in the garden."""
    own = own_or_404(request, pk)
    waiting = list(Post.objects.waiting().filter(organisation=own.organisation).order_by("received_on", "pk"))
    been, query = page_of(Post.objects.filter(organisation=own.organisation).exclude(ending="").order_by("-ended_at", "-pk"), request.GET, ON_A_PAGE)
    copies = list(Copying.objects.filter(organisation=own.organisation, on__year=own.today.year).order_by("price__position", "price__name", "each").values_list("price__name", "each").annotate(n=Sum("sheets")))
    gardens = UpkeepTurn.objects.filter(organisation=own.organisation).order_by().values("premises")
    mine = UpkeepTurn.objects.listed().filter(organisation=own.organisation, done_on=None).to_come(own.today)
    free = UpkeepTurn.objects.listed().filter(organisation=None, premises__in=gardens).to_come(own.today)
    context = {
        "turns": [(row, row.starts_on <= own.today) for row in mine[:TURNS_SHOWN]], "free_turns": free[:TURNS_SHOWN],
        "waiting": waiting, "what": posting.in_words(waiting), "page": been, "query": query, "copies": [(kind, n, floatformat(n * each, 2)) for kind, each, n in copies],
        "sheets": sum(n for _kind, _each, n in copies), "total": floatformat(sum(n * each for _kind, each, n in copies), 2),
    }
    return own_page(request, own, "reception/own.html", context, here="reception")
