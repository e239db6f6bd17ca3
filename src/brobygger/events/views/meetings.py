"""A network meeting's agenda, and the minutes written beside it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.cpr import contains_cpr
from brobygger.core.keys import key_of
from brobygger.core.versions import Stale
from brobygger.events import meetings as acts
from brobygger.events import minutes as sending
from brobygger.events.models import Event, Point

LONGEST, LONGEST_MINUTES = 4000, 20_000


@needs(May.EDIT_EVENTS)
def agenda(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The network's open points, each with room for what is said; other events have minutes alone. What is not ended is carried on."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    items = acts.agenda(row)
    said = {item.point.pk: item.said for item in items}
    closed = {item.point.pk for item in items if item.closed}
    minutes, wrong, version = row.minutes, "", row.version
    if request.POST.get("act") == "send":
        return _send(request, row)
    if request.method == "POST":
        given = request.POST
        said = {pk_: given.get(f"p-{pk_}", "") for pk_ in said}
        closed = {pk_ for pk_ in said if f"luk-{pk_}" in given}
        minutes = given.get("minutes", "")
        seen = key_of(given.get("version"))
        wrong = _wrong([*said.values(), minutes])
        if not wrong:
            try:
                acts.minute(row, said, closed, minutes, version=seen, by=request.user, now=timezone.now())
            except Stale:
                wrong = _("Somebody else has saved this in the meantime. Your text is still here; compare and save again.")
            else:
                messages.success(request, _("The minutes are saved."))
                return redirect("events:agenda", centre=centre, pk=pk)
    context = {
        "row": row, "items": [(item, said[item.point.pk], item.point.pk in closed) for item in items], "minutes": minutes, "wrong": wrong, "version": version,
        "network": row.registration.network, "before": row.starts_at > timezone.now(), "written": bool(row.minutes or any(item.said for item in items)),
    }
    return render(request, "events/agenda.html", context, status=422 if wrong else 200)


def _send(request: StaffRequest, row: Event) -> HttpResponse:
    try:
        n = sending.send(row, centre=request.centre, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = ngettext("The minutes are sent to %(n)s address.", "The minutes are sent to %(n)s addresses.", n) % {"n": n}
        messages.success(request, said if n else _("Everybody has these minutes already."))
    return redirect("events:agenda", centre=request.centre.key, pk=row.pk)


@needs(May.SEE_EVENTS)
def on_paper(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The agenda with what has been said, as a page to print."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    return render(request, "events/agenda_on_paper.html", {"row": row, "items": acts.agenda(row), "network": row.registration.network})


@needs(May.EDIT_EVENTS)
@require_POST
def move_point(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Point.objects.select_related("network"), pk=pk)
    acts.move_point(row, up=request.POST.get("way") == "up", by=request.user, now=timezone.now())
    return redirect("events:network", centre=centre, pk=row.network_id)


def _wrong(texts: list[str]) -> str:
    if any(contains_cpr(text) for text in texts):
        return _("This looks like a CPR number. Brobygger never keeps CPR numbers: please write it without.")
    if any(len(text) > LONGEST for text in texts[:-1]) or len(texts[-1]) > LONGEST_MINUTES:
        return _("One of the texts is too long. Shorten it, or put it in a document and write a link.")
    if any("\x00" in text for text in texts):
        return _("There is a character that cannot be kept. Write the text anew.")
    return ""
