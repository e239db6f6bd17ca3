"""The calendar for other programs: subscriptions, news feeds, and a list that fits another website's page."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.ical import calendar as in_ical
from brobygger.core.middleware import POLICY
from brobygger.events import programme
from brobygger.events.letters import appointment, when, where
from brobygger.events.models import Event
from brobygger.organisations.models import Network

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)
MOST: Final = 1000
IN_A_LIST: Final = 20
EMBEDDED = POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
KEEP = {"Cache-Control": "public, max-age=900"}


def _coming(asked: programme.Asked) -> Any:
    return asked.narrow(Event.objects.listed().public().filter(ends_at__gte=timezone.now())).order_by("starts_at", "pk")


def _here(request: HttpRequest) -> Centre:
    return request.centre  # type: ignore[attr-defined,no-any-return]  # set by the middleware for every path with a centre


@open_to_all
def ics(request: HttpRequest, centre: str) -> HttpResponse:
    """The public calendar as a subscription, narrowed as its address says; with what was lately, so that a calendar does not forget it at once."""
    now = timezone.now()
    rows = programme.Asked(request.GET).narrow(Event.objects.listed().public().filter(starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD))
    return _subscription(_here(request).name, rows[:MOST])


@open_to_all
def network_ics(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """What one network does."""
    network = get_object_or_404(Network, pk=pk)
    now = timezone.now()
    rows = Event.objects.listed().public().filter(registration__network=network, starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD)
    return _subscription(f"{network.name} · {_here(request).name}", rows[:MOST])


@open_to_all
def event_ics(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed().filter(published_at__isnull=False), pk=pk)
    return _subscription(str(row), [row])


def _subscription(name: str, rows: Any) -> HttpResponse:
    text = in_ical(name, [appointment(row) for row in rows], site=settings.SITE_URL, now=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=KEEP)


@open_to_all
def rss(request: HttpRequest, centre: str) -> HttpResponse:
    here = _here(request)
    link = settings.SITE_URL + reverse("events_public:calendar", kwargs={"centre": centre})
    feed = Rss201rev2Feed(title=_("What is on at %(name)s") % {"name": here.name}, link=link, description=here.about or here.name, language="da", feed_url=f"{settings.SITE_URL}{request.path}")
    for row in _coming(programme.Asked(request.GET))[:50]:
        address = settings.SITE_URL + row.public_url
        said = "\n".join(part for part in (when(row), where(row), row.text) if part)
        feed.add_item(title=row.registration.title, link=address, description=said, unique_id=f"arrangement-{row.key}", unique_id_is_permalink=False, pubdate=row.published_at, categories=[row.registration.kind.name])
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8", headers=KEEP)


@open_to_all
@xframe_options_exempt
def embedded(request: HttpRequest, centre: str) -> HttpResponse:
    """The next events as a page without scripts, made to stand in a frame on somebody else's page."""
    rows = list(_coming(programme.Asked(request.GET))[:IN_A_LIST])
    answer = render(request, "events/embedded.html", {"rows": rows})
    answer.headers["Content-Security-Policy"] = EMBEDDED
    return answer


@open_to_all
def as_json(request: HttpRequest, centre: str) -> JsonResponse:
    """The next events for the little web component, and for whoever builds a page of their own. Only what is public anyway."""
    rows = _coming(programme.Asked(request.GET))[:IN_A_LIST]
    said = [
        {
            "title": row.registration.title, "url": settings.SITE_URL + row.public_url, "starts": row.starts_at.isoformat(), "ends": row.ends_at.isoformat(), "when": when(row),
            "where": where(row), "kind": row.registration.kind.name, "cancelled": row.is_cancelled,
        }
        for row in rows
    ]
    return JsonResponse({"centre": _here(request).name, "events": said}, headers={**KEEP, "Access-Control-Allow-Origin": "*"})


@open_to_all
def embed_help(request: HttpRequest, centre: str) -> HttpResponse:
    """How to show the calendar on one's own website: two ways, ready to be copied."""
    asked = programme.Asked(request.GET)
    base = f"{settings.SITE_URL}/{centre}/arrangementer"
    context = {"frame": f"{base}/indlejret/?{asked.filter_query}".rstrip("?"), "data": f"{base}/liste.json?{asked.filter_query}".rstrip("?"), "site": settings.SITE_URL}
    return render(request, "events/embed_help.html", context)
