"""Which parts of the answers may be looked at apart, by one answer or by several at once.

Behind any look stand at least five, and behind the difference of any two as well. So answers are taken in classes: those of a question that may be told, and all others together as one
(:func:`brobygger.surveys.protecting.told`). Questions can be combined only where every class of the one meets every class of the others in nobody or in five at least: then all looks at them are made of
the same pieces, and whatever is added or taken away gives whole pieces again. And since different questions may ask nearly the same, no look is allowed that differs from another by fewer than five, nor from
all who are not in it. What is allowed follows from the questions in their order alone, not from who asks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from brobygger.surveys.protecting import FEW, told
from brobygger.surveys.structure import Ask, Line, Question, Structure

MOST: Final = 3  # answers by which one may narrow at once
COMBINED: Final = 12  # questions, the first, that are combined with one another
REST: Final = "\0"  # the class of all who may not be told apart, and of those who said nothing

Chosen = Sequence[tuple[str, str]]  # a question's key and an answer's


class Views:
    """The looks that ``rows`` of answers allow."""

    def __init__(self, structure: Structure, rows: Sequence[dict[str, Any]], *, protect: bool) -> None:
        self._protect, self._all, self._rows = protect, (1 << len(rows)) - 1, rows
        self._questions = {each.key: each for each in structure.questions if each.kind in {Ask.CHOICE, Ask.SCALE}}
        self._masks = {key: self._classes(each) for key, each in self._questions.items()}
        # Looks that are allowed, by what they hold of each of five parts of the people: two that differ by fewer than five hold the same of one part at least.
        self._parts = [sum(1 << place for place in range(part, len(rows), FEW)) for part in range(FEW)]
        self._seen: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._allowed: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {(): {(): self._all if len(rows) >= FEW or not protect else 0}}
        if protect:
            self._see(self._all)
            for group in self._candidates():
                self._add(group)

    def places(self, chosen: Chosen) -> list[int]:
        """The places of those who gave all of ``chosen``; none where that may not be looked at."""
        return self._in(self._mask(chosen))

    def apart(self, chosen: Chosen) -> list[list[int]]:
        """The places of all, cut into the pieces that looks at these questions are made of."""
        return [self._in(mask) for mask in self._allowed.get(self._group(chosen), {}).values() if mask]

    def offered(self, chosen: Chosen = ()) -> list[tuple[Question, list[tuple[Line, int]]]]:
        """What can be chosen beside ``chosen``: questions with the answers by which one may narrow further, and how many gave them."""
        found = []
        for key, question in self._questions.items():
            if len(chosen) < MOST and key not in {each for each, _answer in chosen}:
                lines = [(line, n) for line in lines_of(question) if (n := self._mask([*chosen, (key, line.key)]).bit_count())]
                if len(lines) > (0 if chosen else 1):
                    found.append((question, lines))
        return found

    def all_looks(self) -> Iterator[tuple[tuple[tuple[str, str], ...], frozenset[int]]]:
        """Each look that is allowed, with the places of the rows behind it."""
        for group, pieces in self._allowed.items():
            for answers, mask in pieces.items():
                if mask and REST not in answers:
                    yield tuple(zip(group, answers, strict=True)), frozenset(self._in(mask))

    def _in(self, mask: int) -> list[int]:
        return [place for place in range(len(self._rows)) if mask >> place & 1]

    def _classes(self, question: Question) -> dict[str, int]:
        found: dict[str, int] = {line.key: 0 for line in lines_of(question)}
        for place, row in enumerate(self._rows):
            said = str(row.get(question.key))
            if said in found:
                found[said] |= 1 << place
        if not self._protect:
            return found
        numbers = [mask.bit_count() for mask in found.values()]
        shown = told([*numbers, len(self._rows) - sum(numbers)])[:-1]
        found = {key: mask for (key, mask), n in zip(found.items(), shown, strict=True) if n}
        rest = self._all
        for mask in found.values():
            rest &= ~mask
        return {**found, REST: rest}

    def _candidates(self) -> Iterator[tuple[str, ...]]:
        usable = [key for key, masks in self._masks.items() if len(masks) > 1]
        yield from ((key,) for key in usable)
        for size in range(2, MOST + 1):
            yield from combinations(usable[:COMBINED], size)

    def _add(self, group: tuple[str, ...]) -> None:
        """Allow looks at ``group``, unless they would tell too much beside those that are allowed."""
        before = self._allowed.get(group[:-1])
        if before is None or any(smaller not in self._allowed for smaller in combinations(group, len(group) - 1)):
            return
        pieces = {(*answers, answer): mask & more for answers, mask in before.items() for answer, more in self._masks[group[-1]].items()}
        fresh = [mask for mask in pieces.values() if mask]
        if all(self._may_stand(mask) for mask in fresh):
            self._allowed[group] = pieces
            for mask in fresh:
                self._see(mask)
                self._see(self._all & ~mask)

    def _see(self, mask: int) -> None:
        for part, people in enumerate(self._parts):
            self._seen[part, mask & people].append(mask)

    def _may_stand(self, mask: int) -> bool:
        near = (other for part, people in enumerate(self._parts) for other in self._seen.get((part, mask & people), ()))
        return mask.bit_count() >= FEW and not any(0 < (mask ^ other).bit_count() < FEW for other in near)

    def _group(self, chosen: Chosen) -> tuple[str, ...]:
        places = {key: place for place, key in enumerate(self._questions)}
        return tuple(sorted((key for key, _answer in chosen), key=lambda key: places.get(key, -1)))

    def _mask(self, chosen: Chosen) -> int:
        if len({key for key, _answer in chosen}) != len(chosen) or len(chosen) > MOST:
            return 0
        by_key = dict(chosen)
        if self._protect:
            group = self._group(chosen)
            return 0 if REST in by_key.values() else self._allowed.get(group, {}).get(tuple(by_key[key] for key in group), 0)
        mask = self._all
        for key, answer in chosen:
            mask &= self._masks.get(key, {}).get(answer, 0)
        return mask


def lines_of(question: Question) -> list[Line]:
    """What can be chosen: the choices, or the steps of a scale from the highest down."""
    if question.kind == Ask.SCALE:
        return [Line(str(step), _step(question, step)) for step in range(question.steps, 0, -1)]
    return list(question.options)


def _step(question: Question, step: int) -> str:
    said = {question.steps: question.high, 1: question.low}.get(step, "")
    return f"{step} – {said}" if said else str(step)


def givers(question: Question, row: str, group: Iterable[dict[str, Any]]) -> list[Any]:
    """What those of ``group`` said to ``question``, or to one statement of it."""
    given = [said.get(row) if row and isinstance(said, dict) else said for each in group if (said := each.get(question.key)) is not None]
    return [each for each in given if each is not None]


def is_small(question: Question, row: str, group: Sequence[dict[str, Any]]) -> bool:
    """Whether a figure of this question would tell of fewer than five of ``group``: of an answer, or of all who answered it."""
    given = givers(question, row, group)
    if question.kind == Ask.DATE or 0 < len(given) < FEW:
        return True
    for line in lines_of(question):
        n = sum(line.key in map(str, each) if isinstance(each, list) else str(each) == line.key for each in given)
        if 0 < n < FEW or (question.kind == Ask.SEVERAL and 0 < len(given) - n < FEW):
            return True
    return False
