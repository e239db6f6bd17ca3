"""Which measure a target points to: its noun first, then what its adjectives, its verb and its company add."""

from dataclasses import dataclass
from typing import Final

from brobygger.plan.phrases.nouns import Group, Noun
from brobygger.plan.phrases.sentence import Governing, Sentence
from brobygger.plan.phrases.words import Tense, Verb

_ONLINE: Final = ("online", "virtuel", "digital", "webinar")
_ON_SITE: Final = ("fysisk",)
_JOINT: Final = frozenset({"fælles", "tværgående", "tværsgående"})
_POLITICAL: Final = ("politi", "topledelse", "borgmester", "byråd", "udvalgsformænd")
_REVIEWED: Final = frozenset({"evaluer", "revider", "opdater", "gennemgå", "genforhandl", "forny"})
_BY_VERB_ALONE: Final = {
    "mød": ("meeting", "events_held"),
    "saml": ("meeting", "events_held"),
    "evaluer": ("evaluation", "evaluations_done"),
    "udsend": ("publication", "publications"),
    "udgiv": ("publication", "publications"),
    "publicer": ("publication", "publications"),
    "revider": ("document", "documents_reviewed"),
    "opdater": ("document", "documents_reviewed"),
    "besøg": ("contact", "contacts_made"),
    "kontakt": ("contact", "contacts_made"),
    "opsøg": ("contact", "contacts_made"),
    "book": ("booking", "bookings_held"),
    "kør": ("tour", "tours_held"),
    "post": ("publication", "publications"),
    "udkomm": ("publication", "publications"),
    "deltag": ("meeting", "meetings_attended"),
}
_ORGANISATIONS_BY_VERB: Final = {
    "besøg": "contacts_made", "kontakt": "contacts_made", "opsøg": "contacts_made", "vejled": "consulted_organisations",
    "rådgiv": "consulted_organisations", "støtt": "consulted_organisations", "hjælp": "consulted_organisations",
    "synliggør": "organisations_made_visible", "indgå": "collaborations_active",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """The thing counted: its noun where it is listed, its word and adjectives as written."""

    noun: Noun | None
    word: str = ""
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: str
    measure: str | None = None
    narrow: str | None = None
    online: bool | None = None


def tells_what(verb: Verb) -> bool:
    """Whether a verb alone says what is counted: "bestyrelsen mødes"."""
    return verb.stem in _BY_VERB_ALONE


def suggest(counted: Counted, verb: Governing | None, sentence: Sentence, around: list[str]) -> Suggestion:
    """The hint, the measure and its narrowing for what is counted."""
    noun, stem = counted.noun, verb.verb.stem if verb is not None else ""
    online = _online(counted)
    if noun is None:
        kind, measure = _BY_VERB_ALONE.get(stem, ("activity", None))
        return Suggestion(kind, measure, None, online)
    kind, measure, narrow = noun.kind, noun.measure, noun.narrow
    adjectives = set(counted.adjectives)
    if noun.group is Group.EVENT:
        kind, measure, narrow = _event(noun, adjectives, verb, sentence, around)
    elif noun.group is Group.ORGANISATIONS:
        measure = _organisations(counted, stem, adjectives, measure, around)
    elif noun.reason == "places":
        kind, measure = "locality", "localities_active"
    elif noun.reason == "measurement":
        kind, measure = "relay", "relay_km"
    elif noun.group is Group.PEOPLE and stem in {"formidl", "match"}:
        measure = "matches_started"
    elif kind == "participant" and any(
        word.startswith(("selvhjælp", "samtalegruppe", "sorggruppe")) for word in around
    ):
        measure = "group_participants"
    elif kind == "member" and adjectives & {"nye", "nyt"}:
        measure = "new_members"
    elif kind == "volunteer" and stem in {"formidl", "match", "rekrutter"}:
        measure = "matches_started"
    elif kind == "document" and stem in _REVIEWED:
        measure = "documents_reviewed"
    elif kind == "network" and verb is not None and verb.verb.mode == "joined":
        measure = "meetings_attended"
    return Suggestion(kind, measure, narrow if measure == "events_held" else None, online)


def _organisations(
    counted: Counted, stem: str, adjectives: set[str], measure: str | None, around: list[str]
) -> str | None:
    """Associations are visited, advised, made visible, or come to networks; new ones of the centre's own are new members."""
    company = [word for word in (counted.word, *around) if word.startswith("medlem")]
    if company and (adjectives & {"nye", "nyt"} or stem == "øg"):
        return "new_members"
    if stem in _ORGANISATIONS_BY_VERB:
        return _ORGANISATIONS_BY_VERB[stem]
    for word in around:
        if word.startswith(("vejledning", "rådgivning", "sparring", "konsulent", "hjælp", "støtte")):
            return "consulted_organisations"
        if word.startswith("besøg"):
            return "contacts_made"
        if "netværk" in word and measure == "event_organisations":
            return "network_organisations"
    return measure


def _event(
    noun: Noun, adjectives: set[str], verb: Governing | None, sentence: Sentence, around: list[str]
) -> tuple[str, str | None, str | None]:
    kind, measure, narrow = noun.kind, noun.measure, noun.narrow
    plain = kind in {"meeting", "activity", "event"} and narrow is None and measure in {"events_held", None}
    if verb is not None and verb.verb.mode == "joined" and verb.verb.tense is not Tense.PAST:
        meeting = kind in {"meeting", "network_meeting", "course", "conference", "seminar"}
        return kind, "meetings_attended" if meeting else "visibility_events", None
    if plain and kind == "meeting":
        if any(word.startswith(_POLITICAL) for word in around) or any(
            word.startswith("politisk") for word in adjectives
        ):
            return "political_meeting", "political_meetings", None
        before = sentence.words(sentence.begin, sentence.end)
        if any("netværk" in word for word in before):
            return "network_meeting", "network_meetings", None
        if any("arbejdsgruppe" in word for word in before):
            return "meeting", "working_group_meetings", None
    if plain and adjectives & _JOINT:
        return kind, "joint_activities", None
    if plain and any(word.startswith(("åben", "åbne")) for word in adjectives):
        return kind, measure, "open_activity"
    return kind, measure, narrow


def _online(counted: Counted) -> bool | None:
    words = (*counted.adjectives, counted.word)
    if any(word.startswith(_ONLINE) for word in words):
        return True
    return False if any(word.startswith(_ON_SITE) for word in words) else None
