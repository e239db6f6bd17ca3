"""Opportunities for everybody: the list of one centre and over all, one page, the host's one click, and "tell me when"."""

from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.matching import alerts, browsing, masks, opportunities
from brobygger.matching.forms.opportunities import AlertForm
from brobygger.matching.models import Alert, FedJob, Opportunity, Topic
from brobygger.matching.structured import as_json_ld
from brobygger.matching.topics import described, in_words, names_of
from brobygger.plan.markdown import as_html, as_text

ON_A_PAGE = 24
FED = 60  # jobs of elsewhere on the first page
SHOWN = (Opportunity.State.PUBLISHED, Opportunity.State.FILLED, Opportunity.State.EXPIRED, Opportunity.State.CLOSED)


def here(request: HttpRequest) -> Centre:
    return request.centre  # type: ignore[attr-defined,no-any-return]  # set by the middleware for every path with a centre


@open_to_all
def jobs(request: HttpRequest, centre: str) -> HttpResponse:
    asked = browsing.Asked(request.GET)
    return _listed(request, asked, browsing.public(), browsing.filters(asked), names_of(Topic.Sort.INTEREST))


@open_to_all
def all_centres(request: HttpRequest) -> HttpResponse:
    """Over all centres of the installation. Only what each has made public is read."""
    asked = browsing.Asked(request.GET, across=True)
    rows = browsing.over_all_centres()
    places = sorted({each for each in rows.values_list("locality__name", flat=True).distinct() if each})
    filters = [
        Filter("q", _("Words"), asked.words), Filter("center", _("Centre"), asked.centre, lines=[(each.key, each.name) for each in Centre.objects.all()]),
        Filter("sted", _("Where"), asked.place, lines=[(browsing.ONLINE, _("online")), *((each, each) for each in places)]),
    ]
    return _listed(request, asked, rows, filters, {})


def _listed(request: HttpRequest, asked: browsing.Asked, rows: Any, filters: list[Filter], names: dict[int, str]) -> HttpResponse:
    found = asked.narrow(rows)
    page, query = page_of(found.order_by("-published_on", "-pk"), request.GET, ON_A_PAGE)
    narrowed = bool(asked.said())
    fed = [] if asked.across or page.number > 1 else fed_jobs(asked)
    labels = {each.name: _chosen(each) for each in filters}
    context = {
        "asked": asked, "page": page, "query": query, "filters": filters, "show_all": "?" if narrowed else "", "across": asked.across,
        "lines": [(row, in_words(row.interests, names)) for row in page], "out": browsing.ways_out(asked, rows, labels) if narrowed and not page.object_list else [],
        "feed": asked.query(), "any": narrowed or bool(page.object_list) or bool(fed),
        "fed": fed, "down": list({each.feed.pk: each.feed for each in fed if each.feed.is_down}.values()),
    }
    return render(request, "matching/jobs.html", context)


def fed_jobs(asked: browsing.Asked) -> list[FedJob]:
    """Jobs of elsewhere that fit the words; where something else is asked for that a feed does not say, none."""
    if set(asked.said()) - {"q"}:
        return []
    rows = FedJob.objects.public()
    if asked.words:
        rows = rows.filter(Q(title__icontains=asked.words) | Q(text__icontains=asked.words) | Q(organisation__icontains=asked.words) | Q(where__icontains=asked.words))
    return list(rows[:FED])


def _chosen(field: Filter) -> str:
    """What is chosen in a filter, as people read it."""
    lines = {str(key): str(label) for key, label in (field.lines or ())}
    return lines.get(str(field.value), str(field.value or ""))


@open_to_all
def job(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One opportunity. What is no longer public says so, and leads on; what never was is not there."""
    row = get_object_or_404(Opportunity.objects.listed().select_related("target_group"), pk=pk, state__in=SHOWN)
    context = {
        "row": row, "open": row.state == Opportunity.State.PUBLISHED, "tasks": as_html(row.tasks), "text": as_html(row.text), **described(row),
        "json_ld": as_json_ld(row), "description": " ".join(as_text(row.tasks).split())[:200],
    }
    return render(request, "matching/job.html", context, status=200 if context["open"] else 410)


@never_cache
@open_to_all
def still(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The host's page behind the link of a mail: yes, filled, or closed. Opening it changes nothing, since programs that read mail open links too."""
    row = opportunities.of_link(token)
    if row is None:
        return render(request, "matching/link_gone.html", status=410)
    act, now, wrong = request.POST.get("act", ""), timezone.now(), ""
    try:
        if act == "yes":
            opportunities.confirm(row, by=None, now=now)
        elif act in {"filled", "closed"}:
            opportunities.end(row, act, by=None, now=now)
        if act:
            return redirect(f"{request.path}?tak=1")
    except ValidationError as refusal:
        wrong = refusal.messages[0]
    context = {"row": row, "wrong": wrong, "thanks": "tak" in request.GET, "may_confirm": row.state in {Opportunity.State.PUBLISHED, Opportunity.State.EXPIRED}}
    return render(request, "matching/still.html", context, status=422 if wrong else 200)


@open_to_all
def tell_me(request: HttpRequest, centre: str) -> HttpResponse:
    """Tell me when: the wish, with what was searched for filled in."""
    if "tak" in request.GET:
        return render(request, "matching/tell_me.html", {"thanks": True})
    asked = browsing.Asked(request.GET)
    initial = {"words": asked.words, "locality": asked.place if isinstance(asked.place, int) else None, "interests": 1 << asked.about if asked.about is not None else 0}
    form = AlertForm(request.POST or None, instance=Alert(language=get_language() or "da"), initial=initial)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        else:
            if not form.cleaned_data["second_name"]:  # a robot is thanked like everybody, and nothing is kept
                alerts.ask(form.instance, centre=here(request), now=timezone.now())
            return redirect(f"{request.path}?tak=1")
    return render(request, "matching/tell_me.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@open_to_all
def told(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The page behind a mail's link: say yes to being told, or no more."""
    row = Alert.objects.filter(token=token).select_related("locality").first()
    if row is None:
        if "farvel" in request.GET:
            return render(request, "matching/told.html", {"gone": True})
        raise Http404
    if request.method == "POST":
        if request.POST.get("act") == "leave":
            alerts.leave(row)
            return redirect(f"{request.path}?farvel=1")
        alerts.confirm(row, now=timezone.now())
        return redirect(request.path)
    context = {"row": row, "interests": in_words(row.interests, names_of(Topic.Sort.INTEREST)), "times": masks.times_in_words(row.times) if row.times else ""}
    return render(request, "matching/told.html", context)
