"""The lists of organisations and networks, and their forms."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, ProtectedError, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core import spreadsheets
from brobygger.core.forms import ModelForm
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.organisations.forms import NetworkForm, OrganisationForm
from brobygger.organisations.models import Network, Organisation, Sector

ON_A_PAGE = 50


@needs(May.SEE_ORGANISATIONS)
def organisations(request: StaffRequest, centre: str) -> HttpResponse:
    words, sector = request.GET.get("q", "").strip()[:100], request.GET.get("sektor", "")
    rows = Organisation.objects.select_related("parent", "locality").prefetch_related("networks")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(also__icontains=words))
    if sector in Sector.values:
        rows = rows.filter(sector=sector)
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {
        "page": page, "words": words, "sector": sector, "sectors": Sector.choices,
        "query": query, "may_edit": request.access.may(May.EDIT_ORGANISATIONS),
    }
    return render(request, "organisations/organisations.html", context)


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(_("Name")), str(_("Also called")), str(_("Sector")), str(_("Part of")), str(_("Locality")), str(_("Networks"))]
    lines = [
        [row.name, row.also, str(row.get_sector_display()), str(row.parent or ""), str(row.locality or ""), ", ".join(str(each) for each in row.networks.all())]
        for row in rows
    ]
    title = str(_("Organisations"))
    if kind == "csv":
        content, mime = spreadsheets.csv_bytes(headers, lines), "text/csv; charset=utf-8"
    else:
        kind = "xlsx"
        content, mime = spreadsheets.excel_bytes(title, headers, lines), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"{slugify(title)}-{timezone.localdate().isoformat()}.{kind}"
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@needs(May.EDIT_ORGANISATIONS)
def organisation(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Organisation, pk=pk) if pk else Organisation()
    return _form(request, OrganisationForm(request.POST or None, instance=row), "organisations:organisations")


@needs(May.SEE_ORGANISATIONS)
def networks(request: StaffRequest, centre: str) -> HttpResponse:
    rows = Network.objects.select_related("theme").annotate(n=Count("members"))
    context = {"networks": rows, "today": timezone.localdate(), "may_edit": request.access.may(May.EDIT_ORGANISATIONS)}
    return render(request, "organisations/networks.html", context)


@needs(May.EDIT_ORGANISATIONS)
def network(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Network, pk=pk) if pk else Network(started_on=timezone.localdate())
    return _form(request, NetworkForm(request.POST or None, instance=row), "organisations:networks")


def _form(request: StaffRequest, form: ModelForm, onward: str) -> HttpResponse:
    row: Organisation | Network = form.instance
    if row.pk and request.method == "POST" and request.POST.get("act") == "delete":
        return _delete(request, row, onward)
    members = sorted(row.members.values_list("pk", flat=True)) if isinstance(row, Network) and row.pk else []
    before = audit.values(type(row)._default_manager.get(pk=row.pk)) if row.pk else None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
                extra: dict[str, Any] = {}
                if isinstance(row, Network) and members != (now := sorted(row.members.values_list("pk", flat=True))):
                    extra = {"members": [members, now]}
                audit.record("edited" if before else "added", row, by=request.user, before=before, extra=extra)
        except Stale:
            form.theirs = type(row)._default_manager.get(pk=row.pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": row.name})
            return redirect(onward, centre=request.centre.key)
    form.stand_on_theirs()
    context = {"form": form, "row": row, "back": onward, "theirs": form.theirs}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


def _delete(request: StaffRequest, row: Organisation | Network, onward: str) -> HttpResponse:
    name, pk = row.name, row.pk
    try:
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
    except ProtectedError:
        messages.error(request, _("“%(name)s” stands on work that has been registered, so it cannot be deleted: the numbers would change.") % {"name": name})
        return redirect(f"organisations:{row._meta.model_name}", centre=request.centre.key, pk=pk)
    messages.success(request, _("“%(name)s” is deleted. Nothing used it.") % {"name": name})
    return redirect(onward, centre=request.centre.key)
