"""Letting a letter go, following it on its way, and mail that comes back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, Filter, below, together
from brobygger.core.paging import page_of
from brobygger.newsletters import bouncing, sending
from brobygger.newsletters.forms.letters import BounceForm, SendForm
from brobygger.newsletters.models import Delivery, Newsletter

STEPS = frozenset({"send", "unschedule", "stop", "again", "leave"})
ON_A_PAGE = 100


def take(request: StaffRequest, row: Newsletter, what: str, *, now: datetime) -> None:
    """A step that only those take who may send. ValidationError where it cannot be taken."""
    if not request.access.may(May.SEND_NEWSLETTERS):
        raise PermissionDenied
    by = request.user
    if what == "send":
        form = SendForm(request.POST)
        if not form.is_valid():
            raise ValidationError([sentence for each in form.errors.values() for sentence in each])
        at = form.moment()
        n = sending.send(row, at=at, seen=key_of(request.POST.get("seen")), by=by, now=now)
        if at is None:
            messages.success(request, ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", n) % {"n": n})
        else:
            messages.success(request, _("It goes by itself on %(when)s.") % {"when": date_format(localtime(at), "j. F Y H.i")})
    elif what == "unschedule":
        sending.unschedule(row, by=by, now=now)
    elif what == "stop":
        n = sending.stop(row, by=by, now=now)
        messages.success(request, ngettext("It is stopped; %(n)s letter was held back.", "It is stopped; %(n)s letters were held back.", n) % {"n": n})
    else:
        sending.decide(row, again=what == "again", by=by, now=now)


@needs(May.WRITE_NEWSLETTERS)
def progress(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How far it has come: a fragment that the letter's page asks for again and again."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    context = {"row": row, "progress": sending.progress(row), "may_send": request.access.may(May.SEND_NEWSLETTERS)}
    return render(request, "newsletters/progress.html", context)


@needs(May.WRITE_NEWSLETTERS)
def deliveries(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """To whom it went, and what became of each."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    state = request.GET.get("vis", "") if request.GET.get("vis") in Delivery.State.values else ""
    rows = row.deliveries.filter(state=state) if state else row.deliveries.all()
    page, query = page_of(rows.order_by("pk"), request.GET, ON_A_PAGE)
    columns = [Column(_("Recipient"), named=False), Column(_("Why")), Column(_("State"))]
    lines = [[together(each.name or each.mail or "–", below(each.mail if each.name else "")), each.because or "–", together(each.get_state_display(), below(each.said))] for each in page]
    context: dict[str, Any] = {"row": row, "page": page, "query": query, "columns": columns, "lines": lines, "filters": [Filter("vis", _("State"), state, lines=Delivery.State.choices)], "narrowed": bool(state)}
    return render(request, "newsletters/deliveries.html", context)


@needs(May.WRITE_NEWSLETTERS)
def bounces(request: StaffRequest, centre: str) -> HttpResponse:
    """Mail that came back to the office: which letters it was, and whom we write to no more."""
    form, found = BounceForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = bouncing.report(form.cleaned_data["text"], centre=request.access.centre.pk, now=timezone.now())
        if not found[0]:
            form.add_error("text", _("No address in it is one we have written to within two months."))
    latest = Delivery.objects.filter(state=Delivery.State.BOUNCED).exclude(mail="").select_related("newsletter__centre").order_by("-done_at", "-pk")
    page, query = page_of(latest, request.GET, ON_A_PAGE)
    columns = [Column(_("Address"), named=False), Column(_("Letter")), Column(_("What was said"))]
    lines = [[together(each.mail, below(each.name)), each.newsletter.subject, each.said or "–"] for each in page]
    context = {"form": form if found is None or not found[0] else BounceForm(), "came_back": found[0] if found else [], "stopped": found[1] if found else [], "page": page, "query": query, "columns": columns, "lines": lines}
    return render(request, "newsletters/bounces.html", context, status=422 if form.errors else 200)


@needs(May.WRITE_NEWSLETTERS)
def published(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The letter behind a publication that is counted."""
    return redirect(get_object_or_404(Newsletter.objects.listed(), registration=pk))
