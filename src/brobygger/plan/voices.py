"""How people themselves see a goal met, told beside its lights. Contexts above the plan ask them, and register here; the plan shows it without knowing who asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Voice:
    """What ``n`` people say on average on a scale of ``steps``; ``low`` and ``high`` are its ends in words, ``before`` the average of the time before. ``url`` where this person may open it."""

    title: str
    on: date
    n: int
    average: float
    steps: int
    low: str = ""
    high: str = ""
    before: float | None = None
    url: str = ""

    @property
    def percent(self) -> int:
        return round(100 * self.average / self.steps)


voices: Registry[Callable[[HttpRequest, int, date], Iterable[Voice]]] = Registry("voices")


def voices_of(request: HttpRequest, goal: int, today: date) -> list[Voice]:
    """All that is told of the goal of this key, by whoever has asked."""
    return [voice for tell in voices.values() for voice in tell(request, goal, today)]
