"""Expressions over the marks of an offer, said in FTS5's words or in a tsquery's; and held against one offer's marks.

A mark is made of letters and digits alone, so nothing in it can be read as an operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class Term:
    def fts5(self) -> str:
        raise NotImplementedError

    def tsquery(self) -> str:
        raise NotImplementedError

    def holds(self, marks: frozenset[str]) -> bool:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Mark(Term):
    name: str

    def fts5(self) -> str:
        return f'"{self.name}"'

    def tsquery(self) -> str:
        return f"'{self.name}'"

    def holds(self, marks: frozenset[str]) -> bool:
        return self.name in marks


@dataclass(frozen=True, slots=True)
class Any(Term):
    parts: tuple[Term, ...]

    def fts5(self) -> str:
        return f"({' OR '.join(part.fts5() for part in self.parts)})"

    def tsquery(self) -> str:
        return f"({' | '.join(part.tsquery() for part in self.parts)})"

    def holds(self, marks: frozenset[str]) -> bool:
        return any(part.holds(marks) for part in self.parts)


@dataclass(frozen=True, slots=True)
class All(Term):
    parts: tuple[Term, ...]

    def fts5(self) -> str:
        return f"({' AND '.join(part.fts5() for part in self.parts)})"

    def tsquery(self) -> str:
        return f"({' & '.join(part.tsquery() for part in self.parts)})"

    def holds(self, marks: frozenset[str]) -> bool:
        return all(part.holds(marks) for part in self.parts)


@dataclass(frozen=True, slots=True)
class But(Term):
    """What ``wanted`` finds without what ``left_out`` finds."""

    wanted: Term
    left_out: Term

    def fts5(self) -> str:
        return f"({self.wanted.fts5()} NOT {self.left_out.fts5()})"

    def tsquery(self) -> str:
        return f"({self.wanted.tsquery()} & !{self.left_out.tsquery()})"

    def holds(self, marks: frozenset[str]) -> bool:
        return self.wanted.holds(marks) and not self.left_out.holds(marks)


def either(parts: Iterable[Term]) -> Term:
    """One of them; each once."""
    once = tuple(dict.fromkeys(parts))
    return once[0] if len(once) == 1 else Any(once)


def together(parts: Iterable[Term]) -> Term:
    """All of them; each once."""
    once = tuple(dict.fromkeys(parts))
    return once[0] if len(once) == 1 else All(once)
