"""Organisations written twice: looked for, made one, parted again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.organisations import merging
from brobygger.organisations.alike import pairs
from brobygger.organisations.models import Merge, Organisation
from brobygger.organisations.models.merges import UNDONE_WITHIN

SHOWN = ("name", "also", "sector", "parent", "legal_form", "cvr", "mail", "phone", "website", "address", "locality", "member_count", "volunteer_count")


@needs(May.EDIT_ORGANISATIONS)
def alike(request: StaffRequest, centre: str) -> HttpResponse:
    """Pairs that may be the same; and what was merged lately, to be parted again."""
    lately = Merge.objects.filter(at__gte=timezone.now() - UNDONE_WITHIN).select_related("kept", "by")
    return render(request, "organisations/alike.html", {"pairs": pairs(), "lately": lately})


@needs(May.EDIT_ORGANISATIONS)
def merge(request: StaffRequest, centre: str, pk: int, other: int) -> HttpResponse:
    """Two side by side; one is chosen to stay, or they are said not to be the same."""
    rows = [get_object_or_404(Organisation.objects.select_related("parent", "locality"), pk=key) for key in (pk, other)]
    error = ""
    if request.method == "POST" and pk != other:
        if request.POST.get("order") == "apart":
            merging.tell_apart(*rows)
            messages.success(request, _("They will not be shown as a pair again."))
            return redirect("organisations:alike", centre=centre)
        kept, gone = rows if request.POST.get("keep") == str(pk) else reversed(rows)
        try:
            merging.merge(kept, gone, by=request.user, now=timezone.now())
        except ValidationError as refused:
            error = refused.messages[0]
        else:
            messages.success(request, _("“%(gone)s” is now “%(kept)s”. It can be undone for thirty days.") % {"gone": gone.name, "kept": kept.name})
            return redirect("organisations:organisation", centre=centre, pk=kept.pk)
    fields = [(getattr(Organisation._meta.get_field(name), "verbose_name", name), *(_said(row, name) for row in rows)) for name in SHOWN]
    counts = [(_("Stands on it"), *(_things(row) for row in rows))]
    context = {"rows": rows, "fields": [each for each in fields if each[1] or each[2]], "counts": counts, "error": error}
    return render(request, "organisations/merge.html", context, status=422 if error else 200)


def _things(row: Organisation) -> int:
    """How many rows point to it, of whichever context."""
    return sum(model._default_manager.filter(**{name: row.pk}).count() for model, name in merging.pointing())


def _said(row: Organisation, name: str) -> str:
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    return "" if value is None else str(value)


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def part(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Merge.objects.select_related("kept"), pk=pk)
    try:
        again = merging.part(row, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("organisations:alike", centre=centre)
    messages.success(request, _("“%(name)s” stands by itself again, with what came from it.") % {"name": again.name})
    return redirect("organisations:organisation", centre=centre, pk=again.pk)
