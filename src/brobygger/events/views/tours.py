"""The stops of a tour and the legs of a relay."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.versions import Stale
from brobygger.events import tours as acts
from brobygger.events.forms.around import StopForm
from brobygger.events.models import Event, Stop
from brobygger.events.views.events import form_page
from brobygger.journal.base_kinds import BaseKind


def _tour(pk: int) -> Event:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    if not acts.has_stops(row):
        raise Http404
    return row


@needs(May.SEE_EVENTS)
def stops(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The way it goes, with who is on board and who came by, and its sums."""
    row = _tour(pk)
    found = list(row.stops.select_related("locality").prefetch_related("aboard__organisation"))
    aboard = {each.who for stop in found for each in stop.aboard.all() if each.who}
    context: dict[str, Any] = {
        "row": row, "stops": found, "relay": row.registration.base == BaseKind.RELAY, "may_edit": request.access.may(May.EDIT_EVENTS), "organisations": len(aboard),
        "visitors": sum(each.visitors or 0 for each in found), "km": sum((each.km or 0) for each in found), "localities": len({each.locality_id for each in found if each.locality_id}),
    }
    return render(request, "events/stops.html", context)


@needs(May.EDIT_EVENTS)
def stop(request: StaffRequest, centre: str, pk: int, stop: int | None = None) -> HttpResponse:
    event = _tour(pk)
    row = get_object_or_404(event.stops, pk=stop) if stop else Stop(event=event)
    relay = event.registration.base == BaseKind.RELAY
    if stop and request.POST.get("act") == "delete":
        acts.remove_stop(row, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row.place})
        return redirect("events:stops", centre=centre, pk=pk)
    before = audit.values(row) if stop else None
    form = StopForm(request.POST or None, instance=row, event=event, relay=relay)
    if request.method == "POST":
        if form.is_valid() and _kept(request, form, before):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row.place})
            return redirect("events:stops", centre=centre, pk=pk)
        form.stand_on_theirs()
    title = row.place if stop else _("A leg") if relay else _("A stop")
    return form_page(request, form, title=title, back=f"{event.get_absolute_url()}stop/", deletable=bool(stop))


def _kept(request: StaffRequest, form: StopForm, before: dict[str, object] | None) -> bool:
    try:
        acts.keep_stop(form.instance, organisations=form.organisations, labels=form.labels, before=before, by=request.user, now=timezone.now())
    except Stale:
        form.theirs = Stop.objects.get(pk=form.instance.pk)
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
    except ValidationError as error:
        form.add_error(None, error)
    else:
        return True
    return False
