"""The exchange for everybody: what is offered and looked for, one post, its picture. Read without signing in."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import open_to_all
from brobygger.core import pictures
from brobygger.core.paging import page_of
from brobygger.exchange import browsing, elsewhere, moderating, neighbours, suggesting
from brobygger.exchange import posts as acts
from brobygger.exchange.forms.posts import ReportForm
from brobygger.exchange.models import ExchangePost, Side

ON_A_PAGE = 24


@open_to_all
def posts(request: HttpRequest, centre: str) -> HttpResponse:
    centres = neighbours.mutual()
    asked, rows = browsing.Asked(request.GET), browsing.public(centres)
    page, query = page_of(asked.narrow(rows), request.GET, ON_A_PAGE)
    narrowed = bool(asked.said())
    sides = [("", asked.query(without="vis")), *((word, asked.query(vis=word)) for word in browsing.SIDES)]
    context = {
        "thanks": "tak" in request.GET, "asked": asked, "page": page, "query": query, "filters": browsing.filters(asked, centres), "across": bool(centres), "sides": sides, "kept": {"vis": asked.side}, "show_all": "?" if narrowed else "",
        "out": browsing.ways_out(asked, rows) if narrowed and not page.object_list else [],
    }
    return render(request, "exchange/posts.html", context)


@open_to_all
def post(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One post. What is over says so, and leads on; what the centre has hidden is not there."""
    row = get_object_or_404(ExchangePost.objects.listed().exclude(state=ExchangePost.State.HIDDEN), pk=pk)
    is_open = row.state == ExchangePost.State.OPEN
    context = {
        "row": row, "open": is_open, "opposite": browsing.WORDS[Side(row.side).opposite], "thanks": "tak" in request.GET,
        "suggestions": suggesting.for_post(row, browsing.public()) if is_open else [], "besides": suggesting.besides(row, centre), "lent": elsewhere.loans_for(row, timezone.localdate()) if row.centre.key == centre else [],
    }
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


@never_cache
@open_to_all
def report(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """Say that something is the matter with a post; nobody is asked who does."""
    row = get_object_or_404(ExchangePost.objects.listed().public(), pk=pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        else:
            if not form.cleaned_data["second_name"]:
                moderating.report(row, why=form.cleaned_data["why"], text=form.cleaned_data["text"], centre=row.centre, now=timezone.now())
            return redirect(f"{row.public_url}?tak=1")
    return render(request, "exchange/report.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@never_cache
@open_to_all
def still(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The poster's page behind the link of a mail: still right, or taken away. Opening it changes nothing, since programs that read mail open links too."""
    row = acts.of_link(token)
    if row is None:
        return render(request, "exchange/gone.html", status=410)
    act, now, wrong = request.POST.get("act", ""), timezone.now(), ""
    try:
        if act == "renew":
            acts.renew(row, by=None, now=now)
        elif act == "close":
            acts.close(row, by=None, now=now)
        if act:
            return redirect(f"{request.path}?tak=1")
    except ValidationError as refusal:
        wrong = refusal.messages[0]
    context = {"row": row, "wrong": wrong, "thanks": "tak" in request.GET, "open": row.state == ExchangePost.State.OPEN, "hidden": row.state == ExchangePost.State.HIDDEN}
    return render(request, "exchange/still.html", context, status=422 if wrong else 200)
