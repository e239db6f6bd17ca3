"""Targets that only a deadline makes: "visionsseminar afholdes 1. kvartal", "personalepolitikken er revideret senest 1. oktober".

A day alone makes no target: something that can be counted must be planned for it. A bare year is enough for events alone.
"""

from typing import Final

from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.guessing import Reading
from brobygger.plan.phrases.measuring import Counted
from brobygger.plan.phrases.nouns import Group, Noun, Number
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.telling import is_told
from brobygger.plan.phrases.words import PREPOSITIONS, Tense, word_set

_DOCUMENTS: Final = frozenset({"document", "agreement"})
_FINISHED: Final = word_set(
    "evaluer revider opdater vedtag godkend underskriv genforhandl udarbejd forny offentliggør lancer"
)


def find_dated(sentence: Sentence, when: When, reading: Reading) -> None:
    """Add the target that ``when`` makes, if there is one: one thing, or at least one of a plural."""
    first, after = sentence.index(when.start), sentence.index(when.end)
    if is_told(sentence, first, after) or reading.has_read(when.start):
        return
    period = sentence.period
    if when.due_on is not None and period is not None and when.due_on < period.start:
        return
    found = _planned_noun(sentence, when, first, after)
    if found is None:
        return
    noun, at, verb = found
    if when.weak:
        whole_plan = period is not None and when.due_on == period.end
        if (
            when.due_on is None
            or whole_plan
            or noun.group is not Group.EVENT
            or verb is None
            or verb.verb.mode != "held"
        ):
            return
    parts = [at, first, max(after - 1, first), *([verb.at] if verb is not None else [])]
    counted = Counted(noun, sentence.tokens[at].text)
    maximum = None if noun.number is Number.PLURAL else 1
    reading.add(sentence, parts, counted, verb, minimum=1, maximum=maximum, when=when)


def _planned_noun(sentence: Sentence, when: When, first: int, after: int) -> tuple[Noun, int, Governing | None] | None:
    """The thing planned for a day: before it in the clause, else after it."""
    begin, end = sentence.clause(first, after)
    if begin == first and begin - 1 > sentence.begin:
        begin, _ = sentence.clause(begin - 2, first)  # "Workshop (uge 12)", "Foreningsmesse, september"
    quantities = [range(quantity.first, quantity.end) for quantity in sentence.quantities if not quantity.article]
    for ahead in (range(first - 1, begin - 1, -1), range(after, end)):
        for at in ahead:
            if any(at in counted for counted in quantities):
                break
            token = sentence.tokens[at]
            if token.noun is None or token.mask == "edition":
                continue
            planned, verb = _is_planned(sentence, when, at, token.noun, begin, end)
            if planned:
                return token.noun, at, verb
    return _headline(sentence, when)


def _headline(sentence: Sentence, when: When) -> tuple[Noun, int, None] | None:
    """An event that opens a text without a verb: "Temadag om sorg, gerne sammen med menighedsrådet, i foråret"."""
    opening, first = sentence.tokens[sentence.begin], sentence.index(when.start)
    apart = sentence.tokens[first].text in PREPOSITIONS or sentence.tokens[max(first - 1, sentence.begin)].text in {",", "-", ":", "("}
    if when.weak or not apart or sentence.quantities or any(token.verb is not None for token in sentence.tokens[sentence.begin : sentence.end]):
        return None
    event = opening.noun is not None and opening.noun.group is Group.EVENT and opening.noun.number is Number.SINGULAR
    return (opening.noun, sentence.begin, None) if event and opening.noun is not None else None


def _is_planned(
    sentence: Sentence, when: When, at: int, noun: Noun, begin: int, end: int
) -> tuple[bool, Governing | None]:
    if noun.group not in {Group.EVENT, Group.WORK} or {"udgave", "version", "udkast"} & set(sentence.words(at - 3, at)):
        return False, None
    verb = sentence.governing(at, at + 1, begin, end) or _participle(sentence, at, end)
    if noun.number is Number.DEFINITE:
        finished = noun.kind in _DOCUMENTS and verb is not None and verb.verb.stem in _FINISHED
        named = (
            noun.group is Group.EVENT
            and verb is not None
            and verb.verb.mode == "held"
            and not sentence.tokens[at].text.endswith("ne")
        )
        return (finished or named) and not when.weak, verb
    if (noun.group is Group.WORK and noun.number is Number.PLURAL) or sentence.is_adverbial(at):
        return False, None
    if verb is None:
        heads = noun.group is Group.EVENT and noun.number is Number.SINGULAR and at == _first_noun(sentence)
        near = at - sentence.begin <= 2 or 0 <= at - sentence.index(when.end) <= 2
        return heads and not when.weak and near, None
    return verb.verb.tense is not Tense.PAST and not (verb.verb.tense is Tense.DONE and when.weak), verb


def _first_noun(sentence: Sentence) -> int:
    return next((at for at in range(sentence.begin, sentence.end) if sentence.tokens[at].noun is not None), -1)


def _participle(sentence: Sentence, at: int, end: int) -> Governing | None:
    """The participle of "personalepolitikken er revideret", "frivilligstrategi vedtaget"."""
    for k in range(at + 1, min(at + 8, end)):
        verb = sentence.tokens[k].verb
        if verb is not None and verb.tense is Tense.DONE:
            completes = k == at + 1 or {"er", "bliver", "være"} & set(sentence.words(at, k))
            return Governing(k, verb) if completes else None
    return None
