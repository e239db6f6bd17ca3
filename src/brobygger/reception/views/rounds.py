"""The daily inspection: all rooms of a place on one page, seen with one button; the checklist; and what was seen on the days before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, Filter, said
from brobygger.core.paging import page_of
from brobygger.reception import inspecting
from brobygger.reception.forms.rounds import CheckPointForm, SeenForm
from brobygger.reception.models import CheckPoint, Fault, Inspection
from brobygger.rooms.models import Premises, Room

ON_A_PAGE = 50


@needs(May.RECEIVE)
def walk(request: StaffRequest, centre: str) -> HttpResponse:
    """Every room of the place: tick only what is not in order, and say at the end that they are seen."""
    now = timezone.now()
    today = timezone.localdate(now)
    houses = list(Premises.objects.filter(retired=False, rooms__retired=False).distinct())
    house = next((row for row in houses if row.pk == key_of(request.GET.get("sted"))), houses[0] if houses else None)
    rooms = list(Room.objects.in_use().filter(premises=house).select_related("premises")) if house else []
    points, seen = inspecting.points_by_room(rooms), inspecting.seen_on(today)
    forms = [SeenForm(request.POST or None, room=row, points=points[row.pk], before=seen.get(row.pk)) for row in rooms]
    valid = [form.is_valid() for form in forms]  # every one is asked, so that each says what is wrong with it
    if request.method == "POST" and all(valid):
        n = inspecting.inspect([each for form in forms if (each := form.as_seen())], by=request.user, now=now)
        messages.success(request, ngettext("%(n)s room is seen. Thank you.", "%(n)s rooms are seen. Thank you.", n) % {"n": n})
        return redirect(f"{reverse('reception:walk', kwargs={'centre': centre})}{f'?sted={house.pk}' if house and len(houses) > 1 else ''}")
    known: dict[int, list[Fault]] = {}
    for fault in Fault.objects.listed().unmended().filter(room__in=rooms):
        known.setdefault(fault.room_id or 0, []).append(fault)
    context = {
        "forms": [(form, known.get(form.room.pk, [])) for form in forms], "houses": houses, "house": house, "done": sum(row.pk in seen for row in rooms), "of": len(rooms), "any_point": any(points.values()), "looked_for": " · ".join(dict.fromkeys(str(each) for found in points.values() for each in found)), "may_edit": request.access.may(May.EDIT_ROOMS),
        "here": "walk", "wrong": any(form.errors for form in forms),
    }
    return render(request, "reception/walk.html", context, status=422 if context["wrong"] else 200)


@needs(May.RECEIVE)
def inspections(request: StaffRequest, centre: str) -> HttpResponse:
    """What has been seen, the newest first; by room, or only where something was not in order."""
    which, room = request.GET.get("vis", ""), request.GET.get("lokale", "")
    rows: Any = Inspection.objects.listed()
    if room:
        rows = rows.filter(room=key_of(room) or 0)
    if which == "noget":
        rows = rows.filter(pk__in=Inspection.amiss.through.objects.order_by().values("inspection")) | rows.exclude(note="")
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Day"), _("Place"), _("Room"), _("Not in order"), _("Note"), _("Seen by"))]
        return list_file(str(_("Inspections")), headers, [[row.on, row.room.premises.name, row.room.name, ", ".join(str(each) for each in row.amiss.all()), row.note, str(row.by or "")] for row in rows], kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    columns = [Column(_("Day"), named=False), Column(_("Room")), Column(_("Not in order")), Column(_("Note")), Column(_("Seen by"))]
    lines = [[said(row.on, "j. F Y"), row.room, ", ".join(str(each) for each in row.amiss.all()), row.note, row.by or ""] for row in page]
    filters = [
        Filter("lokale", _("Room"), room, lines=Room.objects.in_use().values_list("pk", "name")), Filter("vis", _("Which"), which or "alle", lines=[("alle", _("all")), ("noget", _("where something was not in order"))], optional=False),
    ]
    return render(request, "reception/inspections.html", {"page": page, "query": query, "columns": columns, "lines": lines, "filters": filters, "show_all": "?" if room or which else "", "here": "walk"})


@needs(May.RECEIVE)
def points(request: StaffRequest, centre: str) -> HttpResponse:
    """The checklist."""
    if request.method == "POST":
        if not request.access.may(May.EDIT_ROOMS):
            raise PermissionDenied
        inspecting.lay_out_points(by=request.user, now=timezone.now())
        return redirect("reception:points", centre=centre)
    page, query = page_of(CheckPoint.objects.prefetch_related("rooms"), request.GET, ON_A_PAGE)
    return render(request, "reception/points.html", {"page": page, "query": query, "may_edit": request.access.may(May.EDIT_ROOMS), "here": "walk"})


@needs(May.EDIT_ROOMS)
def point(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(CheckPoint, pk=pk) if pk else CheckPoint(position=CheckPoint.objects.count())
    form = CheckPointForm(request.POST or None, instance=row)
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("“%(name)s” is saved.") % {"name": row})
        return redirect("reception:points", centre=centre)
    context = {"form": form, "title": _("Edit the point") if pk else _("New point"), "back": reverse("reception:points", kwargs={"centre": centre}), "draft": f"checkpoint-{pk or 'new'}"}
    return render(request, "reception/form.html", context, status=422 if form.errors else 200)


def missing_today() -> tuple[int, int]:
    """How many rooms in use have been seen today, of how many."""
    rooms = Room.objects.in_use()
    return Inspection.objects.filter(on=timezone.localdate(), room__in=rooms.values("pk")).count(), rooms.count()
