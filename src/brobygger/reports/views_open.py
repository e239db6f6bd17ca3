"""Open figures: the office's list, one year with what it would say, and giving it out; and what everybody reads, as a page and as files."""

import json
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.form_pages import kept
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.json_ld import as_script
from brobygger.plan import wording
from brobygger.reports import open_figures, open_files
from brobygger.reports.first_templates import YEAR
from brobygger.reports.forms.open_years import OpenYearForm
from brobygger.reports.made import plain_letters
from brobygger.reports.models import OpenYear

OPEN: Final = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}


@needs(May.SEE_REPORTS)
def open_years(request: StaffRequest, centre: str) -> HttpResponse:
    return render(request, "reports/open_years.html", {"rows": OpenYear.objects.listed(), "may_write": request.access.may(May.WRITE_REPORTS)})


@needs(May.WRITE_REPORTS)
def open_year(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """Which figures, and on what terms; and what they would say today. Without ``pk`` last year, with the figures of the annual report."""
    today = timezone.localdate()
    row = get_object_or_404(OpenYear.objects.listed(), pk=pk) if pk is not None else OpenYear(year=today.year - 1, measures=list(YEAR))
    before = audit.values(row) if row.pk else None
    form = OpenYearForm(request.POST or None, instance=row)
    if kept(request, form, lambda: open_figures.keep(form.instance, before=before, by=request.user, now=timezone.now())):
        return redirect(row)
    lines = _lines(open_figures.figures(row.year, row.measures, today)) if row.pk and not form.errors else []
    context = {"form": form, "row": row, "lines": lines, "publishes": request.access.may(May.PUBLISH_REPORTS)}
    return render(request, "reports/open_year_form.html", context, status=422 if form.errors else 200)


@needs(May.WRITE_REPORTS)
@require_POST
def act_open_year(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Give it out, or take it off the site; those alone who publish reports."""
    row, asked = get_object_or_404(OpenYear.objects.listed(), pk=pk), request.POST.get("act", "")
    if not request.access.may(May.PUBLISH_REPORTS):
        raise PermissionDenied
    try:
        if asked == "publish":
            open_figures.publish(row, by=request.user, now=timezone.now())
            messages.success(request, _("The figures are on the site, and stand as they are today."))
        elif asked == "withdraw":
            open_figures.withdraw(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


def _lines(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures as the page shows them: their name in the reader's language, and what is held back in words."""
    language = "da" if (get_language() or "da").startswith("da") else "en"

    def told(value: int | None) -> str:
        return _("fewer than five") if value is None else wording.number(value)

    def part(each: dict[str, Any]) -> tuple[str, str]:
        return each["name"] or _("not told"), _("held back") if each["value"] is None else wording.number(each["value"])

    return [
        {"label": each[f"label_{language}"], "unit": _("hours") if each["unit"] == "hours" else "", "value": told(each["value"]), "apart": [(name, [part(one) for one in each[by]]) for by, name in (("theme", _("By theme")), ("locality", _("By locality"))) if by in each]}
        for each in figures
    ]


def _public_or_404(year: int) -> OpenYear:
    row: OpenYear = get_object_or_404(OpenYear.objects.listed().public(), year=year)
    return row


def _here(request: HttpRequest) -> Centre:
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    return here


@open_to_all
def public_years(request: HttpRequest, centre: str) -> HttpResponse:
    """The years that are out, with what they are and how they may be used."""
    rows = list(OpenYear.objects.listed().public())
    with translation.override(settings.LANGUAGE_CODE):
        data = as_script(open_files.catalogue(_here(request), rows))
    return render(request, "reports/public_open_years.html", {"rows": rows, "json_ld": data, "held_back": open_files.held_back()})


@open_to_all
def public_year(request: HttpRequest, centre: str, year: int) -> HttpResponse:
    row = _public_or_404(year)
    context = {"row": row, "title": open_files.title(row), "lines": _lines(row.content["figures"]), "source": open_files.source(row), "held_back": open_files.held_back(), "licence": open_files.LICENCES[row.content["licence"]], "licence_words": OpenYear.Licence(row.content["licence"]).label}
    return render(request, "reports/public_open_year.html", context)


@require_safe
@conditional_page
@open_to_all
def public_year_file(request: HttpRequest, centre: str, year: int, ending: str) -> HttpResponse:
    """The same file for everybody, in the installation's language; read alone."""
    row = _public_or_404(year)
    if ending not in open_files.MEDIA:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        content = open_files.as_csv(row) if ending == "csv" else json.dumps(open_files.as_json(row), ensure_ascii=False, indent=1).encode()
    name = slugify(plain_letters(f"{row.content['publisher']} {year}"))
    return HttpResponse(content, content_type=open_files.MEDIA[ending], headers={**OPEN, "Content-Disposition": f'inline; filename="{name}.{ending}"'})


@require_safe
@conditional_page
@open_to_all
def public_catalogue(request: HttpRequest, centre: str) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):
        data = open_files.catalogue(_here(request), list(OpenYear.objects.listed().public()))
    return HttpResponse(json.dumps(data, ensure_ascii=False, indent=1), content_type="application/ld+json", headers=OPEN)
