"""The calendar for other programs: subscriptions, news feeds, and a list that fits another website's page."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.ical import calendar as in_ical
from brobygger.core.middleware import POLICY
from brobygger.core.spreadsheets import clean
from brobygger.events import programme
from brobygger.events.feed_keys import mail_of, pk_of
from brobygger.events.letters import appointment, when, where
from brobygger.events.models import Event, SignUp
from brobygger.organisations.models import Network
from brobygger.plan.markdown import as_text

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)
MOST: Final = 1000
IN_A_LIST: Final = 20
EMBEDDED = POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
COMPONENT: Final = Path(__file__).parent.parent / "static" / "events" / "brobygger-events.js"
KEEP = {"Cache-Control": "public, max-age=900"}


@dataclass(frozen=True, slots=True)
class Source:
    """What an address feeds from: one centre's public calendar, or that of all; ``base`` is where it is shown."""

    name: str
    about: str
    base: str
    asked: programme.Asked
    rows: Any

    def coming(self) -> Any:
        return self.asked.narrow(self.rows.filter(ends_at__gte=timezone.now())).order_by("starts_at", "pk")


def _source(request: HttpRequest, centre: str) -> Source:
    if not centre:
        return Source(_("all centres"), "", f"{settings.SITE_URL}/arrangementer", programme.Asked(request.GET, across=True), programme.over_all_centres())
    here = _here(request)
    return Source(here.name, here.about, f"{settings.SITE_URL}/{centre}/arrangementer", programme.Asked(request.GET), Event.objects.listed().public())


def _here(request: HttpRequest) -> Centre:
    return request.centre  # type: ignore[attr-defined,no-any-return]  # set by the middleware for every path with a centre


@open_to_all
def ics(request: HttpRequest, centre: str = "") -> HttpResponse:
    """The public calendar as a subscription, narrowed as its address says; with what was lately, so that a calendar does not forget it at once."""
    now, source = timezone.now(), _source(request, centre)
    rows = source.asked.narrow(source.rows.filter(starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD))
    return _subscription(source.name, rows.order_by("starts_at", "pk")[:MOST])


@open_to_all
def network_ics(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """What one network does, its meetings too that stand in no public calendar: for whoever was given the address, which nobody can guess."""
    network = get_object_or_404(Network, pk=pk_of(token))
    now = timezone.now()
    rows = Event.objects.listed().filter(published_at__isnull=False, registration__network=network, starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD)
    answer = _subscription(f"{network.name} · {_here(request).name}", rows.order_by("starts_at", "pk")[:MOST])
    answer.headers["Cache-Control"] = "private, max-age=900"
    return answer


@open_to_all
def own_ics(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """What one address has a place at, whichever sign-up it was: with the links to online meetings, and cancelled ones marked so."""
    mail = mail_of(token)
    if not mail:
        raise Http404
    now = timezone.now()
    lists = SignUp.objects.confirmed().filter(mail__iexact=mail).order_by().values("signup_list")
    rows = Event.objects.listed().filter(signup_list__in=lists, starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD).order_by("starts_at", "pk")[:MOST]
    answer = _subscription(_("What I have signed up for · %(name)s") % {"name": _here(request).name}, rows, for_those_with_a_place=True)
    answer.headers["Cache-Control"] = "private, max-age=900"
    return answer


@open_to_all
def event_ics(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed().filter(published_at__isnull=False), pk=pk)
    return _subscription(str(row), [row])


def _subscription(name: str, rows: Any, *, for_those_with_a_place: bool = False) -> HttpResponse:
    text = in_ical(name, [appointment(row, for_those_with_a_place=for_those_with_a_place) for row in rows], site=settings.SITE_URL, now=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=KEEP)


@open_to_all
def rss(request: HttpRequest, centre: str = "") -> HttpResponse:
    source = _source(request, centre)
    feed = Rss201rev2Feed(title=_("What is on at %(name)s") % {"name": source.name}, link=f"{source.base}/", description=source.about or source.name, language="da", feed_url=f"{settings.SITE_URL}{request.path}")
    for row in source.coming()[:50]:
        address = settings.SITE_URL + row.public_url
        text = "\n".join(part for part in (when(row), where(row), as_text(row.text)) if part)
        said = "<br>".join(escape(line) for line in clean(text).splitlines())  # readers of news take a description for HTML
        feed.add_item(title=clean(row.registration.title), link=address, description=said, unique_id=f"arrangement-{row.key}", unique_id_is_permalink=False, pubdate=row.published_at, categories=[row.registration.kind.name])
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8", headers=KEEP)


@open_to_all
@xframe_options_exempt
def embedded(request: HttpRequest, centre: str = "") -> HttpResponse:
    """The next events as a page without scripts, made to stand in a frame on somebody else's page."""
    source = _source(request, centre)
    answer = render(request, "events/embedded.html", {"rows": list(source.coming()[:IN_A_LIST]), "whole": f"{source.base}/", "name": source.name})
    answer.headers["Content-Security-Policy"] = EMBEDDED
    return answer


@open_to_all
def as_json(request: HttpRequest, centre: str = "") -> JsonResponse:
    """The next events for the little web component, and for whoever builds a page of their own. Only what is public anyway."""
    source = _source(request, centre)
    said = [
        {
            "title": row.registration.title, "url": settings.SITE_URL + row.public_url, "starts": row.starts_at.isoformat(), "ends": row.ends_at.isoformat(), "when": when(row),
            "where": where(row), "kind": row.registration.kind.name, "cancelled": row.is_cancelled, "centre": row.registration.centre.name,
        }
        for row in source.coming()[:IN_A_LIST]
    ]
    return JsonResponse({"centre": source.name, "events": said}, headers={**KEEP, "Access-Control-Allow-Origin": "*"})


@open_to_all
def embed_help(request: HttpRequest, centre: str = "") -> HttpResponse:
    """How to show the calendar on one's own website: two ways, ready to be copied."""
    source = _source(request, centre)
    more = f"?{source.asked.filter_query}".rstrip("?")
    return render(request, "events/embed_help.html", {"frame": f"{source.base}/indlejret/{more}", "base": f"{source.base}/", "script": f"{settings.SITE_URL}{reverse('events_site:component')}"})


@open_to_all
def component(request: HttpRequest) -> HttpResponse:
    """The web component's script, at an address that other people's pages can hold for years; what it says may grow."""
    return HttpResponse(COMPONENT.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"})
