"""Lays a PDF's pages out as blocks: which words belong to tables and which to the running text, page after page."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from brobygger.plan.importing.blocks import Block, Cell, Kind, Line, Row, Table
from brobygger.plan.importing.labels import LABEL_WORDS
from brobygger.plan.importing.readers.pdf_breaks import carry_over
from brobygger.plan.importing.readers.pdf_columns import find_columns
from brobygger.plan.importing.readers.pdf_grid import Grid, find_grids
from brobygger.plan.importing.readers.pdf_parts import Part, PrintedCell, PrintedTable, RunningText, lines_of
from brobygger.plan.importing.readers.pdf_running import running_heads
from brobygger.plan.importing.readers.pdf_text import (
    Composer,
    Printed,
    Written,
    as_line,
    depths,
    leading_of,
    printed_lines,
)
from brobygger.plan.importing.text import Joiner
from brobygger.plan.importing.wording import place
from brobygger.plan.pdf_pages.page import Page

_COVER_LINES: Final = 7
_CONTENTS: Final = re.compile(r"^(?i:indhold|indholdsfortegnelse)$|(?:\.\s?){4,}\s*\d{1,3}$|…{2,}\s*\d{1,3}$")


def lay_out(pages: list[Page]) -> tuple[list[Block], list[str], int]:
    """Blocks in reading order, the texts of running heads, and how many of the blocks stand on a cover."""
    heads = running_heads(pages)
    laid: list[list[Part]] = []
    known: list[float] | None = None
    cover = False
    for page in pages:
        page.words = [word for word in page.words if not heads.hold(page.number, word)]
        parts = list(_page(page, known))
        cover = cover or (page is pages[0] and len(pages) > 1 and _is_cover(parts))
        last = parts[-1] if parts else None
        known = last.xs if isinstance(last, PrintedTable) else None
        laid.append(parts)
    parts = carry_over(laid)
    printed = [line for part in parts for line in lines_of(part)]
    joiner = Joiner([line.text for line in printed], LABEL_WORDS)
    composer = Composer(joiner, leading_of(printed))
    sizes = _Sizes(printed)
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, RunningText):
            blocks += _text_blocks(part, composer, sizes, cover)
        else:
            blocks.append(_table_block(part, composer))
    first = place(page=1)
    on_cover = sum(1 for block in blocks if isinstance(block, Line) and block.where == first) if cover else 0
    return blocks, heads.texts, on_cover


def _page(page: Page, known: list[float] | None) -> Iterator[Part]:
    words = page.words
    grids = find_grids(page.rules)
    for grid in grids:
        words = grid.take(words)
    lines = printed_lines(words, page.number)
    _set_edges(lines)
    row = 0
    for grid in grids:
        above = [line for line in lines if line.y < grid.top + 2]
        lines = [line for line in lines if line.y >= grid.top + 2]
        if above:
            yield from _running_text(above, page, known if not row else None)
        table = _printed_table(grid, page.number, row)
        row += len(table.rows)
        if table.rows:
            yield table
    if lines:
        yield from _running_text(lines, page, None if row else known)


def _running_text(lines: list[Printed], page: Page, known: list[float] | None) -> Iterator[Part]:
    """Text, and tables without upright lines in it."""
    rest = [line for line in lines if not _CONTENTS.search(line.text)]
    while rest:
        found = find_columns(rest, page, known)
        if found is None:
            yield RunningText(rest)
            return
        if found.before:
            yield RunningText(found.before)
        yield PrintedTable(
            found.xs,
            [_printed_row(row, len(found.xs) - 1) for row in found.rows],
            [(page.number, index + 1) for index in range(len(found.rows))],
        )
        rest, known = found.after, None


def _printed_row(row: list[list[Printed]], width: int) -> list[PrintedCell]:
    return [PrintedCell(row[0], width)] if len(row) == 1 else [PrintedCell(lines) for lines in row]


def _set_edges(lines: list[Printed]) -> None:
    """How far right a line may reach: as far as the widest one of its page does."""
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.right = right


def _printed_table(grid: Grid, page: int, before: int) -> PrintedTable:
    padding = _padding(grid)
    rows: list[list[PrintedCell]] = []
    places = []
    for index in range(len(grid.ys) - 1):
        cells = []
        for cell in sorted(grid.cells, key=lambda cell: cell.column):
            if not cell.row <= index < cell.row + cell.rows:
                continue
            if cell.row < index:
                cells.append(PrintedCell([], cell.columns, above=True))
                continue
            lines = printed_lines(cell.words, page)
            for line in lines:
                line.right = max(cell.x1 - padding, *(each.x1 for each in lines))
            cells.append(PrintedCell(lines, cell.columns))
        if any(cell.lines for cell in cells):
            rows.append(cells)
            places.append((page, before + len(rows)))
    return PrintedTable(grid.xs, rows, places)


def _padding(grid: Grid) -> float:
    """The distance that cells keep from their left edge; word processors keep the same on the right."""
    seen = [min(word.x0 for word in cell.words) - cell.x0 for cell in grid.cells if cell.words and cell.columns == 1]
    seen = [distance for distance in seen if 0 <= distance <= 15]
    return min(seen, default=4.0)


def _table_block(table: PrintedTable, composer: Composer) -> Table:
    rows = []
    for cells, (page, number) in zip(table.rows, table.places, strict=True):
        made = []
        for cell in cells:
            written = composer.compose(cell.lines, cell=True)
            lines = [as_line(each, "", depth) for each, depth in zip(written, depths(written), strict=True)]
            made.append(Cell(lines, cell.span, cell.above))
        rows.append(Row(made, place(page=page, row=number)))
    return Table(rows)


class _Sizes:
    """The document's sizes of type: which one is the text's, and which are headings', the largest first."""

    def __init__(self, lines: list[Printed]) -> None:
        count: Counter[float] = Counter()
        for line in lines:
            count[_round(line.size)] += len(line.text)
        self.text = count.most_common(1)[0][0] if count else 11.0
        larger = sorted((size for size in count if size >= self.text * 1.08 and size > self.text + 0.4), reverse=True)
        self._levels = {size: min(index + 1, 5) for index, size in enumerate(larger)}

    def level(self, written: Written) -> int:
        """1 to 5 for headings larger than the text, 0 for the text itself."""
        return self._levels.get(_round(written.size), 0)


def _round(size: float) -> float:
    return round(size * 2) / 2


def _is_cover(parts: list[Part]) -> bool:
    """A first page with a few lines alone: title, centre, year. However large, they head nothing."""
    return all(isinstance(part, RunningText) for part in parts) and 0 < sum(1 for part in parts for _ in lines_of(part)) <= _COVER_LINES


def _text_blocks(text: RunningText, composer: Composer, sizes: _Sizes, cover: bool) -> list[Line]:
    written = composer.compose(text.lines)
    made = []
    for each, depth in zip(written, depths(written), strict=True):
        line = as_line(each, place(page=each.last.page), depth)
        level = sizes.level(each)
        if level and len(line.text) <= 200 and (not each.marker or each.marker[-1:].isalnum() or each.marker.endswith(".")):
            line.kind, line.level, line.lead = Kind.HEADING, level, ""
            if cover and each.last.page == 1:
                line.kind, line.level, line.bold = Kind.PARAGRAPH, 0, True
        made.append(line)
    return made
