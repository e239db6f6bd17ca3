"""The house for everybody: the rooms, one of them, and premises that others lend out."""

from typing import Any

from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Locality
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.rooms.finding import free_hours
from brobygger.rooms.models import Feature, LentPremises, PriceClass, Room
from brobygger.rooms.notices import notices_of
from brobygger.rooms.shown import rules_of

ON_A_PAGE = 60
DAYS_SHOWN = 14
SIZES = (10, 20, 40, 80)


@open_to_all
def overview(request: HttpRequest, centre: str) -> HttpResponse:
    """The rooms that others than the centre may book."""
    persons, feature, step = request.GET.get("antal", ""), request.GET.get("udstyr", ""), request.GET.get("trin", "")
    rows = Room.objects.listed().public()
    if least := key_of(persons):
        rows = rows.filter(capacity__gte=min(least, 5000))
    if feature:
        rows = rows.filter(features=key_of(feature) or 0)
    if step:
        rows = rows.filter(step_free=True)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    filters = [
        Filter("antal", _("For how many"), persons, lines=[(n, _("%(n)s or more") % {"n": n}) for n in SIZES]),
        Filter("udstyr", _("With"), feature, lines=Feature.objects.filter(retired=False, rooms__in=Room.objects.public()).distinct().values_list("pk", "name")),
        Filter("trin", _("Access"), step, lines=[("fri", _("step-free"))]),
    ]
    context = {
        "page": page, "query": query, "filters": filters, "show_all": "?" if persons or feature or step else "", "classes": PriceClass.objects.filter(retired=False),
        "others": LentPremises.objects.filter(retired=False).exists(),
    }
    return render(request, "rooms/overview.html", context)


@open_to_all
def room(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One room for everybody: what is in it, what holds for booking it, what it costs."""
    row = get_object_or_404(Room.objects.listed().public(), pk=pk)
    classes = PriceClass.objects.filter(retired=False) if row.charged else ()
    context = {"row": row, "rules": rules_of(row), "classes": classes, "free": free_hours(row, timezone.localdate(), DAYS_SHOWN, now=timezone.now()), "notices": notices_of([row.pk]).get(row.pk, ())}
    return render(request, "rooms/public_room.html", context)


@open_to_all
def picture(request: HttpRequest, centre: str, pk: int) -> FileResponse:
    row = get_object_or_404(Room.objects.exclude(picture=""), pk=pk)
    answer = FileResponse(row.picture.open())
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@open_to_all
def lent(request: HttpRequest, centre: str) -> HttpResponse:
    """Premises that others in the municipality lend out: for how many, on which terms, whom to ask."""
    words, persons, place, how = request.GET.get("q", "").strip()[:100], request.GET.get("antal", ""), request.GET.get("sted", ""), request.GET.get("vilkaar", "")
    rows: Any = LentPremises.objects.filter(retired=False).select_related("organisation", "locality")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(text__icontains=words) | Q(terms__icontains=words) | Q(address__icontains=words))
    if least := key_of(persons):
        rows = rows.filter(capacity__gte=min(least, 5000))
    if place:
        rows = rows.filter(locality=key_of(place) or 0)
    if how in {"gratis", "trinfri"}:
        rows = rows.filter(free_of_charge=True) if how == "gratis" else rows.filter(step_free=True)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    there = LentPremises.objects.filter(retired=False).order_by().values("locality")
    filters = [
        Filter("q", _("Words"), words), Filter("antal", _("For how many"), persons, lines=[(n, _("%(n)s or more") % {"n": n}) for n in SIZES]),
        Filter("sted", _("Where"), place, lines=Locality.objects.filter(pk__in=there).values_list("pk", "name")),
        Filter("vilkaar", _("Terms"), how, lines=[("gratis", _("free of charge for associations")), ("trinfri", _("step-free"))]),
    ]
    return render(request, "rooms/public_lent.html", {"page": page, "query": query, "filters": filters, "show_all": "?" if words or persons or place or how else ""})
