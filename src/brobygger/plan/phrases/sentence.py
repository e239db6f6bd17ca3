"""One sentence with everything read in it: its quantities, cadences and times, its verbs, and what belongs to what."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Each, Form
from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.guess import Span
from brobygger.plan.phrases.limits import Quantity
from brobygger.plan.phrases.nouns import Group
from brobygger.plan.phrases.quantities import find_quantities
from brobygger.plan.phrases.tokens import Token
from brobygger.plan.phrases.words import PREPOSITIONS, Tense, Verb

_REACH: Final = 12


@dataclass(frozen=True, slots=True)
class Governing:
    """The verb over a quantity, at token ``at``; ``either`` when two of different kinds share it (afholde/deltage i)."""

    at: int
    verb: Verb
    either: tuple[str, ...] = ()


class Sentence:
    """Tokens ``begin`` to ``end`` of ``tokens``; cadences, eaches and whens are those that stand in them."""

    def __init__(
        self,
        tokens: list[Token],
        begin: int,
        end: int,
        *,
        cadences: list[Cadence],
        eaches: list[Each],
        whens: list[When],
        period: Span | None,
    ) -> None:
        self.tokens, self.begin, self.end = tokens, begin, end
        self.start, self.stop = tokens[begin].start, tokens[end - 1].end
        self.cadences = [cadence for cadence in cadences if self.start <= cadence.start < self.stop]
        self.eaches = [each for each in eaches if self.start <= each.start < self.stop]
        self.whens = [when for when in whens if self.start <= when.start < self.stop and not self._in_cadence(when)]
        self.period = period
        self._starts = [token.start for token in tokens[begin:end]]
        self.quantities: list[Quantity] = find_quantities(tokens, begin, end)

    def _in_cadence(self, when: When) -> bool:
        """The years of "i både 2024 og 2025" are part of the cadence."""
        return any(cadence.start < when.end and when.start < cadence.end for cadence in self.cadences)

    def index(self, at: int) -> int:
        """The token that begins at or after the letter ``at``."""
        return self.begin + bisect_left(self._starts, at)

    def words(self, begin: int, end: int) -> list[str]:
        return [token.text for token in self.tokens[max(begin, self.begin) : min(end, self.end)]]

    @cached_property
    def text(self) -> str:
        return " ".join(self.words(self.begin, self.end))

    def region(self, number: int) -> tuple[int, int]:
        """The tokens from a quantity (by its place in the sentence) to the next one."""
        following = number + 1
        last = self.quantities[following].first if following < len(self.quantities) else self.end
        return self.quantities[number].first, last

    def joined(self, number: int) -> bool:
        """Whether the next quantity is only listed after this one: "2 kurser og 3 workshops årligt"."""
        if number + 1 >= len(self.quantities):
            return False
        between = self.words(self.quantities[number].end, self.quantities[number + 1].first)
        return (
            0 < len(between) <= 4
            and any(word in {"og", "samt", ",", "eller", "+", "&", "/"} for word in between)
            and not any(
                self.tokens[at].verb for at in range(self.quantities[number].end, self.quantities[number + 1].first)
            )
        )

    def cadence_of(self, number: int) -> Cadence | None:
        """The cadence that belongs to a quantity: in its noun phrase, after it, shared with the next one, or at the head."""
        quantity = self.quantities[number]
        begin, end = self.region(number)
        start, stop = self.tokens[begin].start, self.tokens[end - 1].end if end > begin else self.tokens[begin].end
        phrase_end = self.tokens[quantity.end - 1].end
        for cadence in self.cadences:
            if not start <= cadence.start < stop or cadence.form is Form.COMPOUND:
                continue
            if cadence.start < phrase_end:
                return cadence
            if cadence.form is Form.ADJECTIVE or self.breaks(quantity.end, self.index(cadence.start)):
                continue
            if self._leads_next(number, cadence):
                continue
            return cadence
        if self.joined(number):
            shared = self.cadence_of(number + 1)
            following = self.quantities[number + 1]
            if shared is not None and shared.start >= self.tokens[following.end - 1].end:
                return shared
        first = self.quantities[0]
        for cadence in self.cadences:
            if cadence.end <= self.tokens[first.first].start and cadence.form not in {Form.ADJECTIVE, Form.COMPOUND}:
                gap = range(self.index(cadence.end), first.first)
                if not any(self.tokens[at].text in {";", "men"} for at in gap) and not self._has_noun(gap):
                    return cadence
            if number and self._leads_next(number - 1, cadence):
                return cadence
        return None

    def _has_noun(self, gap: range) -> bool:
        return any(
            (noun := self.tokens[at].noun) is not None
            and noun.group in {Group.EVENT, Group.WORK}
            and self.tokens[at].verb is None
            for at in gap
        )

    def _leads_next(self, number: int, cadence: Cadence) -> bool:
        """Whether a cadence stands right before the next quantity: "…, og hvert kvartal afholdes 3 møder"."""
        if number + 1 >= len(self.quantities) or cadence.form not in {Form.PHRASE, Form.ADVERB}:
            return False
        at, following = self.index(cadence.start), self.quantities[number + 1].first
        after = self.index(cadence.end)
        conjunction = at > 0 and any(word in {"og", "samt", ",", "men"} for word in self.words(at - 1, at + 1))
        between = range(after, following)
        return (
            conjunction
            and len(between) <= 3
            and all(self.tokens[k].verb is not None or self.tokens[k].text in {"vi", "der", "også"} for k in between)
        )

    def each_of(self, number: int) -> Each | None:
        begin, end = self.region(number)
        stop = self.tokens[end - 1].end if end > begin else 0
        for each in self.eaches:
            if each.key and self.tokens[begin].start <= each.start < stop:
                return each
            if each.key and self._leads(each, number):
                return each
        if self.joined(number):
            return self.each_of(number + 1)
        head = self.tokens[self.quantities[0].first].start
        return next((each for each in self.eaches if each.key and each.end <= head), None)

    def _leads(self, each: Each, number: int) -> bool:
        """Whether a "for each" stands right before a quantity, with no more than its verb between: "der hver mødes 3 gange"."""
        after, first = self.index(each.end), self.quantities[number].first
        return 0 <= first - after <= 2 and all(self.tokens[at].verb is not None for at in range(after, first))

    def is_size(self, number: int) -> bool:
        """Whether a quantity is only the size of one event: "15 deltagere pr. kursus"."""
        quantity = self.quantities[number]
        noun = quantity.phrase.noun if quantity.phrase else None
        reach = 4 if noun is not None and noun.group in {Group.PEOPLE, Group.ORGANISATIONS} else 1
        return any(not each.key and 0 <= self.index(each.start) - quantity.end <= reach for each in self.eaches)

    def when_of(self, number: int) -> When | None:
        """The time that belongs to a quantity; a day or a quarter before a bare year."""
        begin, end = self.region(number)
        stop = self.tokens[end - 1].end if end > begin else 0
        label = next((when for when in self.whens if self._is_label(when) and self.index(when.end) + 1 == begin), None)
        if label is not None:
            return label
        own = [
            when
            for when in self.whens
            if not when.begins
            and not self._is_label(when)
            and self.tokens[begin].start <= when.start < stop
            and not self.breaks(self.quantities[number].end, self.index(when.start))
        ]
        if not own and self.joined(number):
            return None if self._dated_apart(number + 1) else self.when_of(number + 1)
        if not own:
            head = self.tokens[self.quantities[0].first].start
            own = [when for when in self.whens if when.end <= head and not when.begins]
        return next((when for when in own if not when.weak), own[0] if own else None)

    def is_breakdown(self, number: int) -> bool:
        """Whether a quantity only divides the first: "to aftener, én i foråret og én i efteråret"."""
        whole, parts = self.quantities[0], self.quantities[1:]
        bare = all(part.phrase is None or part.phrase.noun is None for part in parts)
        begin, end = self.region(0)
        dated = any(self.tokens[begin].start <= when.start < self.tokens[end - 1].end for when in self.whens)
        return number > 0 and len(parts) > 1 and bare and not dated and whole.lo == whole.hi == sum(part.lo or 0 for part in parts)

    def _dated_apart(self, number: int) -> bool:
        """Whether this quantity and the next each have a time: "to aftener, én i foråret og én i efteråret"."""
        regions = [self.region(each) for each in (number, number + 1) if each < len(self.quantities)]
        spans = [(self.tokens[begin].start, self.tokens[end - 1].end) for begin, end in regions if end > begin]
        return len(spans) > 1 and all(any(start <= when.start < stop for when in self.whens) for start, stop in spans)

    def _is_label(self, when: When) -> bool:
        """Whether a time heads what follows: "2024: 4 kurser, 2025: 6 kurser"."""
        after = self.index(when.end)
        return after < self.end and self.tokens[after].text == ":"

    def breaks(self, begin: int, end: int) -> bool:
        """Whether a clause of its own, with its own verb, begins between two tokens."""
        for at in range(begin, end):
            text = self.tokens[at].text
            if text in {"der", "som", "hvor"} and at > begin and self.tokens[at - 1].text == ",":
                if any(self.tokens[k].verb for k in range(at + 1, min(at + 4, end))):
                    return True
            elif text in {",", "og", "samt", "men"}:
                ahead = range(at + 1, min(at + 6, end))
                verbs = [k for k in ahead if (verb := self.tokens[k].verb) and verb.tense in {Tense.NOW, Tense.NOMINAL}]
                if verbs and self._has_noun(range(verbs[0] + 1, end)):
                    return True
        return False

    def governing(self, first: int, last: int, left: int, right: int) -> Governing | None:
        """The verb over tokens ``first`` to ``last``: the nearest before it, else a passive after it."""
        after = self._passive_after(last, min(right, last + _REACH))
        comma = False
        for at in range(first - 1, max(left, first - _REACH) - 1, -1):
            token = self.tokens[at]
            if token.verb is not None and not (token.verb.tense is Tense.DONE and token.noun):
                if comma and after is not None:
                    return after
                return self._with_other(at, token.verb)
            comma = comma or token.text == ","
        return after

    def _passive_after(self, begin: int, end: int) -> Governing | None:
        for at in range(begin, end):
            token = self.tokens[at]
            if token.text in {"der", "som", "hvor"} and self.tokens[at - 1].text == ",":
                return None
            if token.verb is not None and token.verb.tense is Tense.NOW and token.verb.passive:
                return Governing(at, token.verb)
        return None

    def is_adverbial(self, at: int) -> bool:
        """Whether a preposition governs the noun at ``at``, other than one that a verb asks for (afholdelse af, deltagelse i)."""
        for k in range(at - 1, max(self.begin, at - 6) - 1, -1):
            token = self.tokens[k]
            if (
                token.text in {",", "og", "samt"}
                and k == at - 1
                and k > self.begin
                and self.tokens[k - 1].noun is not None
            ):
                return self.is_adverbial(k - 1)
            if token.text in {",", "og", "samt", ":", "("} and k == at - 1:
                return False
            if token.text in PREPOSITIONS:
                verb = self.tokens[k - 1].verb if k > self.begin else None
                return verb is None or (verb.tense is not Tense.NOMINAL and verb.mode != "joined")
            if token.verb is not None or token.noun is not None:
                return False
        return False

    def _with_other(self, at: int, verb: Verb) -> Governing:
        if at - 2 >= self.begin and self.tokens[at - 1].text in {"/", "eller", "og"}:
            other = self.tokens[at - 2].verb
            if other is not None and other.mode != verb.mode and other.mode and verb.mode:
                return Governing(
                    at,
                    Verb(None, verb.tense, verb.stem, verb.passive),
                    (self.tokens[at - 2].text, self.tokens[at].text),
                )
        return Governing(at, verb)

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """The tokens between the commas around ``first`` to ``last``."""
        begin, end = first, last
        while begin > self.begin and self.tokens[begin - 1].text not in {",", ":", "(", "men"}:
            begin -= 1
        while end < self.end and self.tokens[end].text not in {",", ")", "men"}:
            end += 1
        return begin, end
