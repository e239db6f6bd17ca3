"""The pamphlet of offers: the office chooses what it is about, looks at it and fetches it; whoever has picked a list fetches that."""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.core.listing import Filter
from brobygger.core.rates import within
from brobygger.directory import shortlist
from brobygger.directory.models import Meaning, Offer
from brobygger.events.models import Event
from brobygger.events.tours import ON_THE_WAY
from brobygger.reports import pamphlet_made as made
from brobygger.reports import pdf
from brobygger.reports.html import render_html
from brobygger.reports.pamphlet import compose
from brobygger.reports.pamphlet_offers import About
from brobygger.reports.preparing import hand_on

TOURS: Final = 30
A_MINUTE: Final = 40  # public ones in a minute and centre; whoever comes then has the page to print


@needs(May.SEE_OFFERS)
def pamphlet(request: StaffRequest, centre: str) -> HttpResponse:
    """Choose, and see it as it will be."""
    about = made.about_of(request.GET)
    asked = any(word in request.GET for word in made.WORDS.values())
    context: dict[str, Any] = {"filters": _filters(about), "asked": asked, "show_all": ""}
    if asked:
        found = compose(request.centre, about, timezone.localdate())
        context |= {"content": render_html(found.document), "chosen": found.chosen, "file": _address("reports:pamphlet_file", centre, about)}
    return render(request, "reports/pamphlet.html", context)


@needs(May.SEE_OFFERS)
def pamphlet_file(request: StaffRequest, centre: str) -> HttpResponse:
    """The PDF, or the page that says how far it is."""
    about, today = made.about_of(request.GET), timezone.localdate()
    found = compose(request.centre, about, today)
    name = made.name_of(found, request.centre)
    if made.takes_long(found):
        said = {"kind": made.KIND, **made.words_of(about), "day": today.isoformat(), "language": get_language() or "da"}
        prepared = hand_on(said, name=name, centre=request.centre, by=request.user)
        return redirect("reports:prepared_pamphlet", centre=centre, pk=prepared.pk)
    return _as_pdf(pdf.render(found.document), name)


@open_to_all
def picked(request: HttpRequest, centre: str) -> HttpResponse:
    """The list that stands in the address, as PDF. Nothing is kept about who fetches it."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    keys = shortlist.keys(request.GET.get("v", ""))
    found = compose(here, About(picked=tuple(keys)), timezone.localdate()) if keys else None
    if found is None or not found.chosen.n or not within(f"pamphlet-{here.pk}", most=A_MINUTE, seconds=60):
        return redirect(f"{reverse('directory_public:shortlist', args=[centre])}?v={shortlist.said(keys)}")
    answer = _as_pdf(pdf.render(found.document), made.name_of(found, here))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _as_pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _address(name: str, centre: str, about: About) -> str:
    return f"{reverse(name, args=[centre])}?{urlencode(made.words_of(about))}"


def _filters(about: About) -> list[Filter]:
    chosen = made.words_of(about)
    return [
        Filter("sted", _("Locality"), chosen.get("sted"), lines=list(Locality.objects.filter(retired=False).values_list("pk", "name"))),
        Filter("tema", _("Theme"), chosen.get("tema"), lines=list(Theme.objects.filter(retired=False).values_list("pk", "name"))),
        Filter("livssituation", _("Life situation"), chosen.get("livssituation"), lines=list(Meaning.objects.in_use().filter(pk__in=Offer.objects.public().order_by().values("situations")).values_list("pk", "name"))),
        Filter("tur", _("Or along a tour"), chosen.get("tur"), lines=[("", "–"), *_tours()], optional=False),
    ]


def _tours() -> list[tuple[Any, str]]:
    """Those to come and of the last weeks that stop in a locality, the latest first."""
    since = timezone.now() - timedelta(days=60)
    rows = Event.objects.filter(registration__kind__base__in=ON_THE_WAY, starts_at__gte=since, stops__locality__isnull=False).distinct().order_by("-starts_at", "-pk")
    return [(pk, f"{title}, {formats.date_format(timezone.localtime(start))}") for pk, title, start in rows.values_list("pk", "registration__title", "starts_at")[:TOURS]]
