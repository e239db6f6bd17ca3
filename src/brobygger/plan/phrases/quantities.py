"""Numbers with their limits and their nouns: "min. to årlige møder", "1-2 aktiviteter/kurser", "én til flere tværgående events".

A quantity is read here as the words give it; whether it is a target is judged in :mod:`brobygger.plan.phrases.judging`.
"""

from typing import Final

from brobygger.plan.phrases.limits import Quantity, limit_after, limit_before
from brobygger.plan.phrases.noun_phrases import NounPhrase, noun_phrase
from brobygger.plan.phrases.tokens import Token
from brobygger.plan.phrases.words import (
    ACCENTED,
    ARTICLES,
    is_genitive,
)

_MORE: Final = frozenset({"flere", "mange", "derover", "opefter", "mere", "op", "opad"})


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
        limit_before(tokens, quantity, left)
        quantity.phrase = noun_phrase(tokens, quantity.after, end, quantity.lo) or _partitive(tokens, quantity, end)
        limit_after(tokens, quantity, end)
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
