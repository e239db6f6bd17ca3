"""What a member costs by a rule: pure, so that it can be tried with any numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from brobygger.organisations.models import FeeRule

Steps = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount in øre and what it rests on, as a charge keeps it."""

    amount: int
    basis: dict[str, Any]


def step_of(steps: Steps, size: int) -> tuple[int, int]:
    """The step that ``size`` stands on: from how many, and øre. ``steps`` rise from 0."""
    return max(((start, amount) for start, amount in steps if start <= size), key=lambda step: step[0])


def fee(rule: FeeRule, *, members: int | None, volunteers: int | None) -> Fee | None:
    """None where the rule asks for a size that nobody has told."""
    basis: dict[str, Any] = {"type": str(rule.type), "by": rule.by, "valid_from": rule.valid_from.isoformat(), "rule": rule.pk}
    if rule.by == FeeRule.By.FIXED:
        return Fee(int(rule.steps[0][1]), basis)
    size = members if rule.by == FeeRule.By.MEMBERS else volunteers
    if size is None:
        return None
    start, amount = step_of(rule.steps, size)
    return Fee(amount, {**basis, "size": size, "from": start})


def faults(steps: Steps) -> bool:
    """Whether these are no steps: they begin at 0 and rise."""
    starts = [start for start, _amount in steps]
    return not starts or starts[0] != 0 or any(later <= earlier for earlier, later in pairwise(starts))
