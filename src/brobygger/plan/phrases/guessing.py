"""Guesses put together from what was found in a sentence, gathered in a reading."""

from dataclasses import dataclass, field
from datetime import date

from brobygger.plan.phrases.cadence import Cadence, Each
from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.folding import Folded
from brobygger.plan.phrases.guess import Span, TargetGuess
from brobygger.plan.phrases.measuring import Counted, suggest
from brobygger.plan.phrases.sentence import Governing, Sentence


@dataclass(slots=True)
class Reading:
    """What a text says: its targets, and what only looked like one, by place in the folded text with a reason."""

    text: str
    folded: Folded
    targets: list[TargetGuess] = field(default_factory=list)
    refused: list[tuple[int, int, str]] = field(default_factory=list)

    def has_read(self, at: int) -> bool:
        """Whether a target found already covers the folded letter ``at``."""
        place = self.folded.starts[at]
        return any(guess.start <= place < guess.end for guess in self.targets)

    def add(
        self,
        sentence: Sentence,
        parts: list[int],
        counted: Counted,
        verb: Governing | None,
        *,
        minimum: int | None,
        maximum: int | None,
        per: str = "plan",
        each: Each | None = None,
        when: When | None = None,
        about: bool = False,
        share: bool = False,
    ) -> None:
        """Add the target that was found; its phrase runs from the first to the last of the tokens ``parts``."""
        first, last = max(min(parts), sentence.begin), min(max(parts), sentence.end - 1)
        start, end = self.folded.source(sentence.tokens[first].start, sentence.tokens[last].end)
        suggestion = suggest(counted, verb, sentence, sentence.words(first - 3, last + 8))
        self.targets.append(
            TargetGuess(
                minimum=minimum,
                maximum=maximum,
                per=per,
                kind=suggestion.kind,
                for_each=each.key if each is not None else None,
                due_on=_due(when, per, sentence.period),
                share=share,
                about=about,
                mode=verb.verb.mode if verb is not None else None,
                phrase=self.text[start:end],
                start=start,
                end=end,
                either=_either(sentence, last) or (verb.either if verb is not None else ()),
                measure=suggestion.measure,
                narrow={"kind": suggestion.narrow} if suggestion.narrow else {},
                online=suggestion.online,
            )
        )


def frequency(cadence: Cadence | None, period: Span | None) -> tuple[str, int]:
    """The ``per`` of a cadence, and how many times in each."""
    if cadence is None:
        return "plan", 1
    if cadence.every_years:
        years = period.end.year - period.start.year + 1 if period else 1
        return "plan", max(1, years // cadence.every_years)
    return cadence.per, cadence.times


def stretch(sentence: Sentence, parts: list[int], *spans: Cadence | Each | When | None) -> None:
    """Add the first and last tokens of ``spans`` to ``parts``."""
    for span in spans:
        if span is not None and span.end > span.start:
            parts.append(sentence.index(span.start))
            parts.append(max(sentence.index(span.end) - 1, sentence.begin))


def _due(when: When | None, per: str, period: Span | None) -> date | None:
    """The plan's own last day, a day before the plan, and a month that returns each year are no deadline."""
    if when is None or when.due_on is None or (per != "plan" and when.recurring):
        return None
    if period is not None and (when.due_on == period.end or when.due_on < period.start):
        return None
    return when.due_on


def _either(sentence: Sentence, last: int) -> tuple[str, ...]:
    """As in "enten politikere eller topledelse": the two alternatives."""
    words = sentence.words(sentence.begin, sentence.end)
    if "enten" not in words:
        return ()
    at = words.index("enten")
    if "eller" not in words[at:] or sentence.begin + at < last - 12:
        return ()
    middle = words.index("eller", at)
    if not 0 < middle - at - 1 <= 5:
        return ()
    second: list[str] = []
    for word in words[middle + 1 : middle + 5]:
        if second and (
            not word[0].isalpha() or word in {"i", "om", "på", "til", "for", "med", "af", "fra", "afholdes", "og"}
        ):
            break
        second.append(word)
    return (" ".join(words[at + 1 : middle]), " ".join(second)) if second else ()
