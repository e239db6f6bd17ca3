"""A quantity together with everything in its sentence that belongs to it, as the rules look at it."""

from dataclasses import dataclass
from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Each
from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.limits import Quantity
from brobygger.plan.phrases.nouns import Group, Noun
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.telling import is_told
from brobygger.plan.phrases.words import word_set

COUNTED: Final = frozenset({Group.EVENT, Group.WORK, Group.STANDING})
_NEW: Final = word_set("nye nyt ny flere yderligere ekstra")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity with all that belongs to it; ``elsewhere`` is the noun and its token when only times are named beside it."""

    sentence: Sentence
    number: int
    cadence: Cadence | None
    each: Each | None
    when: When | None
    verb: Governing | None
    elsewhere: tuple[Noun, int] | None

    @property
    def quantity(self) -> Quantity:
        return self.sentence.quantities[self.number]

    @property
    def noun(self) -> Noun | None:
        return self.quantity.phrase.noun if self.quantity.phrase else None

    @property
    def before(self) -> str:
        """The word before the quantity, or nothing."""
        first = self.quantity.first
        return self.sentence.tokens[first - 1].text if first > self.sentence.begin else ""

    @property
    def repeats(self) -> bool:
        """Whether a cadence says more than "in the plan"."""
        return self.cadence is not None and (self.cadence.per != "plan" or self.cadence.every_years > 0)

    @property
    def told(self) -> bool:
        return is_told(self.sentence, self.quantity.first, self.quantity.end)

    def lead(self) -> set[str]:
        """The words of the clause before the quantity."""
        begin, _ = self.sentence.clause(self.quantity.first, self.quantity.end)
        return set(self.sentence.words(begin, self.quantity.first))

    def is_new(self) -> bool:
        return bool(self.quantity.phrase and _NEW & set(self.quantity.phrase.adjectives))
