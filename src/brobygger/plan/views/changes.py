"""What happens to activities and goals on the way: done, moved with a reason, given up; a goal that was changed (≠)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.plan import actions
from brobygger.plan.forms.parts import ChangeGoalForm, DoneForm, GiveUpForm, MoveEndForm
from brobygger.plan.models import Activity, Goal
from brobygger.plan.views.edit import closed, part_or_404


@needs(May.EDIT_PLAN)
def activity(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Done, not done after all, moved, given up, taken up again: three small forms on one page."""
    row = part_or_404(None, "activity", pk)
    assert isinstance(row, Activity)  # noqa: S101 -- for the type checker: of this kind
    order = request.POST.get("order", "")
    forms: dict[str, BaseForm] = {
        "done": DoneForm(request.POST if order == "done" else None, initial={"on": timezone.localdate()}),
        "move": MoveEndForm(request.POST if order == "move" else None),
        "give_up": GiveUpForm(request.POST if order == "give_up" else None),
    }
    form = forms.get(order)
    if request.method == "POST" and (form is None or form.is_valid()):
        given = getattr(form, "cleaned_data", {})
        if _tried(request, form, lambda: _do(row, order, given, request)):
            messages.success(request, _("Saved."))
            return redirect(reverse("plan:goal", kwargs={"centre": centre, "pk": row.goal_id}) + f"#activity-{pk}")
    context = {
        "plan": row.goal.area.plan, "goal": row.goal, "activity": row, "forms": forms,
        "moves": list(row.moves.select_related("moved_by")), "today": timezone.localdate(),
    }
    return render(request, "plan/activity.html", context, status=422 if request.method == "POST" else 200)


def _do(row: Activity, order: str, given: dict[str, Any], request: StaffRequest) -> None:
    by, now = request.user, timezone.now()
    match order:
        case "done":
            actions.mark_done(row, on=given["on"], by=by, now=now)
        case "not_done":
            actions.mark_done(row, on=None, by=by, now=now)
        case "move":
            actions.move_end(row, to=given["to"], reason=given["reason"], by=by, now=now)
        case "give_up":
            actions.give_up(row, on=timezone.localdate(), reason=given["reason"], by=by, now=now)
        case "take_up":
            actions.give_up(row, on=None, reason="", by=by, now=now)


def _tried(request: StaffRequest, form: BaseForm | None, act: Callable[[], object]) -> bool:
    """Whether ``act`` went well; else what stood in its way is said, beside the field where the form has it."""
    try:
        act()
    except actions.Closed:
        messages.error(request, closed())
    except ValidationError as refusal:
        if form is None:
            messages.error(request, " ".join(refusal.messages))
        elif hasattr(refusal, "error_dict"):
            for name, errors in refusal.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, refusal)
    else:
        return True
    return False


@needs(May.EDIT_PLAN)
def change_goal(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Mark a goal as changed (≠) with its reason and successor; or take the mark off again."""
    row = part_or_404(None, "goal", pk)
    assert isinstance(row, Goal)  # noqa: S101 -- for the type checker: of this kind
    page = reverse("plan:goal", kwargs={"centre": centre, "pk": pk})
    if row.is_changed:
        if request.method == "POST":
            if _tried(request, None, lambda: actions.restore_goal(row, by=request.user, now=timezone.now())):
                messages.success(request, _("The goal is followed up again."))
            return redirect(page)
        context = {
            "plan": row.area.plan, "row": row, "back": page, "title": _("It was not changed after all"), "does": _("Follow the goal up again"),
            "lead": _("The goal gets its lights back. That it was marked as changed, and why, stays in its history."),
        }
        return render(request, "plan/small_form.html", context)
    form = ChangeGoalForm(request.POST or None, goal=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = _tried(request, form, lambda: actions.change_goal(
            row, reason=given["reason"], successor=given["successor"], new_title=given["new_title"], carry_on=given["carry_on"],
            by=request.user, now=timezone.localtime(),
        ))
        if done:
            messages.success(request, _("The goal is marked as changed (≠). Its history stays readable."))
            return redirect(page)
    context = {
        "plan": row.area.plan, "row": row, "form": form, "back": page, "title": _("The goal was changed (≠)"), "does": _("Mark as changed"),
        "lead": _("It can no longer be followed up, so its lights become ≠. What was counted and decided stays readable."),
    }
    return render(request, "plan/small_form.html", context, status=422 if form.is_bound else 200)
