"""Which charges each line of the bank probably pays: by their references, else by amount and name. Pure: a person decides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from brobygger.organisations.fees import numbering
from brobygger.organisations.fees.bank.lines import Line

NEARLY: Final = 88  # of 100: how well the member's name must stand in the bank's text
SURE: Final = 6  # by how much the best must beat the next
SHORTEST: Final = 4  # letters of a name that can be looked for


class Why(StrEnum):
    REFERENCE = "reference"
    OTHER_AMOUNT = "other_amount"  # the reference fits, the amount does not
    NAME = "name"
    SETTLED = "settled"  # the reference is of a charge on which nothing is owed
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Owed:
    """A charge as the matching sees it: what is owed on it in øre, and the names that its member goes by."""

    reference: str
    owed: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """``references`` is empty where nothing is proposed. ``said`` is the first reference that was read in the text, if any."""

    line: Line
    references: tuple[str, ...]
    why: Why
    said: str = ""


def match(lines: Sequence[Line], charges: Iterable[Owed]) -> list[Match]:
    """A proposal for each line, in their order. No charge is proposed for more than is owed on it, but by its own reference once.

    Several charges are proposed for one line where it names them all and brings exactly what is owed on them.
    """
    known = {each.reference: each for each in charges}
    left = {reference: each.owed for reference, each in known.items()}
    found: dict[int, Match] = {}
    for place, line in enumerate(lines):
        named = [each for each in numbering.read(line.text) if each in known]
        if not named:
            continue
        said = named[0]
        owing = [each for each in named if left[each] > 0]
        if len(owing) > 1 and sum(left[each] for each in owing) == line.amount:
            found[place] = Match(line, tuple(owing), Why.REFERENCE, said)
            left |= dict.fromkeys(owing, 0)
            continue
        if left[said] <= 0:
            found[place] = Match(line, (), Why.SETTLED, said)
            continue
        found[place] = Match(line, (said,), Why.REFERENCE if line.amount == left[said] else Why.OTHER_AMOUNT, said)
        left[said] -= line.amount
    names = {reference: tuple(bare for name in each.names if len(bare := plain(name)) >= SHORTEST) for reference, each in known.items()}
    for place, line in enumerate(lines):
        if place in found:
            continue
        best = _by_name(line, [(reference, names[reference]) for reference, owed in left.items() if owed == line.amount])
        if best:
            left[best] -= line.amount
        found[place] = Match(line, (best,) if best else (), Why.NAME if best else Why.NOTHING)
    return [found[place] for place in range(len(lines))]


def dealt(amount: int, owed: Sequence[int]) -> list[int]:
    """``amount`` over charges on which ``owed`` is owed, both in øre: each gets what it is owed as far as the money goes, the last all that is left."""
    shares = []
    for each in owed[:-1]:
        shares.append(min(amount, max(each, 0)))
        amount -= shares[-1]
    return [*shares, amount]


def _by_name(line: Line, candidates: list[tuple[str, tuple[str, ...]]]) -> str:
    """The one whose name stands in the text clearly better than any other's."""
    text = plain(line.text)
    scored = sorted(((max((_stands_in(name, text) for name in names), default=0.0), reference) for reference, names in candidates if names), reverse=True)
    if not text or not scored or scored[0][0] < NEARLY:
        return ""
    return scored[0][1] if len(scored) == 1 or scored[0][0] - scored[1][0] >= SURE else ""


def _stands_in(name: str, text: str) -> float:
    """How well ``name`` stands in ``text``. A text cut short by the bank counts as far as it goes, if it goes far enough."""
    if len(text) < SHORTEST:
        return 0.0
    if len(text) < len(name):
        return fuzz.ratio(name, text) if len(text) * 2 < len(name) else max(fuzz.ratio(name, text), fuzz.ratio(name[: len(text)], text))
    return fuzz.partial_ratio(name, text)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.casefold()).split())
