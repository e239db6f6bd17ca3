"""Plans for programs: goals, activities and targets, with what is counted and the light that is proposed today.

A plan that is read in or copied stands as one line in the trail, so what has changed of its parts cannot be asked; and lights change by themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Filled, Resource, resources, scopes
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.lights import Colour
from brobygger.plan.models import Activity, Goal, Plan, Target, Team
from brobygger.plan.states import GoalState, TargetState

_LIGHT = {"type": ["string", "null"], "enum": [*(str(each) for each in Colour), None]}
_SENTENCE = {"type": "string"}


def _goals(lookup: str, keys: Sequence[int]) -> list[GoalState]:
    """The goals of the plans that the rows belong to, evaluated together."""
    plans = list(Plan.objects.filter(**{f"{lookup}__in": keys}).distinct())
    return [goal for state in evaluate_all(plans, timezone.localdate()) for goal in state.goals()]


def _targets(say: Any) -> Any:
    def find(keys: Sequence[int]) -> Mapping[int, Any]:
        states: list[TargetState] = [state for goal in _goals("areas__goals__activities__targets", keys) for state in goal.targets]
        return {state.target.pk: say(state) for state in states}

    return find


def _state(state: TargetState) -> dict[str, Any]:
    return {"count": state.count if state.counted else None, "total": state.total if state.counted else None, "light": str(state.light.colour), "reason": state.light.reason}


def _lights(keys: Sequence[int]) -> Mapping[int, Any]:
    return {state.node.goal.pk: {"result": str(state.result.colour), "schedule": str(state.schedule.colour)} for state in _goals("areas__goals", keys)}


scopes.add("plan", _("Plans, goals and lights"))
resources.add("plans", Resource(
    "plan", Plan._meta.verbose_name_plural or "", "The centre’s plans and those of its projects.", Plan, "title label kind status starts_on ends_on adopted_on previous public created_at",
    filters="kind:kind status:status",
))
resources.add("goals", Resource(
    "plan", Goal._meta.verbose_name_plural or "", "Goals, with the two lights that are proposed today. What a meeting decided stands in the meeting’s own follow-up.", Goal,
    "area__plan:plan area__title:area_title title lead_in note team starts_on ends_on removed markers", filters="area__plan:plan team:team removed:removed", followed=False,
    filled={"lights": Filled(_lights, {"type": ["object", "null"], "required": ["result", "schedule"], "additionalProperties": False, "properties": {"result": _LIGHT, "schedule": _LIGHT}}, "The lights proposed today; null for a goal that was taken out.", usual=None)},
))
resources.add("activities", Resource(
    "plan", Activity._meta.verbose_name_plural or "", "What is done to reach a goal.", Activity, "goal goal__area__plan:plan text note starts_on ends_on continuous done_on dropped_on removed", filters="goal:goal goal__area__plan:plan", followed=False,
))
resources.add("targets", Resource(
    "plan", Target._meta.verbose_name_plural or "", "What an activity is measured by, with what is counted until today.", Target,
    "activity activity__goal__area__plan:plan phrase measure evidenced minimum maximum per for_each due_on starts_on ends_on removed", filters="activity:activity activity__goal__area__plan:plan measure:measure", followed=False,
    filled={"state": Filled(
        _targets(_state), {"type": ["object", "null"], "required": ["count", "total", "light", "reason"], "additionalProperties": False, "properties": {
            "count": {"type": ["integer", "null"], "description": "Of the window that matters now."}, "total": {"type": ["integer", "null"], "description": "Of the whole span."}, "light": _LIGHT, "reason": _SENTENCE,
        }}, "Counted today; null for a target that was taken out.", usual=None,
    )},
))
resources.add("teams", Resource("plan", Team._meta.verbose_name_plural or "", "Teams that goals belong to.", Team, "name", followed=False))
