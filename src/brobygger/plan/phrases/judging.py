"""Whether a quantity is a target: the rules for what only looks like one, each with the code of its reason."""

from typing import Final

from brobygger.plan.phrases.candidate import COUNTED, Candidate
from brobygger.plan.phrases.nouns import Group, Noun, Number
from brobygger.plan.phrases.stock import judge_people, judge_standing
from brobygger.plan.phrases.words import ARTICLES, DEFINITES, PREPOSITIONS, Tense, is_genitive, word_set

_GROWING: Final = ("øg", "hæv", "udvid", "voks", "stig", "løft", "flere")
_OF_EACH: Final = frozenset({"a", "á", "à"})  # "5 forløb a 3 møder"
_TOLD_BEFORE: Final = word_set("efter siden blandt foruden")


def judge(candidate: Candidate) -> str:
    """Why the quantity is no target, or "" when it is one."""
    quantity, noun = candidate.quantity, candidate.noun
    group = noun.group if noun else None
    if quantity.lo == 0 and quantity.hi in {0, None}:
        return "nothing"
    reason = _number_of_another_kind(candidate)
    if reason:
        return reason
    if _is_part(candidate):
        return "part"
    if _is_definite(candidate):
        return "definite"
    people = group in {Group.PEOPLE, Group.ORGANISATIONS}
    if people and _grows(candidate):
        return "stock"
    if candidate.sentence.is_size(candidate.number) or (candidate.before in _OF_EACH and candidate.number):
        return "size"
    if people and (reason := judge_people(candidate)):
        return reason
    # "Inden udgangen af 2024 har vi afholdt mindst 3" looks back from the future.
    foreseen = quantity.limited or (candidate.when is not None and not candidate.when.weak)
    if candidate.told and not (foreseen and _may_be_foreseen(candidate)):
        return "past"
    if quantity.article and not _article_counts(candidate):
        return "article"
    if candidate.before in _TOLD_BEFORE and not quantity.limited:
        return "reference"
    if group is Group.TIMES:
        return _judge_times(candidate)
    if group is Group.STANDING:
        return judge_standing(candidate)
    if group in COUNTED and noun is not None:
        return _judge_counted(candidate, noun)
    return "" if people or group is Group.DENIED else _judge_unknown(candidate)


def _grows(candidate: Candidate) -> bool:
    """As in "øge medlemstallet fra 80 til 100": the numbers say how many there are and shall be."""
    sentence, quantity = candidate.sentence, candidate.quantity
    words = sentence.words(quantity.first, quantity.number)
    return "fra" in words and any(word.startswith(_GROWING) for word in sentence.words(sentence.begin, quantity.first))


def _number_of_another_kind(candidate: Candidate) -> str:
    """Years, postal codes, "flere", and the nouns that no target counts."""
    quantity, noun, verb = candidate.quantity, candidate.noun, candidate.verb
    token = candidate.sentence.tokens[quantity.number]
    if token.is_digits and len(token.text) == 4 and token.value is not None and not quantity.limited:
        if 2010 <= token.value <= 2060 or (1900 <= token.value <= 2099 and noun is None):
            return "year"
        planned = candidate.cadence is not None or (verb is not None and verb.verb.tense is Tense.NOW)
        if quantity.phrase and noun is None and not planned:
            return "postal_code"
    if _is_label(candidate):
        return "reference"
    if quantity.vague and (candidate.cadence is None or candidate.before in {"til", "eller", "-", "endnu", "af"}):
        return "vague"
    if noun is None or noun.group is not Group.DENIED:
        return ""
    reached = verb is not None and verb.verb.stem in {"besøg", "nå", "kør"}
    if noun.reason == "places" and (quantity.limited or reached):
        return ""
    kilometres = quantity.phrase is not None and quantity.phrase.word in {"km", "kilometer"}
    return "" if kilometres and quantity.limited and not candidate.told else noun.reason


def _is_label(candidate: Candidate) -> bool:
    """As in "Aktivitet 2 Workshop om presse": the number names the thing before it."""
    quantity, noun = candidate.quantity, candidate.noun
    token = candidate.sentence.tokens[quantity.number]
    if (
        not token.is_digits
        or quantity.first == candidate.sentence.begin
        or noun is None
        or noun.number is not Number.SINGULAR
    ):
        return False
    earlier = candidate.sentence.tokens[quantity.first - 1].noun
    return earlier is not None and earlier.number is Number.SINGULAR and noun.group is not Group.TIMES


def _is_part(candidate: Candidate) -> bool:
    """A breakdown of a number already read: "4 møder (2 fysiske, 2 online)", "heraf mindst ét online"."""
    sentence, quantity = candidate.sentence, candidate.quantity
    if candidate.number == 0:
        return False
    if {"heraf", "hvoraf", "deraf"} & set(sentence.words(quantity.first - 6, quantity.first)):
        return True
    if candidate.noun is None and sentence.is_breakdown(candidate.number):
        return True
    earlier = sentence.words(sentence.begin, quantity.first)
    counted = any(
        other.phrase and other.phrase.noun and other.phrase.noun.group in COUNTED
        for other in sentence.quantities[: candidate.number]
    )
    return counted and candidate.noun is None and earlier.count("(") > earlier.count(")")


def _is_definite(candidate: Candidate) -> bool:
    """As in "de to kriterier", "kommunens tre byer": the number says how many there are."""
    quantity, before, verb = candidate.quantity, candidate.before, candidate.verb
    if before in {"de", "den", "det"}:
        governed = verb is not None and quantity.first - verb.at <= 3
        return not (governed and candidate.cadence is not None)
    if before in DEFINITES:
        return before == "disse" or not quantity.limited
    return is_genitive(before) and not quantity.limited


def _may_be_foreseen(candidate: Candidate) -> bool:
    sentence, when = candidate.sentence, candidate.when
    words = sentence.words(*sentence.clause(candidate.quantity.first, candidate.quantity.end))
    if {"blev", "var", "havde", "deltog", "fik", "kom"} & set(words):
        return False
    if sentence.period is not None and when is not None and when.due_on is not None:
        return when.due_on >= sentence.period.start
    return "har" in words or "er" in words


def _article_counts(candidate: Candidate) -> bool:
    """En and et count with an accent, a cadence or a deadline (a minimum has already been seen); else they are articles."""
    quantity, noun, when = candidate.quantity, candidate.noun, candidate.when
    event = noun is not None and noun.group is Group.EVENT
    counted = noun is not None and (noun.group in COUNTED or noun.group is Group.TIMES)
    if candidate.cadence is not None and candidate.cadence.per != "plan":
        return quantity.phrase is not None
    if quantity.phrase is None and _is_dated(candidate):
        return True
    if candidate.cadence is not None and candidate.cadence.every_years:
        return counted
    each = candidate.each
    if each is not None and not each.all_of_them and (event or (noun is not None and noun.group is Group.TIMES)):
        return True
    if when is None or not counted:
        return False
    return candidate.verb is not None or (event and candidate.before not in PREPOSITIONS)


def _judge_times(candidate: Candidate) -> str:
    """Times: "to gange" is a target with a cadence, a limit or a verb; "på en gang", "over 6 gange" never."""
    quantity, sentence = candidate.quantity, candidate.sentence
    word = quantity.phrase.word if quantity.phrase else ""
    after = sentence.words(quantity.end, quantity.end + 2)
    if candidate.before in {"på", "over", "sidste", "første", "næste", "à", "a", "á", "endnu"} or after == [
        "for",
        "alle",
    ]:
        return "duration"
    if after[:1] in (["imellem"], ["til"], ["mere"]):
        return "duration"
    if word.startswith("st") or candidate.cadence is not None or quantity.limited:
        return ""
    if word == "gang":
        return "" if candidate.when is not None and quantity.accented else "article"
    return "" if candidate.verb is not None or candidate.when is not None else "duration"


def _judge_counted(candidate: Candidate, noun: Noun) -> str:
    lead = candidate.lead()
    if noun.number is Number.DEFINITE:
        return "definite"
    if {"består", "bestod"} & lead:
        return "stock"
    planned = candidate.quantity.limited or candidate.cadence or candidate.when or candidate.verb
    return "stock" if {"har", "havde", "findes"} & lead and not planned else ""


def _is_labelled(candidate: Candidate) -> bool:
    """A label before the number, and nothing after it: "Antal kurser: 3", "Temaaften x 2"."""
    sentence, quantity = candidate.sentence, candidate.quantity
    after = sentence.words(quantity.after, quantity.after + 1)
    return candidate.before in {":", "x", "="} and (not after or after[0] in {",", ")", "(", "og", "/"})


def _is_dated(candidate: Candidate) -> bool:
    """The second of "2 temaaftener i foråret og 2 i efteråret"."""
    when, quantity = candidate.when, candidate.quantity
    if when is None or candidate.number == 0:
        return False
    return candidate.sentence.index(when.start) == quantity.after and candidate.before in {"og", "samt", ","}


def _judge_unknown(candidate: Candidate) -> str:
    """A word that is not listed counts when something else says that it is planned: a limit, a cadence, a verb."""
    quantity, verb = candidate.quantity, candidate.verb
    phrase = quantity.phrase
    if phrase is None:
        counted = candidate.elsewhere is not None
        if candidate.repeats or quantity.limited:
            return "" if counted or verb is not None else "unknown"
        if (
            candidate.elsewhere is not None
            and candidate.elsewhere[1] >= 0
            and (_is_labelled(candidate) or _is_dated(candidate))
        ):
            return ""
        return "" if counted and candidate.each is not None else "unknown"
    if quantity.article or quantity.accented:
        if candidate.cadence is not None and candidate.cadence.per != "plan":
            return ""
        return "" if quantity.accented and verb is not None and verb.verb.mode else "article"
    if phrase.word in ARTICLES:
        return "unknown"
    close = verb is not None and (verb.at > quantity.first or quantity.first - verb.at <= 4)
    if quantity.limited or candidate.cadence is not None or close:
        return ""
    return "" if candidate.when is not None and verb is not None else "unknown"
