"""What the board shows on others' pages: on a plan's, the lights its latest frozen meeting decided."""

from collections.abc import Sequence

from brobygger.board.models import FollowUp, Meeting
from brobygger.plan.since import FrozenLights, last_lights


def lights_of_last_meeting(goals: Sequence[int]) -> dict[int, FrozenLights]:
    """The lights of the latest frozen board meeting that saw each goal, in one query."""
    rows = (
        FollowUp.objects.filter(goal__in=goals, meeting__kind=Meeting.Kind.BOARD, meeting__frozen_at__isnull=False)
        .order_by("meeting__held_on", "meeting")
        .values_list("goal", "result", "schedule", "meeting__held_on", "comment")
    )
    return {goal: FrozenLights(result, schedule, day, comment) for goal, result, schedule, day, comment in rows}


last_lights.add("board", lights_of_last_meeting)
