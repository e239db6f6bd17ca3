"""Whether a quantity is a target: the rules for what only looks like one, each with the code of its reason."""

from dataclasses import dataclass
from typing import Final

from brobygger.plan.phrases.cadence import Cadence, Each
from brobygger.plan.phrases.deadlines import When
from brobygger.plan.phrases.nouns import Group, Noun, Number
from brobygger.plan.phrases.quantities import Quantity
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.words import ARTICLES, DEFINITES, Tense, is_genitive, word_set

COUNTED: Final = frozenset({Group.EVENT, Group.WORK, Group.STANDING})
_STOCK_VERBS: Final = word_set(
    "har er består bestod tæller råder omfatter udgør findes dækker rummer huser havde beskæftiger tilknyttet ansat samler bruges ligger blandt"
)
_SIZE_BEFORE: Final = word_set("til for med plads af på ved blandt fra gennemsnit")
# Words that say a figure is wanted: "målet er 500 besøgende".
_AIMED: Final = ("mål", "succeskriteri", "ambition", "indikator")
_TOLD_BEFORE: Final = word_set("efter siden blandt foruden")
_SERVICES: Final = frozenset({"contact", "consultation", "talk", "accompaniment", "match", "referral"})
_NEW: Final = word_set("nye nyt ny flere yderligere ekstra")
_RECRUIT: Final = word_set(
    "rekrutter formidl match besøg kontakt opsøg hverv vejled rådgiv støtt hjælp uddann nå opnå synliggør tiltrækk søg inviter saml indgå etabler skab "
    "udbygg få øg inddrag involver engager fasthold brobygg forvent knytt tilknytt introducer"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity with all that belongs to it; ``elsewhere`` is the noun and its token when only times are named beside it."""

    sentence: Sentence
    number: int
    cadence: Cadence | None
    each: Each | None
    when: When | None
    verb: Governing | None
    elsewhere: tuple[Noun, int] | None

    @property
    def quantity(self) -> Quantity:
        return self.sentence.quantities[self.number]

    @property
    def noun(self) -> Noun | None:
        return self.quantity.phrase.noun if self.quantity.phrase else None

    @property
    def before(self) -> str:
        """The word before the quantity, or nothing."""
        first = self.quantity.first
        return self.sentence.tokens[first - 1].text if first > self.sentence.begin else ""

    @property
    def repeats(self) -> bool:
        """Whether a cadence says more than "in the plan"."""
        return self.cadence is not None and (self.cadence.per != "plan" or self.cadence.every_years > 0)

    @property
    def told(self) -> bool:
        return self.sentence.told(self.quantity.first, self.quantity.end)

    def lead(self) -> set[str]:
        """The words of the clause before the quantity."""
        begin, _ = self.sentence.clause(self.quantity.first, self.quantity.end)
        return set(self.sentence.words(begin, self.quantity.first))

    def is_new(self) -> bool:
        return bool(self.quantity.phrase and _NEW & set(self.quantity.phrase.adjectives))


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
    if candidate.sentence.is_size(candidate.number):
        return "size"
    if people and (reason := _judge_people(candidate)):
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
        return _judge_standing(candidate)
    if group in COUNTED and noun is not None:
        return _judge_counted(candidate, noun)
    return "" if people or group is Group.DENIED else _judge_unknown(candidate)


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
    if quantity.vague and (candidate.cadence is None or candidate.before in {"til", "eller", "-", "endnu", "af"}):
        return "vague"
    if noun is None or noun.group is not Group.DENIED:
        return ""
    reached = verb is not None and verb.verb.stem in {"besøg", "nå", "kør"}
    if noun.reason == "places" and (quantity.limited or reached):
        return ""
    kilometres = quantity.phrase is not None and quantity.phrase.word in {"km", "kilometer"}
    return "" if kilometres and quantity.limited and not candidate.told else noun.reason


def _is_part(candidate: Candidate) -> bool:
    """A breakdown of a number already read: "4 møder (2 fysiske, 2 online)", "heraf mindst ét online"."""
    sentence, quantity = candidate.sentence, candidate.quantity
    if candidate.number == 0:
        return False
    if {"heraf", "hvoraf", "deraf"} & set(sentence.words(quantity.first - 6, quantity.first)):
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
    return counted and when is not None and (event or candidate.verb is not None)


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


def _judge_people(candidate: Candidate) -> str:
    """Numbers of people and organisations mostly say how many there are."""
    quantity, sentence, noun, verb = candidate.quantity, candidate.sentence, candidate.noun, candidate.verb
    tokens, before, lead = sentence.tokens, candidate.before, candidate.lead()
    if noun is None or noun.kind == "staff":
        return "stock"
    earlier = tokens[max(quantity.first - 3, sentence.begin) : quantity.first]
    if before in _SIZE_BEFORE | {"hos"} and any(token.noun and token.noun.kind in _SERVICES for token in earlier):
        return ""
    nominal = len(earlier) > 1 and earlier[-2].verb is not None and earlier[-2].verb.tense is Tense.NOMINAL
    new = candidate.is_new()
    recruiting = verb is not None and (verb.verb.stem in _RECRUIT or verb.verb.mode == "joined")
    if noun.group is Group.PEOPLE and before in _SIZE_BEFORE and not nominal and not new:
        return "size"
    if noun.group is Group.ORGANISATIONS and before in {"for", "fra", "blandt", "af"} and not nominal:
        return "stock"
    if any(word.startswith(_AIMED) for word in sentence.words(quantity.first - 4, quantity.first)):
        return ""
    served = verb is not None and verb.verb.stem in {"yd", "giv", "tilbyd", "lever", "støtt"}
    if noun.group is Group.ORGANISATIONS and served and before == "til" and candidate.repeats:
        return ""
    if lead & _STOCK_VERBS and not (new or recruiting or quantity.limited):
        return "stock"
    if {"består", "har", "tæller", "beskæftiger"} & lead and not new and not recruiting:
        return "stock"
    if quantity.limited or new:
        return ""
    if not recruiting or quantity.about or before in {"for", "fra", "blandt", "til"}:
        return "stock"
    return "size" if before in {"med", "i"} and noun.group is Group.PEOPLE else ""


def _judge_standing(candidate: Candidate) -> str:
    """Networks, groups and projects are counted when they are to come about; else the number says how many there are."""
    quantity, verb, lead, when = candidate.quantity, candidate.verb, candidate.lead(), candidate.when
    new = candidate.is_new()
    if "består" in lead or (lead & _STOCK_VERBS and not (quantity.limited or new or verb)):
        return "stock"
    if quantity.limited or new or candidate.cadence is not None or quantity.accented:
        return ""
    if verb is None:
        return "" if when is not None and not when.weak else "stock"
    if (
        candidate.before in {"for", "blandt", "fra", "til", "af", "i", "på", "med", "mellem", "om"}
        and verb.verb.tense is not Tense.NOMINAL
    ):
        return "stock"
    return "stock" if verb.verb.stem in {"hjælp", "støtt"} else ""


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
    if when is None or when.weak or candidate.number == 0:
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
