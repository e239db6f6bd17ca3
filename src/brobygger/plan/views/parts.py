"""One part of a plan: its form, a new one, splitting it, moving it elsewhere."""

from typing import Any

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
from brobygger.plan.forms.parts import FORMS, ActivityForm, MoveForm, PartForm, SplitForm, differences
from brobygger.plan.lights import shorten
from brobygger.plan.models import Activity, Area, Goal, Plan, PlanPart, Target
from brobygger.plan.parts import PARENTS, PARTS, plan_pk_of
from brobygger.plan.views.edit import closed, part_or_404, stale, tree_page


@needs(May.EDIT_PLAN)
def part(request: StaffRequest, centre: str, kind: str, pk: int) -> HttpResponse:
    """Edit a part's words. Where somebody else saved first, theirs is shown beside one's own, which stays."""
    if kind == "target":
        return redirect("plan:target", centre=centre, pk=pk)
    row = part_or_404(None, kind, pk)
    plan = Plan.objects.get(pk=plan_pk_of(row))
    form = _form(kind, row, plan, request)
    if request.method == "POST" and form.is_valid():
        try:
            edits.change(form.instance, markers=form.cleaned_data.get("markers"), by=request.user, now=timezone.now())
        except Stale:
            form.theirs = part_or_404(plan, kind, pk)
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        except Closed:
            form.add_error(None, closed())
        else:
            return saved(request, plan, f"{kind}-{pk}")
    return form_page(request, plan, form, kind=kind, row=row)


@needs(May.EDIT_PLAN)
def add(request: StaffRequest, centre: str, pk: int, kind: str, parent: int) -> HttpResponse:
    """A new part under ``parent`` (of the plan itself: its own key)."""
    plan = get_object_or_404(Plan, pk=pk)
    if kind not in FORMS:
        raise Http404
    above: Plan | PlanPart = plan if PARENTS[kind] == "plan" else part_or_404(plan, PARENTS[kind], parent)
    row = PARTS[kind].model(**{PARTS[kind].parent: above})
    form = _form(kind, row, plan, request)
    if request.method == "POST" and form.is_valid():
        try:
            new = edits.add(form.instance, markers=form.cleaned_data.get("markers"), by=request.user, now=timezone.now())
        except Closed:
            form.add_error(None, closed())
        else:
            return saved(request, plan, f"{kind}-{new.pk}")
    return form_page(request, plan, form, kind=kind, row=row, above=above)


def _form(kind: str, row: PlanPart, plan: Plan, request: StaffRequest) -> PartForm:
    data = request.POST if request.method == "POST" else None
    if kind == "activity":
        return ActivityForm(data, instance=row, prefix=None, adopted=plan.status == Plan.Status.ADOPTED)
    return FORMS[kind](data, instance=row)


def form_page(
    request: StaffRequest, plan: Plan, form: PartForm, *, kind: str, row: PlanPart, above: Plan | PlanPart | None = None
) -> HttpResponse:
    theirs = differences(form)
    form.stand_on_theirs()
    context = {
        "plan": plan,
        "form": form,
        "kind": kind,
        "row": row,
        "above": above,
        "theirs": theirs,
        "heading": heading(kind, plan, new=row.pk is None),
        "back": back(plan, f"{kind}-{row.pk}" if row.pk else ""),
    }
    if request.htmx:  # the form stands where the pressed button stood: the cursor goes into it
        next(iter(form.visible_fields())).field.widget.attrs["autofocus"] = True
    template = "plan/part_form.html#form" if request.htmx else "plan/part_form.html"
    # htmx swaps only answers that went well, so a form with errors is one as well.
    return render(request, template, context, status=422 if form.is_bound and not request.htmx else 200)


def heading(kind: str, plan: Plan, *, new: bool) -> str:
    words = {
        "section": _("text"), "area": plan.area_word, "goal": plan.goal_word, "activity": plan.activity_word,
        "means": plan.means_word, "target": _("target"),
    }
    word = words[kind]
    return (_("New: %(what)s") if new else _("Edit: %(what)s")) % {"what": word[:1].lower() + word[1:]}


def back(plan: Plan, anchor: str) -> str:
    return reverse("plan:edit", kwargs={"centre": plan.centre.key, "pk": plan.pk}) + (f"#{anchor}" if anchor else "")


def saved(request: StaffRequest, plan: Plan, anchor: str) -> HttpResponse:
    """Back where one was: the tree in place, or its page at the part."""
    return tree_page(request, plan, focus=anchor) if request.htmx else redirect(back(plan, anchor))


@needs(May.EDIT_PLAN)
def split(request: StaffRequest, centre: str, kind: str, pk: int) -> HttpResponse:
    if kind not in {"area", "goal", "activity", "means"}:
        raise Http404
    row = part_or_404(None, kind, pk)
    plan = Plan.objects.get(pk=plan_pk_of(row))
    what = PARTS[kind]
    below = [(f"{child}:{each.pk}", _label(each)) for child in what.children for each in PARTS[child].under(row.pk)]
    first, second = _halves(what.text(row))
    form = SplitForm(request.POST or None, below=below, initial={"first": first, "second": second})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        carried: dict[str, list[int]] = {}
        for each in given.get("carried", []):
            child, _colon, key = each.partition(":")
            carried.setdefault(child, []).append(int(key))
        version = request.POST.get("version", "")
        try:
            new = edits.split(
                row, first=given["first"], second=given["second"], carried=carried,
                version=int(version) if version.isdecimal() else None, by=request.user, now=timezone.now(),
            )
        except Stale:
            form.add_error(None, stale())
        except Closed:
            form.add_error(None, closed())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages[0])
        else:
            return redirect(back(plan, f"{kind}-{new.pk}"))
    context = {"plan": plan, "form": form, "row": row, "back": back(plan, f"{kind}-{pk}"), "title": _("Split in two"), "does": _("Split")}
    return render(request, "plan/small_form.html", context, status=422 if form.is_bound else 200)


def _halves(text: str) -> tuple[str, str]:
    """A first guess: at the first full stop, semicolon or line break inside the text, else all of it in the first."""
    for mark in ("\n", ". ", "; "):
        first, found, second = text.partition(mark)
        if found and second.strip():
            return (first + mark).strip(), second.strip()
    return text, ""


def _label(row: PlanPart) -> str:
    if isinstance(row, Target):
        return f"{wording.aim(row)} {row.phrase}".strip()
    return shorten(str(row), 100)


@needs(May.EDIT_PLAN)
def move(request: StaffRequest, centre: str, kind: str, pk: int) -> HttpResponse:
    """Under another area, goal or activity of the same plan."""
    if kind not in {"goal", "activity", "means", "target"}:
        raise Http404
    row = part_or_404(None, kind, pk)
    plan = Plan.objects.get(pk=plan_pk_of(row))
    now_at = getattr(row, f"{PARTS[kind].parent}_id")
    form = MoveForm(request.POST or None, places=[each for each in _places(kind, plan) if each[0] != str(now_at)])
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            edits.move_to(
                row, part_or_404(plan, PARENTS[kind], form.cleaned_data["to"]),
                version=int(version) if version.isdecimal() else None, by=request.user, now=timezone.now(),
            )
        except Stale:
            form.add_error(None, stale())
        except Closed:
            form.add_error(None, closed())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages[0])
        else:
            return redirect(back(plan, f"{kind}-{pk}"))
    context = {"plan": plan, "form": form, "row": row, "back": back(plan, f"{kind}-{pk}"), "title": _("Move to another place"), "does": _("Move")}
    return render(request, "plan/small_form.html", context, status=422 if form.is_bound else 200)


def _places(kind: str, plan: Plan) -> list[tuple[str, str]]:
    standing: dict[str, Any] = {"removed": False}
    if kind == "goal":
        return [(str(each.pk), shorten(each.title)) for each in Area.objects.filter(plan=plan, **standing)]
    goals = Goal.objects.filter(area__plan=plan, area__removed=False, **standing).select_related("area")
    goals = goals.order_by("area__position", "area", "position", "pk")
    if kind in {"activity", "means"}:
        return [(str(each.pk), f"{shorten(each.area.title, 30)} › {shorten(each.title)}") for each in goals]
    activities = Activity.objects.filter(goal__in=goals, **standing).select_related("goal")
    return [
        (str(each.pk), f"{shorten(each.goal.title, 40)} › {shorten(each.text)}")
        for each in activities.order_by("goal__area__position", "goal__position", "position", "pk")
    ]
