"""What is due or late in the plan, and whose it is: the activity's own person, else the goal's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.plan.models import Activity, Goal
from brobygger.plan.states import PlanState

NOTICE = timedelta(days=14)  # how long before its planned end an activity is brought to mind


@dataclass(frozen=True, slots=True)
class Duty:
    """An activity that is due within the notice, or late, and not done; ``owner`` is an account's key."""

    activity: Activity
    goal: Goal
    owner: int
    due: date
    late: bool


def duties(states: Iterable[PlanState]) -> Iterator[Duty]:
    """Of evaluated plans. What was given up, goals with the ≠, and what nobody answers for are passed over."""
    for state in states:
        for goal in state.goals():
            if goal.node.goal.is_changed:
                continue
            for each in goal.activities:
                activity = each.node.activity
                owner = activity.owner_id or goal.node.goal.owner_id
                if owner is None or activity.dropped_on or each.done is not None or each.due is None:
                    continue
                if state.today >= each.due - NOTICE:
                    yield Duty(activity, goal.node.goal, owner, each.due, state.today > each.due)
