"""Collaborations: their list and form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.keys import key_of
from brobygger.organisations.forms.organisations import CollaborationForm
from brobygger.organisations.models import Collaboration
from brobygger.organisations.views.organisations import delete, form_page


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
    partner = key_of(request.GET.get("partner"))
    form = CollaborationForm(request.POST or None, instance=row, initial={"partners": [partner]} if not pk and partner else None)
    title = row.title if pk else _("New collaboration")
    if pk and request.POST.get("act") == "delete":
        return delete(request, row, "organisations:collaborations")
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("organisations:collaborations", centre=centre)
        form.stand_on_theirs()
    return form_page(request, form, title=title, back=("organisations:collaborations", None), deletable=bool(pk))
