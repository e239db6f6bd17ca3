"""Numbers that mostly say how many there are: people, organisations, networks, groups.

"Vi har 120 medlemsforeninger" and "ca. 100 frivillige" set no target; "rekruttere 15 nye frivillige" and "målet er 500 besøgende" do.
"""

from typing import Final

from brobygger.plan.phrases.candidate import Candidate
from brobygger.plan.phrases.nouns import Group
from brobygger.plan.phrases.words import Tense, word_set

_STOCK_VERBS: Final = word_set(
    "har er består bestod tæller råder omfatter udgør findes dækker rummer huser havde beskæftiger tilknyttet ansat samler bruges ligger blandt"
)
_SIZE_BEFORE: Final = word_set("til for med plads af på ved blandt fra gennemsnit")
# Words that say a figure is wanted: "målet er 500 besøgende".
_AIMED: Final = ("mål", "succeskriteri", "ambition", "indikator")
_SERVICES: Final = frozenset({"contact", "consultation", "talk", "accompaniment", "match", "referral"})
_RECRUIT: Final = word_set(
    "rekrutter formidl match besøg kontakt opsøg hverv vejled rådgiv støtt hjælp uddann nå opnå synliggør tiltrækk søg inviter saml indgå etabler skab "
    "udbygg få øg inddrag involver engager fasthold brobygg forvent styrk ledsag knytt tilknytt introducer"
)


def judge_people(candidate: Candidate) -> str:
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
    after = tokens[quantity.end].verb if quantity.end < sentence.end else None
    if (
        after is not None
        and after.tense is Tense.NOW
        and after.stem in {"deltag", "få", "modtag"}
        and quantity.first == sentence.begin
    ):
        return ""
    if verb is not None and verb.verb.stem == "nå" and before == "til":
        return ""
    if not recruiting or quantity.about or before in {"for", "fra", "blandt", "til"}:
        return "stock"
    return "size" if before in {"med", "i"} and noun.group is Group.PEOPLE else ""


def judge_standing(candidate: Candidate) -> str:
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
