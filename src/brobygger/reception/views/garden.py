"""The garden at the office: who keeps it in order when, and how much each association uses it; and the turns on an association's own pages."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column
from brobygger.core.paging import page_of
from brobygger.organisations.own import own_or_404
from brobygger.reception import gardening
from brobygger.reception.forms.garden import SwapForm, TurnsForm
from brobygger.reception.models import UpkeepTurn

ON_A_PAGE = 60


@needs(May.RECEIVE)
def garden(request: StaffRequest, centre: str) -> HttpResponse:
    """The turns to come, and what each association has used and done this year."""
    today = timezone.localdate()
    places = gardening.gardens()
    place = next((row for row in places if row.pk == key_of(request.GET.get("sted"))), places[0] if places else None)
    if place is None:
        return render(request, "reception/garden.html", {"place": None, "here": "garden", "may_edit": request.access.may(May.EDIT_ROOMS)})
    use = gardening.use_of(place, today.year)
    headings = [_("Association"), _("Bookings"), _("Hours"), _("Upkeep turns"), _("Of them done")]
    if kind := request.GET.get("format", ""):
        return list_file(f"{place} {today.year}", headings, [[each.who, each.bookings, each.hours, each.turns, each.done] for each in use], kind=kind)
    turns = UpkeepTurn.objects.listed().filter(premises=place).to_come(today)
    form, swap = TurnsForm(None, place=place), SwapForm(None, turns=turns)
    status = 200
    if request.method == "POST" and request.access.may(May.EDIT_ROOMS):
        done, form, swap = _act(request, place, turns)
        if done:
            return redirect(f"{request.path}?sted={place.pk}")
        status = 422
    page, query = page_of(turns, request.GET, ON_A_PAGE)
    context = {
        "place": place, "places": places, "page": page, "query": query, "form": form, "swap": swap, "today": today, "missed": UpkeepTurn.objects.listed().filter(premises=place).missed(today), "year": today.year,
        "columns": [Column(headings[0], named=False), *(Column(each, "num") for each in headings[1:])], "lines": [[each.who, each.bookings, floatformat(each.hours, -1), each.turns, each.done] for each in use], "here": "garden", "may_edit": request.access.may(May.EDIT_ROOMS),
    }
    return render(request, "reception/garden.html", context, status=status)


def _act(request: StaffRequest, place: Any, turns: Any) -> tuple[bool, Any, Any]:
    form, swap = TurnsForm(None, place=place), SwapForm(None, turns=turns)
    form_: Any
    if request.POST.get("act") == "swap":
        form_ = swap = SwapForm(request.POST, turns=turns)
    else:
        form_ = form = TurnsForm(request.POST, place=place)
    if form_.is_valid():
        given = form_.cleaned_data
        try:
            if form_ is swap:
                gardening.swap(given["one"], given["other"], by=request.user, now=timezone.now())
                messages.success(request, _("The two have swapped weeks."))
            else:
                n = gardening.lay_out(place, list(given["organisations"]), first=given["first"], last=given["last"], by=request.user, now=timezone.now())
                messages.success(request, ngettext("%(n)s turn is laid out.", "%(n)s turns are laid out.", n) % {"n": n})
            return True, form, swap
        except ValidationError as error:
            form_.add_error(None, error)
    return False, form, swap


@needs(May.RECEIVE)
@require_POST
def done(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """It is done, or not after all: one click each way."""
    row = get_object_or_404(UpkeepTurn.objects.listed(), pk=pk)
    undo = request.GET.get("fortryd") == "1"
    try:
        gardening.done(row, by=request.user, now=timezone.now(), undo=undo)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is not done.") if undo else _("Done: %(turn)s.") % {"turn": row}, extra_tags="" if undo else f"undo:{request.path}?fortryd=1")
    return redirect(row)


@needs(May.OWN_ORGANISATION)
@require_POST
def own_turn(request: StaffRequest, centre: str, pk: int, turn: int) -> HttpResponse:
    """An association says that its turn is done, gives one up to the others, or takes one that nobody has."""
    own = own_or_404(request, pk)
    row = get_object_or_404(UpkeepTurn.objects.listed().filter(premises__upkeep__organisation=own.organisation).distinct(), pk=turn)
    act, now, mine = request.POST.get("act"), timezone.now(), row.organisation_id == own.organisation.pk
    try:
        if act == "done" and mine:
            gardening.done(row, by=request.user, now=now)
            messages.success(request, _("Thank you. The garden is glad."))
        elif act == "give" and mine and row.starts_on > own.today:
            gardening.change(row, None, of=own.organisation, by=request.user, now=now)
            messages.success(request, _("The week is free for the others to take."))
        elif act == "take" and row.organisation_id is None:
            taken = gardening.change(row, own.organisation, of=None, by=request.user, now=now)
            messages.success(request, _("The week is yours. Thank you.")) if taken else messages.info(request, _("Somebody else has just taken it."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("own_reception:page", kwargs={"centre": centre, "pk": pk}))
