"""Referring: for front-line workers and staff, each with their own; the receiver's page, which needs no account; and the office's list without names."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, Filter, said, tag, together
from brobygger.core.paging import page_of
from brobygger.directory import referring
from brobygger.directory.besides import said_of
from brobygger.directory.forms.referrals import AnswerForm, ReferralForm
from brobygger.directory.models import Offer, Referral

ON_A_PAGE = 50


@never_cache
@needs(May.REFER)
def own(request: StaffRequest, centre: str) -> HttpResponse:
    """One's own referrals and where they stand; and the way to a new one."""
    page, query = page_of(Referral.objects.listed().filter(made_by=request.user), request.GET, ON_A_PAGE)
    besides = said_of(page)
    return render(request, "directory/referrals.html", {"page": page, "lines": [(row, besides.get(row.pk, "")) for row in page], "query": query})


@never_cache
@needs(May.REFER)
def refer(request: StaffRequest, centre: str) -> HttpResponse:
    to = get_object_or_404(Offer.objects.listed().public().filter(takes_referrals=True), pk=given) if (given := key_of(request.GET.get("tilbud"))) else None
    form = ReferralForm(request.POST or None, to=to)
    if request.method == "POST" and form.is_valid():
        try:
            row = referring.send(form.instance, centre=request.centre, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("It is sent to %(to)s.") % {"to": row.to})
            return redirect("directory_refer:referral", centre=centre, pk=row.pk)
    return render(request, "directory/refer.html", {"form": form, "to": to}, status=422 if form.errors else 200)


@never_cache
@needs(May.REFER)
def referral(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One of one's own: where it stands, the code to give along, and to take it back."""
    row = get_object_or_404(Referral.objects.listed().filter(made_by=request.user), pk=pk)
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        try:
            referring.withdraw(row, by=request.user, now=timezone.now())
            messages.success(request, _("It is taken back, and what was written is gone."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("directory_refer:referral", centre=centre, pk=pk)
    return render(request, "directory/referral.html", {"row": row, "is_open": row.state in Referral.OPEN, "besides": said_of([row]).get(row.pk, "")})


@never_cache
@open_to_all
def answer(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The receiver's page, by the link of the mail: what it is about, and one click for where it stands. Opening it changes nothing."""
    row = referring.referral_of(token)
    if row is None:
        return render(request, "directory/check_gone.html", status=410)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            referring.answer(row, request.POST.get("state", ""), reason=form.cleaned_data["reason"], centre=request.centre, now=timezone.now())  # type: ignore[attr-defined]  # set by the middleware
            return redirect(f"{request.path}?tak=1")
        except ValidationError as error:
            form.add_error("reason" if hasattr(error, "error_dict") else None, error.messages)
    context = {"row": row, "form": form, "is_open": row.state in Referral.OPEN, "thanks": "tak" in request.GET}
    return render(request, "directory/referral_answer.html", context, status=422 if form.errors else 200)




@needs(May.EDIT_OFFERS)
def referrals(request: StaffRequest, centre: str) -> HttpResponse:
    """All of the centre, without who they are about: what was referred to whom, and what came of it. A receiver's own words may be about somebody: they stand with the referral alone."""
    state = request.GET.get("tilstand", "")
    rows = Referral.objects.listed()
    if state in Referral.State.values:
        rows = rows.filter(state=state)
    headings = [_("Code"), _("To"), _("Sent"), _("Answered"), _("Started"), _("State")]
    if kind := request.GET.get("format", ""):
        lines = [[row.code, row.to, row.made_on, row.answered_on, row.started_on, str(row.get_state_display())] for row in rows]
        return list_file(str(_("Referrals")), headings, lines, kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    lines_shown = [
        [row.code, row.to, said(row.made_on, "SHORT_DATE_FORMAT"), said(row.answered_on, "SHORT_DATE_FORMAT"), said(row.started_on, "SHORT_DATE_FORMAT"), together(row.get_state_display(), tag(_("company wanted")) if row.company and row.state in Referral.OPEN else "")]
        for row in page
    ]
    context = {"page": page, "query": query, "filters": [Filter("tilstand", _("State"), state, lines=Referral.State.choices)], "show_all": "?" if state else "", "columns": [Column(headings[0], named=False), *map(Column, headings[1:])], "lines": lines_shown}
    return render(request, "directory/all_referrals.html", context)
