"""Reading a text: every quantity, cadence and time in it, and the targets they make."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from brobygger.plan.phrases.cadence import Each, find_cadences, find_each
from brobygger.plan.phrases.candidate import COUNTED, Candidate
from brobygger.plan.phrases.deadlines import When, find_whens
from brobygger.plan.phrases.folding import fold
from brobygger.plan.phrases.guess import Span, TargetGuess
from brobygger.plan.phrases.guessing import Reading, frequency, stretch
from brobygger.plan.phrases.judging import judge
from brobygger.plan.phrases.measuring import Counted, tells_what
from brobygger.plan.phrases.nouns import Group, Noun
from brobygger.plan.phrases.sentence import Sentence
from brobygger.plan.phrases.tokens import Token, sentences, tokenize
from brobygger.plan.phrases.unnumbered import find_unnumbered

_CONTINUOUS: Final = re.compile(
    r"\bløb(?:e|n)?nde\b|\bløbene\b|\bfortløbende\b|\b(?:efter|ved|når der er)\s+(?:konkret(?:e|e\s+)?\s*)?(?:et\s+)?behov\w*|\bjævnlig\w*|\bjævnt\b|\bkontinue?r\w*|\bkontinuit\w*|\bvedvarende\b"
    r"|\bregelmæssig\w*|\bad\s*-?\s*hoc\b|\btil stadighed\b|\båret rundt\b|\bhele året\b|\bpermanent\w*|\bved lejlighed\b|\bhyppig\w*|\bomfang\s+efter\s+aftale\b"
)


def find_targets(text: str, period: Span | None) -> list[TargetGuess]:
    """Targets that ``text`` sets, in the order of its words. ``period`` is the plan's; without it years are taken as they come."""
    return read(text, period).targets


def is_continuous(text: str) -> bool:
    """Whether ``text`` speaks of work without end or number (løbende, efter behov): counted and shown, but no target."""
    return _CONTINUOUS.search(fold(text).text) is not None


def read(text: str, period: Span | None) -> Reading:
    """What is found in ``text``, sentence by sentence."""
    folded = fold(text)
    tokens = tokenize(folded.text)
    reading = Reading(text, folded)
    if not tokens:
        return reading
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
            _read_quantity(sentence, number, context, reading, used)
        find_unnumbered(sentence, reading, used)
        context = _last_noun(sentence) or context
    reading.targets.sort(key=lambda guess: guess.start)
    return reading


def _mask(tokens: list[Token], spans: Sequence[Each | When], reason: str) -> None:
    """The numbers inside "i hver af de tre byer" and "i 2024" are no quantities."""
    starts = [token.start for token in tokens]
    for span in spans:
        for token in tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            if token.value is not None and not token.mask:
                token.mask = reason


def _last_noun(sentence: Sentence) -> Noun | None:
    for at in range(sentence.end - 1, sentence.begin - 1, -1):
        noun = sentence.tokens[at].noun
        if noun is not None and noun.group in {Group.EVENT, Group.WORK, Group.STANDING}:
            return noun
    return None


def _read_quantity(sentence: Sentence, number: int, context: Noun | None, reading: Reading, used: set[object]) -> None:
    quantity = sentence.quantities[number]
    left = sentence.quantities[number - 1].end if number else sentence.begin
    verb = sentence.governing(quantity.first, quantity.end, left, sentence.region(number)[1])
    if verb is None and number and sentence.joined(number - 1):
        first = sentence.quantities[0]
        verb = sentence.governing(first.first, first.end, sentence.begin, first.first)
    noun = quantity.phrase.noun if quantity.phrase else None
    unnamed = quantity.phrase is None or (noun is not None and noun.group is Group.TIMES)
    if verb is not None and tells_what(verb.verb):
        context = None
    candidate = Candidate(
        sentence,
        number,
        cadence=sentence.cadence_of(number),
        each=sentence.each_of(number),
        when=sentence.when_of(number),
        verb=verb,
        elsewhere=_noun_elsewhere(sentence, number, context) if unnamed else None,
    )
    reason = judge(candidate)
    used.update(part for part in (candidate.cadence, candidate.when) if part is not None)
    if reason:
        begin, end = sentence.tokens[quantity.first].start, sentence.tokens[max(quantity.end, quantity.after) - 1].end
        reading.refused.append((begin, end, reason))
        return
    if candidate.each is not None:
        used.add(candidate.each)
    _add(candidate, reading)


def _noun_elsewhere(sentence: Sentence, number: int, context: Noun | None) -> tuple[Noun, int] | None:
    """The thing counted when only times are named: before ("møder (2 årligt)"), after, or in the sentence before."""
    quantity = sentence.quantities[number]
    left = sentence.quantities[number - 1].end if number else sentence.begin
    nearest = None
    for at in range(quantity.first - 1, left - 1, -1):
        noun = sentence.tokens[at].noun
        if noun is not None and noun.group in COUNTED:
            nearest = nearest or (noun, at)
            if noun.group is Group.EVENT:
                return noun, at
    if nearest is not None:
        return nearest
    if (number and sentence.joined(number - 1)) or sentence.words(quantity.first - 1, quantity.first) in (
        ["og"],
        ["samt"],
        [","],
    ):
        earlier = sentence.quantities[number - 1].phrase if number else None
        if earlier is not None and earlier.noun is not None and earlier.noun.group in COUNTED:
            return earlier.noun, earlier.end - 1
    right = next((other.first for other in sentence.quantities[number + 1 :] if not other.article), sentence.end)
    for at in range(quantity.end, right):
        noun = sentence.tokens[at].noun
        if noun is not None and noun.group in COUNTED:
            return noun, at
    return (context, -1) if context is not None else None


def _leads(candidate: Candidate) -> bool:
    """Whether the cadence stands before the number: "hver anden måned får alle en middag" says how often, not how many."""
    cadence, first = candidate.cadence, candidate.sentence.tokens[candidate.quantity.first]
    return cadence is not None and cadence.end <= first.start


def _add(candidate: Candidate, reading: Reading) -> None:
    sentence, quantity, noun, verb = candidate.sentence, candidate.quantity, candidate.noun, candidate.verb
    low, high, phrase, elsewhere = quantity.lo, quantity.hi, quantity.phrase, candidate.elsewhere
    per, times = frequency(candidate.cadence, sentence.period)
    only_times = noun is not None and noun.group is Group.TIMES
    if low == high == 1 and ((only_times and per != "plan") or (quantity.article and times > 1 and _leads(candidate))):
        high = None  # once a month, a meeting every other month: a cadence, not an exact number
    parts = [quantity.first, max(quantity.end, quantity.after) - 1]
    stretch(sentence, parts, candidate.cadence, candidate.each, candidate.when)
    if verb is not None and (quantity.first < verb.at <= quantity.first + 12 or 0 <= quantity.first - verb.at <= 1):
        parts.append(verb.at)
    if elsewhere is not None and elsewhere[1] >= 0 and abs(elsewhere[1] - quantity.first) <= 8:
        parts.append(elsewhere[1])
    counted = Counted(
        noun=elsewhere[0] if elsewhere is not None else (None if only_times else noun),
        word=phrase.word if phrase else "",
        adjectives=tuple(phrase.adjectives) if phrase else (),
    )
    reading.add(
        sentence,
        parts,
        counted,
        verb,
        minimum=low * times if low else None,
        maximum=high * times if high else None,
        per=per,
        each=candidate.each,
        when=candidate.when,
        about=quantity.about,
    )
