"""The plan page: the traffic-light board, by area, filtered from the address."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.papers import Paper, papers_of
from brobygger.plan.evaluation import evaluate
from brobygger.plan.glance import SHOWN_LIGHTS, Addresses, Wanted, glance
from brobygger.plan.kept import Leans, kept_page, leans_of
from brobygger.plan.lights import COLOUR_WORDS, Colour
from brobygger.plan.models import Plan, Team
from brobygger.plan.permissions import may_edit, sees_drafts, visible_plans
from brobygger.plan.since import lights_at_last_meeting


@needs(May.SEE_PLAN)
def plan(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    found = get_object_or_404(visible_plans(request.access).select_related("hangs_on"), pk=pk)
    today = timezone.localdate()
    wanted = wanted_of(request)
    key = (
        today, get_language(), request.GET.urlencode(), wanted, may_edit(request.access, found), sees_drafts(request.access),
    )
    offered = papers_of(request, found)
    board = kept_page(found, (*key, offered), lambda: _board(request, found, wanted, today, offered))
    return render(request, "plan/plan.html", {"plan": found, "board": mark_safe(board)})


def _board(request: StaffRequest, found: Plan, wanted: Wanted, today: date, offered: tuple[Paper, ...]) -> tuple[str, Leans]:
    """The page's content, and what it was made of. Nothing in it may depend on more than the key it is kept under."""
    state = evaluate(found, today)
    seen = lights_at_last_meeting([goal.node.goal.pk for goal in state.goals()])
    page = glance(state, wanted, seen, addresses(request.centre.key))
    context = {
        "centre": request.centre,
        "plan": found,
        "today": today,
        "papers": offered,
        "glance": page,
        "short": request.GET.get("show") == "short",
        "chosen": {name: request.GET.get(name, "") for name in ("area", "team", "owner", "marker", "light", "mine", "show")},
        "filtered": wanted != Wanted(),
        "strips": [
            (_("Result"), strip(page.result, request)),
            (_("Schedule"), strip(page.schedule, request)),
        ],
        "strategies": strategies_of(found, request),
        "may_edit": may_edit(request.access, found),
        "sections_before": [section for section in state.tree.sections if not section.after_goals],
        "sections_after": [section for section in state.tree.sections if section.after_goals],
    }
    return render_to_string("plan/plan_board.html", context), leans_of(state)


def wanted_of(request: StaffRequest) -> Wanted:
    """What the address asks for; what makes no sense asks for nothing."""
    mine = request.user.pk if request.GET.get("mine") else None
    light = request.GET.get("light", "")
    return Wanted(
        area=_key(request, "area"),
        team=_key(request, "team"),
        owner=_key(request, "owner"),
        marker=_key(request, "marker"),
        light=light if light in set(Colour) else "",
        mine=mine,
        my_teams=frozenset(Team.objects.filter(members=mine).values_list("pk", flat=True)) if mine else frozenset(),
    )


def _key(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 18 else None


def strip(counts: dict[str, int], request: HttpRequest) -> list[dict[str, Any]]:
    """One line of the overview: each light that occurs, how often, and the address that shows only those."""
    found = []
    for colour in SHOWN_LIGHTS:
        if not counts.get(colour):
            continue
        query = request.GET.copy()
        on = query.get("light") == colour
        query["light"] = "" if on else colour.value
        found.append(
            {"colour": colour.value, "word": COLOUR_WORDS[colour], "n": counts[colour], "on": on, "query": query.urlencode()}
        )
    return found


def strategies_of(found: Plan, request: StaffRequest) -> dict[int, list[Plan]]:
    """Strategies that hang on this plan's goals, by goal."""
    hanging: dict[int, list[Plan]] = {}
    for each in visible_plans(request.access).filter(hangs_on__area__plan=found):
        if each.hangs_on_id is not None:
            hanging.setdefault(each.hangs_on_id, []).append(each)
    return hanging


def addresses(centre: str) -> Addresses:
    return Addresses(_addresses("goal", centre), _addresses("evidence", centre), _addresses("plan", centre))


def _addresses(name: str, centre: str) -> Callable[[int], str]:
    """Addresses of one view by key. Reversing each of a plan's hundred would cost more than counting them."""
    before, _zero, after = reverse(f"plan:{name}", kwargs={"centre": centre, "pk": 0}).rpartition("0")
    return lambda pk: f"{before}{pk}{after}"
