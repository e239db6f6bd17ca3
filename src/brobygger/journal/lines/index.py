"""Names, nicknames and their forms by one folded spelling, so that a line is matched by look-up and seldom by likeness.

A key is the words of a name run together ("roedekors"), which also forgives words written apart or together. Likeness is
asked only for words that nothing else explains, and only of names with the same beginning and nearly the same length.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from brobygger.journal.lines.aliases import aliases
from brobygger.journal.lines.spelling import fold, forms, words

SMALL: Final = frozenset(
    fold(word)
    for word in ["af", "at", "bl", "ca", "da", "de", "den", "der", "det", "dem", "du", "efter", "eller", "en", "er", "et", "for", "fra", "få", "før", "har", "hos", "i", "ift", "in", "ind", "ja", "jeg", "kl", "med", "men", "min", "mit", "nu", "når", "og", "ok", "om", "op", "over", "på", "samt", "se", "sig", "sin", "sit", "som", "til", "tre", "to", "ud", "uden", "under", "ved", "vi", "vedr", "vor", "vores", "hvor", "hvad", "blev", "blive", "deres", "ham", "han", "hun", "mere", "også", "and", "an", "a", "for", "from", "of", "on", "the", "to", "with", "we", "was", "were", "by", "about", "mange", "flere", "alle", "lidt", "meget", "var", "været", "gik", "god", "godt", "fin", "fint", "ny", "nye"]
)
# Words of everyday use that lie a slip away from a kind of work.
_NO_SLIPS: Final = frozenset(
    fold(word) for word in ["aftalt", "aftalte", "aftaler", "oplagt", "opslået", "bestilt", "kontant", "poster", "posten", "rester", "kurser", "stands", "starte", "startet", "artikler"]
)
EXACT, FORM, ALIAS, PREFIX, SLIP = range(5)
OWN, ALSO, SHARED = range(3)


class Entry(NamedTuple):
    """That a key means an entry: how it is spelt, by which of its words, its place in the centre's order."""

    rank: int
    how: int
    order: int
    role: str
    key: str
    parts: int

    @property
    def certain(self) -> bool:
        return self.how < PREFIX


class Index:
    """Filled with :meth:`enter`, closed with :meth:`finish`, then only read."""

    def __init__(self) -> None:
        self.exact: dict[str, list[Entry]] = defaultdict(list)
        self.longest = 1
        self.figured: set[str] = set()  # names with figures in them, which must not be read as figures
        self._alike: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._buckets: dict[str, dict[int, list[str]]] = {}

    def enter(
        self, role: str, key: str, order: int, name: str, also: Sequence[str], shared: Sequence[str], places: Sequence[str]
    ) -> None:
        """Make an entry findable by its name, its other words, their forms, and the short names people make of them."""
        for rank, written in ((OWN, (name,)), (ALSO, also), (SHARED, shared)):
            for text in written:
                self._enter(role, key, order, rank, words(text))
        for how, text in aliases(role, name, places):
            self._name(Entry(OWN, ALIAS if how else PREFIX, order, role, key, 0), words(text), like=bool(how))

    def _enter(self, role: str, key: str, order: int, rank: int, parts: list[str]) -> None:
        if not parts:
            return
        self._name(Entry(rank, EXACT, order, role, key, len(parts)), parts, like=True)
        front = "".join(parts[:-1])
        if role in {"organisation", "network", "locality", "project"}:
            endings = {parts[-1] + "s"} if not parts[-1].endswith("s") else {parts[-1] + "es"}
            if len(parts) == 1 and len(parts[0]) > 6:
                endings |= _indefinite(parts[0])
        else:
            endings = forms(parts[-1])
        for ending in endings:
            self.exact[front + ending].append(Entry(rank, FORM, order, role, key, len(parts)))

    def _name(self, entry: Entry, parts: list[str], *, like: bool) -> None:
        key = "".join(parts)
        if not key or (len(parts) == 1 and key in SMALL and entry.how):
            return
        entry = entry._replace(parts=len(parts))
        self.exact[key].append(entry)
        self.longest = max(self.longest, min(len(parts) + 1, 8))
        if not key.isdecimal() and any(letter.isdecimal() for letter in key):
            self.figured.add(key)
        if like and len(key) > 4:
            self._alike[key].setdefault(entry.key, entry)

    def finish(self) -> None:
        """Sort what was entered: the best entry of each list first, one line for each entry."""
        settled: dict[str, list[Entry]] = {}
        for key, entries in self.exact.items():
            best: dict[str, Entry] = {}
            for entry in sorted(entries, key=_worth):
                best.setdefault(entry.key, entry)
            settled[key] = list(best.values())
        self.exact = settled
        for key in self._alike:
            self._buckets.setdefault(key[0], {}).setdefault(len(key), []).append(key)

    def meet(self, parts: Sequence[str], *, shouted: bool = False) -> list[Entry]:
        """Entries that the folded words ``parts`` name; ``shouted`` when they were written in capitals."""
        if len(parts) == 1 and parts[0] in SMALL and not shouted:
            return []
        found = self.exact.get("".join(parts), ())
        if not found:
            return []
        whole = len(parts) == 1 or min(map(len, parts)) > 2
        return [entry for entry in found if whole or entry.parts == len(parts)]

    def like(self, parts: Sequence[str], roles: Iterable[str]) -> list[Entry]:
        """Entries within a slip or two of ``parts``: those that are nearest."""
        text = "".join(parts)
        length = len(text)
        if length < 5 or text in _NO_SLIPS or any(letter.isdecimal() for letter in text):
            return []
        slips = 1 if length < 9 else 2
        wanted = frozenset(roles)
        near: list[str] = []
        for first in {text[0], text[1]}:
            by_length = self._buckets.get(first, {})
            near += [key for size in range(length - slips, length + slips + 1) for key in by_length.get(size, ())]
        if not near:
            return []
        hits = process.extract(text, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        found: list[tuple[int, Entry]] = []
        for key, distance, _at in hits:
            for entry in self._alike[key].values():
                if entry.role in wanted and distance <= _forgiven(entry.role, len(key)) and (key[0] == text[0] or entry.role == "organisation"):
                    found.append((int(distance), entry._replace(how=SLIP)))
        if not found:
            return []
        least = min(distance for distance, _entry in found)
        return list({entry.key: entry for distance, entry in found if distance == least}.values())


def _worth(entry: Entry) -> tuple[bool, int, int, int]:
    return entry.rank == SHARED, entry.how, entry.rank, entry.order


def _forgiven(role: str, length: int) -> int:
    if role in {"organisation", "network", "project", "locality"}:
        return 1 if length < 9 else 2
    return 0 if length < 6 else 1 if length < 10 else 2


def _indefinite(word: str) -> set[str]:
    """Jobcentret → jobcenter, biblioteket → bibliotek, seniorrådet → seniorråd."""
    found: set[str] = set()
    if word.endswith("tret"):
        found |= {word[:-3] + "er", word[:-3] + "eret", word + "s"}
    elif word.endswith("teret"):
        found |= {word[:-2], word[:-4] + "ret"}
    elif word.endswith(("et", "en")):
        found.add(word[:-2])
    return found | {form + "s" for form in found}
