"""Where a grant stands: laid out, spent, received, left. All of it sums of rows, for one grant or for many in the same few questions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from brobygger.projects.models import AllocationChange, BudgetLine, Expense, Grant, Instalment, Payer


@dataclass(slots=True)
class LineStanding:
    """A line of the budget as it is after all changes: ``laid_out`` and ``spent`` in øre."""

    line: BudgetLine
    laid_out: int
    spent: int

    @property
    def left(self) -> int:
        return self.laid_out - self.spent

    @property
    def overdrawn(self) -> bool:
        return self.spent > self.laid_out

    @property
    def percent(self) -> int:
        """Spent of what was laid out; a hundred and one where there is nothing to spend and something was."""
        if self.laid_out <= 0:
            return 101 if self.spent > 0 else 0
        return max(round(100 * self.spent / self.laid_out), 0)


@dataclass(slots=True)
class Standing:
    """A grant's figures in øre."""

    grant: Grant
    lines: list[LineStanding] = field(default_factory=list)
    promised: int = 0  # the payers' shares
    received: int = 0
    awaited: int = 0

    @property
    def laid_out(self) -> int:
        return sum(each.laid_out for each in self.lines)

    @property
    def spent(self) -> int:
        return sum(each.spent for each in self.lines)

    @property
    def not_laid_out(self) -> int:
        return self.grant.amount - self.laid_out

    @property
    def left_of_budget(self) -> int:
        """Laid out and not spent: what the lines have left, added up."""
        return self.laid_out - self.spent

    @property
    def left(self) -> int:
        """Granted, and neither spent nor paid back."""
        return self.grant.amount - self.spent - (self.grant.paid_back or 0)

    def paid_back_by(self, day: date) -> int:
        return self.grant.paid_back or 0 if self.grant.paid_back_on and self.grant.paid_back_on <= day else 0

    @property
    def percent(self) -> int:
        return max(round(100 * self.spent / self.grant.amount), 0)

    @property
    def overdrawn(self) -> list[LineStanding]:
        return [each for each in self.lines if each.overdrawn]


def standing(grant: Grant) -> Standing:
    return standings([grant])[grant.pk]


def standings(grants: Iterable[Grant], *, start: date | None = None, end: date | None = None) -> dict[int, Standing]:
    """By the grants' keys, in five questions. For a report what was spent may be that of a time alone, from ``start`` to ``end``; the budget is then as it was decided by ``end``."""
    found = {grant.pk: Standing(grant) for grant in grants}
    if not found:
        return {}
    moved: dict[int, int] = defaultdict(int)
    changes = AllocationChange.objects.filter(grant__in=found)
    if end is not None:
        changes = changes.filter(decided_on__lte=end)
    for source, target, amount in changes.values_list("source", "target", "amount"):
        moved[source] -= amount
        moved[target] += amount
    expenses = Expense.objects.filter(line__grant__in=found)
    if start is not None:
        expenses = expenses.filter(on__gte=start)
    if end is not None:
        expenses = expenses.filter(on__lte=end)
    spent = dict(expenses.order_by().values_list("line").annotate(sum=Sum("amount")))
    for line in BudgetLine.objects.filter(grant__in=found):
        found[line.grant_id].lines.append(LineStanding(line, line.amount + moved[line.pk], spent.get(line.pk, 0)))
    for grant_pk, amount in Payer.objects.filter(grant__in=found).values_list("grant", "amount"):
        found[grant_pk].promised += amount
    for grant_pk, amount, received in Instalment.objects.filter(grant__in=found).values_list("grant", "amount", "received_on"):
        if received:
            found[grant_pk].received += amount
        else:
            found[grant_pk].awaited += amount
    return found
