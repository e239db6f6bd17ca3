"""What people ask for: the list, and one request from the answer to the work done. The desk sees what is practical."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice import requests as acts
from brobygger.advice.forms.catalogue import AnswerRequestForm, DoneForm
from brobygger.advice.models import Request
from brobygger.advice.wanted import to_do, visible
from brobygger.core.downloads import list_file
from brobygger.core.paging import page_of

ON_A_PAGE = 50


@needs(May.SERVE)
def requests(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that wait, the oldest first; what was taken up and is to be done; then those that were answered."""
    rows = visible(request.access)
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    undone = list(to_do(request.access))
    answered, query = page_of(rows.exclude(state=Request.State.NEW).exclude(pk__in=[each.pk for each in undone]), request.GET, ON_A_PAGE)
    context = {"waiting": rows.filter(state=Request.State.NEW).order_by("asked_at"), "undone": undone, "answered": answered, "query": query}
    return render(request, "advice/requests.html", context)


def _file(rows: QuerySet[Request], kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Asked"), _("Service"), _("Who was helped"), _("From"), _("State"), _("Answered"), _("Who answered"), _("Became"), _("How many"))]
    lines = [
        [
            timezone.localtime(row.asked_at).date(), str(row.service), str(row.get_client_display()), row.shown_name, str(row.get_state_display()),
            timezone.localtime(row.answered_at).date() if row.answered_at else None, str(row.answered_by or ""), str(row.registration or ""), row.amount,
        ]
        for row in rows
    ]
    return list_file(str(_("Requests")), headers, lines, kind=kind)


@needs(May.SERVE)
def one(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What somebody asks, and the two answers: take it up, or decline; and of practical help, that it is done."""
    row = get_object_or_404(visible(request.access).select_related("service__adviser"), pk=pk)
    waits = row.state == Request.State.NEW
    undone = to_do(request.access).filter(pk=pk).exists()
    finishing = undone if request.method != "POST" else request.POST.get("act") == "done"  # taking it up twice does not make it done
    form: BaseForm = (DoneForm if finishing else AnswerRequestForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _acted(request, row, form, finishing=finishing)
        except ValidationError as error:
            form.add_error("answer" if hasattr(error, "error_dict") and "answer" in error.error_dict else None, error.messages)
    context = {"row": row, "form": form, "waits": waits, "undone": undone}
    return render(request, "advice/request.html", context, status=422 if form.errors else 200)


def _acted(request: StaffRequest, row: Request, form: BaseForm, *, finishing: bool) -> HttpResponse:
    now, given = timezone.now(), form.cleaned_data
    if finishing:
        acts.finish(row, amount=given["amount"], minutes=given["minutes"], answer=given["answer"], centre=request.centre, by=request.user, now=now)
        messages.success(request, _("It is done, and counts."))
    elif request.POST.get("act") == "decline":
        acts.decline(row, answer=given["answer"], centre=request.centre, by=request.user, now=now)
        messages.success(request, _("The answer is on its way by mail."))
    else:
        made = acts.take(row, answer=given["answer"], centre=request.centre, by=request.user, now=now)
        if made.tool:
            messages.success(request, _("It is taken up. Fill in the rest when you have talked."))
            return redirect(made)
        messages.success(request, _("It is taken up. Say here when it is done; then it counts."))
        return redirect("advice:request", centre=request.centre.key, pk=row.pk)
    return redirect("advice:requests", centre=request.centre.key)
