"""The plan for everybody: adopted plans that the centre shows, with lights and counts, and no names of people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.accounts.access import open_to_all
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.glance import Addresses, Wanted, glance
from brobygger.plan.models import Plan


@open_to_all
def public_plan(request: HttpRequest, centre: str) -> HttpResponse:
    """All public plans in force today, the centre's own first. 404 where the centre shows none."""
    today = timezone.localdate()
    shown = list(Plan.objects.running_on(today).filter(public=True).order_by("kind", "-starts_on"))
    if not shown:
        raise Http404
    nowhere = Addresses("#goal-{}".format, str, str)
    pages = [
        {
            "plan": state.tree.plan,
            "glance": glance(state, Wanted(), {}, nowhere, names=False),
            "before": [section for section in state.tree.sections if not section.after_goals],
            "after": [section for section in state.tree.sections if section.after_goals],
        }
        for state in evaluate_all(shown, today)
    ]
    return render(request, "plan/public_plan.html", {"pages": pages, "today": today})
