"""The grammar of Danish quantity phrases in plan documents: which words set a target, and which only look like it.

Pure Python: text in, guesses out; nothing here knows Django, the database, or the day's date.
"""

from brobygger.plan.phrases.deadlines import find_day, find_deadline
from brobygger.plan.phrases.documentation import suggest_measures
from brobygger.plan.phrases.guess import Span, TargetGuess
from brobygger.plan.phrases.periods import find_period
from brobygger.plan.phrases.reading import find_targets, is_continuous
from brobygger.plan.phrases.seen import find_non_targets

__all__ = [
    "Span",
    "TargetGuess",
    "find_day",
    "find_deadline",
    "find_non_targets",
    "find_period",
    "find_targets",
    "is_continuous",
    "suggest_measures",
]
