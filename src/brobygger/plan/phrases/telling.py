"""What has been, told in a plan: "i 2023 afholdt vi 4 kurser", "mere end 125 km blev tilbagelagt". It sets no target."""

from typing import Final

from brobygger.plan.phrases.nouns import Group
from brobygger.plan.phrases.sentence import Sentence
from brobygger.plan.phrases.tokens import Token
from brobygger.plan.phrases.words import Tense, is_future, is_past

_SUBJECTS: Final = frozenset(
    {
        "vi",
        "man",
        "centret",
        "frivilligcentret",
        "frivilligcenteret",
        "bestyrelsen",
        "der",
        "foreningen",
        "medarbejderne",
        "de",
        "jeg",
        "fcs",
    }
)


def _is_people(token: Token) -> bool:
    """"De 3 ansatte" are people and no verb."""
    return token.noun is not None and token.noun.group is Group.PEOPLE


_GROWN: Final = frozenset({"kommet", "steget", "vokset", "faldet", "blevet"})
_ONCE: Final = (
    "sidste år",
    "i fjor",
    "året før",
    "tidligere år",
    "hidtil",
    "indtil nu",
    "seneste år",
    "de seneste",
    "gennem årene",
    "forrige år",
    "året der gik",
    "sidste sæson",
)


def is_told(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the clause around ``first`` to ``last`` tells of what has been."""
    begin, end = sentence.clause(first, last)
    words = sentence.words(begin, end)
    if any(phrase in sentence.text for phrase in _ONCE):
        return True
    if _in_the_past(sentence):
        return True
    if any(is_future(word) for word in words):
        return False
    if any(is_past(token.text) and not _is_people(token) for token in sentence.tokens[begin:end]):
        return True
    has = "har" in words
    if (has or "er" in words) and _GROWN & set(words):
        return True
    for at in range(begin, end):
        verb = sentence.tokens[at].verb
        if verb is None or verb.tense not in {Tense.PAST, Tense.DONE} or _is_people(sentence.tokens[at]):
            continue
        around = sentence.words(at - 2, at) + sentence.words(at + 1, at + 2)
        if has or (
            verb.tense is Tense.PAST
            and not verb.passive
            and not {"er", "bliver", "blive", "være"} & set(around)
            and _has_subject(sentence, at, around)
        ):
            return True
    return False


def _has_subject(sentence: Sentence, at: int, around: list[str]) -> bool:
    """-ede and -te are adjectives too (de rammesatte møder): a verb has somebody doing it, or stands first after a year."""
    text = sentence.tokens[at].text
    adjective = text.endswith("ede")
    return not adjective or bool(_SUBJECTS & set(around)) or any(word.isdigit() for word in around)


def _in_the_past(sentence: Sentence) -> bool:
    """Whether the only years named lie before the plan."""
    years = [when.year for when in sentence.whens if when.year is not None and not when.begins]
    return bool(years) and sentence.period is not None and max(years) < sentence.period.start.year
