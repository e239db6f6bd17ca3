"""The journal's pages: the list, one registration, and registering in full."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.durations import duration
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.journal import actions, listing, permissions, reading
from brobygger.journal.filters import Filters
from brobygger.journal.forms import RegistrationForm
from brobygger.journal.models import Registration
from brobygger.journal.shown import targets_for
from brobygger.plan.belonging import targets_counting

PAGE = 50


@needs(May.REGISTER)
def registrations(request: StaffRequest, centre: str) -> HttpResponse:
    filters = Filters(request.GET)
    rows = filters.apply(permissions.visible(request.access))
    if kind := request.GET.get("format"):
        return _export(rows.listed(), kind)
    page, _others = page_of(rows, request.GET, PAGE)
    context = {
        "page": page, "filters": filters.fields(), "show_all": "?" if filters.active else "", "figures": rows.figures(), "query": filters.query(), "columns": listing.columns(),
        "lines": [*listing.cells(page.object_list, centre=centre)],
    }
    return render(request, "journal/list.html", context)


def _export(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (
        _("Date"), _("Kind of work"), _("What"), _("Theme"), _("Locality"), _("Network"), _("Persons"), _("Minutes"), _("Where they came from"),
        _("Whose"), _("State"), _("Note"), _("Registered by"),
    )]
    lines = (
        [
            row.done_on, row.kind.name, row.title, str(row.theme or ""), str(row.locality or ""), str(row.network or ""), row.persons,
            row.minutes, ", ".join(str(each) for each in row.participations.all()), row.get_mode_display(),
            row.get_state_display(), row.note, str(row.created_by or ""),
        ]
        for row in rows
    )
    return list_file(str(_("Registrations")), headers, lines, kind=kind, name=f"registreringer-{timezone.localdate().isoformat()}")


@needs(May.REGISTER)
def registration(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.visible(request.access).listed(), pk=pk)
    if row.tool:
        return redirect(row)
    changes = Change.objects.filter(model=Registration._meta.label, row=row.pk).select_related("by")[:50]
    context = {
        "row": row,
        "changes": changes,
        "targets": targets_counting(row),
        "may_edit": permissions.may_edit(request.access, row),
        "time_spent": duration(row.minutes) if row.minutes is not None else "",
    }
    return render(request, "journal/registration.html", context)


@needs(May.REGISTER)
def attachment(request: StaffRequest, centre: str, pk: int) -> FileResponse:
    """The attached proof, to those who see the registration; always as a download, whatever it says it is."""
    row = get_object_or_404(permissions.visible(request.access).exclude(attachment=""), pk=pk)
    return FileResponse(row.attachment.open(), as_attachment=True, filename=str(row.attachment.name).rpartition("/")[2])


@needs(May.REGISTER)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """The full form, begun from a typed line, from another registration (``kopi``) or from nothing."""
    initial = reading.initial(request.GET.get("linje", ""), today=timezone.localdate())
    if (copied := request.GET.get("kopi", "")).isdecimal():
        initial = reading.copied(get_object_or_404(permissions.visible(request.access), pk=int(copied)))
    return _form(request, Registration(), initial=initial)


@needs(May.REGISTER)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.visible(request.access), pk=pk)
    if not permissions.may_edit(request.access, row):
        raise Http404
    return redirect(row) if row.tool else _form(request, row)


def _form(request: StaffRequest, row: Registration, initial: dict[str, Any] | None = None) -> HttpResponse:
    before = audit.values(row) if row.pk else None
    form = RegistrationForm(request.POST or None, request.FILES or None, instance=row, initial=initial or {})
    if request.method == "POST" and form.is_valid():
        today, now = timezone.localdate(), timezone.now()
        found, together = form.cleaned_data["affiliations"], form.cleaned_data["co_hosts"]
        try:
            if before is None:
                actions.register(form.instance, affiliations=found, co_hosts=together, by=request.user, today=today, now=now)
            else:
                actions.edit(form.instance, affiliations=found, co_hosts=together, before=before, by=request.user, today=today, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, saved(form.instance, found))
            return redirect("journal:registration", centre=request.centre.key, pk=form.instance.pk)
    status = 422 if form.is_bound else 200
    return render(request, "journal/form.html", {"form": form, "row": row if before else None}, status=status)


def saved(row: Registration, affiliations: Sequence[actions.From] = ()) -> str:
    """What is said after saving: that it is kept, and where it counts."""
    targets = targets_for(row, affiliations)
    if row.draft:
        return _("Kept as a draft. It counts once you finish it.")
    if not targets:
        return _("Registered: “%(title)s”.") % {"title": row.title}
    return _("Registered: “%(title)s”. It counts in %(n)s of the plan’s targets.") % {"title": row.title, "n": len(targets)}


@needs(May.REGISTER)
@require_POST
def delete(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.visible(request.access), pk=pk)
    if not permissions.may_edit(request.access, row):
        raise Http404
    if row.tool:
        messages.error(request, _("“%(title)s” is kept here, with all that belongs to it. Cancel or delete it on this page.") % {"title": row.title})
        return redirect(row)
    actions.delete(row, by=request.user, now=timezone.now())
    undo = reverse("journal:restore", kwargs={"centre": centre, "pk": pk})
    messages.success(request, _("Deleted: “%(title)s”.") % {"title": row.title}, extra_tags=f"undo:{undo}")
    return redirect("journal:list", centre=centre)


@needs(May.REGISTER)
@require_POST
def restore(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Undo a deletion from the audit trail."""
    changes = Change.objects.filter(model=Registration._meta.label, row=pk, verb="deleted")
    if not request.access.may(May.EDIT_WORK):
        changes = changes.filter(by=request.user)
    change = get_object_or_404(changes)
    row = actions.restore(change, by=request.user, today=timezone.localdate(), now=timezone.now())
    messages.success(request, _("Brought back: “%(title)s”.") % {"title": row.title})
    return redirect("journal:registration", centre=centre, pk=row.pk)
