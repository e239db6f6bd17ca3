"""Organisations that may be one and the same, written twice: by number, mail, telephone or a name that is nearly the same."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from brobygger.organisations.models import Apart, Organisation

NEARLY: Final = 90  # of 100, by how many letters differ in names without their everyday words
MOST: Final = 200
_EVERYDAY: Final = re.compile(r"\b(?:foreningen|forening|lokalforeningen|lokalafdelingen|lokalafdeling|afdelingen|afdeling|afd|i|og|af|for|ved|the|of)\b")


@dataclass(slots=True)
class Pair:
    first: Organisation
    second: Organisation
    why: list[str] = field(default_factory=list)


def bare(name: str) -> str:
    """The name without case, signs and words that say little: "Ældre Sagen, afd. Korsør" and "Ældresagen Korsør" come near."""
    return " ".join(_EVERYDAY.sub(" ", re.sub(r"[^\w\s]", " ", name.casefold())).split())


def pairs() -> list[Pair]:
    """Pairs that may be the same and have not been said not to be, the surest first; in two queries."""
    rows = list(Organisation.objects.select_related("locality").order_by("pk"))
    told_apart = set(Apart.objects.values_list("first", "second"))
    found: dict[tuple[int, int], Pair] = {}

    def say(first: Organisation, second: Organisation, why: str) -> None:
        first, second = sorted((first, second), key=lambda row: row.pk)
        related = second.parent_id == first.pk or first.parent_id == second.pk
        if (first.pk, second.pk) not in told_apart and not related:
            found.setdefault((first.pk, second.pk), Pair(first, second)).why.append(why)

    for first, second in _same(rows, lambda row: row.cvr):
        say(first, second, _("same CVR number"))
    for first, second in _nearly(rows):
        say(first, second, _("nearly the same name"))
    for first, second in _same(rows, lambda row: row.mail.casefold()):
        say(first, second, _("same mail"))
    for first, second in _same(rows, lambda row: re.sub(r"\D", "", row.phone).removeprefix("45") if len(row.phone) > 7 else ""):
        say(first, second, _("same telephone"))
    return sorted(found.values(), key=lambda pair: (-len(pair.why), pair.first.name))[:MOST]


def _same(rows: Iterable[Organisation], key: Callable[[Organisation], str]) -> Iterable[tuple[Organisation, Organisation]]:
    groups: dict[str, list[Organisation]] = defaultdict(list)
    for row in rows:
        if said := key(row):
            groups[said].append(row)
    for group in groups.values():
        if len(group) <= 5:  # a municipality's departments share a number and a telephone: no news
            yield from combinations(group, 2)


def _nearly(rows: list[Organisation]) -> Iterable[tuple[Organisation, Organisation]]:
    names = [bare(row.name).replace(" ", "") for row in rows]
    for index, name in enumerate(names):
        if len(name) < 4:
            continue
        for _found, _score, place in process.extract(name, names[index + 1 :], scorer=fuzz.ratio, score_cutoff=NEARLY, limit=5):
            yield rows[index], rows[index + 1 + place]
