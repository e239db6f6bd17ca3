"""What the consultations of a time add up to, and whom nobody has spoken with for a year."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice import statistics
from brobygger.advice.filters import Filters
from brobygger.advice.tasks import A_YEAR
from brobygger.core.downloads import list_file
from brobygger.core.paging import page_of

ON_A_PAGE = 50


@needs(May.SEE_WORK)
def figures(request: StaffRequest, centre: str) -> HttpResponse:
    """The figures of a time, narrowed by the same filters as the list; each opens its rows. ``hos=alle`` widens those not spoken with from members to associations."""
    today = timezone.localdate()
    filters = Filters(request.GET)
    end = filters.end or max(today, filters.start or today)
    start = filters.start if filters.start and filters.start <= end else date(end.year, 1, 1)
    filters.start, filters.end = start, end
    found = statistics.figures(start, end, filters)
    everybody = request.GET.get("hos") == "alle"
    quiet = statistics.not_spoken_with(today - A_YEAR, today, everybody=everybody)
    if kind := request.GET.get("format", ""):
        if request.GET.get("liste") == "stille":
            return list_file(str(_("Not spoken with for a year")), [str(_("Association")), str(_("Last consultation"))], [[each.name, each.last] for each in quiet], kind=kind)
        lines: list[list[Any]] = [[title, line.label, line.n] for title, part in found.parts for line in part]
        return list_file(str(_("Consultations in figures")), [str(_("Figure")), str(_("What")), str(_("Number"))], lines, kind=kind)
    page, query = page_of(quiet, request.GET, ON_A_PAGE)
    context = {
        "figures": found, "filters": filters, "period": filters.query(vis="holdt"), "page": page, "quiet_n": page.paginator.count, "query": query, "everybody": everybody,
        "narrowed": filters.query(),
    }
    return render(request, "advice/figures.html", context)
