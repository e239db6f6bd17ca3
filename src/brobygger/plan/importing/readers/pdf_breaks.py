"""What a page break tore apart: tables that go on overleaf, with their header repeated or not, rows and paragraphs in two halves."""

from collections.abc import Iterable
from typing import Final

from brobygger.plan.importing.markers import split_marker
from brobygger.plan.importing.readers.pdf_parts import Part, PrintedCell, PrintedTable, RunningText, text_of
from brobygger.plan.importing.readers.pdf_text import is_full
from brobygger.plan.importing.text import carries_on, ends_sentence

_NEAR: Final = 6.0


def carry_over(pages: Iterable[list[Part]]) -> list[Part]:
    """The parts of all pages in order, those that go on over a page break joined."""
    made: list[Part] = []
    for parts in pages:
        for index, part in enumerate(parts):
            last = made[-1] if made and not index else None
            if isinstance(part, RunningText) and isinstance(last, RunningText):
                part.lines[0].fresh = True
                last.lines += part.lines
            elif isinstance(part, PrintedTable) and isinstance(last, PrintedTable) and _go_on(last, part):
                _join(last, part)
            else:
                made.append(part)
    return made


def _go_on(above: PrintedTable, below: PrintedTable) -> bool:
    """Their columns stand under one another; a row of merged cells may lack some."""
    few, many = sorted((above.xs, below.xs), key=len)
    if abs(few[0] - many[0]) > _NEAR or abs(few[-1] - many[-1]) > _NEAR:
        return False
    return all(any(abs(x - known) <= _NEAR for known in many) for x in few)


def _join(above: PrintedTable, below: PrintedTable) -> None:
    xs = max(above.xs, below.xs, key=len)
    above.rows = [_spread(row, above.xs, xs) for row in above.rows]
    rows = [_spread(row, below.xs, xs) for row in below.rows]
    above.xs, places = xs, below.places
    heads = [text_of(row) for row in above.rows[:3]]
    if rows and heads and text_of(rows[0]) == heads[0] and len(rows[0]) == 1:
        rows, places = rows[1:], places[1:]  # the table's title, which is part of the head that is repeated
    while rows and any(text_of(rows[0])) and text_of(rows[0]) in heads and len(rows[0]) > 1:
        rows, places = rows[1:], places[1:]
    if rows and above.rows and _is_torn(above.rows[-1], rows[0]):
        _mend(above.rows[-1], rows[0])
        rows, places = rows[1:], places[1:]
    above.rows += rows
    above.places += places


def _spread(row: list[PrintedCell], xs: list[float], wanted: list[float]) -> list[PrintedCell]:
    """The row's cells with their spans counted in the columns of ``wanted``."""
    if len(xs) == len(wanted):
        return row
    column = 0
    for cell in row:
        left, right = xs[column], xs[min(column + cell.span, len(xs) - 1)]
        column += cell.span
        cell.span = max(1, sum(left - _NEAR <= x < right - _NEAR for x in wanted[:-1]))
    return row


def _by_column(row: list[PrintedCell]) -> dict[int, PrintedCell]:
    column, found = 0, {}
    for cell in row:
        found[column] = cell
        column += cell.span
    return found


def _is_torn(above: list[PrintedCell], below: list[PrintedCell]) -> bool:
    """The first row overleaf is the rest of the last row: its first cell goes on, or is empty while another goes on."""
    first, second = _by_column(above), _by_column(below)
    filled = [column for column, cell in second.items() if cell.lines]
    if not filled or set(filled) - set(first):
        return False
    if filled[0] == 0:
        return _goes_on(first[0], second[0]) and first[0].span == second[0].span
    if len(filled) == 1:
        return bool(first[filled[0]].lines)  # a paragraph more; a row of its own would say something in another cell too
    return any(_goes_on(first[column], second[column]) for column in filled)


def _goes_on(above: PrintedCell, below: PrintedCell) -> bool:
    if not above.lines or not below.lines:
        return False
    last, line = above.lines[-1], below.lines[0]
    if split_marker(line.text)[0]:
        return False
    return carries_on(last.text, line.text) or (not ends_sentence(last.text) and is_full(last, line))


def _mend(above: list[PrintedCell], below: list[PrintedCell]) -> None:
    known = _by_column(above)
    for column, cell in _by_column(below).items():
        if cell.lines:
            cell.lines[0].fresh = True
            known[column].lines += cell.lines
