"""The office's pages of talks: those to come and to follow up, one with its guided notes, one's own times, and how many of those who write are met."""

from datetime import date
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.matching import coverage, talking
from brobygger.matching.forms.volunteers import TalkForm, TimesForm
from brobygger.matching.models import TalkTime, Volunteer, VolunteerTalk, Way
from brobygger.matching.views.volunteers import found

ON_A_PAGE: Final = 30
MANY: Final = 100


@needs(May.SEE_VOLUNTEERS)
def talks(request: StaffRequest, centre: str) -> HttpResponse:
    """Those to come, those to follow up, and those that were; with how many of those who wrote this year were met."""
    now = timezone.now()
    rows = VolunteerTalk.objects.listed()
    page, query = page_of(rows.held().order_by("-held_on", "-pk"), request.GET, ON_A_PAGE)
    context = {
        "coming": rows.filter(state=VolunteerTalk.State.BOOKED).order_by("time__starts_at", "pk")[:MANY], "open": rows.to_follow_up().order_by("follow_up_on", "pk")[:MANY], "page": page, "query": query, "now": now,
        "coverage": coverage.of_year(timezone.localdate()), "may_edit": request.access.may(May.EDIT_VOLUNTEERS), "today": timezone.localdate(),
    }
    return render(request, "matching/talks.html", context)


@needs(May.EDIT_VOLUNTEERS)
def new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A talk with one who walked in or was called."""
    row = found(pk)
    return _written(request, VolunteerTalk(volunteer=row, held_on=timezone.localdate()), row)


@needs(May.SEE_VOLUNTEERS)
def talk(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The notes of a talk; of one to come, the guide for it. Who may write them may also cancel."""
    row = get_object_or_404(VolunteerTalk.objects.listed(), pk=pk)
    if row.volunteer.state == Volunteer.State.FORGOTTEN:
        return redirect("matching:volunteer", centre=centre, pk=row.volunteer_id)
    if not request.access.may(May.EDIT_VOLUNTEERS):
        return render(request, "matching/talk.html", {"row": row, "volunteer": row.volunteer})
    act, now = request.POST.get("act", ""), timezone.now()
    if act in {"cancel", "absent"}:
        talking.cancel(row, by=request.user, centre=request.centre, now=now, absent=act == "absent")
        messages.success(request, _("The talk is cancelled."))
        return redirect(row.volunteer)
    if act == "take over":
        try:
            talking.take_over(row, by=request.user, now=now)
            messages.success(request, _("You meet her now, at the same time and place."))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect(row)
    if act == "done":
        talking.followed_up(row, by=request.user, now=now)
        messages.success(request, _("The next step is taken."))
        return redirect("matching:talks", centre=centre)
    if row.state == VolunteerTalk.State.BOOKED and row.held_on is None:
        row.held_on = timezone.localdate()
    return _written(request, row, row.volunteer)


def _written(request: StaffRequest, row: VolunteerTalk, volunteer: Volunteer) -> HttpResponse:
    booked = row.state == VolunteerTalk.State.BOOKED and row.pk is not None
    form = TalkForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            talking.hold(row, by=request.user, now=timezone.now())
        except Stale:
            form.theirs = VolunteerTalk.objects.get(pk=row.pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The talk is saved, and counts."))
            return redirect(volunteer)
    form.stand_on_theirs()
    context = {"form": form, "row": row if row.pk else None, "volunteer": volunteer, "booked": booked, "left": booked and talking.with_nobody(timezone.now()).filter(pk=row.pk).exists(), "off": row.state in {VolunteerTalk.State.CANCELLED, VolunteerTalk.State.ABSENT}, "draft": f"talk-{volunteer.pk}-{row.pk or 'new'}"}
    return render(request, "matching/talk_form.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_VOLUNTEERS)
def times(request: StaffRequest, centre: str) -> HttpResponse:
    """One's own times: put up several at once, take one out."""
    now = timezone.now()
    form = TimesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            n = talking.add_times(form.cleaned_data["times"], place=form.cleaned_data["place"], by=request.user, now=now)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(n)s new times are there to be booked.") % {"n": n})
            return redirect("matching:talk_times", centre=centre)
    rows = TalkTime.objects.filter(by=request.user, starts_at__gt=now).annotate(taken=Count("talks", filter=Q(talks__state__in=talking.HOLDING)))[:MANY]
    return render(request, "matching/talk_times.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@needs(May.EDIT_VOLUNTEERS)
@require_POST
def take_time_out(request: StaffRequest, centre: str) -> HttpResponse:
    row = get_object_or_404(TalkTime, pk=key_of(request.POST.get("time")) or 0, by=request.user)
    try:
        talking.take_out(row, by=request.user, now=timezone.now())
        messages.success(request, _("The time is taken out."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("matching:talk_times", centre=centre)


@needs(May.SEE_VOLUNTEERS)
def figures(request: StaffRequest, centre: str) -> HttpResponse:
    """Of a year: who wrote, who was met, and by which ways they came."""
    year = key_of(request.GET.get("aar")) or timezone.localdate().year
    year = year if 2000 <= year <= 2100 else timezone.localdate().year
    day = date(year, 12, 31)
    if kind := request.GET.get("format", ""):
        headings = [_("Way to us"), _("Wrote"), _("Persons"), _("Met in a talk"), _("Have begun"), _("Still there after three months"), _("Hours")]
        lines = [[each["way__name"] or "–", each["n"], each["people"], each["talks"], each["started"], each["lasting"], round(each["hours"], 2)] for each in coverage.by_way(date(year, 1, 1), day)]
        return list_file(f"{_('By the way they came')} {year}", headings, lines, kind=kind)
    words = {"skrev": _("Wrote"), "samtale": _("Met in a talk"), "begyndt": _("Have begun"), "stadig": _("Still there after three months"), "timer": _("Hours")}
    what, behind, query = request.GET.get("tal", ""), None, ""
    if what in words:
        way = key_of(request.GET.get("vej")) or None
        behind, query = page_of(coverage.behind(date(year, 1, 1), day, way=way, what=what), request.GET, MANY)
        name = Way.objects.filter(pk=way).values_list("name", flat=True).first() if way else None
        words = {what: f"{name or '–'}, {words[what]}"}
    context = {"behind": behind, "behind_words": words.get(what, ""), "query": query, "year": year, "before": year - 1, "after": year + 1, "coverage": coverage.of_year(day), "ways": coverage.by_way(date(year, 1, 1), day), "months": coverage.by_month(year)}
    return render(request, "matching/figures.html", context)
