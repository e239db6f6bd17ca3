"""Tables without upright lines: a line of column headings, and text that keeps to the columns below it."""

from dataclasses import dataclass
from typing import Final

from brobygger.plan.importing.blocks import Cell, Line, Row
from brobygger.plan.importing.columns import read_header
from brobygger.plan.importing.labels import whole_label
from brobygger.plan.importing.markers import split_marker
from brobygger.plan.importing.readers.pdf_text import Printed, is_full, leading_of
from brobygger.plan.importing.text import carries_on, ends_sentence
from brobygger.plan.pdf_pages.page import Page, Word

_NEAR: Final = 5.0
_WIDER: Final = 1.42
_SPACE: Final = 0.5  # wider than any between words, as a share of their size
_LABELS: Final = 3  # that make a table of labels
_BAND: Final = 2  # lines of a row across at the top of a page


@dataclass(slots=True)
class Columned:
    """A table found in running text; ``rows`` hold the printed lines of each cell, a lone cell being a row across."""

    before: list[Printed]
    xs: list[float]
    rows: list[list[list[Printed]]]
    after: list[Printed]


def find_columns(lines: list[Printed], page: Page, known: list[float] | None = None) -> Columned | None:
    """The first such table among ``lines``. ``known`` are the column edges of one that ended the page before."""
    aligned = [index for index, line in enumerate(lines[:8]) if known is not None and _stands_beside(line, known)]
    for index, line in enumerate(lines):
        parts = segments(line)
        if len(parts) >= 2 and _is_header(parts) and not (len(aligned) > 1 and index > aligned[-1]):
            starts = [part[0].x0 for part in parts]
            return _read(lines, index, [*starts, _right(lines, page)], page, headed=True)
    if known is not None and len(aligned) > 1:
        return _read(lines, 0 if aligned[0] <= _BAND else aligned[0], known, page)
    return _beside_labels(lines, page)


def _beside_labels(lines: list[Printed], page: Page) -> Columned | None:
    """"Mål", "Aktiviteter", "Ansvarlig" one below another, and beside each what it names."""
    labelled: dict[int, tuple[float, float]] = {}
    for index, line in enumerate(lines):
        parts = segments(line)
        if len(parts) == 2 and whole_label(" ".join(word.text for word in parts[0])) is not None:
            labelled[index] = (parts[0][0].x0, parts[1][0].x0)
    for index, (x, beside) in labelled.items():
        if sum(abs(each[0] - x) < _NEAR and abs(each[1] - beside) < _NEAR for each in labelled.values()) >= _LABELS:
            return _read(lines, index, [x, beside, _right(lines, page)], page)
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


def _read(lines: list[Printed], start: int, xs: list[float], page: Page, *, headed: bool = False) -> Columned:
    rules = sorted(rule.at for rule in page.rules if not rule.upright and rule.end - rule.start > 0.4 * (xs[-1] - xs[0]))
    end = start
    for index in range(start, len(lines)):
        if _keeps_to_columns(lines[index], xs) or any(_stands_beside(line, xs) for line in lines[index + 1 : index + 4]):
            end = index + 1
        else:
            break
    if len(lines) - end <= _BAND and all(line.bold for line in lines[end:]):
        end = len(lines)  # a row across whose own rows follow overleaf
    return Columned(lines[:start], xs, _Rows(xs, rules, lines[start:end], headed=headed).found(), lines[end:])


class _Rows:
    """Puts the lines of a table into rows: by the rules between them, or where all columns begin anew side by side."""

    def __init__(self, xs: list[float], rules: list[float], body: list[Printed], *, headed: bool) -> None:
        self._xs = xs
        self._rules = rules
        self._body = body
        self._leading = leading_of(body)
        self._ruled = sum(body[0].y < rule < body[-1].y for rule in rules) >= 3
        self._rows: list[list[list[Printed]]] = []
        self._open: list[list[Printed]] | None = None
        self._headed = headed
        self._head: list[list[Printed]] | None = None

    def found(self) -> list[list[list[Printed]]]:
        last: Printed | None = None
        parted = [self._parted(line) for line in self._body]
        self._set_edges([columns for columns in parted if columns is not None])
        for line, columns in zip(self._body, parted, strict=True):
            if columns is None:
                line.right = self._xs[-1]
                self._rows.append([[line]])
                self._open = None
            elif last is not None and self._ends_band(last, line, columns):
                self._rows[-1][0].append(line)
            else:
                if self._open is None or self._parts(last, line, columns):
                    self._open = [[] for _ in self._xs[:-1]]
                    self._rows.append(self._open)
                    if self._headed and len(self._rows) == 1:
                        self._head = self._open
                for column, part in columns.items():
                    self._open[column].append(part)
            last = line
        return self._rows

    def _parted(self, line: Printed) -> dict[int, Printed] | None:
        """The line's parts by column, or None when it runs across them."""
        if not _keeps_to_columns(line, self._xs):
            return None
        found: dict[int, list[Word]] = {}
        for word in line.words:
            found.setdefault(_column(word.x0, self._xs), []).append(word)
        return {column: Printed(words, line.page) for column, words in found.items()}

    def _set_edges(self, lines: list[dict[int, Printed]]) -> None:
        """A column's lines reach as far as its widest one."""
        for column in range(len(self._xs) - 1):
            parts = [columns[column] for columns in lines if column in columns]
            right = max((part.x1 for part in parts), default=0.0)
            for part in parts:
                part.right = right

    def _ends_band(self, last: Printed, line: Printed, columns: dict[int, Printed]) -> bool:
        """The rest of a title that runs across the table and did not fit on one line."""
        if self._open is not None or not self._rows or set(columns) != {0} or last.bold != line.bold or self._rule_between(last, line):
            return False
        return line.y - last.y < _WIDER * self._leading * line.size and last.right - last.x1 < 0.25 * (self._xs[-1] - self._xs[0])

    def _rule_between(self, last: Printed, line: Printed) -> bool:
        return any(last.y < rule < line.y - 0.4 * line.size for rule in self._rules)

    def _parts(self, last: Printed | None, line: Printed, columns: dict[int, Printed]) -> bool:
        if last is None or self._open is None or self._rule_between(last, line):
            return True
        if self._ruled:
            return False
        if not all(self._may_begin(column, part) for column, part in columns.items()):
            return False
        if self._open is self._head or (not self._headed and 0 in columns and whole_label(columns[0].text) is not None):
            return True
        if 0 in columns:
            return not self._open[0] or self._begins(0, columns[0])
        # Under a merged cell; but lists that begin side by side in two cells of one row have bullets.
        left = min(columns)
        if len(columns) < 2 or not self._open[left] or split_marker(columns[left].text)[0]:
            return False
        return all(self._begins(column, part) for column, part in columns.items())

    def _may_begin(self, column: int, part: Printed) -> bool:
        above = self._above(column)
        return above is None or not carries_on(above.text, part.text)

    def _begins(self, column: int, part: Printed) -> bool:
        above = self._above(column)
        if above is None or part.y - above.y > _WIDER * self._leading * part.size or above.bold != part.bold:
            return True
        return bool(split_marker(part.text)[0]) or ends_sentence(above.text) or not is_full(above, part)

    def _above(self, column: int) -> Printed | None:
        return self._open[column][-1] if self._open is not None and self._open[column] else None


def _keeps_to_columns(line: Printed, xs: list[float]) -> bool:
    """No word of the line runs over the edge of a column, and where the next column begins there is more than a space."""
    if line.x0 < xs[0] - 3 * _NEAR:
        return False
    for index, word in enumerate(line.words):
        column = _column(word.x0, xs)
        if column + 1 < len(xs) - 1 and word.x1 > xs[column + 1] + 2:
            return False
        before = line.words[index - 1] if index else None
        if before is not None and _column(before.x0, xs) < column and word.x0 - before.x1 < _SPACE * word.size:
            return False
    return True


def _stands_beside(line: Printed, xs: list[float]) -> bool:
    """There are words in at least two columns, each beginning at its edge."""
    if not _keeps_to_columns(line, xs):
        return False
    firsts: dict[int, Word] = {}
    for word in line.words:
        firsts.setdefault(_column(word.x0, xs), word)
    return len(firsts) > 1 and all(word.x0 - xs[column] < 3 * _NEAR for column, word in firsts.items())


def _column(x: float, xs: list[float]) -> int:
    return max((index for index, edge in enumerate(xs[:-1]) if x >= edge - _NEAR), default=0)
