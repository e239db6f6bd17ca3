"""A plan as a whole: its particulars, its status, its copy for the next period, and two plans compared."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.versions import Stale
from brobygger.plan import actions
from brobygger.plan.comparing import compare as compared
from brobygger.plan.copying import copy_plan, next_period
from brobygger.plan.forms.parts import differences
from brobygger.plan.forms.plan import AdoptForm, CopyForm, PlanForm
from brobygger.plan.models import Plan
from brobygger.plan.periods import Period
from brobygger.plan.permissions import visible_plans
from brobygger.plan.tree import load_all

HISTORY = 40
CHANGES = {
    "kept": gettext_lazy("kept"),
    "changed": gettext_lazy("changed"),
    "new": gettext_lazy("new"),
    "gone": gettext_lazy("gone"),
}


@needs(May.EDIT_PLAN)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = _save(form, "added", request)
        messages.success(request, _("The plan is here as a draft. Write its first area and goal."))
        return redirect("plan:edit", centre=centre, pk=plan.pk)
    back = reverse("plan:plans", kwargs={"centre": centre})
    context = {"form": form, "plan": {"title": _("Plans")}, "back": back, "title": _("New plan"), "does": _("Make the plan")}
    return render(request, "plan/small_form.html", context, status=422 if form.is_bound else 200)


@needs(May.EDIT_PLAN)
def particulars(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan, pk=pk)
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, "edited", request)
        except Stale:
            form.theirs = Plan.objects.get(pk=pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("Saved."))
            return redirect("plan:edit", centre=centre, pk=pk)
    theirs = differences(form)
    form.stand_on_theirs()
    context = {
        "plan": plan, "form": form, "theirs": theirs, "kind": "plan", "row": plan, "heading": _("Title, period and words"),
        "back": reverse("plan:edit", kwargs={"centre": centre, "pk": pk}),
    }
    return render(request, "plan/part_form.html", context, status=422 if form.is_bound else 200)


def _save(form: PlanForm, verb: str, request: StaffRequest) -> Plan:
    plan: Plan = form.instance
    with transaction.atomic():
        before = audit.values(Plan.objects.get(pk=plan.pk)) if plan.pk else None
        plan.save()
        audit.record(verb, plan, by=request.user, before=before)
    return plan


@needs(May.SEE_PLAN)
def manage(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The plan's status and what can be done with it as a whole; who has what rights decides which buttons there are."""
    plan = get_object_or_404(visible_plans(request.access).select_related("previous"), pk=pk)
    adopt_form = AdoptForm(initial={"on": timezone.localdate()})
    if request.method == "POST":
        if not request.access.may(May.EDIT_PLAN):
            raise PermissionDenied
        order = request.POST.get("order")
        if order == "adopt":
            adopt_form = AdoptForm(request.POST)
            if adopt_form.is_valid():
                return _set_status(request, plan, order, on=adopt_form.cleaned_data["on"])
        elif order in {"close", "reopen"}:
            return _set_status(request, plan, order)
    others = [each for each in visible_plans(request.access) if each.pk != plan.pk]
    context = {
        "plan": plan,
        "adopt_form": adopt_form,
        "others": others,
        "following": list(plan.next_plans.all()),
        "history": list(Change.objects.filter(model=Plan._meta.label, row=plan.pk).select_related("by")[:HISTORY]),
        "may_change": request.access.may(May.EDIT_PLAN),
    }
    return render(request, "plan/manage.html", context, status=422 if adopt_form.is_bound else 200)


def _set_status(request: StaffRequest, plan: Plan, order: str, **given: Any) -> HttpResponse:
    said = {
        "adopt": _("The plan is adopted."),
        "close": _("The plan is closed. It stays readable, and its counts go on being right."),
        "reopen": _("The plan is open again."),
    }
    try:
        getattr(actions, order)(plan, by=request.user, now=timezone.now(), **given)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said[order])
    return redirect("plan:manage", centre=request.centre.key, pk=plan.pk)


@needs(May.EDIT_PLAN)
def copy(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The next period's plan as a draft, dates shifted."""
    plan = get_object_or_404(Plan, pk=pk)
    following = next_period(plan.period)
    initial = {"title": _next_title(plan, following), "starts_on": following.start, "ends_on": following.end}
    form = CopyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = copy_plan(
            plan, title=given["title"], period=Period(given["starts_on"], given["ends_on"]), by=request.user, now=timezone.now()
        )
        messages.success(request, _("The new plan is here as a draft, its dates moved on. Nothing of what was done came along."))
        return redirect("plan:edit", centre=centre, pk=made.pk)
    context = {
        "plan": plan, "form": form, "title": _("Copy to the next period"), "does": _("Make the copy"),
        "lead": _("Goals, activities, documentation and targets come along with their dates moved on. Goals that were changed (≠), activities that were given up and proof stay behind."),
        "back": reverse("plan:manage", kwargs={"centre": centre, "pk": pk}),
    }
    return render(request, "plan/small_form.html", context, status=422 if form.is_bound else 200)


def _next_title(plan: Plan, following: Period) -> str:
    """The title with its years moved on, where it names them."""
    title, moved = plan.title, following.start.year - plan.starts_on.year
    for year in range(plan.ends_on.year, plan.starts_on.year - 1, -1):
        title = title.replace(str(year), f"\0{year + moved}")
    return title.replace("\0", "")


@needs(May.SEE_PLAN)
def compare(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A plan beside an earlier one: goals kept, changed, new and gone."""
    plan = get_object_or_404(visible_plans(request.access), pk=pk)
    other = get_object_or_404(visible_plans(request.access), pk=_key(request, plan))
    trees = load_all([other, plan])
    by_plan = {tree.plan.pk: tree for tree in trees}
    rows = compared(by_plan[other.pk], by_plan[plan.pk])
    context = {
        "plan": plan,
        "other": other,
        "rows": [{"row": row, "word": CHANGES[row.change]} for row in rows],
        "counts": [(word, sum(row.change == key for row in rows)) for key, word in CHANGES.items()],
    }
    return render(request, "plan/compare.html", context)


def _key(request: StaffRequest, plan: Plan) -> int:
    asked = request.GET.get("with", "")
    return int(asked) if asked.isdecimal() and len(asked) < 18 else plan.previous_id or 0
