"""Reading targets out of a sentence."""

from datetime import date

from brobygger.plan.phrases.guess import Span, TargetGuess


def find_targets(text: str, period: Span | None) -> list[TargetGuess]:
    """Targets that ``text`` sets, in the order of its words."""
    return []


def find_non_targets(text: str) -> list[tuple[str, str]]:
    """Phrases that look like a quantity and are not one, each with the code of the reason."""
    return []


def is_continuous(text: str) -> bool:
    """Whether ``text`` speaks of work without end or number (løbende, efter behov)."""
    return False


def find_deadline(text: str, period: Span | None) -> date | None:
    """The day by which ``text`` wants something done, or None."""
    return None
