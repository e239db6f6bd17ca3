"""One goal: its lights with reasons, activities, targets, documentation with what answers it, and its history."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.plan.counting import Demand, count
from brobygger.plan.evaluation import evaluate
from brobygger.plan.glance import goal_row
from brobygger.plan.measures import measures
from brobygger.plan.models import Activity, Goal, MeansOfVerification, Proof, Target, ToldStatus
from brobygger.plan.narrowing_words import narrowings_in_words
from brobygger.plan.permissions import may_edit, visible_plans
from brobygger.plan.since import lights_at_last_meeting
from brobygger.plan.states import GoalState
from brobygger.plan.tree import GoalNode, span
from brobygger.plan.views.plan import addresses
from brobygger.plan.voices import voices_of

HISTORY = 60


def goal_or_404(request: StaffRequest, pk: int) -> Goal:
    """A goal that stands in a plan this person may read."""
    standing = Goal.objects.filter(removed=False, area__removed=False, area__plan__in=visible_plans(request.access))
    return get_object_or_404(standing.select_related("area__plan", "team", "owner", "successor"), pk=pk)


@needs(May.SEE_PLAN)
def goal(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    found = goal_or_404(request, pk)
    plan = found.area.plan
    today = timezone.localdate()
    state = next((each for each in evaluate(plan, today).goals() if each.node.goal.pk == pk), None)
    if state is None:
        raise Http404
    words = narrowings_in_words(each.target for each in state.targets)
    seen = lights_at_last_meeting([pk])
    context = {
        "plan": plan,
        "area": found.area,
        "goal": found,
        "row": goal_row(state, seen.get(pk), words, addresses(centre), today),
        "seen": seen.get(pk),
        "means": means_rows(state),
        "voices": voices_of(request, pk, today),
        "predecessors": list(found.predecessors.filter(removed=False)),
        "told": list(ToldStatus.objects.filter(goal=found).select_related("activity")),
        "strategies": list(visible_plans(request.access).filter(hangs_on=found)),
        "history": list(history_of(state.node)),
        "may_edit": may_edit(request.access, plan),
        "may_register": request.access.may(May.REGISTER),
        "today": today,
    }
    return render(request, "plan/goal.html", context)


def means_rows(state: GoalState) -> list[dict[str, Any]]:
    """Each documentation with the measures that answer it, counted over the goal's period; one count for all of them."""
    goal = state.node.goal
    period = span(goal.area.plan, goal.area, goal)
    known = {
        key for means in state.node.means for key in means.measures if key in measures and measures[key].counted
    }
    counts = count(Demand(key, period) for key in sorted(known))
    return [
        {
            "pk": means.pk,
            "text": means.text,
            "measures": [
                {"label": measures[key].label, "count": counts.get(Demand(key, period)), "counted": key in known}
                for key in means.measures
                if key in measures
            ],
        }
        for means in state.node.means
    ]


def history_of(node: GoalNode) -> Iterable[Change]:
    """The trail of the goal and of all that has hung under it, the newest first."""
    goal = node.goal
    activities = Activity.objects.filter(goal=goal)
    targets = Target.objects.filter(activity__in=activities)
    rows = (
        Q(model=Goal._meta.label, row=goal.pk)
        | Q(model=Activity._meta.label, row__in=activities.values("pk"))
        | Q(model=MeansOfVerification._meta.label, row__in=MeansOfVerification.objects.filter(goal=goal).values("pk"))
        | Q(model=Target._meta.label, row__in=targets.values("pk"))
        | Q(model=Proof._meta.label, row__in=Proof.objects.filter(target__in=targets).values("pk"))
    )
    return Change.objects.filter(rows).select_related("by").order_by("-pk")[:HISTORY]
