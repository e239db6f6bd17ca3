"""What a report is filled with by the house itself, by key: a template names them, and each gives blocks on the period and plans it is asked about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils.functional import Promise

from brobygger.centres.models import Centre
from brobygger.core.registry import Registry
from brobygger.plan.models import Plan
from brobygger.plan.periods import Period
from brobygger.reports.document import Block
from brobygger.reports.standing import Sees, Standing, standing

LEVEL = 2
"""Of the highest heading within a section: its part has the first."""


@dataclass
class About:
    """What a report is about: ``plans`` within ``period``, as they stand on ``day``; ``measures`` are those a part has chosen, ``team`` whose goals alone it tells of."""

    centre: Centre
    period: Period
    day: date
    plans: list[Plan]
    sees: Sees = field(default_factory=Sees)
    measures: list[str] = field(default_factory=list)
    team: int | None = None

    @cached_property
    def standing(self) -> Standing:
        """Of a team's report, its own goals alone."""
        found = standing(self.centre, self.plans, self.day, sees=self.sees, most=0)
        if self.team is not None:
            own = [replace(area, goals=[goal for goal in area.goals if goal.goal.team_id == self.team]) for area in found.areas]
            found.areas = [area for area in own if area.goals]
        return found

    @property
    def narrow(self) -> dict[str, list[int]]:
        """A report on projects alone tells of their work alone; else all work counts, projects' with it."""
        projects = [plan.pk for plan in self.plans if plan.kind == Plan.Kind.PROJECT]
        return {"project": projects} if projects and len(projects) == len(self.plans) else {}

    @property
    def known(self) -> Period | None:
        """What of the period there can be figures of; None before it begins."""
        return Period(self.period.start, self.day) if self.day >= self.period.start else None


@dataclass(frozen=True, slots=True)
class Section:
    """``chooses``: the part says which figures."""

    label: str | Promise
    about: str | Promise
    make: Callable[[About], Iterable[Block]]
    chooses: bool = False


sections: Registry[Section] = Registry("report_sections")
