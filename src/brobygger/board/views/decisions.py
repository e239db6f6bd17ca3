"""Decisions: made at a meeting, carried out afterwards, back on the table until then."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board import actions
from brobygger.board.forms.meetings import CarriedOutForm, DecisionForm
from brobygger.board.models import Decision, Frozen, Meeting
from brobygger.board.permissions import may_follow_up
from brobygger.board.views.meetings import told_frozen
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale

PER_PAGE = 40
STATES = ("open", "done", "all")


def wanted_state(request: StaffRequest) -> str:
    state = request.GET.get("state", "open")
    return state if state in STATES else "open"


def listed(request: StaffRequest) -> QuerySet[Decision]:
    """The decisions the address asks for: those not yet carried out unless it says otherwise."""
    rows = Decision.objects.select_related("meeting__team", "meeting__centre", "goal", "responsible").order_by(
        "-meeting__held_on", "-pk"
    )
    state = wanted_state(request)
    if state != "all":
        rows = rows.filter(done_on__isnull=state == "open")
    kind = request.GET.get("kind", "")
    return rows.filter(kind=kind) if kind in Decision.Kind.values else rows


@needs(May.SEE_BOARD)
def decisions(request: StaffRequest, centre: str) -> HttpResponse:
    page, query = page_of(listed(request), request.GET, PER_PAGE)
    context = {
        "page": page,
        "state": wanted_state(request),
        "kind": request.GET.get("kind", ""),
        "kinds": Decision.Kind.choices,
        "query": query,
        "today": timezone.localdate(),
    }
    return render(request, "board/decisions.html", context)


@needs(May.FOLLOW_UP)
def decision_new(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.select_related("team", "centre"), pk=pk)
    if meeting.is_frozen:
        return told_frozen(request, meeting)
    goal = request.GET.get("goal", "")
    initial = {"goal": goal, "kind": Decision.Kind.ADJUST} if goal.isdecimal() else {}
    back = f"{reverse('board:follow_up', args=[centre, pk])}#goal-{goal}" if goal.isdecimal() else f"{meeting.get_absolute_url()}#decisions"
    row = Decision(meeting=meeting, made_at=timezone.now())
    form = DecisionForm(request.POST or None, instance=row, meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_decision(form.save(commit=False), by=request.user, now=timezone.localtime())
        except Frozen:
            return told_frozen(request, meeting)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The decision is kept. It comes back at the next meeting until it is carried out."))
            return redirect(back)  # where the meeting had come to
    context = {"form": form, "title": _("A decision"), "does": _("Keep the decision"), "back": back, "draft": f"decision-{pk}"}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


def decision_of(pk: int) -> Decision:
    rows = Decision.objects.select_related("meeting__team", "meeting__centre", "goal__area__plan", "responsible", "made_by")
    return get_object_or_404(rows, pk=pk)


@needs(May.SEE_BOARD)
def decision(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What was decided, the way from it into the plan, and what came of it."""
    row = decision_of(pk)
    form = CarriedOutForm(initial={"done_on": timezone.localdate()})
    return _page(request, row, form)


def _page(request: StaffRequest, row: Decision, form: CarriedOutForm, *, status: int = 200) -> HttpResponse:
    plan_open = row.goal is not None and request.access.may(May.EDIT_PLAN) and row.goal.area.plan.status != "closed"
    context = {
        "decision": row,
        "meeting": row.meeting,
        "form": form,
        "may_write": may_follow_up(request.access),
        "may_edit": may_follow_up(request.access) and not row.meeting.is_frozen,
        "may_plan": plan_open and not row.done_on,
        "late": row.done_on is None and row.due_on is not None and row.due_on < timezone.localdate(),
    }
    return render(request, "board/decision.html", context, status=status)


@needs(May.FOLLOW_UP)
def decision_edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = decision_of(pk)
    if row.meeting.is_frozen:
        return told_frozen(request, row.meeting)
    form = DecisionForm(request.POST or None, instance=row, meeting=row.meeting)
    back = reverse("board:decision", args=[centre, pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_decision(form.save(commit=False), by=request.user, now=timezone.localtime())
        except Frozen:
            return told_frozen(request, row.meeting)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            return redirect(back)
    context = {"form": form, "title": _("A decision"), "does": _("Save"), "back": back}
    return render(request, "board/form.html", context, status=422 if form.is_bound else 200)


@needs(May.FOLLOW_UP)
def carried_out(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = decision_of(pk)
    if request.method != "POST":
        return redirect("board:decision", centre=centre, pk=pk)
    form = CarriedOutForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    given = form.cleaned_data
    try:
        actions.carry_out(row, done_on=given["done_on"], outcome=given["outcome"], by=request.user, now=timezone.localtime())
    except Stale:
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        return _page(request, decision_of(pk), form, status=409)
    messages.success(request, _("Marked as carried out. It comes back no more."))
    return redirect("board:decision", centre=centre, pk=pk)
