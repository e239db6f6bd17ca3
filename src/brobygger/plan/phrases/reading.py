"""Reading a text: every quantity, cadence and time in it, and the targets they make."""

import re
from collections.abc import Sequence
from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Each, find_cadences, find_each
from brobygger.plan.phrases.deadlines import When, find_whens
from brobygger.plan.phrases.folding import Folded, fold
from brobygger.plan.phrases.guess import Span, TargetGuess
from brobygger.plan.phrases.guessing import Reading, build, frequency, stretch
from brobygger.plan.phrases.judging import judge
from brobygger.plan.phrases.measuring import Counted
from brobygger.plan.phrases.nouns import Group, Noun
from brobygger.plan.phrases.quantities import Quantity
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.tokens import Token, sentences, tokenize
from brobygger.plan.phrases.unnumbered import find_unnumbered

_CONTINUOUS: Final = re.compile(
    r"\bløb(?:e|n)?nde\b|\bløbene\b|\bfortløbende\b|\b(?:efter|ved|når der er)\s+(?:konkret(?:e|e\s+)?\s*)?(?:et\s+)?behov\w*|\bjævnlig\w*|\bjævnt\b|\bkontinue?r\w*|\bkontinuit\w*|\bvedvarende\b"
    r"|\bregelmæssig\w*|\bad\s*-?\s*hoc\b|\btil stadighed\b|\båret rundt\b|\bhele året\b|\bpermanent\w*|\bved lejlighed\b|\bhyppig\w*|\bomfang\s+efter\s+aftale\b"
)


def find_targets(text: str, period: Span | None) -> list[TargetGuess]:
    """Targets that ``text`` sets, in the order of its words. ``period`` is the plan's; without it years are taken as they come."""
    return read(text, period)[1].targets


def is_continuous(text: str) -> bool:
    """Whether ``text`` speaks of work without end or number (løbende, efter behov): counted and shown, but no target."""
    return _CONTINUOUS.search(fold(text).text) is not None


def read(text: str, period: Span | None) -> tuple[Folded, Reading]:
    """The folded text and what was read in it."""
    folded = fold(text)
    tokens = tokenize(folded.text)
    reading = Reading()
    if not tokens:
        return folded, reading
    cadences = find_cadences(folded.text)
    eaches = find_each(folded.text)
    whens = find_whens(folded.text, period)
    _mask(tokens, eaches, "definite")
    _mask(tokens, whens, "year")
    context: Noun | None = None
    for begin, end in sentences(tokens):
        sentence = Sentence(tokens, begin, end, cadences=cadences, eaches=eaches, whens=whens, period=period)
        used: set[object] = set()
        for number in range(len(sentence.quantities)):
            _read_quantity(text, folded, sentence, number, context, reading, used)
        find_unnumbered(text, folded, sentence, context, reading, used)
        context = _last_noun(sentence) or context
    reading.targets.sort(key=lambda guess: guess.start)
    return folded, reading


def _mask(tokens: list[Token], spans: Sequence[Each | When], reason: str) -> None:
    """The numbers inside "i hver af de tre byer" and "i 2024" are no quantities."""
    for span in spans:
        for token in tokens:
            if span.start <= token.start < span.end and token.value is not None and not token.mask:
                token.mask = reason


def _last_noun(sentence: Sentence) -> Noun | None:
    for at in range(sentence.end - 1, sentence.begin - 1, -1):
        noun = sentence.tokens[at].noun
        if noun is not None and noun.group in {Group.EVENT, Group.WORK, Group.STANDING}:
            return noun
    return None


def _read_quantity(
    text: str,
    folded: Folded,
    sentence: Sentence,
    number: int,
    context: Noun | None,
    reading: Reading,
    used: set[object],
) -> None:
    quantity = sentence.quantities[number]
    cadence, each, when = sentence.cadence_of(number), sentence.each_of(number), sentence.when_of(number)
    left = sentence.quantities[number - 1].end if number else sentence.begin
    verb = sentence.governing(quantity.first, quantity.end, left, sentence.region(number)[1])
    if verb is None and number and sentence.joined(number - 1):
        first = sentence.quantities[0]
        verb = sentence.governing(first.first, first.end, sentence.begin, first.first)
    elsewhere = None
    if quantity.phrase is None or quantity.phrase.noun is None or quantity.phrase.noun.group is Group.TIMES:
        elsewhere = _noun_elsewhere(sentence, number, context)
    reason = judge(
        sentence,
        number,
        cadence=cadence,
        each=each,
        when=when,
        verb=verb,
        named_elsewhere=elsewhere[0] if elsewhere else None,
    )
    used.update(part for part in (cadence, when) if part is not None)
    if reason:
        begin, end = sentence.tokens[quantity.first].start, sentence.tokens[max(quantity.end, quantity.after) - 1].end
        reading.refused.append((begin, end, reason))
        return
    if each is not None:
        used.add(each)
    reading.targets.append(_guess(text, folded, sentence, quantity, cadence, each, when, verb, elsewhere))


def _noun_elsewhere(sentence: Sentence, number: int, context: Noun | None) -> tuple[Noun, int] | None:
    """The thing counted when only times are named: before ("møder (2 årligt)"), after, or in the sentence before."""
    quantity = sentence.quantities[number]
    counted = {Group.EVENT, Group.WORK, Group.STANDING}
    left = sentence.quantities[number - 1].end if number else sentence.begin
    nearest = None
    for at in range(quantity.first - 1, left - 1, -1):
        noun = sentence.tokens[at].noun
        if noun is not None and noun.group in counted:
            nearest = nearest or (noun, at)
            if noun.group is Group.EVENT:
                return noun, at
    if nearest is not None:
        return nearest
    for at in range(quantity.end, sentence.region(number)[1]):
        noun = sentence.tokens[at].noun
        if noun is not None and noun.group in counted:
            return noun, at
    return (context, -1) if context is not None else None


def _guess(
    text: str,
    folded: Folded,
    sentence: Sentence,
    quantity: Quantity,
    cadence: Cadence | None,
    each: Each | None,
    when: When | None,
    verb: Governing | None,
    elsewhere: tuple[Noun, int] | None,
) -> TargetGuess:
    low, high = quantity.lo, quantity.hi
    phrase = quantity.phrase
    once = phrase is not None and phrase.noun is not None and phrase.noun.group is Group.TIMES and low == high == 1
    per, times = frequency(cadence, sentence.period)
    if once and cadence is not None and per != "plan":
        high = None
    low = None if low is None or low == 0 else low * times
    high = None if high is None else high * times
    parts = [quantity.first, max(quantity.end, quantity.after) - 1]
    stretch(sentence, parts, cadence, each, when)
    if verb is not None and (verb.at > quantity.first or quantity.first - verb.at <= 1):
        parts.append(verb.at)
    if elsewhere is not None and elsewhere[1] >= 0 and abs(elsewhere[1] - quantity.first) <= 6:
        parts.append(elsewhere[1])
    counted = Counted(
        noun=phrase.noun
        if phrase and phrase.noun and phrase.noun.group is not Group.TIMES
        else (elsewhere[0] if elsewhere else None),
        word=phrase.word if phrase else "",
        adjectives=tuple(phrase.adjectives) if phrase else (),
    )
    return build(
        text,
        folded,
        sentence,
        parts,
        counted,
        verb,
        minimum=low,
        maximum=high,
        per=per,
        each=each,
        when=when,
        about=quantity.about,
    )
