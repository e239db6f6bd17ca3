"""Shares of all: "deltager på alle kommunens velkomstmøder". Somebody counts how many there were; every one is wanted."""

from typing import Final

from brobygger.plan.phrases.guessing import Reading
from brobygger.plan.phrases.measuring import Counted
from brobygger.plan.phrases.noun_phrases import NounPhrase, noun_phrase
from brobygger.plan.phrases.nouns import Group, Noun
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.telling import is_told
from brobygger.plan.phrases.words import PREPOSITIONS, Tense, Verb

_ASKED_FOR: Final = frozenset({"med", "i", "på", "ved", "af", "hos"})
_LONGEST: Final = 5
_HELP: Final = ("hjælp", "støtte", "sparring", "vejledning", "rådgivning", "introduktion", "samtale", "samtaler", "kursus", "oplæring", "besøg")
_GIVEN: Final = Verb(None, Tense.NOW, "giv")


def find_shares(sentence: Sentence, reading: Reading) -> None:
    """Add a share for each "alle …" that a verb or a talk reaches; "for alle borgere" is only said."""
    for at in range(sentence.begin, sentence.end):
        if sentence.tokens[at].text not in {"alle", "samtlige"}:
            continue
        phrase = noun_phrase(sentence.tokens, at + 1, sentence.end)
        noun = phrase.noun if phrase else None
        if phrase is None or noun is None or noun.group in {Group.DENIED, Group.TIMES} or phrase.end - at > _LONGEST:
            continue
        verb = _verb(sentence, at, phrase)
        if verb is None or reading.has_read(sentence.tokens[at].start) or is_told(sentence, at, phrase.end):
            continue
        near = [verb.at] if abs(verb.at - at) <= 6 else []
        parts = [at, phrase.end - 1, *near]
        reading.add(sentence, parts, _counted(sentence, at, noun, phrase), verb, minimum=None, maximum=None, share=True)


def _verb(sentence: Sentence, at: int, phrase: NounPhrase) -> Governing | None:
    before = sentence.tokens[at - 1].text if at > sentence.begin else ""
    if before in {"til", "med"} and _is_help(sentence, at):
        return sentence.governing(at, phrase.end, sentence.begin, sentence.end) or Governing(at, _GIVEN)
    if before in PREPOSITIONS and before not in _ASKED_FOR:
        return None
    verb = sentence.governing(at, phrase.end, sentence.begin, sentence.end)
    if verb is None:
        return None
    if before in {"i", "på", "ved"}:
        return verb if verb.verb.mode == "joined" else None
    if before not in PREPOSITIONS:
        return verb if verb.verb.passive or verb.at < at else None
    earlier = sentence.tokens[max(at - 3, sentence.begin) : at]
    talks = any(token.noun is not None and token.noun.kind in {"talk", "consultation", "contact"} for token in earlier)
    return verb if talks else None


def _is_help(sentence: Sentence, at: int) -> bool:
    """Help that opens the sentence and is given to each: "Starthjælp til alle nye foreninger"; "åben for alle" promises nothing."""
    return sentence.begin < at - 1 <= sentence.begin + 2 and sentence.tokens[at - 2].text.endswith(_HELP) and sentence.tokens[at + 1].text == "nye"


def _counted(sentence: Sentence, at: int, noun: Noun, phrase: NounPhrase) -> Counted:
    """With "samtaler med alle borgere" the talks are counted, not the citizens."""
    if noun.group in {Group.PEOPLE, Group.ORGANISATIONS}:
        for token in sentence.tokens[max(at - 4, sentence.begin) : at]:
            if token.noun is not None and token.noun.group is Group.WORK:
                return Counted(token.noun, token.text)
    return Counted(noun, phrase.word, tuple(phrase.adjectives))
