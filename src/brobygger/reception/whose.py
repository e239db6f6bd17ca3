"""Which association is meant by a few letters typed at the desk. Pure: names in, keys out."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

MOST: Final = 9


def meant(names: Iterable[tuple[int, str]], typed: str, *, often: AbstractSet[int] = frozenset()) -> list[int]:
    """The keys of those whose name fits ``typed`` best: is it, begins with it, has a word that does, has it somewhere.

    Those in ``often`` come first; else in the order given. Nothing typed means nobody.
    """
    said = " ".join(typed.casefold().split())
    if not said:
        return []
    ranks: dict[int, list[int]] = {}
    for key, name in names:
        rank = _rank(" ".join(name.casefold().split()), said)
        if rank is not None:
            ranks.setdefault(rank, []).append(key)
    best = ranks[min(ranks)] if ranks else []
    return sorted(best, key=lambda key: key not in often)


def _rank(name: str, said: str) -> int | None:
    if name == said:
        return 0
    if name.startswith(said):
        return 1
    if any(word.startswith(said) for word in re.split(r"[\W_]+", name)):
        return 2
    return 3 if said in name else None
