"""Organisations and persons written twice: looked for, made one, parted again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.organisations import alike as looking
from brobygger.organisations import merging, merging_persons
from brobygger.organisations.carrying import pointing
from brobygger.organisations.models import Apart, Merge, Organisation, PersonApart, PersonMerge
from brobygger.organisations.models.merges import UNDONE_WITHIN
from brobygger.organisations.settling import both_members
from brobygger.people.models import Person

SHOWN = ("name", "also", "sector", "parent", "legal_form", "cvr", "mail", "phone", "website", "social_media", "address", "locality", "member_count", "volunteer_count")
_NOT_COUNTED = (Apart, PersonApart, *merging.STAYS_ITS_OWN)
SHOWN_OF_PERSONS = ("name", "mail", "phone")


@needs(May.EDIT_ORGANISATIONS)
def alike(request: StaffRequest, centre: str) -> HttpResponse:
    """Pairs that may be the same; and what was merged lately, to be parted again."""
    lately = Merge.objects.filter(at__gte=timezone.now() - UNDONE_WITHIN).select_related("kept", "by")
    return render(request, "organisations/alike.html", {"pairs": looking.pairs(), "lately": lately})


@needs(May.EDIT_ORGANISATIONS)
def persons(request: StaffRequest, centre: str) -> HttpResponse:
    """The same for persons: contacts and personal members."""
    lately = PersonMerge.objects.filter(at__gte=timezone.now() - UNDONE_WITHIN).select_related("kept", "by")
    return render(request, "organisations/alike_persons.html", {"pairs": looking.persons(), "lately": lately})


@needs(May.EDIT_ORGANISATIONS)
def merge(request: StaffRequest, centre: str, pk: int, other: int) -> HttpResponse:
    """Two side by side; one is chosen to stay, or they are said not to be the same."""
    rows = [get_object_or_404(Organisation.objects.select_related("parent", "locality"), pk=key) for key in (pk, other)]
    if request.method == "POST" and pk != other and request.POST.get("order") == "apart":
        merging.tell_apart(rows[0], rows[1])
        messages.success(request, _("They will not be shown as a pair again."))
        return redirect("organisations:alike", centre=centre)
    kept, gone, error = _made_one(request, rows, merging.merge)
    if kept is not None:
        messages.success(request, _("“%(gone)s” is now “%(kept)s”. It can be undone for thirty days.") % {"gone": gone.name, "kept": kept.name})
        return redirect("organisations:organisation", centre=centre, pk=kept.pk)
    return _side_by_side(request, rows, SHOWN, "organisation", error)


@needs(May.EDIT_ORGANISATIONS)
def merge_persons(request: StaffRequest, centre: str, pk: int, other: int) -> HttpResponse:
    rows = [get_object_or_404(Person, pk=key, erased_on=None) for key in (pk, other)]
    if request.method == "POST" and pk != other and request.POST.get("order") == "apart":
        merging.tell_apart(rows[0], rows[1], pairs=PersonApart)
        messages.success(request, _("They will not be shown as a pair again."))
        return redirect("organisations:alike_persons", centre=centre)
    kept, _gone, error = _made_one(request, rows, merging_persons.merge)
    if kept is not None:
        messages.success(request, _("%(name)s stands there once now. It can be undone for thirty days.") % {"name": kept.name})
        return redirect("organisations:alike_persons", centre=centre)
    return _side_by_side(request, rows, SHOWN_OF_PERSONS, "person", error)


def _made_one(request: StaffRequest, rows: list[Any], merge: Any) -> tuple[Any, Any, str]:
    """Carry the order out: the one that stays and the one that is gone; or nobody, with a sentence where it cannot be."""
    if request.method != "POST" or rows[0].pk == rows[1].pk:
        return None, None, ""
    kept, gone = rows if request.POST.get("keep") == str(rows[0].pk) else reversed(rows)
    member = request.POST.get("member", "")
    stays = {str(kept.pk): "kept", str(gone.pk): "gone"}.get(member)
    try:
        merge(kept, gone, by=request.user, now=timezone.now(), stays=stays)
    except ValidationError as refused:
        return None, None, refused.messages[0]
    return kept, gone, ""


def _side_by_side(request: StaffRequest, rows: list[Any], shown: tuple[str, ...], member: str, error: str) -> HttpResponse:
    fields = [(getattr(rows[0]._meta.get_field(name), "verbose_name", name), *(_said(row, name) for row in rows)) for name in shown]
    counts = [(_("Stands on it"), *(_things(row) for row in rows))]
    spans = [(row, list(row.memberships.select_related("type", "locality"))) for row in rows] if both_members(member, rows[0].pk, rows[1].pk) and rows[0].pk != rows[1].pk else []
    context = {
        "rows": rows, "fields": [each for each in fields if each[1] or each[2]], "counts": counts, "error": error, "spans": spans, "persons": member == "person",
        "keep": request.POST.get("keep", str(rows[0].pk)), "member": request.POST.get("member", ""),
    }
    return render(request, "organisations/merge.html", context, status=422 if error else 200)


def _things(row: Any) -> int:
    """How many rows point to it and would go over to the other, of whichever context."""
    return sum(model._default_manager.filter(**{name: row.pk}).count() for model, name in pointing(type(row), but=_NOT_COUNTED))


def _said(row: Any, name: str) -> str:
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


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def part_persons(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(PersonMerge.objects.select_related("kept"), pk=pk)
    try:
        again = merging_persons.part(row, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("“%(name)s” stands by itself again, with what came from it.") % {"name": again.name})
    return redirect("organisations:alike_persons", centre=centre)
