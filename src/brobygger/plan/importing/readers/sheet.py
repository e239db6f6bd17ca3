"""Sheets of cells, from a workbook or separated values: the title rows above a table become lines, the rest stays a table."""

from collections.abc import Iterator, Sequence

from brobygger.plan.importing.blocks import Block, Cell, Kind, Line, Row, Table
from brobygger.plan.importing.columns import read_header

_LONGEST_HEADING = 16


def blocks_of_sheet(rows: Sequence[Row]) -> Iterator[Block]:
    """A sheet whose cells stand in one column is a text; else its leading rows of a single cell stand above a table."""
    filled = [row for row in rows if row.filled]
    used = {column for row in filled for column, cell in _starts(row) if cell.lines}
    if len(used) <= 1:
        for row in filled:
            yield from _as_text(row)
        return
    header = next((index for index, row in enumerate(filled) if read_header(row) is not None), None)
    begin = 0
    if header is not None:
        while begin < header and _is_above(filled[begin]):
            yield from _as_text(filled[begin])
            begin += 1
    rest = filled[begin:]
    end = len(rest)
    while header is not None and end and _is_remark(rest[end - 1]):
        end -= 1
    if rest[:end]:
        yield Table(rest[:end])
    for row in rest[end:]:
        yield from _as_text(row)


def _starts(row: Row) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row.cells:
        yield column, cell
        column += cell.span


def _is_above(row: Row) -> bool:
    """Stands above a table: a title, or a few words with their value ("Periode:", "2025-2026")."""
    return len(row.filled) == 1 or (len(row.filled) == 2 and row.filled[0].text.endswith(":"))


def _is_remark(row: Row) -> bool:
    """Prose in the first column below a table: "Planen er vedtaget på bestyrelsesmødet …"."""
    return len(row.filled) == 1 and bool(row.cells and row.cells[0].lines) and len(row.filled[0].text.split()) > _LONGEST_HEADING


def _as_text(row: Row) -> Iterator[Line]:
    cells = row.filled
    if len(cells) == 2:
        yield Line(f"{cells[0].text} {cells[1].text}", where=row.where)
        return
    for line in cells[0].lines:
        line.where = row.where
        short = len(line.text.split()) <= _LONGEST_HEADING and not line.text.endswith((".", ":", ";", ","))
        line.bold = line.bold or (short and line.kind is Kind.PARAGRAPH and len(cells[0].lines) == 1)
        yield line
