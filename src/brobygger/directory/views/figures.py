"""The year in figures: what was sought, found and lacking, and who was shown the way."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.spreadsheets import Value
from brobygger.directory import statistics


@needs(May.SEE_OFFERS)
def figures(request: StaffRequest, centre: str) -> HttpResponse:
    today = timezone.localdate()
    years = statistics.years() or [today.year]
    year = key_of(request.GET.get("aar"))
    if year not in years:
        year = years[0]
    sought, guided = statistics.sought(year), statistics.guided(year)
    if kind := request.GET.get("format", ""):
        lines: list[list[Value]] = [[_("Sought"), each.name, each.n, each.lacking, each.offers] for each in sought]
        lines += [[heading, name, _("fewer than five") if n is None else n, "", ""] for heading, rows in guided for name, n in rows]
        return list_file(str(_("Help that was sought")), [str(each) for each in (_("What"), _("Which"), _("Times"), _("Nothing found"), _("Public offers"))], lines, kind=kind)
    months = statistics.by_month(year)
    public, fresh = statistics.freshness(today)
    context = {
        "year": year, "years": years, "sought": sought, "lacking": [each for each in sought if each.lacking], "guided": guided, "total": statistics.total_guided(year), "searches": sum(each.n for each in sought),
        "months": [str(each[0]) for each in months], "searched": [each[1] for each in months], "shown": [each[2] for each in months], "most_searched": max(each[1] for each in months), "most_shown": max(each[2] for each in months),
        "by_month": months, "phrases": statistics.phrases(year), "looked_at": statistics.looked_at(year), "localities": statistics.by_locality(year), "public": public, "fresh": fresh, "gaps": statistics.gaps(),
    }
    return render(request, "directory/figures.html", context)
