"""Targets that name no number: "kvartalsvise møder", "seminar afholdes 1. kvartal", "alle kommunens velkomstmøder"."""

from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Form
from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.folding import Folded
from brobygger.plan.phrases.guessing import Reading, build, frequency, stretch
from brobygger.plan.phrases.measuring import Counted
from brobygger.plan.phrases.noun_phrases import NounPhrase, noun_phrase
from brobygger.plan.phrases.nouns import Group, Noun, Number
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.words import PREPOSITIONS, Tense, is_future, is_genitive

_COUNTED: Final = frozenset({Group.EVENT, Group.WORK, Group.STANDING})
_DETERMINERS: Final = frozenset({"den", "det", "de", "denne", "dette", "disse", "vores", "sin", "sit"})
_MEET: Final = frozenset(
    {
        "mød",
        "saml",
        "evaluer",
        "udsend",
        "udgiv",
        "publicer",
        "revider",
        "opdater",
        "gentag",
        "besøg",
        "deltag",
        "kontakt",
        "afhold",
        "gennemgå",
    }
)
_SHARED_BY: Final = frozenset({"med", "i", "på", "ved", "af", "hos", ""})


def find_unnumbered(
    text: str, folded: Folded, sentence: Sentence, context: Noun | None, reading: Reading, used: set[object]
) -> None:
    """Add the targets of ``sentence`` that stand without a number; cadences and times in ``used`` belong to one already read."""
    for cadence in sentence.cadences:
        if cadence in used or cadence.form is Form.WEAK or _is_of_something_else(sentence, cadence):
            continue
        _by_cadence(text, folded, sentence, cadence, reading, used)
    for when in sentence.whens:
        if when not in used and not when.begins:
            _by_deadline(text, folded, sentence, when, reading, used)
    _shares(text, folded, sentence, reading)


def _is_of_something_else(sentence: Sentence, cadence: Cadence) -> bool:
    """Hours a week, kroner a year: the cadence of a number that is none."""
    at = sentence.index(cadence.start)
    near = sentence.tokens[max(at - 3, sentence.begin) : min(at + 1, sentence.end)]
    return any(token.mask in {"hours", "amount", "staff_years"} for token in near)


def _by_cadence(
    text: str, folded: Folded, sentence: Sentence, cadence: Cadence, reading: Reading, used: set[object]
) -> None:
    first, after = sentence.index(cadence.start), sentence.index(cadence.end)
    phrase = noun_phrase(sentence.tokens, after, sentence.end) if cadence.form is not Form.PHRASE else None
    attributive = (
        phrase is not None and (cadence.form is Form.ADJECTIVE or phrase.first == after) and phrase.noun is not None
    )
    verb = sentence.governing(first, after, _left(sentence, first), sentence.end)
    if sentence.told(first, after):
        return
    found: tuple[Noun | None, int] | None
    if attributive and phrase is not None:
        if phrase.noun is None or phrase.noun.group not in _COUNTED or not _stands_free(sentence, first, verb):
            return
        if phrase.noun.number is Number.DEFINITE:
            return
        parts = [first, phrase.end - 1]
        counted = Counted(phrase.noun, phrase.word, tuple(phrase.adjectives))
    elif cadence.form is Form.ADJECTIVE:
        if phrase is None or verb is None or first - verb.at > 3 or verb.verb.mode is None:
            return
        parts = [first, phrase.end - 1]
        counted = Counted(None, phrase.word, tuple(phrase.adjectives))
    else:
        found = _free_noun(sentence, first, after)
        if found is None and (verb is None or verb.verb.stem not in _MEET):
            return
        parts = [first, after - 1]
        counted = Counted(found[0] if found else None)
        if found is not None and abs(found[1] - first) <= 8:
            parts.append(found[1])
    each = next((each for each in sentence.eaches if each.key and each not in used), None)
    if verb is not None and (0 < first - verb.at <= 6 or 0 <= verb.at - after <= 3):
        parts.append(verb.at)
    when = next(
        (
            when
            for when in sentence.whens
            if not when.begins and when not in used and when.year is not None and not when.weak
        ),
        None,
    )
    stretch(sentence, parts, cadence, each)
    used.add(cadence)
    per, times = frequency(cadence, sentence.period)
    reading.targets.append(
        build(text, folded, sentence, parts, counted, verb, minimum=times, maximum=None, per=per, each=each, when=when)
    )
    used.update(when for when in sentence.whens)


def _left(sentence: Sentence, first: int) -> int:
    ends = [quantity.end for quantity in sentence.quantities if quantity.end <= first]
    return max(ends, default=sentence.begin)


def _stands_free(sentence: Sentence, first: int, verb: Governing | None) -> bool:
    """Whether the noun phrase at ``first`` is itself planned, not only mentioned ("på den årlige generalforsamling")."""
    if verb is not None and 0 < first - verb.at <= 6:
        return True
    before = sentence.tokens[first - 1].text if first > sentence.begin else ""
    if before in _DETERMINERS or is_genitive(before):
        return False
    if before in PREPOSITIONS:
        return False
    return verb is not None or before in {"", ",", "og", "samt", ":", "(", "-", "•", "/", "som", "en", "et"}


def _free_noun(sentence: Sentence, first: int, after: int) -> tuple[Noun, int] | None:
    """The thing that happens so often: the nearest counted noun that is not only an adverbial ("på bestyrelsesmøder")."""
    before, behind = range(first - 1, _left(sentence, first) - 1, -1), range(after, sentence.end)
    for ahead in (before, behind):
        for at in ahead:
            token = sentence.tokens[at]
            if (
                token.text in {";", "men"}
                or (ahead is before and _new_clause(sentence, at))
                or (token.value is not None and not token.mask and token.text not in {"en", "et"})
            ):
                break
            noun = token.noun
            if noun is None or noun.group not in _COUNTED or (token.verb is not None and token.verb.tense is Tense.NOW):
                continue
            if not _is_adverbial(sentence, at):
                return noun, at
    return None


def _new_clause(sentence: Sentence, at: int) -> bool:
    """Whether "og", "samt" or a comma at ``at`` opens a clause about something else: "…, og vil årligt drøfte"."""
    if sentence.tokens[at].text not in {"og", "samt", ","} or at + 1 >= sentence.end:
        return False
    following = sentence.tokens[at + 1]
    active = following.verb is not None and following.verb.tense is Tense.NOW and not following.verb.passive
    return active or is_future(following.text)


def _is_adverbial(sentence: Sentence, at: int) -> bool:
    """Whether a preposition governs the noun, other than one that a verb asks for (afholdelse af, deltagelse i)."""
    for k in range(at - 1, max(sentence.begin, at - 6) - 1, -1):
        token = sentence.tokens[k]
        if (
            token.text in {",", "og", "samt"}
            and k == at - 1
            and k > sentence.begin
            and sentence.tokens[k - 1].noun is not None
        ):
            return _is_adverbial(sentence, k - 1)
        if token.text in {",", "og", "samt", ":", "("} and k == at - 1:
            return False
        if token.text in PREPOSITIONS:
            previous = sentence.tokens[k - 1] if k > sentence.begin else None
            verb = previous.verb if previous is not None else None
            return verb is None or (verb.tense is not Tense.NOMINAL and verb.mode != "joined")
        if token.verb is not None or token.noun is not None:
            return False
    return False


def _by_deadline(
    text: str, folded: Folded, sentence: Sentence, when: When, reading: Reading, used: set[object]
) -> None:
    """A thing to be done by a day: one of it, unless it stands in the plural; a bare year is no deadline for what is not an event."""
    first, after = sentence.index(when.start), sentence.index(when.end)
    if sentence.told(first, after) or any(
        guess.start <= folded.source(when.start, when.end)[0] < guess.end for guess in reading.targets
    ):
        return
    if when.due_on is not None and sentence.period is not None and when.due_on < sentence.period.start:
        return
    found = _planned_noun(sentence, first, after)
    if found is None:
        return
    noun, at, verb = found
    if when.weak and (
        noun.group is not Group.EVENT
        or verb.verb.mode != "held"
        or when.due_on is None
        or (sentence.period is not None and when.due_on == sentence.period.end)
    ):
        return
    plural = noun.number is Number.PLURAL
    parts = [at, verb.at, first, max(after - 1, first)]
    used.add(when)
    reading.targets.append(
        build(
            text,
            folded,
            sentence,
            parts,
            Counted(noun, sentence.tokens[at].text),
            verb,
            minimum=1,
            maximum=None if plural else 1,
            per="plan",
            each=None,
            when=when,
        )
    )


def _planned_noun(sentence: Sentence, first: int, after: int) -> tuple[Noun, int, Governing] | None:
    begin, end = sentence.clause(first, after)
    quantities = [range(quantity.first, quantity.end) for quantity in sentence.quantities if not quantity.article]
    for ahead in (range(first - 1, begin - 1, -1), range(after, end)):
        for at in ahead:
            token = sentence.tokens[at]
            if any(at in stretch_of for stretch_of in quantities):
                break
            noun = token.noun
            if noun is None or noun.group not in {Group.EVENT, Group.WORK} or token.mask == "edition":
                continue
            if (
                noun.number is Number.DEFINITE
                or (noun.group is Group.WORK and noun.number is Number.PLURAL)
                or _is_adverbial(sentence, at)
            ):
                continue
            if {"udgave", "version", "udkast"} & set(sentence.words(at - 3, at)):
                continue
            verb = sentence.governing(at, at + 1, begin, end)
            if verb is not None and (
                verb.verb.passive or verb.verb.tense is Tense.NOMINAL or verb.verb.tense is Tense.NOW
            ):
                return noun, at, verb
    return None


def _shares(text: str, folded: Folded, sentence: Sentence, reading: Reading) -> None:
    """As in "alle kommunens velkomstmøder": somebody counts how many there were; every one is wanted."""
    for at in range(sentence.begin, sentence.end):
        if sentence.tokens[at].text not in {"alle", "samtlige"}:
            continue
        phrase = noun_phrase(sentence.tokens, at + 1, sentence.end)
        noun = phrase.noun if phrase else None
        if phrase is None or noun is None or noun.group in {Group.DENIED, Group.TIMES} or phrase.end - at > 5:
            continue
        verb = _share_verb(sentence, at, phrase)
        start = folded.source(sentence.tokens[at].start, sentence.tokens[phrase.end - 1].end)[0]
        if (
            verb is None
            or any(guess.start <= start < guess.end for guess in reading.targets)
            or sentence.told(at, phrase.end)
        ):
            continue
        counted = _share_counted(sentence, at, noun, phrase)
        near = [verb.at] if abs(verb.at - at) <= 6 else []
        reading.targets.append(
            build(
                text,
                folded,
                sentence,
                [at, phrase.end - 1, *near],
                counted,
                verb,
                minimum=None,
                maximum=None,
                per="plan",
                each=None,
                when=None,
                share=True,
            )
        )


def _share_verb(sentence: Sentence, at: int, phrase: NounPhrase) -> Governing | None:
    before = sentence.tokens[at - 1].text if at > sentence.begin else ""
    if before not in _SHARED_BY and before in PREPOSITIONS:
        return None
    verb = sentence.governing(at, phrase.end, sentence.begin, sentence.end)
    if verb is None:
        return None
    if before in {"", ":", "(", "-"} or sentence.tokens[at - 1].verb is not None or verb.at > at:
        return verb if verb.verb.passive or verb.at < at else None
    if before in {"i", "på", "ved"}:
        return verb if verb.verb.mode == "joined" else None
    talks = any(
        (noun := token.noun) is not None and noun.kind in {"talk", "consultation", "contact"}
        for token in sentence.tokens[max(at - 3, sentence.begin) : at]
    )
    return verb if talks and before in {"med", "hos", "af"} else None


def _share_counted(sentence: Sentence, at: int, noun: Noun, phrase: NounPhrase) -> Counted:
    """With "samtaler med alle borgere" the talks are counted, not the citizens."""
    if noun.group in {Group.PEOPLE, Group.ORGANISATIONS}:
        for token in sentence.tokens[max(at - 4, sentence.begin) : at]:
            if token.noun is not None and token.noun.group is Group.WORK:
                return Counted(token.noun, token.text)
    return Counted(noun, phrase.word, tuple(phrase.adjectives))
