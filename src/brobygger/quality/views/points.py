"""One point in a round: the joint answer beside what each side said, what shows it, and what is to be better."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.form_pages import form_page, kept, removed
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.plan.actions import Closed
from brobygger.quality import assessing, improving
from brobygger.quality.forms.rounds import EvidenceForm, GoalForm, ImprovementForm, JointForm
from brobygger.quality.models import Assessor, Evidence, Improvement, Point, Round, RoundClosed
from brobygger.quality.seen import in_words, seen
from brobygger.quality.views.rounds import closed


@needs(May.RUN_QUALITY)
def joint(request: StaffRequest, centre: str, pk: int, point: int) -> HttpResponse:
    """The joint answer is given here; evidence and improvements are put beside it by the forms below, each with its own button."""
    row = get_object_or_404(Round.objects.listed(), pk=pk)
    found = seen(row)
    leaves = found.leaves
    at = next((place for place, each in enumerate(leaves) if each.point.pk == point), None)
    if at is None:
        raise Http404
    place, act = leaves[at], request.POST.get("act", "")
    following = leaves[at + 1].point if at + 1 < len(leaves) else None
    initial = {"value": place.joint.value, "text": place.joint.text} if place.joint else {}
    forms: dict[str, Any] = {
        "answer": JointForm(row.framework, request.POST if act == "answer" else None, initial=initial),
        "evidence": EvidenceForm(request.POST if act == "evidence" else None, instance=Evidence(round=row, point=place.point), prefix="e"),
        "improvement": ImprovementForm(request.POST if act == "improvement" else None, instance=Improvement(round=row, point=place.point), prefix="i"),
    }
    if request.method == "POST" and act in forms and _kept(request, act, forms[act], row, place.point):
        if act == "answer":
            return redirect("quality:joint", centre=centre, pk=pk, point=following.pk) if following else redirect(row)
        return redirect("quality:joint", centre=centre, pk=pk, point=point)
    context = {
        "row": row, "place": place, "forms": forms, "following": following, "change": in_words(place.change), "before": found.word(place.before), "joint": found.word(place.joint),
        "improvements": _with_ways(place.improvements) if request.access.may(May.EDIT_PLAN) else [(each, None) for each in place.improvements],
        "board": found.given_in_words(place.given[Assessor.Side.BOARD]), "staff": found.given_in_words(place.given[Assessor.Side.STAFF]),
    }
    return render(request, "quality/joint.html", context, status=422 if request.method == "POST" else 200)


def _with_ways(rows: list[Improvement]) -> list[tuple[Improvement, GoalForm | None]]:
    """Each with its own form into the plan, where it is not there yet. The goals are read once for all of them."""
    waiting = [row for row in rows if row.activity is None]
    offered = GoalForm.offered() if waiting else []
    return [(row, GoalForm.among(offered, row.pk) if offered and row.activity is None else None) for row in rows]


def _kept(request: StaffRequest, act: str, form: Any, row: Round, point: Point) -> bool:
    by, now = request.user, timezone.now()

    def keep() -> None:
        if act == "answer":
            assessing.answer_jointly(row, point, form.cleaned_data["value"], form.cleaned_data["text"], by=by, now=now)
        elif act == "evidence":
            assessing.show(form.instance, by=by, now=now)
        else:
            improving.keep(form.instance, by=by, now=now)

    if not form.is_valid():
        return False
    try:
        keep()
    except RoundClosed:
        form.add_error(None, closed())
        return False
    except ValidationError as error:
        form.add_error("text" if act == "answer" and hasattr(error, "error_dict") else None, error.messages)
        return False
    messages.success(request, _("Saved."))
    return True


@needs(May.RUN_QUALITY)
@require_POST
def take_evidence_out(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Evidence.objects.select_related("round__centre"), pk=pk)
    try:
        assessing.take_evidence_out(row, by=request.user, now=timezone.now())
    except RoundClosed:
        messages.error(request, closed())
    return redirect("quality:joint", centre=centre, pk=row.round_id, point=row.point_id)


@needs(May.RUN_QUALITY)
def improvement(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One that is not in the plan yet is written anew or taken out here; what is in the plan is changed there."""
    row = get_object_or_404(Improvement.objects.select_related("round__framework__centre", "round__centre", "activity", "centre"), pk=pk)
    back = row.round.get_absolute_url()
    if row.activity is not None:
        return redirect("plan:activity", centre=centre, pk=row.activity_id)
    if removed(request, lambda: improving.take_out(row, by=request.user, now=timezone.now()), said=_("It is taken out.")):
        return redirect(back)
    before, title = audit.values(row), str(row)
    form = ImprovementForm(request.POST if request.method == "POST" and request.POST.get("act") != "remove" else None, instance=row)
    if request.POST.get("act") != "remove" and kept(request, form, lambda: improving.keep(row, before=before, by=request.user, now=timezone.now())):
        return redirect(back)
    return form_page(request, form, title=title, back=back, draft=f"improvement-{pk}", removal=_("It is proposed no more."))


@needs(May.EDIT_PLAN)
@require_POST
def into_plan(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One press: the improvement is an activity under the goal that is chosen."""
    row = get_object_or_404(Improvement.objects.select_related("round__centre", "activity"), pk=pk)
    form = GoalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a goal of a plan that is open."))
    else:
        try:
            activity = improving.into_plan(row, form.cleaned_data["goal"], by=request.user, now=timezone.now())
        except Closed:
            messages.error(request, _("The plan is closed."))
        else:
            messages.success(request, _("It is an activity in the plan now: “%(goal)s”.") % {"goal": activity.goal})
    return redirect(f"{row.round.get_absolute_url()}#forbedringer")
