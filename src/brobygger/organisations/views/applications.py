"""Applications for membership: the form on the public site, the list of those that wait, and the answer."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.core.forms import Form
from brobygger.core.paging import page_of
from brobygger.organisations import applications
from brobygger.organisations.forms.applications import ApplicationForm, ApproveForm, DeclineForm
from brobygger.organisations.models import Application, MembershipType

ON_A_PAGE = 50


@open_to_all
def apply(request: HttpRequest, centre: str) -> HttpResponse:
    """The form an association fills in; a centre that takes no applications here has no such page."""
    if not MembershipType.objects.open_to_apply().exists():
        raise Http404
    if "tak" in request.GET:
        return render(request, "organisations/applied.html")
    form = ApplicationForm(request.POST or None, instance=Application(language=get_language() or "da"))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        else:
            if not form.cleaned_data["second_name"]:  # a robot is thanked like everybody, and nothing is kept
                applications.receive(form.instance, centre=request.centre, now=timezone.now(), chosen=form.chosen())  # type: ignore[attr-defined]  # set by the middleware
            return redirect(f"{request.path}?tak=1")
    return render(request, "organisations/apply.html", {"form": form}, status=422 if form.errors else 200)


@needs(May.SEE_APPLICATIONS)
def listed(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that wait, the oldest first; then those that have been answered."""
    waiting = Application.objects.filter(state=Application.State.WAITING).select_related("type").order_by("applied_at")
    answered, query = page_of(Application.objects.exclude(state=Application.State.WAITING).select_related("type", "decided_by"), request.GET, ON_A_PAGE)
    return render(request, "organisations/applications.html", {"waiting": waiting, "answered": answered, "query": query, "open": MembershipType.objects.open_to_apply().exists(), "may_see": request.access.may(May.SEE_ORGANISATIONS)})


@needs(May.SEE_APPLICATIONS)
def application(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What was written. The leader or a member of the board answers; the first answer stands."""
    row = get_object_or_404(Application.objects.select_related("type", "locality", "membership", "decided_by"), pk=pk)
    order = request.POST.get("order", "")
    known = applications.likely(row) if row.state == Application.State.WAITING else None
    start = {"starts_on": timezone.localdate(), "organisation": known, "sector": applications.sector_of(row.type)}
    approve = ApproveForm(request.POST if order == "approve" else None, initial=start, prefix="approve")
    if row.personal:
        approve.for_a_person()
    decline = DeclineForm(request.POST if order == "decline" else None, prefix="decline")
    may_decide = request.access.may(May.DECIDE_MEMBERSHIP)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied
    if request.method == "POST" and _answered(request, row, order, approve, decline):
        messages.success(request, _("The answer is on its way by mail."))
        return redirect("organisations:application", centre=centre, pk=pk)
    context = {
        "row": row, "approve": approve, "decline": decline, "known": known, "may_decide": may_decide, "waits": row.state == Application.State.WAITING, "may_see": request.access.may(May.SEE_ORGANISATIONS),
        "chosen": [(row._meta.get_field(name), list(getattr(row, name).all())) for name in applications.CHOSEN],
    }
    return render(request, "organisations/application.html", context, status=422 if approve.errors or decline.errors else 200)


def _answered(request: StaffRequest, row: Application, order: str, approve: ApproveForm, decline: DeclineForm) -> bool:
    """Carry the answer out; False where the form now says why not."""
    forms: dict[str, Form] = {"approve": approve, "decline": decline}
    form = forms.get(order)
    if form is None or not form.is_valid():
        return False
    given = form.cleaned_data
    how: dict[str, Any] = {"centre": request.centre, "by": request.user, "now": timezone.now()}
    try:
        if order == "approve":
            wanted = {name: given[name] for name in ("organisation", "starts_on", "answer", "sector")}
            applications.approve(row, **wanted, **how)
        else:
            applications.decline(row, answer=given["answer"], **how)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
