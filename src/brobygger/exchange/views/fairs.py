"""The office's pages of exchange fairs: which there are, one with its catalogue, slips typed in one line each, and the tally for the wall."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.exchange import fairs as acts
from brobygger.exchange.forms.fairs import FairForm, SlipForm
from brobygger.exchange.models import Exchange, Fair
from brobygger.organisations.models import Organisation

ON_A_PAGE: Final = 50
SLIPS: Final = 30


@needs(May.SEE_EXCHANGE)
def fairs(request: StaffRequest, centre: str) -> HttpResponse:
    page, query = page_of(Fair.objects.listed(), request.GET, ON_A_PAGE)
    return render(request, "exchange/fairs.html", {"page": page, "query": query, "may_edit": request.access.may(May.EDIT_EXCHANGE)})


@needs(May.EDIT_EXCHANGE)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """Let an event be a fair, and say who takes part."""
    row = get_object_or_404(Fair.objects.listed(), pk=pk) if pk else Fair()
    form = FairForm(request.POST or None, instance=row, initial={"event": key_of(request.GET.get("arrangement"))} if "arrangement" in request.GET else None)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "row": row if pk else None, "theirs": form.theirs, "draft": f"fair-{pk or 'new'}-{row.version}"}
    return render(request, "exchange/fair_form.html", context, status=422 if form.errors else 200)


@needs(May.SEE_EXCHANGE)
def fair(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One fair: how far it has come, and its catalogue."""
    row = get_object_or_404(Fair.objects.listed(), pk=pk)
    posts = acts.catalogue(row)
    context = {
        "row": row, "tally": acts.tally(row), "parts": acts.parted(posts), "organisations": row.organisations.order_by("name"), "may_edit": request.access.may(May.EDIT_EXCHANGE), "may_enter": request.access.may(May.CHECK_IN),
        "brokers": [line.strip() for line in row.brokers.splitlines() if line.strip()],
    }
    return render(request, "exchange/fair.html", context)


@needs(May.CHECK_IN)
def slips(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Slips typed in, one after another; the newest stand below, each with its way back."""
    row = get_object_or_404(Fair.objects.listed(), pk=pk)
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.enter(row, form.slip(), key=form.key(), by=request.user, now=timezone.now())
            return redirect(f"{request.path}?sidste={made.pk}")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    rows = Exchange.objects.listed().filter(fair=row).order_by("-pk")
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Who gives"), _("Who gets"), _("What"), _("Category"), _("Hours"))]
        return list_file(f"{_('Agreement slips')} {row}", headers, [[each.giver, each.getter, each.title, str(each.category), round(each.minutes / 60, 2) if each.minutes else None] for each in rows], kind=kind)
    page, query = page_of(rows, request.GET, SLIPS)
    context = {"row": row, "form": form, "page": page, "query": query, "last": key_of(request.GET.get("sidste")), "names": Organisation.objects.order_by("name").values_list("name", flat=True), "n": page.paginator.count}
    return render(request, "exchange/slips.html", context, status=422 if form.errors else 200)


@needs(May.CHECK_IN)
@require_POST
def take_out(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Fair, pk=pk)
    if acts.take_out(row, key_of(request.POST.get("slip")) or 0, by=request.user, now=timezone.now()):
        messages.success(request, _("The slip is taken out."))
    return redirect("exchange:slips", centre=centre, pk=pk)


@needs(May.SEE_EXCHANGE)
def wall(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The tally in large letters, for the wall; it keeps itself up to date while it stands open."""
    row = get_object_or_404(Fair.objects.listed(), pk=pk)
    template = "exchange/wall.html#tally" if request.htmx else "exchange/wall.html"
    return render(request, template, {"row": row, "tally": acts.tally(row)})
