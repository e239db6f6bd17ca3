"""Whether a quantity is a target: the rules for what only looks like one, each with the code of its reason."""

from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Each
from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.nouns import Group, Noun, Number
from brobygger.plan.phrases.quantities import Quantity
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.words import ARTICLES, DEFINITES, Tense, is_genitive, word_set

_STOCK_VERBS: Final = word_set(
    "har er består bestod tæller råder omfatter udgør findes dækker rummer huser havde beskæftiger tilknyttet ansat samler bruges ligger blandt"
)
_NO_OBJECT: Final = frozenset({"for", "blandt", "fra", "til", "af"})
_SIZE_BEFORE: Final = frozenset({"til", "for", "med", "plads", "af", "på", "ved", "blandt", "fra"})
_TOLD_BEFORE: Final = frozenset({"efter", "siden", "blandt", "foruden"})
_NEW: Final = frozenset({"nye", "nyt", "ny", "flere", "yderligere", "ekstra"})
_RECRUIT: Final = word_set(
    "rekrutter formidl match besøg kontakt opsøg hverv vejled rådgiv støtt hjælp uddann nå opnå synliggør tiltrækk søg gå inviter saml indgå etabler skab udbygg få øg"
)


def judge(
    sentence: Sentence,
    number: int,
    *,
    cadence: Cadence | None,
    each: Each | None,
    when: When | None,
    verb: Governing | None,
    named_elsewhere: Noun | None,
) -> str:
    """Why the quantity is no target, or "" when it is one."""
    quantity = sentence.quantities[number]
    phrase = quantity.phrase
    noun = phrase.noun if phrase else None
    group = noun.group if noun else None
    tokens = sentence.tokens
    before = tokens[quantity.first - 1].text if quantity.first > sentence.begin else ""
    if quantity.lo == 0 and quantity.hi in {0, None}:
        return "nothing"
    token = tokens[quantity.number]
    if _is_year(sentence, quantity, noun):
        return "year"
    if (
        token.is_digits
        and len(token.text) == 4
        and phrase
        and noun is None
        and not quantity.limited
        and cadence is None
        and not (verb and verb.verb.tense is Tense.NOW)
    ):
        return "postal_code"
    if quantity.vague and (cadence is None or before in {"til", "eller", "-", "endnu", "af"}):
        return "vague"
    if group is Group.DENIED and noun is not None:
        kilometres = phrase is not None and phrase.word in {"km", "kilometer"}
        if not (kilometres and quantity.limited and not sentence.told(quantity.first, quantity.end)):
            return noun.reason
    if _is_part(sentence, quantity, noun):
        return "part"
    if before in DEFINITES or (is_genitive(before) and not quantity.limited):
        governed = verb is not None and quantity.first - verb.at <= 3 and cadence is not None
        if before in {"de", "den", "det"} and governed:
            pass
        elif not quantity.limited or before in {"de", "disse"}:
            return "definite"
    # "Inden udgangen af 2024 har vi afholdt mindst 3" looks back from the future.
    foreseen = quantity.limited or (when is not None and not when.weak)
    if group in {Group.PEOPLE, Group.ORGANISATIONS} and not sentence.is_size(number):
        reason = _judge_stock(sentence, quantity, group, cadence, verb)
        if reason:
            return reason
    if sentence.told(quantity.first, quantity.end) and not (foreseen and _may_be_foreseen(sentence, quantity, when)):
        return "past"
    if sentence.is_size(number):
        return "size"
    if quantity.article and not _article_counts(quantity, noun, cadence, each, when, verb):
        return "article"
    if before in _TOLD_BEFORE and not quantity.limited:
        return "reference"
    if group is Group.TIMES:
        return _judge_times(sentence, quantity, before, cadence, when, verb)
    if group in {Group.PEOPLE, Group.ORGANISATIONS}:
        return ""
    if group is Group.STANDING:
        return _judge_standing(sentence, quantity, cadence, when, verb, before)
    if group in {Group.EVENT, Group.WORK} and noun is not None:
        return _judge_counted(sentence, quantity, noun, cadence, when, verb)
    return _judge_unknown(sentence, quantity, cadence, each, when, verb, named_elsewhere)


def _is_year(sentence: Sentence, quantity: Quantity, noun: Noun | None) -> bool:
    token = sentence.tokens[quantity.number]
    if not (token.is_digits and len(token.text) == 4 and token.value is not None) or quantity.limited:
        return False
    if any(when.start <= token.start < when.end for when in sentence.whens):
        return True
    return 2010 <= token.value <= 2060 or (1900 <= token.value <= 2099 and noun is None)


def _is_part(sentence: Sentence, quantity: Quantity, noun: Noun | None) -> bool:
    """A breakdown of a number already read: "4 møder (2 fysiske, 2 online)", "heraf mindst ét online"."""
    if sentence.quantities[0] is quantity:
        return False
    words = sentence.words(quantity.first - 3, quantity.first)
    if {"heraf", "hvoraf", "deraf"} & set(sentence.words(max(quantity.first - 6, sentence.begin), quantity.first)):
        return True
    earlier = sentence.words(sentence.begin, quantity.first)
    opened = earlier.count("(") > earlier.count(")")
    counted = any(
        other.phrase and other.phrase.noun and other.phrase.noun.group in {Group.EVENT, Group.WORK}
        for other in sentence.quantities
        if other.first < quantity.first
    )
    return opened and noun is None and counted and "(" in earlier and words != []


def _may_be_foreseen(sentence: Sentence, quantity: Quantity, when: When | None) -> bool:
    words = sentence.words(*sentence.clause(quantity.first, quantity.end))
    if {"blev", "var", "havde", "deltog", "fik", "kom"} & set(words):
        return False
    if sentence.period is not None and when is not None and when.due_on is not None:
        return when.due_on >= sentence.period.start
    return "har" in words or "er" in words


def _article_counts(
    quantity: Quantity,
    noun: Noun | None,
    cadence: Cadence | None,
    each: Each | None,
    when: When | None,
    verb: Governing | None,
) -> bool:
    """En and et count with an accent, a cadence or a deadline (a minimum has already been seen); else they are articles."""
    if quantity.accented:
        return True
    counted = noun is not None and noun.group in {Group.EVENT, Group.WORK, Group.STANDING, Group.TIMES}
    if cadence is not None and cadence.per != "plan":
        return noun is not None or quantity.phrase is not None
    if cadence is not None and cadence.every_years:
        return counted
    if each is not None and noun is not None and noun.group is Group.EVENT:
        return True
    event = noun is not None and noun.group is Group.EVENT
    return counted and when is not None and (event or verb is not None or not when.weak)


def _judge_times(
    sentence: Sentence,
    quantity: Quantity,
    before: str,
    cadence: Cadence | None,
    when: When | None,
    verb: Governing | None,
) -> str:
    phrase = quantity.phrase
    once = phrase is not None and phrase.word == "gang"
    after = sentence.words(quantity.end, quantity.end + 2)
    if (
        before in {"på", "over", "sidste", "første", "næste", "à", "a", "endnu"}
        or after[:2] == ["for", "alle"]
        or after[:1] in (["imellem"], ["til"], ["mere"])
    ):
        return "duration"
    if phrase is not None and phrase.word.startswith("st"):
        return ""
    if cadence is not None or quantity.limited:
        return ""
    if once:
        return "" if when is not None and quantity.accented else "article"
    return "" if verb is not None or when is not None else "duration"


def _judge_stock(
    sentence: Sentence, quantity: Quantity, group: Group, cadence: Cadence | None, verb: Governing | None
) -> str:
    """Numbers of people and organisations mostly say how many there are."""
    before = sentence.tokens[quantity.first - 1].text if quantity.first > sentence.begin else ""
    begin, _ = sentence.clause(quantity.first, quantity.end)
    clause = set(sentence.words(begin, quantity.first))
    adjectives = set(quantity.phrase.adjectives) if quantity.phrase else set()
    about = quantity.about and not quantity.limited
    nominal = (
        quantity.first - 2 >= sentence.begin
        and (previous := sentence.tokens[quantity.first - 2].verb) is not None
        and previous.tense is Tense.NOMINAL
    )
    visits = any(
        (noun := token.noun) is not None and noun.kind in {"contact", "consultation", "talk"}
        for token in sentence.tokens[max(quantity.first - 3, sentence.begin) : quantity.first]
    )
    if visits and before in {"hos", "til", "på", "med", "for", "af"}:
        return ""
    recruiting = verb is not None and (verb.verb.stem in _RECRUIT or verb.verb.mode == "joined")
    new = bool(adjectives & _NEW)
    if group is Group.PEOPLE and before in _SIZE_BEFORE and not nominal and not new:
        return "size"
    if group is Group.ORGANISATIONS and before in {"for", "fra", "blandt", "af"} and not nominal:
        return "stock"
    if clause & _STOCK_VERBS and not (new or recruiting or quantity.limited):
        return "stock"
    if {"består", "har", "tæller", "beskæftiger"} & clause and not new and not recruiting:
        return "stock"
    if quantity.limited or new:
        return ""
    if about and not recruiting:
        return "stock"
    if recruiting and before not in _NO_OBJECT - {"af"}:
        return "" if before not in {"med", "i"} or group is Group.ORGANISATIONS else "size"
    if cadence is not None and before not in _SIZE_BEFORE and recruiting:
        return ""
    return "stock"


def _judge_standing(
    sentence: Sentence,
    quantity: Quantity,
    cadence: Cadence | None,
    when: When | None,
    verb: Governing | None,
    before: str,
) -> str:
    """Networks, groups and projects are counted when they are to come about; else the number says how many there are."""
    begin, _ = sentence.clause(quantity.first, quantity.end)
    clause = set(sentence.words(begin, quantity.first))
    new = bool(set(quantity.phrase.adjectives if quantity.phrase else []) & _NEW)
    if "består" in clause or (clause & _STOCK_VERBS and not (quantity.limited or new or verb)):
        return "stock"
    if quantity.limited or new or cadence is not None or quantity.accented:
        return ""
    if before in _NO_OBJECT | {"i", "på", "med", "mellem", "om", "fra"} and not (
        verb is not None and verb.verb.tense is Tense.NOMINAL
    ):
        return "stock"
    if verb is not None and verb.verb.stem not in {"hjælp", "støtt"}:
        return ""
    return "" if when is not None and not when.weak else "stock"


def _judge_counted(
    sentence: Sentence,
    quantity: Quantity,
    noun: Noun,
    cadence: Cadence | None,
    when: When | None,
    verb: Governing | None,
) -> str:
    begin, _ = sentence.clause(quantity.first, quantity.end)
    clause = set(sentence.words(begin, quantity.first))
    if noun.number is Number.DEFINITE:
        return "definite"
    if {"består", "bestod"} & clause:
        return "stock"
    if (
        clause & {"har", "havde", "findes"}
        and cadence is None
        and when is None
        and not quantity.limited
        and verb is None
    ):
        return "stock"
    return ""


def _judge_unknown(
    sentence: Sentence,
    quantity: Quantity,
    cadence: Cadence | None,
    each: Each | None,
    when: When | None,
    verb: Governing | None,
    named_elsewhere: Noun | None,
) -> str:
    """A word that is not listed counts when something else says that it is planned: a limit, a cadence, a verb."""
    phrase = quantity.phrase
    if phrase is None:
        counted = named_elsewhere is not None and named_elsewhere.group in {Group.EVENT, Group.WORK, Group.STANDING}
        if quantity.article and not quantity.accented:
            return "article"
        if (cadence is not None and cadence.per != "plan") or quantity.limited:
            return "" if counted or verb is not None else "unknown"
        return "" if counted and each is not None else "unknown"
    if quantity.article or quantity.accented:
        if cadence is not None and cadence.per != "plan":
            return "" if verb is not None or quantity.phrase is not None else "article"
        return "article" if quantity.article else ("" if verb is not None and verb.verb.mode else "article")
    if phrase.word in ARTICLES:
        return "unknown"
    close = verb is not None and (verb.at > quantity.first or quantity.first - verb.at <= 4)
    if quantity.limited or cadence is not None or close:
        return ""
    return "" if when is not None and verb is not None else "unknown"
