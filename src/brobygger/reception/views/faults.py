"""Faults: what is open, one with what becomes of it, and reported from outside by those who use the house."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core import pictures
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.rates import address_of, within
from brobygger.core.versions import Stale
from brobygger.organisations.own import own_or_404, own_page
from brobygger.reception import inspecting
from brobygger.reception.forms.rounds import FaultForm
from brobygger.reception.models import Fault, FaultState
from brobygger.rooms.models import Booking, Room

ON_A_PAGE = 50
MOST_AN_HOUR = 6


@needs(May.RECEIVE)
def faults(request: StaffRequest, centre: str) -> HttpResponse:
    """What is to be mended, the oldest first; or all there has been."""
    words, which = request.GET.get("q", "").strip()[:100], request.GET.get("vis", "")
    rows: Any = Fault.objects.listed()
    if words:
        rows = rows.filter(Q(what__icontains=words) | Q(note__icontains=words) | Q(room__name__icontains=words) | Q(mender__icontains=words))
    if which != "alle":
        rows = rows.unmended().order_by("reported_on", "pk")
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("What is wrong"), _("Room"), _("State"), _("Who mends it"), _("Reported"), _("Mended"))]
        return list_file(str(_("Faults")), headers, [[row.what, str(row.room or ""), str(row.get_state_display()), row.mender, row.reported_on, row.mended_on] for row in rows], kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    filters = [Filter("q", _("Words"), words), Filter("vis", _("Which"), which or "aabne", lines=[("aabne", _("to be mended")), ("alle", _("all"))], optional=False)]
    return render(request, "reception/faults.html", {"page": page, "query": query, "filters": filters, "show_all": "?" if words or which else "", "here": "faults"})


@needs(May.RECEIVE)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    row = Fault()
    form = FaultForm(request.POST or None, request.FILES or None, instance=row, initial={"room": key_of(request.GET.get("lokale"))})
    if request.method == "POST" and form.is_valid():
        inspecting.report(row, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is saved.") % {"name": row})
        return redirect(row)
    context = {"form": form, "title": _("New fault"), "back": reverse("reception:faults", kwargs={"centre": centre}), "draft": "fault-new"}
    return render(request, "reception/form.html", context, status=422 if form.errors else 200)


@needs(May.RECEIVE)
def fault(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One fault: what is known of it, and what is done."""
    row = get_object_or_404(Fault.objects.listed(), pk=pk)
    before = audit.values(row)
    href = reverse("reception:fault_picture", kwargs={"centre": centre, "pk": pk}) if row.picture else ""
    form = FaultForm(request.POST or None, request.FILES or None, instance=row, href=href, rooms=Room.objects.in_use().select_related("premises") | Room.objects.select_related("premises").filter(pk=row.room_id or 0))
    if request.method == "POST":
        if form.is_valid():
            try:
                inspecting.keep(row, before=before, by=request.user, now=timezone.now())
            except Stale:
                form.theirs = Fault.objects.get(pk=pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("“%(name)s” is saved.") % {"name": row})
                return redirect(row)
        form.stand_on_theirs()
    there = Fault.objects.listed().get(pk=pk)
    return render(request, "reception/fault.html", {"row": there, "form": form, "href": href, "theirs": form.theirs, "here": "faults"}, status=422 if form.errors else 200)


@needs(May.RECEIVE)
@require_POST
def step(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Taken on, mended, or open again; the last can be taken back with one click."""
    row = get_object_or_404(Fault, pk=pk)
    wanted = request.POST.get("state") or request.GET.get("state", "")
    if wanted in FaultState.values:
        was = row.state
        inspecting.become(row, FaultState(wanted), by=request.user, now=timezone.now())
        undo = f"{request.path}?state={was}"
        said = {FaultState.MENDING: _("“%(what)s” is being mended."), FaultState.MENDED: _("“%(what)s” is mended.")}.get(FaultState(wanted), _("“%(what)s” is open again."))
        messages.success(request, said % {"what": row}, extra_tags=f"undo:{undo}" if was != wanted else "")
    return redirect("reception:faults", centre=centre)


@needs(May.RECEIVE)
def picture(request: StaffRequest, centre: str, pk: int) -> FileResponse:
    return pictures.served(get_object_or_404(Fault.objects.exclude(picture=""), pk=pk).picture, to_all=False)


@needs(May.OWN_ORGANISATION)
def own(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """An association tells of something that is broken."""
    here = own_or_404(request, pk)
    row = Fault(organisation=here.organisation)
    form = FaultForm(request.POST or None, request.FILES or None, instance=row, outside=True)
    if request.method == "POST" and form.is_valid():
        inspecting.report(row, by=request.user, now=timezone.now())
        messages.success(request, _("Thank you for telling. We look at it."))
        return redirect("own_reception:page", centre=centre, pk=pk)
    return own_page(request, here, "reception/own_fault.html", {"form": form}, here="reception", status=422 if form.errors else 200)


@open_to_all
def of_booking(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """Whoever has booked a room tells what is broken in it; the booking's own address is the key."""
    booking = get_object_or_404(Booking.objects.listed().filter(registration=None), token=token)
    row = Fault(organisation=booking.organisation, room=booking.room)
    form = FaultForm(request.POST or None, request.FILES or None, instance=row, outside=True, rooms=Room.objects.filter(pk=booking.room_id))
    del form.fields["room"]
    sent = "sendt" in request.GET
    if request.method == "POST" and form.is_valid():
        if within(f"faults-{address_of(request)}", most=MOST_AN_HOUR, seconds=3600):
            row.room = booking.room
            inspecting.report(row, by=request.user if isinstance(request.user, User) else None, now=timezone.now())
            return redirect(f"{request.path}?sendt=1")
        form.add_error(None, _("Very many have come from your network in the last hour. Try again later, or call us."))
    answer = render(request, "reception/fault_of_booking.html", {"booking": booking, "form": form, "sent": sent}, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
