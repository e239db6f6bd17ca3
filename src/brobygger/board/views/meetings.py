"""Meetings: the list, a meeting's own page, its frame and its minutes, the round that asks contributors."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board import actions
from brobygger.board.following import changes_since_last, seen_by
from brobygger.board.forms.meetings import AnswerForm, MeetingForm, MinutesForm, NewItemForm
from brobygger.board.models import CollectionAsk, Frozen, Meeting
from brobygger.board.permissions import kinds_run_by, may_follow_up, may_run
from brobygger.centres import audit
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.plan.models import Team

PER_PAGE = 40


def listed(request: StaffRequest) -> QuerySet[Meeting]:
    """The meetings the address asks for."""
    rows = Meeting.objects.select_related("team", "centre", "frozen_by").prefetch_related("plans")
    kind, team = request.GET.get("kind", ""), request.GET.get("team", "")
    if kind in Meeting.Kind.values:
        rows = rows.filter(kind=kind)
    if team.isdecimal() and len(team) < 18:
        rows = rows.filter(team=int(team))
    found: QuerySet[Meeting] = rows
    return found


@needs(May.SEE_BOARD)
def meetings(request: StaffRequest, centre: str) -> HttpResponse:
    """Upcoming ones first and nearest first, then those held."""
    today = timezone.localdate()
    rows = listed(request)
    still_open = Q(frozen_at=None, held_on__gte=today)
    before = rows.exclude(still_open).annotate(
        n_decisions=Count("decisions", distinct=True), n_open=Count("decisions", filter=Q(decisions__done_on=None), distinct=True)
    )
    held, query = page_of(before.order_by("-held_on", "-pk"), request.GET, PER_PAGE)
    context = {
        "coming": list(rows.filter(still_open).order_by("held_on", "pk")[:PER_PAGE]),
        "held": held,
        "kinds": Meeting.Kind.choices,
        "teams": Team.objects.all(),
        "chosen": {"kind": request.GET.get("kind", ""), "team": request.GET.get("team", "")},
        "query": query,
        "filtered": bool(request.GET.get("kind") or request.GET.get("team")),
        "may_call": bool(kinds_run_by(request.access)),
        "today": today,
    }
    return render(request, "board/meetings.html", context)


@needs(May.SEE_BOARD)
def meeting(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.select_related("team", "centre", "frozen_by"), pk=pk)
    return meeting_page(request, found)


def meeting_page(request: StaffRequest, found: Meeting, *, status: int = 200, **forms: Any) -> HttpResponse:
    """``forms``: a bound form of one of the page's small forms, shown with its errors."""
    areas = seen_by(found)
    goals = [goal for area in areas for goal in area.goals]
    asks = list(CollectionAsk.objects.filter(meeting=found).select_related("user"))
    open_one = not found.is_frozen
    context = {
        "meeting": found,
        "plans": list(found.plans.all()),
        "items": list(found.items.all()),
        "item_form": NewItemForm(auto_id="new-%s"),
        "decisions": list(found.decisions.select_related("goal", "responsible")),
        "returning": actions.open_decisions(found),
        "changes": changes_since_last(found, areas),
        "goals": len(goals),
        "decided": sum(goal.follow_up is not None for goal in goals),
        "asks": asks,
        "answered": [ask for ask in asks if ask.answered_at],
        "notes": [ask for ask in asks if ask.note],
        "may_run": may_run(request.access, found) and open_one,
        "may_write": may_follow_up(request.access),
        "may_agenda": may_follow_up(request.access) and open_one,
        "is_held": found.held_on <= timezone.localdate(),
        **forms,
    }
    return render(request, "board/meeting.html", context, status=status)


@needs(May.FOLLOW_UP)
def meeting_new(request: StaffRequest, centre: str) -> HttpResponse:
    kinds = kinds_run_by(request.access)
    kind = request.GET.get("kind", "")
    initial: dict[str, Any] = {"kind": kind if kind in kinds else kinds[0], "team": request.GET.get("team", "")}
    form = MeetingForm(request.POST or None, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            audit.record("called", made, by=request.user)
        messages.success(request, _("The meeting is called. Put the agenda together, and ask the contributors what is missing."))
        return redirect(made)
    context = {"form": form, "title": _("Call a meeting"), "does": _("Call the meeting"), "back": reverse("board:meetings", args=[centre])}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


def meeting_to_run(request: StaffRequest, pk: int) -> Meeting:
    """The meeting, for those who run its kind."""
    found = get_object_or_404(Meeting.objects.select_related("team", "centre"), pk=pk)
    if not may_run(request.access, found):
        raise PermissionDenied
    return found


def told_frozen(request: StaffRequest, found: Meeting) -> HttpResponse:
    """Back to the meeting with the sentence that says why nothing was changed."""
    messages.warning(request, _("The meeting is frozen: what it saw and decided can no longer be changed."))
    return redirect(found)


@needs(May.FOLLOW_UP)
def meeting_edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    found = meeting_to_run(request, pk)
    if found.is_frozen:
        return told_frozen(request, found)
    before = audit.values(found)
    form = MeetingForm(request.POST or None, instance=found, kinds=kinds_run_by(request.access))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
                audit.record("changed", found, by=request.user, before=before)
        except Frozen:
            return told_frozen(request, found)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    context = {"form": form, "title": _("Change the meeting"), "does": _("Save"), "back": found.get_absolute_url()}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.FOLLOW_UP)
def minutes(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who was there and what was said; may be finished after the freezing."""
    found = get_object_or_404(Meeting.objects.select_related("team", "centre"), pk=pk)
    before = audit.values(found)
    form = MinutesForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
                audit.record("minuted", found, by=request.user, before=before)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("The minutes are saved."))
            return redirect(found)
    context = {
        "form": form, "title": pgettext("meeting", "Minutes"), "does": _("Save"), "back": found.get_absolute_url(), "draft": f"minutes-{found.pk}-{found.version}",
    }
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.FOLLOW_UP)
@require_POST
def ask(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The collection round: a to-do and a mail to everybody who registers."""
    found = meeting_to_run(request, pk)
    link = settings.SITE_URL + reverse("board:answer", args=[centre, found.pk])
    try:
        asked = actions.ask_contributors(found, by=request.user, now=timezone.localtime(), link=link)
    except Frozen:
        return told_frozen(request, found)
    if asked:
        messages.success(
            request,
            ngettext("%(n)s person is asked what is missing.", "%(n)s persons are asked what is missing.", len(asked)) % {"n": len(asked)},
        )
    else:
        messages.info(request, _("Everybody has been asked already."))
    return redirect(found)


@needs(May.REGISTER)
def answer(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What a contributor was asked before a meeting: nothing missing, said with one click."""
    mine = get_object_or_404(CollectionAsk.objects.select_related("meeting__team", "meeting__centre"), meeting=pk, user=request.user)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_ask(mine, note=form.cleaned_data["note"], now=timezone.localtime())
        messages.success(request, _("Thank you. Everything is in."))
        return redirect("overview:start", centre=centre)
    return render(request, "board/answer.html", {"ask": mine, "meeting": mine.meeting, "form": form}, status=422 if form.is_bound else 200)
