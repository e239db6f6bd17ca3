"""What questionnaires said, for papers and for others' pages: of each goal, and of what was closed in a time. Always protected, and only of what is closed: so a paper says the same tomorrow."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from brobygger.surveys.exporting import time_before
from brobygger.surveys.models import About, Sending
from brobygger.surveys.results import Picture, Results, results
from brobygger.surveys.structure import Ask, read

OLD: Final = 730  # days after which nobody asks what people felt then


@dataclass(frozen=True, slots=True)
class GoalFeedback:
    """How people see a goal met: the average of ``n`` answers, the steps of the scale, and what the ends of it mean; ``before`` is the average of the time before."""

    sending: Sending
    n: int
    average: float
    steps: int
    low: str
    high: str
    before: float | None


def feedback_on_goals(goals: Collection[int], until: date) -> dict[int, GoalFeedback]:
    """For each of ``goals`` that was asked about, what the latest sending closed by ``until`` says. One question where none was."""
    found: dict[int, GoalFeedback] = {}
    if not goals:
        return found
    for row in _closed(until).filter(edition__questionnaire__about=About.GOALS).order_by("-closed_on", "-pk"):
        asked = [(each, each.goal) for each in read(row.edition.content).questions if each.goal is not None and each.goal in goals and each.goal not in found and each.kind == Ask.SCALE]
        if not asked or (until - row.closed_on).days > OLD:
            continue
        told = {each.question.key: each for each in results(row, protect=True, before=time_before(row)).pictures}
        for each, goal in asked:
            picture = told.get(each.key)
            if picture is not None and picture.parts and picture.parts[0].average is not None:
                part = picture.parts[0]
                found[goal] = GoalFeedback(row, part.n, float(part.average or 0), each.steps, each.low, each.high, part.before)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """One sending that was closed, with its results; ``asked`` and ``answered`` are those with links of their own."""

    sending: Sending
    asked: int
    answered: int
    results: Results

    @property
    def scales(self) -> list[Picture]:
        """What was asked on a scale, and may be told."""
        return [each for each in self.results.pictures if each.question.kind == Ask.SCALE and each.parts]


def closed_between(after: date | None, until: date, *, most: int = 4) -> list[Told]:
    """Those closed after one day and by another, the latest first, of which there is something to be told."""
    rows = _closed(until).counted().order_by("-closed_on", "-pk")
    if after is not None:
        rows = rows.filter(closed_on__gt=after)
    found = [Told(row, row.asked, row.answered, results(row, protect=True, before=time_before(row))) for row in rows[:most]]
    return [each for each in found if each.results.pictures]


def _closed(until: date) -> Any:
    return Sending.objects.select_related("centre", "edition__questionnaire").filter(closed_on__lte=until)
