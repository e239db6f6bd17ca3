"""The audit trail of the centre: who did what, when, and what it was before. Read by the leader, changed by nobody."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import trail_words
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of

ON_A_PAGE = 50
MOST_EXPORTED = 20_000


@needs(May.RUN_CENTRE)
def trail(request: StaffRequest, centre: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "hvem", "hvad", "fra", "til", "nr")}
    rows = _narrowed(asked)
    if kind := request.GET.get("format", ""):
        return _file(rows[:MOST_EXPORTED], kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    lines = [
        {"change": each, "verb": trail_words.verb(each), "what": trail_words.what(each), "details": trail_words.details(each)} for each in page
    ]
    kinds = sorted((trail_words.what(Change(model=model)), model) for model in Change.objects.order_by().values_list("model", flat=True).distinct())
    context = {
        "page": page, "lines": lines, "asked": asked, "active": any(asked.values()), "query": query, "kinds": kinds,
        "people": User.objects.filter(pk__in=Change.objects.order_by().values("by")),
    }
    return render(request, "overview/trail.html", context)


def _narrowed(asked: dict[str, str]) -> Any:
    rows = Change.objects.select_related("by")
    if asked["q"]:
        rows = rows.filter(label__icontains=asked["q"])
    if key_of(asked["hvem"]) is not None:
        rows = rows.filter(by=int(asked["hvem"]))
    if asked["hvad"]:
        rows = rows.filter(model=asked["hvad"])
    if asked["nr"].isdecimal() and len(asked["nr"]) < 19:
        rows = rows.filter(row=int(asked["nr"]))
    if (start := _day(asked["fra"])) is not None:
        rows = rows.filter(at__date__gte=start)
    if (end := _day(asked["til"])) is not None:
        rows = rows.filter(at__date__lte=end)
    return rows


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # a day that no calendar has
        return None


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(_("When")), str(_("Who")), str(_("What")), str(_("Kind")), str(_("Which")), str(_("Fields"))]
    lines = [
        [timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"), str(row.by or ""), trail_words.verb(row), trail_words.what(row), row.label, "; ".join(trail_words.details(row, most=500))]
        for row in rows
    ]
    return list_file(str(_("Audit trail")), headers, lines, kind=kind, name=f"{_('audit-trail')}-{timezone.localdate().isoformat()}")
