"""The office's pages of matches: suggestions made and taken, the whole way, how hosts answer, the weights; and the host's own page behind its link."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, below, link, said, tag, together
from brobygger.core.paging import page_of
from brobygger.matching import introducing
from brobygger.matching.forms.matches import HostForm, PrepareForm, StepForm, WeightsForm
from brobygger.matching.models import Match, MatchWeights, Opportunity
from brobygger.matching.views.volunteers import found

ON_A_PAGE: Final = 50
State = Match.State
VIEWS: Final = {
    "venter": (gettext_lazy("Wait for an answer"), introducing.UNANSWERED), "foreslaaet": (gettext_lazy("Suggested"), Q(state=State.SUGGESTED)), "formidlet": (gettext_lazy("Introduced"), Q(state=State.INTRODUCED)),
    "igang": (gettext_lazy("Run"), Q(state__in=[State.STARTED, State.LASTING])), "slut": (gettext_lazy("Ended"), Q(state=State.ENDED)),
}


@needs(May.SEE_VOLUNTEERS)
def matches(request: StaffRequest, centre: str) -> HttpResponse:
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else "formidlet"
    page, query = page_of(Match.objects.listed().filter(VIEWS[which][1]), request.GET, ON_A_PAGE)
    context = {
        "page": page, "query": query, "which": which, "views": [(key, label) for key, (label, _rows) in VIEWS.items()],
        "columns": [Column(_("Who"), named=False), Column(_("What")), Column(_("Introduced"), "day"), Column(_("Begun"), "day"), Column(_("The host"))],
        "lines": [
            [together(link(row.get_absolute_url(), row.volunteer), tag(row.get_state_display())), together(row.opportunity.title, below(row.opportunity.host)), said(row.introduced_on, "j. b Y"), said(row.started_on, "j. b Y"), _answer(row)]
            for row in page
        ],
    }
    return render(request, "matching/matches.html", context)


def _answer(row: Match) -> str:
    if row.answered_at:
        return _("has answered")
    return _("has been reminded") if row.reminders else ""


@needs(May.EDIT_VOLUNTEERS)
@require_POST
def suggest(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Put a volunteer and a job together: only suggest it, or introduce her at once."""
    volunteer = found(pk)
    job = get_object_or_404(Opportunity.objects.listed(), pk=key_of(request.POST.get("job")) or 0)
    now = timezone.now()
    try:
        at_once = request.POST.get("act") == "introduce"
        row = introducing.suggest(volunteer, job, by=request.user, now=now, tells=not at_once)
        if at_once:
            introducing.introduce(row, by=request.user, now=now)
            messages.success(request, _("They are introduced; both get a mail."))
        else:
            messages.success(request, _("Suggested. It stands on her own page."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(job if request.POST.get("back") == "job" else volunteer)


@needs(May.SEE_VOLUNTEERS)
def match(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One match: how far it has come, and the next step."""
    row = get_object_or_404(Match.objects.listed().select_related("suggested_by"), pk=pk)
    form = StepForm(request.POST or None)
    if request.method == "POST":
        if not request.access.may(May.EDIT_VOLUNTEERS):
            raise PermissionDenied
        if form.is_valid() and _stepped(request, row, form):
            return redirect(row)
    ways = [(State.SUGGESTED.label, row.suggested_on), (State.INTRODUCED.label, row.introduced_on), (State.STARTED.label, row.started_on), (State.LASTING.label, row.lasting_on)]
    context = {
        "row": row, "form": form, "may_edit": request.access.may(May.EDIT_VOLUNTEERS), "ways": ways, "alive": row.state != State.ENDED, "before": row.state in introducing.BEFORE_START, "runs": row.state in {State.STARTED, State.LASTING},
        "may_last": row.state == State.STARTED and row.started_on is not None and row.started_on + introducing.LASTS <= timezone.localdate(), "history": Change.objects.filter(model=Match._meta.label, row=pk).select_related("by")[:20],
    }
    return render(request, "matching/match.html", context, status=422 if form.errors else 200)


def _stepped(request: StaffRequest, row: Match, form: StepForm) -> bool:
    act, on, now, by = request.POST.get("act", ""), form.cleaned_data["on"], timezone.now(), request.user
    try:
        if act == "introduce":
            introducing.introduce(row, by=by, now=now)
        elif act == "start":
            introducing.start(row, on=on, by=by, now=now)
        elif act == "last":
            introducing.last(row, on=on, by=by, now=now)
        elif act == "end":
            introducing.end(row, form.cleaned_data["because"], on=on, by=by, now=now)
    except ValidationError as refusal:
        form.add_error(None if not hasattr(refusal, "error_dict") else next(iter(refusal.error_dict)), refusal.messages)
        return False
    messages.success(request, _("Saved."))
    return True


@needs(May.EDIT_VOLUNTEERS)
def prepare(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A place is made ready for those who need a little extra."""
    job = get_object_or_404(Opportunity.objects.listed(), pk=pk)
    form = PrepareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            introducing.prepare_place(job, on=form.cleaned_data["on"], agreed=form.cleaned_data["agreed"], by=request.user, now=timezone.now())
        except ValidationError as refusal:
            form.add_error("on", refusal.messages)
        else:
            messages.success(request, _("The place is prepared, and it counts."))
            return redirect(job)
    return render(request, "matching/prepare.html", {"form": form, "job": job, "rows": job.preparations.select_related("by")}, status=422 if form.errors else 200)


@needs(May.SEE_VOLUNTEERS)
def hosts(request: StaffRequest, centre: str) -> HttpResponse:
    """How soon hosts answer, for the centre's eyes alone: so that it can help those who find it hard."""
    spent = ExpressionWrapper(F("answered_at") - F("introduced_at"), output_field=DurationField())
    rows: Any = Match.objects.filter(introduced_at__isnull=False).order_by().values("opportunity__organisation", "opportunity__organisation__name")
    found_ = rows.annotate(n=Count("pk"), answered=Count("answered_at"), spent=Avg(spent, filter=Q(answered_at__isnull=False)), started=Count("started_on"), lasting=Count("lasting_on")).order_by("-n", "opportunity__organisation__name")
    page, query = page_of(found_, request.GET, ON_A_PAGE)
    lines = [
        [each["opportunity__organisation__name"] or request.centre.name, each["n"], f"{round(100 * each['answered'] / each['n'])} %", "" if each["spent"] is None else f"{each['spent'].total_seconds() / 86400:.1f}".replace(".", ","), each["started"], each["lasting"]]
        for each in page
    ]
    columns = [Column(_("Host"), named=False), Column(_("Introduced"), "num"), Column(_("Answered"), "num"), Column(_("Days until the answer"), "num"), Column(_("Begun"), "num"), Column(_("Still there"), "num")]
    return render(request, "matching/hosts.html", {"page": page, "query": query, "columns": columns, "lines": lines})


@needs(May.EDIT_VOLUNTEERS)
def weights(request: StaffRequest, centre: str) -> HttpResponse:
    """What excludes and what ranks, in words; and how much each counts here."""
    row = MatchWeights.objects.first() or MatchWeights()
    form = WeightsForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("Saved. Suggestions follow it from now on."))
            return redirect("matching:weights", centre=centre)
        form.stand_on_theirs()
    return render(request, "matching/weights.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@open_to_all
def answer(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The host's page behind the link of its mail: who is interested, and how it goes. Opening it changes nothing."""
    row = introducing.of_link(token)
    if row is None:
        return render(request, "matching/link_gone.html", status=410)
    form, now = HostForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            _host_says(row, request.POST.get("act", ""), form.cleaned_data["on"], form.cleaned_data["because"], now)
        except ValidationError as refusal:
            form.add_error(None if not hasattr(refusal, "error_dict") else next(iter(refusal.error_dict)), refusal.messages)
        else:
            return redirect(f"{request.path}?tak=1")
    context = {
        "row": row, "job": row.opportunity, "form": form, "thanks": "tak" in request.GET, "before": row.state in introducing.BEFORE_START, "runs": row.state in {State.STARTED, State.LASTING}, "alive": row.state != State.ENDED,
        "may_last": row.state == State.STARTED and row.started_on is not None and row.started_on + introducing.LASTS <= timezone.localdate(), "introduced": row.introduced_on is not None and row.state != State.ENDED,
    }
    return render(request, "matching/host.html", context, status=422 if form.errors else 200)


def _host_says(row: Match, act: str, on: date, because: str, now: Any) -> None:
    if act == "talked":
        introducing.talked(row, now=now)
    elif act == "start":
        introducing.start(row, on=on, by=None, now=now, answer=True)
    elif act == "last":
        introducing.last(row, on=on, by=None, now=now, answer=True)
    elif act == "end":
        introducing.end(row, because, on=on, by=None, now=now, answer=True)
