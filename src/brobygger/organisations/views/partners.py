"""Networks and collaborations: their lists and forms."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.organisations.forms.organisations import CollaborationForm, NetworkForm
from brobygger.organisations.models import Collaboration, Network
from brobygger.organisations.views.organisations import delete, form_page


@needs(May.SEE_ORGANISATIONS)
def networks(request: StaffRequest, centre: str) -> HttpResponse:
    rows = Network.objects.select_related("theme").annotate(n=Count("members"))
    context = {"networks": rows, "today": timezone.localdate(), "may_edit": request.access.may(May.EDIT_ORGANISATIONS)}
    return render(request, "organisations/networks.html", context)


@needs(May.EDIT_ORGANISATIONS)
def network(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Network, pk=pk) if pk else Network(started_on=timezone.localdate())
    return _edit(request, row, NetworkForm(request.POST or None, instance=row), "organisations:networks", _("New network"))


@needs(May.SEE_ORGANISATIONS)
def collaborations(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that run, then those that have ended."""
    today = timezone.localdate()
    rows = list(Collaboration.objects.select_related("responsible").prefetch_related("partners"))
    context = {
        "running": [each for each in rows if each.until is None or each.until >= today],
        "ended": [each for each in rows if each.until is not None and each.until < today],
        "today": today, "may_edit": request.access.may(May.EDIT_ORGANISATIONS),
    }
    return render(request, "organisations/collaborations.html", context)


@needs(May.EDIT_ORGANISATIONS)
def collaboration(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Collaboration, pk=pk) if pk else Collaboration(since=timezone.localdate(), responsible=request.user)
    partner = request.GET.get("partner", "")
    form = CollaborationForm(request.POST or None, instance=row, initial={"partners": [int(partner)]} if not pk and partner.isdecimal() else None)
    return _edit(request, row, form, "organisations:collaborations", _("New collaboration"))


def _edit(request: StaffRequest, row: Network | Collaboration, form: NetworkForm | CollaborationForm, onward: str, new: str) -> HttpResponse:
    there = bool(row.pk)
    title = str(row) if there else new
    if there and request.POST.get("act") == "delete":
        return delete(request, row, onward)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect(onward, centre=request.centre.key)
        form.stand_on_theirs()
    return form_page(request, form, title=title, back=(onward, None), deletable=there)
