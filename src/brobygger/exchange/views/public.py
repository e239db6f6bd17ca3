"""The exchange for everybody: what is offered and looked for, one post, its picture. Read without signing in."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from brobygger.accounts.access import open_to_all
from brobygger.core import pictures
from brobygger.core.paging import page_of
from brobygger.exchange import browsing
from brobygger.exchange.models import ExchangePost, Side

ON_A_PAGE = 24


@open_to_all
def posts(request: HttpRequest, centre: str) -> HttpResponse:
    asked, rows = browsing.Asked(request.GET), browsing.public()
    page, query = page_of(asked.narrow(rows), request.GET, ON_A_PAGE)
    narrowed = bool(asked.said())
    sides = [("", asked.query(without="vis")), *((word, asked.query(vis=word)) for word in browsing.SIDES)]
    context = {
        "thanks": "tak" in request.GET, "asked": asked, "page": page, "query": query, "filters": browsing.filters(asked), "sides": sides, "kept": {"vis": asked.side}, "show_all": "?" if narrowed else "",
        "out": browsing.ways_out(asked, rows) if narrowed and not page.object_list else [],
    }
    return render(request, "exchange/posts.html", context)


@open_to_all
def post(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One post. What is over says so, and leads on; what the centre has hidden is not there."""
    row = get_object_or_404(ExchangePost.objects.listed().exclude(state=ExchangePost.State.HIDDEN), pk=pk)
    is_open = row.state == ExchangePost.State.OPEN
    context = {"row": row, "open": is_open, "opposite": browsing.WORDS[Side(row.side).opposite]}
    return render(request, "exchange/post.html", context, status=200 if is_open else 410)


@open_to_all
def image(request: HttpRequest, centre: str, pk: int) -> FileResponse:
    """To everybody while the post is not hidden, and then to staff alone."""
    row = get_object_or_404(ExchangePost.objects.exclude(image=""), pk=pk)
    access = getattr(request, "access", None)
    public = row.state != ExchangePost.State.HIDDEN
    if not public and (access is None or not access.may("see_exchange")):
        raise Http404
    return pictures.served(row.image, to_all=public)
