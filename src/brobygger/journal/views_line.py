"""The line on every page: shown back while it is typed, kept with Enter; and many lines at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.cpr import contains_cpr
from brobygger.journal import reading
from brobygger.journal.forms import LinesForm
from brobygger.journal.shown import counted_in, shown
from brobygger.journal.views import saved

LONGEST = 500


@needs(May.REGISTER)
def read(request: StaffRequest, centre: str) -> HttpResponse:
    """What the typed line would become, and which targets it would count in. Nothing is written."""
    line = request.GET.get("linje", "")[:LONGEST]
    return render(request, "journal/reading.html", {"understood": _understood(line), "line": line})


def _understood(line: str) -> dict[str, Any] | None:
    if not line.strip():
        return None
    if contains_cpr(line):
        return {"error": _("This looks like a CPR number. Brobygger never keeps CPR numbers: please write it without.")}
    understood = reading.understand(line, today=timezone.localdate())
    return {"pieces": shown(understood), "questions": understood.reading.questions, "targets": counted_in(understood)}


@needs(May.REGISTER)
@require_POST
def keep(request: StaffRequest, centre: str) -> HttpResponse:
    """Keep the line. What cannot be kept comes back with the line as it was typed."""
    line = request.POST.get("linje", "")[:LONGEST]
    onward = request.POST.get("next", "")
    try:
        kept = reading.keep(line, by=request.user, today=timezone.localdate(), now=timezone.now())
    except ValidationError as error:
        if request.htmx:
            return render(request, "journal/reading.html", {"understood": {"error": " ".join(error.messages)}, "line": line}, status=422)
        messages.error(request, " ".join(error.messages))
        return redirect(f"{reverse('journal:new', kwargs={'centre': centre})}?{_query(line)}")
    undo = reverse("journal:delete", kwargs={"centre": centre, "pk": kept.row.pk})
    messages.success(request, saved(kept.row, kept.affiliations), extra_tags=f"undo:{undo}")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        onward = reverse("journal:list", kwargs={"centre": centre})
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": onward})
    return redirect(onward)


def _query(line: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"linje": line})


@needs(May.REGISTER)
def many(request: StaffRequest, centre: str) -> HttpResponse:
    """Many lines at once, back-dated or not: shown back as a table first, kept together or not at all."""
    form = LinesForm(request.POST or None)
    rows: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        lines = [line.strip() for line in form.cleaned_data["lines"].splitlines() if line.strip()]
        rows = [{"line": line, "understood": reading.understand(line, today=today)} for line in lines]
        for row in rows:
            row["pieces"] = shown(row["understood"])
        if "keep" in request.POST:
            try:
                with transaction.atomic():
                    for line in lines:
                        reading.keep(line, by=request.user, today=today, now=timezone.now())
            except ValidationError as error:
                form.add_error("lines", _("Nothing was kept. “%(line)s”: %(why)s") % {"line": line[:60], "why": " ".join(error.messages)})
            else:
                messages.success(request, _("%(n)s pieces of work are registered.") % {"n": len(lines)})
                return redirect("journal:list", centre=centre)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "journal/many.html", {"form": form, "rows": rows}, status=status)


