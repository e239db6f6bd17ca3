"""The noun that a number or a cadence stands before, found over adjectives, slashes and hanging hyphens.

"2 nye, faglige netværk", "1-2 aktiviteter/kurser", "netværks/café-møder", "synliggørelses- eller faglige events".
"""

from dataclasses import dataclass, field
from typing import Final

from brobygger.plan.phrases.nouns import Group, Noun, Number, find_noun
from brobygger.plan.phrases.tokens import Token
from brobygger.plan.phrases.words import CONJUNCTIONS, DEFINITES, STOPS, Tense, is_passive

_GENERIC: Final = frozenset({"activity", "event", "meeting"})
_UNITS: Final = frozenset({"år", "kvartal", "halvår", "måned", "md", "mdr", "uge"})  # "2 kurser/år"
_LONGEST_PHRASE: Final = 12
# Before a noun in the singular these are adjectives ("et årligt møde"); elsewhere they say how often.
_HOW_OFTEN: Final = frozenset(
    {"årligt", "månedligt", "ugentligt", "halvårligt", "kvartalsvist", "kvartalsvis", "halvårsvist"}
)


@dataclass(slots=True)
class NounPhrase:
    """The noun after a number: tokens ``first`` to ``end`` (exclusive); ``noun`` None for a word that is not listed."""

    first: int
    end: int
    noun: Noun | None
    word: str
    adjectives: list[str] = field(default_factory=list)


def noun_phrase(tokens: list[Token], begin: int, end: int, value: int | None = None) -> NounPhrase | None:
    """The nearest noun from token ``begin`` on; ``value`` is the number before it, for "et årligt møde" is not "2 årligt"."""
    reader = _Reader(tokens, begin, min(end, begin + _LONGEST_PHRASE), value)
    at = begin + (begin < end and tokens[begin].text == "x")
    while at < reader.end and reader.take(at):
        at += 1
    return reader.result()


class _Reader:
    """Takes token after token until the phrase is over."""

    def __init__(self, tokens: list[Token], begin: int, end: int, value: int | None) -> None:
        self.tokens, self.begin, self.end, self.value = tokens, begin, end, value
        self.found: list[tuple[int, Noun, str]] = []
        self.prefixes: list[str] = []
        self.adjectives: list[str] = []
        self.last: int | None = None

    def take(self, at: int) -> bool:
        """Take the token into the phrase; False when the phrase has ended before it, or with it."""
        token = self.tokens[at]
        if not token.is_word:
            return not token.is_digits and self._take_sign(at)
        if token.text in CONJUNCTIONS:
            return self._may_go_on(at)
        if token.mask or token.value is not None or token.text in DEFINITES:
            return False
        if self._is_prefix(at):
            self.prefixes.append(token.text)
            return True
        if token.noun is None and (token.text in STOPS or self._is_verb(token)):
            return False
        if token.text in _HOW_OFTEN:
            self.adjectives.append(token.text)
            return self.value == 1
        if token.noun is None or (
            token.text == "lokale" and (following := self._following(at)) is not None and following.noun
        ):
            return self._take_adjective(at)  # "6 lokale arrangementer", not "lokale 6"
        return self._take_noun(at)

    def _take_sign(self, at: int) -> bool:
        token, following = self.tokens[at], self._following(at)
        if token.text == "/" and following is not None and following.text in _UNITS:
            return False
        if token.text in {"-", "/"}:
            return token.glued or (following is not None and following.glued and token.text == "/")
        if token.text == "\n":
            return not self.found
        if token.text in {'"', "'"}:
            return not self.found
        if token.text == ".":
            return token.glued and at > self.begin and self.tokens[at - 1].text in {"stk", "evt", "fx", "inkl"}
        return token.text in {",", "&"} and self._may_go_on(at)

    def _following(self, at: int) -> Token | None:
        return self.tokens[at + 1] if at + 1 < self.end else None

    def _may_go_on(self, at: int) -> bool:
        """Adjectives may be listed ("faglige, sociale og åbne møder"); after the noun the phrase is over."""
        following = self._following(at)
        return (
            not self.found
            and at > self.begin
            and following is not None
            and following.is_word
            and following.text not in STOPS
        )

    def _is_verb(self, token: Token) -> bool:
        return is_passive(token.text) or (token.verb is not None and token.verb.tense in {Tense.NOW, Tense.PAST})

    def _is_prefix(self, at: int) -> bool:
        """Whether the word hangs on a hyphen or slash: "netværks-" of "netværks- og cafémøder"."""
        token, following = self.tokens[at], self._following(at)
        if following is None or not following.glued or following.text not in {"-", "/"} or at + 2 >= self.end:
            return False
        if token.noun is not None and following.text == "/":
            return False
        return self.tokens[at + 2].glued or following.text == "-"

    def _take_noun(self, at: int) -> bool:
        token = self.tokens[at]
        noun = token.noun
        if noun is None or (self.found and not self._continues(at)):
            return False
        for prefix in ("".join(self.prefixes), *self.prefixes):
            whole = find_noun(prefix + token.text)
            if whole is not None and whole != noun:
                noun = whole
                break
        self.found.append((at, noun, token.text))
        self.last = at
        return noun.group not in {Group.TIMES, Group.DENIED} or token.text == "stk"

    def _take_adjective(self, at: int) -> bool:
        if self.found:
            return False
        self.adjectives.append(self.tokens[at].text)
        self.last = at
        return True

    def _continues(self, at: int) -> bool:
        """Whether a noun right after another belongs to it: "aktiviteter/kurser", "inspirations-café møder", "stk. kurser"."""
        before = self.tokens[at - 1].text
        if before in {"/", "-"}:
            return True
        noun = self.found[-1][1]
        return noun.group is Group.TIMES or (noun.number is Number.SINGULAR and before not in {",", *CONJUNCTIONS})

    def result(self) -> NounPhrase | None:
        if self.found:
            _, noun, word = _most_telling(self.found)
            return NounPhrase(self.begin, self.found[-1][0] + 1, noun, word, self.adjectives)
        if self.last is None:
            return None
        return NounPhrase(self.begin, self.last + 1, None, self.tokens[self.last].text, self.adjectives[:-1])


def _most_telling(found: list[tuple[int, Noun, str]]) -> tuple[int, Noun, str]:
    telling = [entry for entry in found if entry[1].kind not in _GENERIC and entry[1].group is not Group.TIMES]
    counted = [entry for entry in found if entry[1].group is not Group.TIMES]
    return telling[-1] if telling else (counted[-1] if counted else found[-1])
