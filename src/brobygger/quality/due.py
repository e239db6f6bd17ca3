"""When a framework's next round is due."""

from collections.abc import Iterable
from datetime import date

from brobygger.plan.periods import add_months
from brobygger.quality.models import Framework, Round


def next_round(framework: Framework, rounds: Iterable[Round]) -> date | None:
    """So many months after the latest round's period; None while one is under way, before the first, or where nobody is to be reminded."""
    rows = list(rounds)
    if not framework.every or framework.retired or not rows or any(not each.is_closed for each in rows):
        return None
    return add_months(max(each.ends_on for each in rows), framework.every)
