"""What a report is filled with by the house itself, by key: a template names them, and each gives blocks on the period and plans it is asked about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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
    """What a report is about: ``plans`` within ``period``, as they stand on ``day``; ``measures`` are those a part has chosen."""

    centre: Centre
    period: Period
    day: date
    plans: list[Plan]
    sees: Sees = field(default_factory=Sees)
    measures: list[str] = field(default_factory=list)

    @cached_property
    def standing(self) -> Standing:
        return standing(self.centre, self.plans, self.day, sees=self.sees)

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
