"""A target written and changed, with the count it would give before it is saved; and those that nobody has said how to count."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.versions import Stale
from brobygger.plan import edits, wording
from brobygger.plan.actions import Closed
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.forms.parts import differences
from brobygger.plan.forms.target import TargetForm, check_number, fields_of
from brobygger.plan.glance import light_row
from brobygger.plan.measures import measures
from brobygger.plan.models import Activity, Plan, Target
from brobygger.plan.parts import plan_pk_of
from brobygger.plan.permissions import visible_plans
from brobygger.plan.phrases import Span, find_targets
from brobygger.plan.tree import load, span
from brobygger.plan.views.edit import closed, part_or_404
from brobygger.plan.views.parts import saved


@needs(May.EDIT_PLAN)
def new_target(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A target for activity ``pk``; what its words seem to promise is offered, nothing is taken for granted."""
    activity = part_or_404(None, "activity", pk)
    assert isinstance(activity, Activity)  # noqa: S101 -- for the type checker: of this kind
    goal = activity.goal
    period = span(goal.area.plan, goal.area, goal)
    guesses = find_targets(activity.text, Span(period.start, period.end))
    chosen = request.GET.get("guess", "")
    target = Target(activity=activity)
    if chosen.isdecimal() and int(chosen) < len(guesses):
        for name, value in fields_of(guesses[int(chosen)]).items():
            setattr(target, name, value)
    offers = [(index, guess.phrase, wording.aim(Target(**fields_of(guess)))) for index, guess in enumerate(guesses)]
    return _form_page(request, target, offers=offers)


@needs(May.EDIT_PLAN)
def target(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    found = part_or_404(None, "target", pk)
    assert isinstance(found, Target)  # noqa: S101 -- for the type checker: of this kind
    return _form_page(request, found, offers=[])


def _form_page(request: StaffRequest, row: Target, *, offers: list[tuple[int, str, str]]) -> HttpResponse:
    plan = Plan.objects.get(pk=plan_pk_of(row.activity))
    looking = "preview" in request.POST
    form = TargetForm(request.POST or None, instance=row)
    if form.is_bound and form.is_valid() and not looking:
        try:
            check_number(form.instance)
            change = edits.change if row.pk else edits.add
            change(form.instance, by=request.user, now=timezone.now())
        except Stale:
            form.theirs = part_or_404(plan, "target", row.pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        except Closed:
            form.add_error(None, closed())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages[0])
        else:
            return saved(request, plan, f"target-{form.instance.pk}")
    theirs = differences(form)
    form.stand_on_theirs()
    context: dict[str, Any] = {
        "plan": plan,
        "activity": row.activity,
        "target": row,
        "form": form,
        "theirs": theirs,
        "offers": offers,
        "preview": _preview(form) if not form.is_bound or form.is_valid() else None,
        "back": reverse("plan:edit", kwargs={"centre": plan.centre.key, "pk": plan.pk}) + f"#activity-{row.activity_id}",
    }
    if request.htmx and looking:
        return render(request, "plan/target_form.html#body", context)
    return render(request, "plan/target_form.html", context, status=422 if form.is_bound and not looking else 200)


def _preview(form: TargetForm) -> dict[str, Any] | None:
    """What the target as typed would say today; None until something can be counted."""
    row: Target = form.instance
    if row.evidenced or row.measure not in measures or not measures[row.measure].counted:
        return None
    state = evaluate_target(row, timezone.localdate())
    return {
        "count": wording.number(state.total),
        "what": measures[row.measure].label,
        "aim": wording.aim(row),
        "light": light_row(state.light),
        "members": [(member.member.name, wording.number(member.count)) for member in state.members],
    }


@needs(May.SEE_PLAN)
def uncounted(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The targets of a plan that nobody has said how to count, and those that nothing here counts yet."""
    plan = get_object_or_404(visible_plans(request.access), pk=pk)
    rows = []
    for _area, goal, activity, node in load(plan).targets():
        row = node.target
        if row.evidenced or (row.measure in measures and measures[row.measure].counted):
            continue
        rows.append(
            {
                "goal": goal.goal,
                "activity": activity.activity,
                "target": row,
                "aim": wording.aim(row),
                "measure": measures[row.measure].label if row.measure in measures else "",
            }
        )
    if not rows and request.GET.get("then") == "plan":
        return redirect("plan:plan", centre=centre, pk=pk)
    may_edit = request.access.may(May.EDIT_PLAN)
    return render(request, "plan/uncounted.html", {"plan": plan, "rows": rows, "may_edit": may_edit})
