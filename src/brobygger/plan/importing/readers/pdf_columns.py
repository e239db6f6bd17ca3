"""Tables without upright lines: a line of column headings, and text that keeps to the columns below it."""

from dataclasses import dataclass
from typing import Final

from brobygger.plan.importing.blocks import Cell, Line, Row
from brobygger.plan.importing.columns import read_header
from brobygger.plan.importing.readers.pdf_page import Page, Word
from brobygger.plan.importing.readers.pdf_text import Printed, leading_of

_NEAR: Final = 5.0
_STRIP: Final = 1.42


@dataclass(slots=True)
class Columned:
    """A table found in running text; ``rows`` hold the printed lines of each cell, a lone cell being a row across."""

    before: list[Printed]
    xs: list[float]
    rows: list[list[list[Printed]]]
    after: list[Printed]


def find_columns(lines: list[Printed], page: Page, known: list[float] | None = None) -> Columned | None:
    """The first such table among ``lines``. ``known`` are the column edges of one that ended the page before."""
    for index, line in enumerate(lines):
        parts = segments(line)
        if len(parts) >= 2 and _is_header(parts):
            starts = [part[0].x0 for part in parts]
            return _read(lines, index, [*starts, _right(lines, page)], page)
    if known is not None:
        aligned = [index for index, line in enumerate(lines[:8]) if _fits(segments(line), known)]
        if len(aligned) >= 2:
            return _read(lines, aligned[0], known, page)
    return None


def segments(line: Printed) -> list[list[Word]]:
    """The line's words, parted where the gap between them is wider than any space."""
    made = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - made[-1][-1].x1 > max(1.1 * word.size, 9):
            made.append([word])
        else:
            made[-1].append(word)
    return made


def _is_header(parts: list[list[Word]]) -> bool:
    cells = [Cell([Line(" ".join(word.text for word in part))]) for part in parts]
    return read_header(Row(cells)) is not None


def _right(lines: list[Printed], page: Page) -> float:
    return max(max(line.x1 for line in lines) + 2, 0.8 * page.width)


def _fits(parts: list[list[Word]], xs: list[float]) -> bool:
    return len(parts) >= 2 and all(any(abs(part[0].x0 - x) <= 3 * _NEAR for x in xs[:-1]) for part in parts)


def _read(lines: list[Printed], start: int, xs: list[float], page: Page) -> Columned:
    rules = sorted(rule.at for rule in page.rules if not rule.upright and rule.end - rule.start > 0.4 * (xs[-1] - xs[0]))
    end = start
    for index in range(start, len(lines)):
        if _keeps_to_columns(lines[index], xs) or any(_keeps_to_columns(line, xs) and len(segments(line)) > 1 for line in lines[index + 1 : index + 4]):
            end = index + 1
        else:
            break
    body = lines[start:end]
    leading = leading_of(body)
    rows: list[list[list[Printed]]] = []
    open_row: list[list[Printed]] | None = None
    last: Printed | None = None
    for line in body:
        across = not _keeps_to_columns(line, xs)
        if across:
            rows.append([[line]])
            open_row, last = None, line
            continue
        ruled = last is not None and any(last.y < rule < line.y - 0.4 * line.size for rule in rules)
        apart = last is not None and line.y - last.y > _STRIP * leading * line.size and len(rules) < 3
        if open_row is None or ruled or apart:
            open_row = [[] for _ in xs[:-1]]
            rows.append(open_row)
        for column, words in _by_column(line, xs).items():
            open_row[column].append(Printed(words, line.page, xs[column + 1] - 6))
        last = line
    _set_edges(rows)
    return Columned(lines[:start], xs, rows, lines[end:])


def _keeps_to_columns(line: Printed, xs: list[float]) -> bool:
    """No stretch of the line runs over the edge of a column."""
    for part in segments(line):
        column = _column(part[0].x0, xs)
        if column + 1 < len(xs) - 1 and part[-1].x1 > xs[column + 1] + 2:
            return False
        if part[0].x0 < xs[0] - 3 * _NEAR:
            return False
    return True


def _column(x: float, xs: list[float]) -> int:
    return max((index for index, edge in enumerate(xs[:-1]) if x >= edge - _NEAR), default=0)


def _by_column(line: Printed, xs: list[float]) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for word in line.words:
        found.setdefault(_column(word.x0, xs), []).append(word)
    return found


def _set_edges(rows: list[list[list[Printed]]]) -> None:
    """A column's lines reach as far as its widest one."""
    width = max((len(row) for row in rows), default=0)
    for column in range(width):
        lines = [line for row in rows if len(row) == width for line in row[column]]
        right = max((line.x1 for line in lines), default=0.0)
        for line in lines:
            line.right = right
