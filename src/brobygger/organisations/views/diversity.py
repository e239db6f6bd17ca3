"""How diverse the membership is, and how that has gone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.mapping import drawn
from brobygger.core.downloads import list_file
from brobygger.organisations.diversity import diversity as reckoned


@needs(May.SEE_ORGANISATIONS)
def diversity(request: StaffRequest, centre: str) -> HttpResponse:
    """Types, localities, themes, target groups and sizes of the members, today and at five new years: pictures, tables, a map and a file."""
    today = timezone.localdate()
    members = reverse("organisations:members", kwargs={"centre": centre})
    found = reckoned(today, members)
    if kind := request.GET.get("format", ""):
        headers = [_("Figure"), _("What"), *(date_format(day, "SHORT_DATE_FORMAT") for day in found.days)]
        lines: list[list[Any]] = [[_("Members"), _("all"), *found.members.counts]]
        lines += [[part.title, line.label, *line.counts] for part in found.parts for line in part.lines]
        return list_file(_("Diversity of the membership"), headers, lines, kind=kind)
    context = {"found": found, "today": today, "members": members, "map": drawn(found.spots), "different": [(part, part.different, max(part.different)) for part in found.parts if part.different and part.name != "stoerrelse"]}
    return render(request, "organisations/diversity.html", context)
