"""Targets that name no number: "kvartalsvise møder", "seminar afholdes 1. kvartal", "alle kommunens velkomstmøder"."""

from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Form
from brobygger.plan.phrases.candidate import COUNTED
from brobygger.plan.phrases.dated import find_dated
from brobygger.plan.phrases.guessing import Reading, frequency, stretch
from brobygger.plan.phrases.measuring import Counted
from brobygger.plan.phrases.noun_phrases import noun_phrase
from brobygger.plan.phrases.nouns import Noun, Number
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.shares import find_shares
from brobygger.plan.phrases.telling import is_told
from brobygger.plan.phrases.words import PREPOSITIONS, Tense, is_future, is_genitive, word_set

_DETERMINERS: Final = word_set("den det de denne dette disse vores sin sit")
# Verbs that say what happens so often without a noun: "netværket mødes månedligt".
_HAPPENS: Final = word_set(
    "mød saml evaluer udsend udgiv publicer revider opdater gentag besøg deltag kontakt afhold gennemgå marker udkomm book kør post uddel"
)
_HEADLINE: Final = 6  # words
_OPENS: Final = frozenset({"", ",", "og", "samt", ":", "(", "-", "•", "/", "som", "en", "et"})


def find_unnumbered(sentence: Sentence, reading: Reading, used: set[object]) -> None:
    """Add the targets of ``sentence`` that stand without a number; cadences and times in ``used`` belong to one already read."""
    for cadence in sentence.cadences:
        if cadence not in used and cadence.form is not Form.WEAK and not _is_of_something_else(sentence, cadence):
            _read_cadence(sentence, cadence, reading, used)
    for when in sentence.whens:
        if when not in used and not when.begins:
            find_dated(sentence, when, reading)
    find_shares(sentence, reading)


def _is_of_something_else(sentence: Sentence, cadence: Cadence) -> bool:
    """Hours a week, kroner a year: the cadence of a number that is none."""
    at = sentence.index(cadence.start)
    near = sentence.tokens[max(at - 3, sentence.begin) : min(at + 1, sentence.end)]
    return any(token.mask in {"hours", "amount", "staff_years"} for token in near)


def _read_cadence(sentence: Sentence, cadence: Cadence, reading: Reading, used: set[object]) -> None:
    first, after = sentence.index(cadence.start), sentence.index(cadence.end)
    ends = [quantity.end for quantity in sentence.quantities]
    ends += [sentence.index(other.end) for other in sentence.cadences if other in used]
    left = max((end for end in ends if end <= first), default=sentence.begin)
    verb = sentence.governing(first, after, left, sentence.end)
    if is_told(sentence, first, after):
        return
    if cadence.form is Form.COMPOUND and any(
        quantity.first <= first < quantity.end for quantity in sentence.quantities
    ):
        return
    found = _as_adjective(sentence, cadence, first, after, verb)
    if found is None:
        if cadence.form in {Form.ADJECTIVE, Form.COMPOUND}:
            return
        found = _as_adverb(sentence, first, after, left, verb, named=cadence.form is Form.PHRASE)
    if found is None:
        return
    counted, parts = found
    each = next((each for each in sentence.eaches if each.key and each not in used), None)
    if verb is not None and (0 < first - verb.at <= 6 or 0 <= verb.at - after <= 3):
        parts.append(verb.at)
    dated = [when for when in sentence.whens if not when.begins and when not in used]
    when = next((when for when in dated if when.year is not None and not when.weak), None)
    stretch(sentence, parts, cadence, each)
    per, times = frequency(cadence, sentence.period)
    reading.add(sentence, parts, counted, verb, minimum=times, maximum=None, per=per, each=each, when=when)
    used.add(cadence)
    used.update(sentence.whens)


def _as_adjective(
    sentence: Sentence, cadence: Cadence, first: int, after: int, verb: Governing | None
) -> tuple[Counted, list[int]] | None:
    """The noun that the cadence describes: "årlige temamøder"; one that is not listed needs a verb over it."""
    if cadence.form is Form.PHRASE:
        return None
    phrase = noun_phrase(sentence.tokens, after, sentence.end)
    if phrase is None:
        return None
    counted = Counted(phrase.noun, phrase.word, tuple(phrase.adjectives))
    if phrase.noun is None:
        governed = verb is not None and 0 < first - verb.at <= 3 and verb.verb.mode is not None
        return (counted, [first, phrase.end - 1]) if governed and cadence.form is Form.ADJECTIVE else None
    planned = phrase.noun.group in COUNTED and phrase.noun.number is not Number.DEFINITE
    return (counted, [first, phrase.end - 1]) if planned and _stands_free(sentence, first, verb) else None


def _stands_free(sentence: Sentence, first: int, verb: Governing | None) -> bool:
    """Whether the noun phrase at ``first`` is itself planned, not only mentioned ("på den årlige generalforsamling")."""
    if verb is not None and 0 < first - verb.at <= 6:
        return True
    before = sentence.tokens[first - 1].text if first > sentence.begin else ""
    if before in _DETERMINERS or is_genitive(before) or before in PREPOSITIONS:
        return False
    return verb is not None or before in _OPENS


def _as_adverb(
    sentence: Sentence, first: int, after: int, left: int, verb: Governing | None, *, named: bool
) -> tuple[Counted, list[int]] | None:
    """The thing that happens so often: "netværksmøde hvert kvartal", "nyhedsbrevet udsendes månedligt"."""
    found = _free_noun(sentence, first, after, left)
    if found is not None:
        near = [found[1]] if abs(found[1] - first) <= 8 else []
        return Counted(found[0]), [first, after - 1, *near]
    if verb is not None and verb.verb.stem in _HAPPENS:
        return Counted(None), [first, after - 1]
    if named and verb is None and not sentence.quantities and 1 <= first - sentence.begin <= _HEADLINE and not any(token.verb for token in sentence.tokens[sentence.begin : first]):
        return Counted(None), [sentence.begin, after - 1]  # "Supervision af igangsættere hver 6. uge", "vi spiser sammen hver onsdag"
    return None


def _free_noun(sentence: Sentence, first: int, after: int, left: int) -> tuple[Noun, int] | None:
    """The nearest counted noun that is not only an adverbial ("på bestyrelsesmøder")."""
    before, behind = range(first - 1, left - 1, -1), range(after, sentence.end)
    for ahead in (before, behind):
        for at in ahead:
            token = sentence.tokens[at]
            if token.text in {";", "men"} or (ahead is before and _new_clause(sentence, at)):
                break
            if token.value is not None and not token.mask and token.text not in {"en", "et"}:
                break
            noun = token.noun
            if noun is None or noun.group not in COUNTED or (token.verb is not None and token.verb.tense is Tense.NOW):
                continue
            if not sentence.is_adverbial(at):
                return noun, at
    return None


def _new_clause(sentence: Sentence, at: int) -> bool:
    """Whether "og", "samt" or a comma at ``at`` opens a clause about something else: "…, og vil årligt drøfte"."""
    if sentence.tokens[at].text not in {"og", "samt", ","} or at + 1 >= sentence.end:
        return False
    following = sentence.tokens[at + 1]
    active = following.verb is not None and following.verb.tense is Tense.NOW and not following.verb.passive
    return active or is_future(following.text)
