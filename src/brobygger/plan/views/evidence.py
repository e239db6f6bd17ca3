"""Every number opens: the rows behind a target's figure, or the proof that stands for one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, may_open, needs
from brobygger.accounts.roles import May
from brobygger.core.times import day_of
from brobygger.plan import actions, wording
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.evidence import MadeOf, Slice, evidence_of, made_of
from brobygger.plan.forms.proof import ProofForm
from brobygger.plan.glance import light_row, target_row
from brobygger.plan.measures import Evidence, measures
from brobygger.plan.models import Proof, Target
from brobygger.plan.narrowing_words import narrowings_in_words
from brobygger.plan.periods import Per, Period, windows
from brobygger.plan.permissions import may_edit, visible_plans
from brobygger.plan.views.plan import addresses

ROWS = 100


def target_or_404(request: StaffRequest, pk: int) -> Target:
    """A target that stands in a plan this person may read."""
    return get_object_or_404(
        Target.objects.select_related("activity__goal__area__plan").filter(
            removed=False,
            activity__removed=False,
            activity__goal__removed=False,
            activity__goal__area__removed=False,
            activity__goal__area__plan__in=visible_plans(request.access),
        ),
        pk=pk,
    )


@needs(May.SEE_PLAN)
def evidence(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    target = target_or_404(request, pk)
    if request.method == "POST":
        return _add_proof(request, centre, target)
    return _page(request, target, ProofForm())


def _page(request: StaffRequest, target: Target, form: ProofForm, *, status: int = 200) -> HttpResponse:
    target_now = evaluate_target(target, timezone.localdate())
    wanted = _wanted(request)
    found = evidence_of(target_now, wanted)
    plan = target.activity.goal.area.plan
    words = narrowings_in_words([target])
    measure = measures.get(target.measure)
    begun = {window.number: window for window in target_now.windows}
    context: dict[str, Any] = {
        "plan": plan,
        "target": target,
        "row": target_row(target_now, words, addresses(request.centre.key)),
        "goal": target.activity.goal,
        "activity": target.activity,
        "measure": measure,
        "evidence": found,
        "wanted": wanted,
        "windows": [
            {
                "n": number,
                "begins": wording.day(window.period.start),
                "ends": wording.day(window.period.end),
                "count": begun[number].count if number in begun else None,
                "light": light_row(begun[number].light) if number in begun else None,
            }
            for number, window in enumerate(windows(Per(target.per), target_now.span), 1)
        ]
        if Per(target.per) is not Per.PLAN
        else [],
        "lists": _lists(request, found) if found else [],
        "form": form,
        "proofs": target_now.node.proofs,
        "may_edit": may_edit(request.access, plan),
        "may_accept": request.access.may(May.FOLLOW_UP) and plan.status != plan.Status.CLOSED,
    }
    return render(request, "plan/evidence.html", context, status=status)


@needs(May.SEE_PLAN)
def measure(request: StaffRequest, centre: str, key: str) -> HttpResponse:
    """All rows that a measure counts in a period (``fra``, ``til``; else this year so far): what a report's figure opens."""
    today = timezone.localdate()
    start, end = day_of(request.GET.get("fra")) or today.replace(month=1, day=1), day_of(request.GET.get("til")) or today
    projects = [int(each) for each in request.GET.getlist("projekt") if each.isdecimal() and len(each) < 18]
    found = made_of(key, Period(min(start, end), max(start, end)), {"project": projects} if projects else None)
    if found is None:
        raise Http404
    return render(request, "plan/measure.html", {"label": measures[key].label, "projects": visible_plans(request.access).filter(pk__in=projects), "period": found.period, "evidence": found, "lists": _lists(request, found)})


def _wanted(request: StaffRequest) -> Slice:
    window = request.GET.get("window", "")
    return Slice(int(window) if window.isdecimal() and len(window) < 6 else None, request.GET.get("for", "")[:40])


def _lists(request: StaffRequest, found: MadeOf) -> list[dict[str, Any]]:
    """Each source's rows a page at a time, with what each row adds to the figure where it is not one."""
    lists = []
    for index, source in enumerate(found.sources):
        page = Paginator(source.rows, ROWS).get_page(request.GET.get(f"page{index}"))
        of = source.source
        adds = of.value if of.value and not of.distinct and "__" not in of.value else ""
        query = request.GET.copy()
        query.pop(f"page{index}", None)
        lists.append(
            {
                "name": source.name,
                "index": index,
                "page": page,
                "query": query.urlencode(),
                "adds": bool(adds),
                "rows": [_shown(request, of.show(row), getattr(row, adds) or 0 if adds else 1) for row in page.object_list],
            }
        )
    return lists


def _shown(request: StaffRequest, row: Evidence, adds: int) -> tuple[Evidence, int, bool]:
    """A row, what it adds, and whether its page opens for whoever looks: a board member reads of a talk and does not go in."""
    return row, adds, may_open(request.access, row.url)


def _add_proof(request: StaffRequest, centre: str, target: Target) -> HttpResponse:
    if not request.access.may(May.REGISTER):
        raise PermissionDenied
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_proof(
                target, text=given["text"], link=given["link"], file=given["file"], by=request.user, now=timezone.now()
            )
        except actions.Closed:
            form.add_error(None, _("The plan is closed. Reopen it to change anything in it."))
        else:
            messages.success(request, _("The proof is here. It counts when somebody has accepted it."))
            return redirect("plan:evidence", centre=centre, pk=target.pk)
    return _page(request, target, form, status=422)


@needs(May.FOLLOW_UP)
def judge_proof(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Accept, take the acceptance back, or take the proof away; the button says which."""
    proof = get_object_or_404(Proof.objects.select_related("target__activity__goal__area__plan"), pk=pk)
    target_or_404(request, proof.target_id)
    if request.method != "POST":
        return redirect("plan:evidence", centre=centre, pk=proof.target_id)
    now = timezone.localtime()
    try:
        match request.POST.get("order"):
            case "accept":
                actions.accept_proof(proof, by=request.user, now=now)
                messages.success(request, _("Accepted: the light is green."))
            case "reject":
                actions.reject_proof(proof, by=request.user, now=now)
                messages.success(request, _("The acceptance is taken back."))
            case "withdraw":
                actions.withdraw_proof(proof, by=request.user, now=now)
                messages.success(request, _("The proof is taken away; the history remembers it."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except actions.Closed:
        messages.error(request, _("The plan is closed. Reopen it to change anything in it."))
    return redirect("plan:evidence", centre=centre, pk=proof.target_id)


@needs(May.SEE_PLAN)
def proof_file(request: StaffRequest, centre: str, pk: int) -> HttpResponseBase:
    """The attached file, always as a download: what people upload is never shown as a page of ours."""
    proof = get_object_or_404(Proof.objects.exclude(file=""), pk=pk)
    target_or_404(request, proof.target_id)
    name = str(proof.file.name)
    if not proof.file.storage.exists(name):
        raise Http404
    return FileResponse(proof.file.open("rb"), as_attachment=True, filename=name.rpartition("/")[2])
