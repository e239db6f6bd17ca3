"""Mails that were written to lists, one with what became of it, and the texts kept to begin from."""

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.addressing import lists
from brobygger.core.listing import Column, Filter, below, link, said, tag, together
from brobygger.core.paging import page_of
from brobygger.correspondence import sending
from brobygger.correspondence.forms.letters import TemplateForm
from brobygger.correspondence.models import Letter, LetterTemplate

ON_A_PAGE: Final = 50


@needs(May.WRITE_MAIL)
def letters(request: StaffRequest, centre: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    rows = Letter.objects.listed().annotate(n=Count("recipients")).order_by("-written_at", "-pk")
    if words:
        rows = rows.filter(subject__icontains=words)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    columns = [Column(_("Mail"), named=False), Column(_("To")), Column(_("How many"), "num")]
    lines = [[together(link(each.get_absolute_url(), each.subject), tag(each.get_state_display()), below(", ".join(part for part in (str(each.written_by or ""), said(timezone.localtime(each.written_at).date(), "j. F Y")) if part))), each.whom, each.n] for each in page]
    context = {"page": page, "query": query, "columns": columns, "lines": lines, "filters": [Filter("q", _("Subject"), words)], "narrowed": bool(words), "whole": _whole_lists(request)}
    return render(request, "correspondence/letters.html", context)


def _whole_lists(request: StaffRequest) -> list[tuple[str, str]]:
    """By name the lists that this colleague can write to the whole of; those that hang on an event, a network or a project begin there."""
    write = reverse("correspondence:write", kwargs={"centre": request.centre.key})
    return [(name, f"{write}?{urlencode({'liste': key})}") for key, each in lists.items() if request.access.may(each.needs) and (name := each.named({}))]


@needs(May.WRITE_MAIL)
def letter(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Letter.objects.listed(), pk=pk)
    page, query = page_of(row.recipients.order_by("pk"), request.GET, ON_A_PAGE)
    became = sending.became_of(list(page))
    lines = [[together(each.name or each.mail or "–", below(each.mail if each.name else "")), each.of or "–", became[each.pk]] for each in page]
    context: dict[str, Any] = {"row": row, "progress": sending.progress(row), "server": settings.MAIL is not None, "page": page, "query": query, "columns": [Column(_("Recipient"), named=False), Column(_("Organisation")), Column(_("State"))], "lines": lines}
    return render(request, "correspondence/letter.html", context)


@needs(May.WRITE_MAIL)
def progress(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How far it has come: a fragment that the mail's page asks for again and again."""
    row = get_object_or_404(Letter.objects.listed(), pk=pk)
    return render(request, "correspondence/progress.html", {"row": row, "progress": sending.progress(row), "server": settings.MAIL is not None})


@needs(May.WRITE_MAIL)
@require_POST
def stop(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Letter.objects.listed(), pk=pk)
    try:
        n = sending.stop(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, ngettext("%(n)s mail was held back.", "%(n)s mails were held back.", n) % {"n": n})
    return redirect(row)


@needs(May.WRITE_MAIL)
def templates(request: StaffRequest, centre: str) -> HttpResponse:
    page, query = page_of(LetterTemplate.objects.select_related("centre").order_by("retired", "name", "pk"), request.GET, ON_A_PAGE)
    lines = [[together(link(each.get_absolute_url(), each.name), tag(_("No longer used")) if each.retired else ""), each.subject] for each in page]
    context = {"page": page, "query": query, "columns": [Column(_("Template"), named=False), Column(_("Subject"))], "lines": lines}
    return render(request, "correspondence/templates.html", context)


@needs(May.WRITE_MAIL)
def template(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(LetterTemplate.objects.select_related("centre"), pk=pk) if pk else LetterTemplate()
    title = row.name if pk else _("New template")
    form = TemplateForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("correspondence:templates", centre=centre)
        form.stand_on_theirs()
    return render(request, "correspondence/template.html", {"form": form, "title": title, "draft": f"letter-template-{pk}-{row.version}" if pk else "letter-template-new"}, status=422 if form.errors else 200)
