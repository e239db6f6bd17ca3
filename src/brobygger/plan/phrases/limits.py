"""Limits around a number: "mindst", "op til", "ca.", "mere end", "som minimum", before it or after it."""

from dataclasses import dataclass

from brobygger.plan.phrases.noun_phrases import NounPhrase
from brobygger.plan.phrases.tokens import Token
from brobygger.plan.phrases.words import ABOUT, ARTICLES, AT_LEAST, AT_MOST, Tense, is_future


@dataclass(slots=True)
class Quantity:
    """Tokens ``first`` (with its limit) to ``after`` (exclusive) say ``lo`` to ``hi``; ``phrase`` is the noun phrase that follows."""

    first: int
    number: int
    after: int
    lo: int | None
    hi: int | None
    limited: bool = False
    about: bool = False
    article: bool = False  # a bare en or et: perhaps no number at all
    accented: bool = False
    vague: bool = False  # flere
    phrase: NounPhrase | None = None

    @property
    def end(self) -> int:
        return self.phrase.end if self.phrase else self.after


def limit_before(tokens: list[Token], quantity: Quantity, left: int) -> None:
    """Find "mindst", "op til", "ca." before the number, over words such as "som minimum afholdes der to"."""
    at = quantity.number - 1 if quantity.first == quantity.number else quantity.first - 1
    skipped = 0
    while at >= left and skipped <= 6:
        token = tokens[at]
        text = token.text
        two = tokens[at - 1].text if at - 1 >= left else ""
        near = skipped == 0
        if text in ABOUT and near:
            quantity.about, quantity.first, quantity.article = True, at, False
            if quantity.hi == quantity.lo:
                quantity.hi = None
        elif text in AT_LEAST or (
            text == "end" and two in {"under", "færre", "mindre"} and _not_before(tokens, at - 1, left)
        ):
            _at_least(quantity, at if text in AT_LEAST else at - 2, tokens, left)
            return
        elif near and text == "under" and two == "ikke":
            _at_least(quantity, at - 1, tokens, left)
            return
        elif text in AT_MOST or (
            near
            and (
                (text == "til" and two == "op") or (text == "mod" and two == "op") or (text == "over" and two == "ikke")
            )
        ):
            if (
                text == "til"
                and at >= 2 + left
                and tokens[at - 2].text.startswith(("lægge", "lagt", "læg", "følge", "følger"))
            ):
                return
            _at_most(quantity, at if text in AT_MOST else at - 1)
            quantity.about = quantity.about or text == "mod"
            return
        elif near and text == "end" and two in {"flere", "mere"}:
            if _not_before(tokens, at - 1, left):
                _at_most(quantity, at - 2)
            else:
                _one_more(quantity)
                _at_least(quantity, at - 1, tokens, left)
            return
        elif near and text == "end" and two in {"færre", "mindre"} and quantity.lo is not None:
            quantity.hi = quantity.lo - 1
            quantity.lo, quantity.limited, quantity.article, quantity.first = None, True, False, at - 1
            return
        elif (
            near and text == "over" and (quantity.lo or 0) >= 5 and not quantity.article and quantity.lo == quantity.hi
        ):
            if tokens[min(quantity.after, len(tokens) - 1)].text != "gange":
                _one_more(quantity)
                _at_least(quantity, at, tokens, left)
            return
        elif text in {">", "≥"} and near:
            _at_least(quantity, at, tokens, left)
            return
        elif text in {"<", "≤"} and near:
            _at_most(quantity, at)
            return
        elif not _may_stand_between(token):
            return
        else:
            skipped += 0 if text == "." else 1
        at -= 1


def _may_stand_between(token: Token) -> bool:
    """Words that may come between a limit and its number: "som minimum afholdes der årligt i alt to"."""
    if token.text in {
        ".",
        "\n",
        ":",
        "der",
        "vi",
        "at",
        "i",
        "alt",
        "samlet",
        "årligt",
        "månedligt",
        "også",
        "af",
        "på",
        "med",
        "en",
        "og",
    } or is_future(token.text):
        return token.text not in {"en", "og"}
    return token.verb is not None and token.verb.tense in {Tense.NOW, Tense.NOMINAL} and token.noun is None


def _not_before(tokens: list[Token], at: int, left: int) -> bool:
    return at - 1 >= left and tokens[at - 1].text in {"ikke", "aldrig"}


def _one_more(quantity: Quantity) -> None:
    """One more than said: "mere end fem" is six or more."""
    quantity.lo = quantity.hi = (quantity.lo or 0) + 1


def _at_least(quantity: Quantity, first: int, tokens: list[Token], left: int) -> None:
    if first - 1 >= left and tokens[first - 1].text == "som":
        first -= 1
    if quantity.lo == quantity.hi or quantity.hi is None:
        quantity.hi = None
    quantity.limited, quantity.article, quantity.first = True, False, max(first, left)


def _at_most(quantity: Quantity, first: int) -> None:
    if quantity.lo == quantity.hi or quantity.hi is None:
        quantity.hi, quantity.lo = quantity.lo if quantity.hi is None else quantity.hi, None
    quantity.limited, quantity.article, quantity.first = True, False, max(first, 0)


def limit_after(tokens: list[Token], quantity: Quantity, end: int) -> None:
    """Read "to møder om året som minimum", "2 kurser (minimum)", "3 møder eller flere": the limit after its number."""
    at = quantity.end
    stop = min(end, at + 7)
    while at < stop:
        text = tokens[at].text
        if text in AT_LEAST or text in AT_MOST:
            ends_here = (
                at + 1 >= end
                or tokens[at + 1].text in {")", ",", "og", "samt"}
                or (tokens[at + 1].text == "." and at + 2 >= end)
            )
            if not ends_here or quantity.limited or quantity.vague:
                return
            first = quantity.first
            if text in AT_LEAST:
                _at_least(quantity, first, tokens, first)
            else:
                _at_most(quantity, first)
            return
        if (
            text in {"eller", "og"}
            and at == quantity.end
            and at + 1 < end
            and tokens[at + 1].text in {"flere", "derover", "opefter"}
        ):
            _at_least(quantity, quantity.first, tokens, quantity.first)
            return
        if tokens[at].value is not None and tokens[at].text not in ARTICLES:
            return
        at += 1
