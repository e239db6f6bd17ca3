"""The plan edited in place: the whole tree on one page, each part changed where it stands, every step with its way back.

With htmx the tree or one form is swapped; without it the same addresses are whole pages.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.versions import Stale
from brobygger.plan import edits, wording
from brobygger.plan.actions import Closed
from brobygger.plan.history_words import VERBS
from brobygger.plan.measures import measures
from brobygger.plan.models import Plan, PlanEdit, PlanPart
from brobygger.plan.narrowing_words import narrowings_in_words
from brobygger.plan.parts import PARTS, plan_pk_of
from brobygger.plan.tree import PlanTree, load

EDITS = 100


def closed() -> str:
    return _("The plan is closed. Reopen it to change anything in it.")


def stale() -> str:
    return _("Somebody else has changed this in the meantime. Nothing was done; look at it as it stands now and try again.")


@needs(May.EDIT_PLAN)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan, pk=pk)
    if request.method != "POST":
        return tree_page(request, plan)
    place, error = "", ""
    try:
        place = _carry_out(request, plan, request.POST.get("order", ""))
    except Stale:
        error = stale()
    except Closed:
        error = closed()
    except edits.WentOn as refusal:
        error = str(refusal)
    except ValidationError as refusal:
        error = " ".join(refusal.messages)
    if request.htmx:
        return tree_page(request, plan, focus=place, error=error)
    if error:
        messages.error(request, error)
    return redirect(reverse("plan:edit", kwargs={"centre": centre, "pk": pk}) + (f"#{place}" if place else ""))


def tree_page(request: StaffRequest, plan: Plan, *, focus: str = "", error: str = "") -> HttpResponse:
    """The page, or the tree alone for htmx. ``focus`` is the part that was touched: the cursor stays with it."""
    tree = load(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "tree": tree_rows(tree),
        "sections": {
            "before": [each for each in tree.sections if not each.after_goals],
            "after": [each for each in tree.sections if each.after_goals],
        },
        "last": last_step(plan),
        "focus": focus,
        "error": error,
        "open": plan.status != Plan.Status.CLOSED,
    }
    if request.htmx:
        response = render(request, "plan/edit.html#tree", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#plan-tree", "outerHTML"
        return response
    return render(request, "plan/edit.html", context)


def tree_rows(tree: PlanTree) -> list[dict[str, Any]]:
    words = narrowings_in_words(target.target for _area, _goal, _activity, target in tree.targets())
    return [
        {
            "row": area.area,
            "goals": [
                {
                    "row": goal.goal,
                    "activities": [
                        {
                            "row": activity.activity,
                            "targets": [
                                {
                                    "row": node.target,
                                    "aim": wording.aim(node.target),
                                    "what": str(measures[node.target.measure].label) if node.target.measure in measures else "",
                                    "narrow": words.get(node.target.pk, ""),
                                }
                                for node in activity.targets
                            ],
                        }
                        for activity in goal.activities
                    ],
                    "means": goal.means,
                }
                for goal in area.goals
            ],
        }
        for area in tree.areas
    ]


def last_step(plan: Plan) -> dict[str, Any] | None:
    """The newest step; ``back``: the step that undo takes next, further back each time; ``again``: what was undone just now."""
    steps = PlanEdit.objects.filter(plan=plan)
    step = steps.select_related("by").first()
    if step is None:
        return None
    back = steps.filter(undone_at=None).exclude(verb="undone").first()
    again = step if step.verb == "undone" else None
    return step_row(step) | {"back": step_row(back) if back else None, "again": again}


def step_row(step: PlanEdit) -> dict[str, Any]:
    words = edits.touched(step)
    return {
        "pk": step.pk,
        "verb": VERBS.get(step.verb, step.verb),
        "words": words[0] if words else "",
        "by": step.by,
        "at": step.at,
        "undone": step.undone_at is not None,
    }


def _carry_out(request: StaffRequest, plan: Plan, order: str) -> str:
    """Do what a button says (``up:goal:12``, ``remove:goal:12:3``, ``undo:55``); gives the anchor of the part touched."""
    verb, _colon, rest = order.partition(":")
    now = timezone.now()
    if verb == "undo":
        edits.undo(get_object_or_404(PlanEdit, pk=_number(rest), plan=plan), by=request.user, now=now)
        return "plan-steps"
    kind, key, version = [*rest.split(":"), "", ""][:3]
    row = part_or_404(plan, kind, key)
    seen = int(version) if version.isdecimal() else None
    if verb in {"up", "down"}:
        edits.move(row, -1 if verb == "up" else 1, by=request.user, now=now)
    elif verb == "merge":
        row = edits.merge_up(row, version=seen, by=request.user, now=now)
    elif verb == "remove":
        edits.remove(row, version=seen, by=request.user, now=now)
        return "plan-steps"
    return f"{kind}-{row.pk}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def part_or_404(plan: Plan | None, kind: str, key: str | int) -> PlanPart:
    """A standing part of ``plan`` (of any plan of the centre where None)."""
    if kind not in PARTS:
        raise Http404
    row = get_object_or_404(PARTS[kind].model._default_manager.filter(removed=False), pk=_number(str(key)))
    if plan is not None and plan_pk_of(row) != plan.pk:
        raise Http404
    return row


@needs(May.EDIT_PLAN)
def steps(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The recent steps of editing, each with its way back."""
    plan = get_object_or_404(Plan, pk=pk)
    if request.method == "POST":
        try:
            edits.undo(
                get_object_or_404(PlanEdit, pk=_number(request.POST.get("step", "")), plan=plan), by=request.user, now=timezone.now()
            )
        except edits.WentOn as refusal:
            messages.error(request, str(refusal))
        except Closed:
            messages.error(request, closed())
        else:
            messages.success(request, _("The step is undone."))
        return redirect("plan:steps", centre=centre, pk=pk)
    found = PlanEdit.objects.filter(plan=plan).select_related("by")[:EDITS]
    return render(request, "plan/steps.html", {"plan": plan, "steps": [step_row(each) for each in found]})
