"""What citizens see of offers from elsewhere: all that answer a search, and one of them, with where it comes from and how fresh it is there."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from brobygger.accounts.access import open_to_all
from brobygger.core.keys import key_of
from brobygger.directory.feeding import told
from brobygger.directory.finding.fed import find_fed
from brobygger.directory.finding.known import known
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.leaving import LEAVE_TO, are_sensitive, is_sensitive
from brobygger.directory.models import FedOffer, HelpLine

ON_A_PAGE: Final = 20


@open_to_all
def offers(request: HttpRequest, centre: str) -> HttpResponse:
    """Those that answer the words and the place in the address."""
    given = request.GET
    wanted = Wanted(words=" ".join(given.get("q", "").split())[:200], locality=key_of(given.get("sted")), age=key_of(given.get("alder"))).sound()
    number, there = max(key_of(given.get("side")) or 1, 1), known()
    hits, total = find_fed(wanted, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE, there=there)
    quickly = is_sensitive(wanted.words, there)
    kept = given.copy()
    kept.pop("side", None)
    context = {"wanted": wanted, "hits": hits, "total": total, "number": number, "pages": -(-total // ON_A_PAGE), "query": kept.urlencode(), "help_lines": list(HelpLine.objects.all()) if quickly else []}
    return _shown(request, "directory/fed_offers.html", context, quickly=quickly)


@open_to_all
def offer(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(FedOffer.objects.public(), pk=pk)
    return _shown(request, "directory/fed_offer.html", {"row": row, "facts": told.facts(row), "today": timezone.localdate()}, quickly=are_sensitive(row.marks))


def _shown(request: HttpRequest, template: str, context: dict[str, Any], *, quickly: bool) -> HttpResponse:
    """As our own offers: a page that can be left quickly is kept by no browser either."""
    answer = render(request, template, {**context, "leave_to": LEAVE_TO if quickly else ""})
    if quickly:
        answer.headers["Cache-Control"] = "no-store"
    return answer
