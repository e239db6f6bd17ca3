"""What co-operation agreements oblige the centre to, as targets of its plan: an obligation is counted where the work is registered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brobygger.board.models import GoverningDocument
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.lights import Colour, shorten
from brobygger.plan.models import Plan
from brobygger.plan.periods import Per
from brobygger.plan.states import TargetState


@dataclass(frozen=True, slots=True)
class Obligation:
    """One target that a document obliges to, as it stands. ``due`` is the end of the window that runs, or its deadline."""

    document: GoverningDocument
    state: TargetState
    text: str
    due: date | None

    @property
    def met(self) -> bool:
        """The number of the running window is reached: it is asked for no more until the next begins."""
        target = self.state.target
        if target.evidenced or target.for_each or not self.state.counted:
            return self.state.light.colour is Colour.GREEN
        return self.state.count >= max(target.minimum or 1, 1)


def obligations_of(documents: QuerySet[GoverningDocument], today: date) -> list[Obligation]:
    """Of all ``documents``, each once for every target; plans that nothing hangs on are not evaluated."""
    rows = list(documents.filter(obligations__isnull=False).distinct().prefetch_related("obligations"))
    wanted = {target.pk for row in rows for target in row.obligations.all()}
    if not wanted:
        return []
    plans = Plan.objects.filter(areas__goals__activities__targets__in=wanted).distinct()
    known = _by_target(list(plans), today)
    return [
        Obligation(row, state, shorten(text, 120), _due(state, today))
        for row in rows
        for target in row.obligations.all()
        if (found := known.get(target.pk)) is not None
        for state, text in [found]
    ]


def _by_target(plans: list[Plan], today: date) -> dict[int, tuple[TargetState, str]]:
    """By target key: how it stands, and the words of its activity. What was given up or changed obliges no more."""
    return {
        target.target.pk: (target, activity.node.activity.text)
        for state in evaluate_all(plans, today)
        for goal in state.goals()
        if not goal.node.goal.is_changed
        for activity in goal.activities
        if not activity.node.activity.dropped_on
        for target in activity.targets
    }


def _due(state: TargetState, today: date) -> date | None:
    target = state.target
    if Per(target.per) is not Per.PLAN and state.windows:
        return state.windows[-1].period.end
    return target.due_on or state.span.end


def choices(today: date, document: GoverningDocument) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Targets of the plans that run or are to come, by goal; and those chosen in earlier plans, so that saving lets none slip."""
    plans = list(Plan.objects.exclude(status=Plan.Status.CLOSED).filter(ends_on__gte=today))
    shown: set[int] = set()
    for state in evaluate_all(plans, today):
        for goal in state.goals():
            offered = [
                (target.target.pk, f"{target.target}: {shorten(activity.node.activity.text, 90)}")
                for activity in goal.activities
                for target in activity.targets
            ]
            if offered:
                shown |= {pk for pk, _words in offered}
                yield shorten(goal.node.goal.title, 90), offered
    earlier = [row for row in document.obligations.select_related("activity") if row.pk not in shown]
    if earlier:
        yield _("earlier plans"), [(row.pk, f"{row}: {shorten(row.activity.text, 90)}") for row in earlier]
