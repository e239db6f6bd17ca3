"""Going along: the office's list and pages, and the volunteer's own page behind the link of her mail."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.directory.models import Referral
from brobygger.matching import accompanying
from brobygger.matching.forms.accompaniments import AccompanimentForm, WentForm
from brobygger.matching.models import Accompaniment, Volunteer

ON_A_PAGE = 50


@never_cache
@needs(May.SEE_VOLUNTEERS)
def accompaniments(request: StaffRequest, centre: str) -> HttpResponse:
    """All, the open ones first; and referrals that ask for somebody."""
    state = request.GET.get("tilstand", "")
    rows = Accompaniment.objects.listed()
    rows = rows.filter(state=state) if state in Accompaniment.State.values else rows
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {"page": page, "query": query, "filters": [Filter("tilstand", _("State"), state, lines=Accompaniment.State.choices)], "show_all": "?" if state else "", "wanted": accompanying.wanted_of_referrals(), "may_edit": request.access.may(May.EDIT_VOLUNTEERS)}
    return render(request, "matching/accompaniments.html", context)


@never_cache
@needs(May.EDIT_VOLUNTEERS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A new one, for a referral (``henvisning``) or by itself; or one that is changed."""
    row = get_object_or_404(Accompaniment.objects.listed(), pk=pk) if pk else Accompaniment()
    if not pk and (given := key_of(request.GET.get("henvisning"))):
        row.referral = get_object_or_404(Referral.objects.listed().open().filter(company=True), pk=given)
        row.to = str(row.referral.offer or row.referral.receiver)[:160]
    form = AccompanimentForm(request.POST or None, instance=row)
    if request.method == "POST":
        if pk:
            if saved(form, by=request.user):
                return redirect(row.get_absolute_url())
            form.stand_on_theirs()
        elif form.is_valid():
            try:
                made = accompanying.begin(form.save(commit=False), by=request.user, now=timezone.now())
                return redirect("matching:accompaniment", centre=centre, pk=made.pk)
            except ValidationError as error:
                form.add_error(None, error.messages)
    context = {"form": form, "row": row if pk else None, "title": row.to if pk else _("Somebody to go along"), "theirs": form.theirs, "draft": f"along-{pk or 'new'}-{row.version}"}
    return render(request, "matching/accompaniment_form.html", context, status=422 if form.errors else 200)


@never_cache
@needs(May.SEE_VOLUNTEERS)
def accompaniment(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Accompaniment.objects.listed(), pk=pk)
    looking = row.state in {Accompaniment.State.WANTED, Accompaniment.State.ASKED}
    context = {
        "row": row, "is_open": row.state in Accompaniment.OPEN, "looking": looking, "fitting": accompanying.fitting(row, timezone.localdate()) if looking else [], "may_edit": request.access.may(May.EDIT_VOLUNTEERS),
        "form": WentForm(), "history": Change.objects.filter(model=Accompaniment._meta.label, row=row.pk).select_related("by")[:20],
    }
    return render(request, "matching/accompaniment.html", context)


@needs(May.EDIT_VOLUNTEERS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Ask a volunteer, say that they went, end it."""
    row, now, what = get_object_or_404(Accompaniment, pk=pk), timezone.now(), request.POST.get("act", "")
    try:
        if what == "ask":
            volunteer = get_object_or_404(Volunteer.objects.listed(), pk=key_of(request.POST.get("volunteer")) or 0)
            accompanying.ask(row, volunteer, centre=request.centre, by=request.user, now=now)
            messages.success(request, _("%(who)s is asked by mail.") % {"who": volunteer})
        elif what == "went":
            form = WentForm(request.POST)
            if form.is_valid():
                accompanying.went(row, on=form.cleaned_data["on"], by=request.user, now=now)
                messages.success(request, _("Counted."))
            else:
                messages.error(request, _("Write the day they went together."))
        elif what == "end":
            accompanying.end(row, by=request.user, now=now)
            messages.success(request, _("It is ended. Who the two were goes in a month."))
        else:
            raise Http404
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("matching:accompaniment", centre=centre, pk=pk)


@never_cache
@open_to_all
def along(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The volunteer's page: yes or no; then who it is and how to reach her; and afterwards that they went. Opening it changes nothing."""
    row = get_object_or_404(Accompaniment.objects.listed(), token=token)
    if row.state == Accompaniment.State.WANTED:
        raise Http404  # she is not asked any more
    now, what, form = timezone.now(), request.POST.get("act", ""), WentForm(request.POST if request.POST.get("act") == "went" else None)
    wrong = ""
    try:
        if what in {"yes", "no"}:
            accompanying.answer(row, yes=what == "yes", now=now, token=token)
            if what == "no":
                return render(request, "matching/along_no.html", {"row": row})
            return redirect(request.path)
        if what == "went" and form.is_valid():
            accompanying.went(row, on=form.cleaned_data["on"], by=None, now=now, token=token)
            return redirect(f"{request.path}?tak=1")
        if what == "end":
            accompanying.end(row, by=None, now=now, token=token)
            return redirect(request.path)
    except ValidationError as error:
        wrong = " ".join(error.messages)
    known = row.state in {Accompaniment.State.AGREED, Accompaniment.State.UNDER_WAY}
    context = {"row": row, "form": form, "known": known, "asked": row.state == Accompaniment.State.ASKED, "wrong": wrong, "thanks": "tak" in request.GET}
    return render(request, "matching/along.html", context, status=422 if wrong or form.errors else 200)
