"""The follow-up, goal by goal: the machine proposes, a person decides and says why. And the freezing that ends it.

Each goal is a form of its own. With htmx that goal alone is swapped; without, the page comes back at the same goal.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board import actions
from brobygger.board.following import AreaSeen, GoalSeen, goals_of, seen_by, with_today
from brobygger.board.forms.follow_up import FollowUpForm
from brobygger.board.models import Frozen, Meeting
from brobygger.board.permissions import may_follow_up, may_run
from brobygger.board.views.meetings import meeting_to_run, told_frozen
from brobygger.core.versions import Stale


def meeting_of(pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("team", "centre", "frozen_by"), pk=pk)


@needs(May.SEE_BOARD)
def follow_up(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Every goal with its lights; of a frozen meeting what it saw, with today's figures beside it."""
    return _page(request, meeting_of(pk))


def _page(
    request: StaffRequest, meeting: Meeting, *, bound: tuple[int, FollowUpForm] | None = None, theirs: bool = False, status: int = 200
) -> HttpResponse:
    areas = seen_by(meeting)
    if meeting.is_frozen:
        with_today(areas, meeting)
    goals = goals_of(areas)
    decides = may_follow_up(request.access) and not meeting.is_frozen
    chosen, form = bound or (0, None)
    context = {
        "meeting": meeting,
        "areas": [
            (area, [_row(request, meeting, goal, form if goal.goal.pk == chosen else None, theirs=theirs) for goal in area.goals])
            for area in areas
        ],
        "goals": len(goals),
        "several_plans": len({area.plan.pk for area in areas}) > 1,
        "decided": sum(goal.follow_up is not None for goal in goals),
        "waiting": sum(goal.needs_comment for goal in goals),
        "free": sum(goal.follow_up is None and not goal.needs_comment for goal in goals),
        "may_decide": decides,
        "may_freeze": may_run(request.access, meeting) and not meeting.is_frozen,
    }
    return render(request, "board/follow_up.html", context, status=status)


def _row(
    request: StaffRequest, meeting: Meeting, goal: GoalSeen, form: FollowUpForm | None = None, *, theirs: bool = False, saved: bool = False
) -> dict[str, Any]:
    decides = may_follow_up(request.access) and not meeting.is_frozen
    return {
        "meeting": meeting,
        "goal": goal,
        "form": (form or FollowUpForm(goal=goal)) if decides else None,
        "theirs": theirs and form is not None,
        "saved": saved,
        "may_change": request.access.may(May.EDIT_PLAN) and not meeting.is_frozen,
        "see_plan": request.access.may(May.SEE_PLAN),
    }


def _find(areas: list[AreaSeen], goal: int) -> GoalSeen:
    found = next((each for each in goals_of(areas) if each.goal.pk == goal), None)
    if found is None:
        raise Http404
    return found


@needs(May.FOLLOW_UP)
def decide(request: StaffRequest, centre: str, pk: int, goal: int) -> HttpResponse:
    """Decide one goal. The answer is that goal alone for htmx, else the whole page again."""
    meeting = meeting_of(pk)
    here = reverse("board:follow_up", args=[centre, pk])
    if request.method != "POST":
        return redirect(f"{here}#goal-{goal}")
    if meeting.is_frozen:
        return told_frozen(request, meeting)
    seen = _find(seen_by(meeting), goal)
    form = FollowUpForm(request.POST, goal=seen)
    theirs, status = False, 422
    if form.is_valid():
        given = form.cleaned_data
        verdict = actions.Verdict(given["result"], given["schedule"], given["comment"])
        assert seen.state is not None  # noqa: S101 -- for the type checker: an open meeting's goals are evaluated
        try:
            actions.decide(
                meeting, seen.goal, verdict, state=seen.state, by=request.user, now=timezone.localtime(), seen=given["seen"] or 0
            )
        except Frozen:
            return told_frozen(request, meeting)
        except Stale:
            seen = _find(seen_by(meeting), goal)
            form.show_theirs(seen.version)
            theirs, status = True, 409
        except ValidationError as error:
            form.refuse(error)
        else:
            return _decided(request, meeting, goal, here)
    if request.htmx:
        # htmx swaps only answers that went well, so a form with errors is one as well.
        return render(request, "board/follow_up.html#goal", _row(request, meeting, seen, form, theirs=theirs))
    return _page(request, meeting, bound=(goal, form), theirs=theirs, status=status)


def _decided(request: StaffRequest, meeting: Meeting, goal: int, here: str) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{here}#goal-{goal}")
    fresh = _find(seen_by(meeting), goal)
    return render(request, "board/follow_up.html#goal", _row(request, meeting, fresh, saved=True))


@needs(May.FOLLOW_UP)
@require_POST
def accept(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Accept every proposal that needs no comment."""
    meeting = meeting_of(pk)
    try:
        accepted, waiting = actions.accept_proposals(meeting, by=request.user, now=timezone.localtime())
    except Frozen:
        return told_frozen(request, meeting)
    said = ngettext("%(n)s proposal is accepted.", "%(n)s proposals are accepted.", len(accepted)) % {"n": len(accepted)}
    if waiting:
        said += " " + ngettext("%(n)s goal waits for a comment.", "%(n)s goals wait for a comment.", len(waiting)) % {"n": len(waiting)}
    messages.success(request, said)
    anchor = f"#goal-{waiting[0].pk}" if waiting else ""
    return redirect(reverse("board:follow_up", args=[centre, pk]) + anchor)


@needs(May.FOLLOW_UP)
def freeze(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Says exactly what the freezing will do, and does it on the next press."""
    meeting = meeting_to_run(request, pk)
    if meeting.is_frozen:
        return told_frozen(request, meeting)
    errors: list[str] = []
    if request.method == "POST":
        try:
            actions.freeze(meeting, by=request.user, now=timezone.localtime())
        except Frozen:
            return told_frozen(request, meeting)
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, _("The meeting is frozen. The follow-up report is ready."))
            return redirect(meeting)
    goals = goals_of(seen_by(meeting))
    context = {
        "meeting": meeting,
        "goals": goals,
        "decided": [goal for goal in goals if goal.follow_up],
        "proposals": [goal for goal in goals if not goal.follow_up and not (goal.needs_comment and not goal.goal.is_changed)],
        "waiting": [goal for goal in goals if goal.needs_comment and not goal.goal.is_changed],
        "moved_on": [goal for goal in goals if goal.moved_on],
        "ahead": meeting.held_on > timezone.localdate(),
        "errors": errors,
    }
    return render(request, "board/freeze.html", context, status=422 if errors else 200)
