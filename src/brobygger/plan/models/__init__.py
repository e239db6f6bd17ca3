"""The plan's rows: the plan and its levels, goals, targets, and the steps by which they were edited."""

from brobygger.plan.models.drafts import PlanDraft
from brobygger.plan.models.editing import PlanEdit
from brobygger.plan.models.goals import Activity, Goal, Marker, MeansOfVerification, MovedDate, Team
from brobygger.plan.models.plans import Area, Plan, PlanPart, PlanQuerySet, Section
from brobygger.plan.models.targets import Proof, Target
from brobygger.plan.models.told import ToldStatus

__all__ = [
    "Activity", "Area", "Goal", "Marker", "MeansOfVerification", "MovedDate", "Plan", "PlanDraft", "PlanEdit", "PlanPart", "PlanQuerySet",
    "Proof", "Section", "Target", "Team", "ToldStatus",
]
