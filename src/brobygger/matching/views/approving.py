"""Hours to approve: the office's page, the association's own, and the host's behind the link of its mail. Opening any of them changes nothing."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.matching import approving
from brobygger.matching.forms.service import ReasonForm
from brobygger.matching.models import VolunteerHours
from brobygger.organisations.own import own_or_404, own_page

ON_A_PAGE: Final = 50
MANY: Final = 60
State = VolunteerHours.State
Refusal = dict[str, Any]


def _answered(request: HttpRequest, rows: Any, *, by: User | None) -> Refusal | None:
    """Decide what was pressed: one line, or all those that stood on the page when it was. Gives what the page says where it could not be."""
    now, act = timezone.now(), request.POST.get("act", "")
    if act == "all":
        seen = [key for each in request.POST.getlist("seen")[:MANY] if (key := key_of(each))]
        for row in rows.filter(pk__in=seen):
            approving.decide(row, approve=True, by=by, now=now)
        return None
    row = rows.filter(pk=key_of(request.POST.get("row")) or 0).first()
    if row is None:
        return None  # somebody else was quicker
    form = ReasonForm(request.POST if act == "refuse" else None)
    if act == "refuse" and not form.is_valid():
        return {"wrong": form, "wrong_row": row.pk}
    try:
        approving.decide(row, approve=act == "approve", reason=form.cleaned_data["reason"] if act == "refuse" else "", by=by, now=now)
    except ValidationError as refusal:
        form.add_error("reason", refusal.messages)
        return {"wrong": form, "wrong_row": row.pk}
    return None


@needs(May.SEE_VOLUNTEERS)
def hours(request: StaffRequest, centre: str) -> HttpResponse:
    """Those at the centre's own jobs that wait, the oldest first; those that wait at associations; then what was decided."""
    return _office(request, {})


@needs(May.EDIT_VOLUNTEERS)
@require_POST
def decide(request: StaffRequest, centre: str) -> HttpResponse:
    """Approve or refuse one, or approve all that are shown of the centre's own. One of an association that does not answer can be decided too, one at a time."""
    rows = VolunteerHours.objects.listed().waiting()
    refused = _answered(request, approving.of_centre(rows) if request.POST.get("act") == "all" else rows, by=request.user)
    if refused:
        return _office(request, refused)
    messages.success(request, _("Saved."))
    return redirect("matching:hours", centre=centre)


def _office(request: StaffRequest, refused: Refusal) -> HttpResponse:
    rows = VolunteerHours.objects.listed()
    page, query = page_of(rows.exclude(state=State.WAITING), request.GET, ON_A_PAGE)
    context = {
        "waiting": list(approving.of_centre(rows.waiting()).order_by("on", "pk")[:MANY]), "elsewhere": list(approving.elsewhere(rows.waiting()).order_by("on", "pk")[:MANY]), "page": page, "query": query,
        "may_edit": request.access.may(May.EDIT_VOLUNTEERS), "reason": ReasonForm(), **refused,
    }
    return render(request, "matching/hours.html", context, status=422 if refused else 200)


@needs(May.OWN_ORGANISATION)
def own(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What volunteers have written down at the association's jobs."""
    here = own_or_404(request, pk)
    rows = approving.of_organisation(here.organisation)
    refused = _answered(request, rows.waiting(), by=request.user) if request.method == "POST" else None
    if request.method == "POST" and not refused:
        messages.success(request, _("Saved."))
        return redirect("own_matching:hours", centre=centre, pk=pk)
    page, query = page_of(rows.exclude(state=State.WAITING), request.GET, ON_A_PAGE)
    context = {"waiting": list(rows.waiting().order_by("on", "pk")[:MANY]), "page": page, "query": query, "may_edit": True, "reason": ReasonForm(), **(refused or {})}
    return own_page(request, here, "matching/own_approve.html", context, here="jobs", status=422 if refused else 200)


@never_cache
@open_to_all
def by_link(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The host's page: the lines that wait at the jobs it is the contact of."""
    found = approving.of_link(token)
    if found is None:
        return render(request, "matching/link_gone.html", status=410)
    organisation, waiting = found
    refused = _answered(request, VolunteerHours.objects.listed().waiting().filter(pk__in=[row.pk for row in waiting]), by=None) if request.method == "POST" else None
    if request.method == "POST" and not refused:
        return redirect(f"{request.path}?tak=1")
    context = {"organisation": organisation, "waiting": waiting[:MANY], "may_edit": True, "thanks": "tak" in request.GET, "reason": ReasonForm(), **(refused or {})}
    return render(request, "matching/approve.html", context, status=422 if refused else 200)
