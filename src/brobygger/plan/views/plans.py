"""The centre's plans: core plan, projects and strategies side by side; status, copying and comparing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.glance import SHOWN_LIGHTS
from brobygger.plan.lights import COLOUR_WORDS
from brobygger.plan.models import Plan
from brobygger.plan.permissions import visible_plans

HEADINGS = {
    Plan.Kind.CORE: _("The centre’s plans"),
    Plan.Kind.PROJECT: _("Projects"),
    Plan.Kind.STRATEGY: _("Strategies"),
}


@needs(May.SEE_PLAN)
def plans(request: StaffRequest, centre: str) -> HttpResponse:
    """Running plans show their lights at once; earlier ones stand below."""
    today = timezone.localdate()
    found = list(visible_plans(request.access).select_related("hangs_on"))
    running = [each for each in found if each.status == Plan.Status.ADOPTED and today in each.period]
    lights = {state.tree.plan.pk: _results(state.goals()) for state in evaluate_all(running, today)} if running else {}
    groups = [
        {
            "heading": heading,
            "kind": kind.value,
            "plans": [{"plan": each, "lights": lights.get(each.pk), "running": each.pk in lights} for each in found if each.kind == kind],
        }
        for kind, heading in HEADINGS.items()
    ]
    return render(request, "plan/plans.html", {"groups": groups, "any": bool(found), "may_edit": request.access.may(May.EDIT_PLAN), "may_import": request.access.may(May.IMPORT_PLAN)})


def _results(goals: Any) -> list[dict[str, Any]]:
    results = [goal.result.colour for goal in goals]
    return [
        {"colour": colour.value, "word": COLOUR_WORDS[colour], "n": results.count(colour)}
        for colour in SHOWN_LIGHTS
        if colour in results
    ]
