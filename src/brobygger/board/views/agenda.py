"""The agenda, item by item: add, write, move, take out."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.forms.meetings import ItemForm, NewItemForm
from brobygger.board.models import AgendaItem, Frozen, Meeting
from brobygger.board.views.meetings import meeting_page, told_frozen
from brobygger.centres import audit
from brobygger.core.versions import Stale


@needs(May.FOLLOW_UP)
@require_POST
def item_new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.select_related("team", "centre"), pk=pk)
    last = meeting.items.order_by("-position").values_list("position", flat=True).first()
    row = AgendaItem(meeting=meeting, position=0 if last is None else last + 1)
    form = NewItemForm(request.POST, instance=row, auto_id="new-%s")
    if not form.is_valid():
        return meeting_page(request, meeting, status=422, item_form=form)
    try:
        with transaction.atomic():
            form.save()
            audit.record("added", row, by=request.user)
    except Frozen:
        return told_frozen(request, meeting)
    return redirect(f"{meeting.get_absolute_url()}#new-item")


def item_of(request: StaffRequest, pk: int) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.select_related("meeting__team", "meeting__centre"), pk=pk)


@needs(May.FOLLOW_UP)
def item(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One item with its minutes. After the freezing the minutes alone."""
    row = item_of(request, pk)
    before = audit.values(row)
    form = ItemForm(request.POST or None, instance=row, frozen=row.meeting.is_frozen)
    back = f"{row.meeting.get_absolute_url()}#item-{row.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
                audit.record("changed", row, by=request.user, before=before)
        except Frozen:
            return told_frozen(request, row.meeting)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            return redirect(back)
    context = {"form": form, "title": _("Item on the agenda"), "does": _("Save"), "back": back, "draft": f"item-{row.pk}-{row.version}"}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.FOLLOW_UP)
@require_POST
def item_move(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One place up or down."""
    row = item_of(request, pk)
    step = {"up": -1, "down": 1}.get(request.POST.get("way", ""))
    if step is None:
        raise Http404
    try:
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=row.meeting_id)
            items = list(AgendaItem.objects.filter(meeting=row.meeting_id))
            place = items.index(row)
            if 0 <= place + step < len(items):
                items[place], items[place + step] = items[place + step], items[place]
                for position, each in enumerate(items):
                    if each.position != position:
                        each.position = position
                        each.save()
                audit.record("moved", row, by=request.user, before={}, extra={"way": request.POST["way"]})
    except (Frozen, Stale):
        return told_frozen(request, row.meeting)
    return redirect(f"{row.meeting.get_absolute_url()}#item-{row.pk}")


@needs(May.FOLLOW_UP)
@require_POST
def item_delete(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = item_of(request, pk)
    meeting = row.meeting
    try:
        with transaction.atomic():
            audit.record("taken out", row, by=request.user)
            row.delete()
    except Frozen:
        return told_frozen(request, meeting)
    messages.success(request, _("“%(title)s” is taken off the agenda.") % {"title": row.title})
    return redirect(meeting)
