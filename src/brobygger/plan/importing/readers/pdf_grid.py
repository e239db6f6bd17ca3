"""Tables found by their ruling lines: the lines are joined, crossed, and what they enclose becomes cells, merged ones too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from brobygger.plan.pdf_pages.page import Rule, Word

_SNAP: Final = 3.0
_GAP: Final = 4.0
_REACH: Final = 6.0


@dataclass(slots=True)
class GridCell:
    """One cell: its place in the grid (``row``, ``column``, spans) and on the page."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom


@dataclass(slots=True)
class Grid:
    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def take(self, words: Iterable[Word]) -> list[Word]:
        """Put the words that lie inside into their cells; the others come back."""
        left = []
        for word in words:
            x, y = min((word.x0 + word.x1) / 2, word.x0 + 40), word.y - 0.3 * word.size
            cell = next((cell for cell in self.cells if cell.holds(x, y)), None)
            if cell is None:
                left.append(word)
            else:
                cell.words.append(word)
        return left


def find_grids(rules: list[Rule]) -> list[Grid]:
    """Tables of at least two columns, from top to bottom of the page."""
    level = _joined([rule for rule in rules if not rule.upright])
    upright = _joined([rule for rule in rules if rule.upright])
    grids = []
    for lines in _connected(level, upright):
        grid = _grid(lines)
        if grid is not None and len(grid.xs) >= 3 and len(grid.cells) >= 2:
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.top)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line put together; lines closer than the snap distance are one."""
    made: list[Rule] = []
    for group in _clusters(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _GAP:
                end = max(end, rule.end)
            else:
                made.append(Rule(rule.upright, at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            made.append(Rule(group[0].upright, at, start, end))
    return [rule for rule in made if rule.end - rule.start > 8]


def _clusters(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _connected(level: list[Rule], upright: list[Rule]) -> list[list[Rule]]:
    """Groups of lines that cross one another, directly or through others."""
    lines = level + upright
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, across in enumerate(level):
        for second, down in enumerate(upright):
            if across.start - _GAP <= down.at <= across.end + _GAP and down.start - _GAP <= across.at <= down.end + _GAP:
                parent[root(first)] = root(len(level) + second)
    groups: dict[int, list[Rule]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(root(index), []).append(line)
    return [group for group in groups.values() if any(line.upright for line in group) and any(not line.upright for line in group)]


def _grid(lines: list[Rule]) -> Grid | None:
    level = [line for line in lines if not line.upright]
    upright = [line for line in lines if line.upright]
    left, right = min(line.start for line in level), max(line.end for line in level)
    top, bottom = min(line.start for line in upright), max(line.end for line in upright)
    first, last = min(line.at for line in upright), max(line.at for line in upright)
    highest, lowest = min(line.at for line in level), max(line.at for line in level)
    # Borders that the author left open at the sides, or a page break at the top and bottom.
    if left < first - _REACH:
        upright.append(Rule(True, left, highest, max(lowest, bottom)))
    if right > last + _REACH:
        upright.append(Rule(True, right, highest, max(lowest, bottom)))
    if top < highest - _REACH:
        level.append(Rule(False, top, min(left, first), max(right, last)))
    if bottom > lowest + _REACH:
        level.append(Rule(False, bottom, min(left, first), max(right, last)))
    xs = _positions(upright)
    ys = _positions(level)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 20_000:
        return None
    return Grid(xs, ys, _cells(xs, ys, level, upright))


def _positions(lines: list[Rule]) -> list[float]:
    made: list[float] = []
    for at in sorted(line.at for line in lines):
        if not made or at - made[-1] > _SNAP:
            made.append(at)
    return made


def _cells(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> list[GridCell]:
    """Elementary boxes, joined where no line parts them, as long as what comes out is a rectangle."""
    columns, rows = len(xs) - 1, len(ys) - 1
    wall_right = [[_covers(upright, xs[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)]
    wall_below = [[_covers(level, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            wide = 1
            while c + wide < columns and not wall_right[r][c + wide - 1] and not taken[r][c + wide]:
                wide += 1
            high = 1
            while r + high < rows and all(
                not wall_below[r + high - 1][c + k] and not taken[r + high][c + k] for k in range(wide)
            ) and all(not wall_right[r + high][c + k] for k in range(wide - 1)):
                high += 1
            for row in range(r, r + high):
                for column in range(c, c + wide):
                    taken[row][column] = True
            cells.append(GridCell(r, c, high, wide, xs[c], ys[r], xs[c + wide], ys[r + high]))
    return cells


def _covers(lines: list[Rule], at: float, start: float, end: float) -> bool:
    """A line stands at ``at`` along most of the way from ``start`` to ``end``."""
    covered = sum(
        max(0.0, min(line.end, end) - max(line.start, start)) for line in lines if abs(line.at - at) <= _SNAP
    )
    return covered >= 0.6 * (end - start)
