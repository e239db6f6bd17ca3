"""Opportunities for other programs: news, the documented JSON and XML, a list that fits another website's page."""

from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from brobygger.accounts.access import open_to_all
from brobygger.core.middleware import POLICY
from brobygger.core.spreadsheets import clean
from brobygger.matching import browsing
from brobygger.matching.exporting import jobs_of
from brobygger.matching.portal import adapters
from brobygger.matching.views.public import fed_jobs, here
from brobygger.plan.markdown import as_text

MOST: Final = 1000
IN_A_LIST: Final = 20
IN_THE_NEWS: Final = 50
EMBEDDED = POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
COMPONENT: Final = Path(__file__).parent.parent / "static" / "matching" / "brobygger-jobs.js"
KEEP = {"Cache-Control": "public, max-age=900"}


class Source(NamedTuple):
    """What an address feeds from: one centre's public list, or that of all; ``base`` is where it is shown."""

    name: str
    base: str
    asked: browsing.Asked
    rows: Any


def _source(request: HttpRequest, centre: str) -> Source:
    if not centre:
        asked = browsing.Asked(request.GET, across=True)
        return Source(_("all centres"), f"{settings.SITE_URL}/frivilligjob", asked, asked.narrow(browsing.over_all_centres()).order_by("-published_on", "-pk"))
    asked = browsing.Asked(request.GET)
    return Source(here(request).name, f"{settings.SITE_URL}/{centre}/frivilligjob", asked, asked.narrow(browsing.public()).order_by("-published_on", "-pk"))


@open_to_all
def rss(request: HttpRequest, centre: str = "") -> HttpResponse:
    source = _source(request, centre)
    title = _("Volunteer jobs at %(name)s") % {"name": source.name}
    feed = Rss201rev2Feed(title=title, link=f"{source.base}/", description=title, language="da", feed_url=f"{settings.SITE_URL}{request.path}")
    for row in source.rows[:IN_THE_NEWS]:
        text = "\n".join(part for part in (row.host, row.when, row.where, as_text(row.tasks)) if part)
        said = "<br>".join(escape(line) for line in clean(text).splitlines())  # readers of news take a description for HTML
        feed.add_item(title=clean(row.title), link=settings.SITE_URL + row.public_url, description=said, unique_id=f"frivilligjob-{row.key}", unique_id_is_permalink=False, pubdate=row.public_at)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8", headers=KEEP)


@open_to_all
def feed(request: HttpRequest, ending: str, centre: str = "") -> HttpResponse:
    """The documented format (docs/reference/volunteer-job-feed.md), for portals and for whoever builds a page of their own."""
    adapter = adapters.get(ending)
    if adapter is None:
        raise Http404
    source = _source(request, centre)
    return HttpResponse(adapter.write(source.name, jobs_of(source.rows[:MOST])), content_type=adapter.mime, headers={**KEEP, "Access-Control-Allow-Origin": "*"})


@open_to_all
@xframe_options_exempt
def embedded(request: HttpRequest, centre: str = "") -> HttpResponse:
    """The newest as a page without scripts, made to stand in a frame on somebody else's page."""
    source = _source(request, centre)
    answer = render(request, "matching/embedded.html", {"rows": list(source.rows[:IN_A_LIST]), "fed": [] if source.asked.across else fed_jobs(source.asked)[:IN_A_LIST], "whole": f"{source.base}/", "name": source.name})
    answer.headers["Content-Security-Policy"] = EMBEDDED
    return answer


@open_to_all
def embed_help(request: HttpRequest, centre: str = "") -> HttpResponse:
    """How to show the list on one's own website: two ways, ready to be copied."""
    source = _source(request, centre)
    more = f"?{source.asked.query()}".rstrip("?")
    context = {"frame": f"{source.base}/indlejret/{more}", "base": f"{source.base}/", "script": settings.SITE_URL + reverse("matching_site:component")}
    return render(request, "matching/embed_help.html", context)


@open_to_all
def component(request: HttpRequest) -> HttpResponse:
    """The web component's script, at an address that other people's pages can hold for years; what it says may grow."""
    return HttpResponse(COMPONENT.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"})
