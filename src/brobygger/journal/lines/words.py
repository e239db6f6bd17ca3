"""The centre's own words, and the index by which a line is matched against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from brobygger.journal.lines.index import Index

ROLES = ("kind", "organisation", "theme", "target_group", "locality", "network", "project")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: an opaque key, its name, other words for it, and words it may share with other entries.

    A word in ``shared`` counts only where no entry has it as a name or as a word of its own: the base kind's synonyms, which
    several kinds of a centre stand over.
    """

    key: str
    name: str
    also: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """All that a line may name. The index is made at the first reading and kept in this process, also for equal vocabularies;
    it is left out when a vocabulary is pickled.
    """

    kinds: tuple[Word, ...] = ()
    organisations: tuple[Word, ...] = ()
    themes: tuple[Word, ...] = ()
    target_groups: tuple[Word, ...] = ()
    localities: tuple[Word, ...] = ()
    networks: tuple[Word, ...] = ()
    projects: tuple[Word, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each entry by its key."""
        return {word.key: word.name for _role, entries in self.by_role() for word in entries}

    def by_role(self) -> tuple[tuple[str, tuple[Word, ...]], ...]:
        return (
            ("kind", self.kinds), ("organisation", self.organisations), ("theme", self.themes), ("target_group", self.target_groups),
            ("locality", self.localities), ("network", self.networks), ("project", self.projects),
        )

    @cached_property
    def index(self) -> Index:
        return _index(self)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in {"index", "names"}}


@lru_cache(maxsize=32)
def _index(vocabulary: Vocabulary) -> Index:
    index = Index()
    places = [name for word in vocabulary.localities for name in (word.name, *word.also)]
    for role, entries in vocabulary.by_role():
        for order, word in enumerate(entries):
            index.enter(role, word.key, order, word.name, word.also, word.shared, places)
    index.finish()
    return index
