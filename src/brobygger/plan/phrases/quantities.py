"""Numbers with their limits and their nouns: "min. to årlige møder", "1-2 aktiviteter/kurser", "én til flere tværgående events".

A quantity is read here as the words give it; whether it is a target is judged in :mod:`brobygger.plan.phrases.judging`.
"""

from dataclasses import dataclass
from typing import Final

from brobygger.plan.phrases.noun_phrases import NounPhrase, noun_phrase
from brobygger.plan.phrases.tokens import Token
from brobygger.plan.phrases.words import (
    ABOUT,
    ACCENTED,
    ARTICLES,
    AT_LEAST,
    AT_MOST,
    Tense,
    is_future,
    is_genitive,
)

_MORE: Final = frozenset({"flere", "mange", "derover", "opefter", "mere", "op", "opad"})


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


def find_quantities(tokens: list[Token], begin: int, end: int) -> list[Quantity]:
    """The quantities in tokens ``begin`` to ``end`` (one sentence)."""
    found: list[Quantity] = []
    at = begin
    while at < end:
        token = tokens[at]
        quantity = None
        if token.mask == "" and (
            token.value is not None or (token.text == "flere" and not (at + 1 < end and tokens[at + 1].text == "end"))
        ):
            quantity = _read_number(tokens, at, end)
        if quantity is None:
            at += 1
            continue
        left = found[-1].end if found else begin
        _limit_before(tokens, quantity, left)
        quantity.phrase = noun_phrase(tokens, quantity.after, end, quantity.lo) or _partitive(tokens, quantity, end)
        _limit_after(tokens, quantity, end)
        if found and _merges(tokens, found[-1], quantity):
            quantity.lo, quantity.first = found[-1].lo, found[-1].first
            found.pop()
        found.append(quantity)
        at = max(quantity.end, quantity.after)
    return found


def _merges(tokens: list[Token], earlier: Quantity, later: Quantity) -> bool:
    """Whether two are one: "mindst 2 og højst 4 møder"."""
    between = [token.text for token in tokens[earlier.end : later.first]]
    one_sided = earlier.limited and earlier.hi is None and earlier.phrase is None and later.limited and later.lo is None
    return one_sided and len(between) <= 2 and all(word in {"og", ",", "men", "-", "/"} for word in between)


def _partitive(tokens: list[Token], quantity: Quantity, end: int) -> NounPhrase | None:
    """The noun of "4-5 af kommunens arrangementer"; "én af byens foreninger" only points at one."""
    at = quantity.after
    if (
        quantity.lo == quantity.hi == 1
        or at + 2 >= end
        or tokens[at].text != "af"
        or not is_genitive(tokens[at + 1].text)
    ):
        return None
    return noun_phrase(tokens, at + 2, end, quantity.lo)


def _read_number(tokens: list[Token], at: int, end: int) -> Quantity | None:
    token = tokens[at]
    if token.text == "flere":
        return Quantity(at, at, at + 1, 2, None, vague=True)
    value, after, about = token.value or 0, at + 1, False
    article = token.text in ARTICLES
    following = tokens[after] if after < end else None
    if article and following is not None and following.text == "par":
        value, after, about, article = 2, after + 1, True, False
    elif (
        following is not None and following.text in {"hundrede", "tusind", "tusinde", "dusin"} and following.mask == ""
    ):
        value, after, article = value * (following.value or 1), after + 1, False
    elif (
        article
        and following is not None
        and following.text in {"hel", "del", "række", "anden", "andet", "eneste", "af", "lang", "stribe", "masse"}
    ):
        return None
    if following is not None and following.text.endswith("del") and following.text != "del":
        return None  # a third, a quarter
    quantity = Quantity(at, at, after, value, value, about=about, article=article, accented=token.text in ACCENTED)
    _same_in_brackets(tokens, quantity, end)
    _range(tokens, quantity, end)
    return quantity


def _same_in_brackets(tokens: list[Token], quantity: Quantity, end: int) -> None:
    at = quantity.after
    if at + 2 < end and tokens[at].text == "(" and tokens[at + 1].value == quantity.lo and tokens[at + 2].text == ")":
        quantity.after = at + 3
        quantity.article = False


def _range(tokens: list[Token], quantity: Quantity, end: int) -> None:
    """Read on over "-4", "til flere", "eller tre", "+", "eller derover"."""
    at = quantity.after
    if at >= end:
        return
    sign = tokens[at].text
    if sign == "+" and tokens[at].glued:
        quantity.hi, quantity.after, quantity.limited, quantity.article = None, at + 1, True, False
        return
    if sign not in {"-", "til", "eller", "og", "/"} or at + 1 >= end:
        return
    other = tokens[at + 1]
    if other.text == "-" and sign == "-":
        at, other = at + 1, tokens[min(at + 2, end - 1)]
    if (
        other.text in _MORE
        and sign in {"-", "til", "eller", "og"}
        and not (sign == "og" and other.text in {"flere", "mere"})
    ):
        quantity.hi, quantity.after, quantity.limited, quantity.article = None, at + 2, True, False
        return
    if sign == "og":
        before = tokens[quantity.first - 1].text if quantity.first else ""
        if before != "mellem":
            return
    if sign == "/" and not (tokens[at].glued and other.glued and other.is_digits):
        return
    if other.value is None or other.mask or (other.text in ARTICLES and sign != "-"):
        return
    if sign == "til" and other.is_digits and other.value < (quantity.lo or 0):
        return
    low, high = sorted((quantity.lo or 0, other.value))
    quantity.lo, quantity.hi, quantity.after = low, high, at + 2
    quantity.article = False
    before = tokens[quantity.first - 1].text if quantity.first else ""
    if before in {"mellem", "fra"} and sign in {"og", "til", "-"}:
        quantity.first -= 1


def _limit_before(tokens: list[Token], quantity: Quantity, left: int) -> None:
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


def _limit_after(tokens: list[Token], quantity: Quantity, end: int) -> None:
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
