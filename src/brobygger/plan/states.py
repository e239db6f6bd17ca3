"""What is known of a plan on a day, from one window of a target up to the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from brobygger.plan.lights import Light
from brobygger.plan.measures import Member
from brobygger.plan.models import Target
from brobygger.plan.periods import Period
from brobygger.plan.tree import ActivityNode, AreaNode, GoalNode, PlanTree, TargetNode


@dataclass(slots=True)
class WindowState:
    """One window of a target: its number from 1, its days so far, what was counted, and its light."""

    number: int
    period: Period
    count: int
    light: Light


@dataclass(slots=True)
class MemberState:
    """One network (association …) of a for-each target."""

    member: Member
    count: int
    light: Light
    windows: list[WindowState]


@dataclass(slots=True)
class TargetState:
    """``count`` is the figure of the window that matters now (the running one, or the last begun); ``total`` is of the whole span."""

    node: TargetNode
    span: Period
    light: Light
    count: int = 0
    total: int = 0
    windows: list[WindowState] = field(default_factory=list)
    members: list[MemberState] = field(default_factory=list)
    reached_on: date | None = None

    @property
    def target(self) -> Target:
        return self.node.target

    @property
    def counted(self) -> bool:
        """Whether a measure answers it; else it waits for somebody to choose one, or for proof."""
        return not self.target.evidenced and bool(self.target.measure)


@dataclass(slots=True)
class ActivityState:
    node: ActivityNode
    targets: list[TargetState]
    due: date | None
    done: date | None


@dataclass(slots=True)
class GoalState:
    """One goal with its two proposed lights."""

    node: GoalNode
    activities: list[ActivityState]
    result: Light
    schedule: Light

    @property
    def targets(self) -> list[TargetState]:
        return [target for activity in self.activities for target in activity.targets]


@dataclass(slots=True)
class AreaState:
    node: AreaNode
    goals: list[GoalState]


@dataclass(slots=True)
class PlanState:
    """``tree`` evaluated on ``today``."""

    tree: PlanTree
    today: date
    areas: list[AreaState]

    def goals(self) -> Iterator[GoalState]:
        for area in self.areas:
            yield from area.goals
