"""OpenDocument texts and sheets, read from their XML: headings, lists with the numbers that are shown, tables with merged cells.

Deleted text of tracked changes, notes, comments and tables of contents are left out. A table that only lays out the page is taken apart.
"""

from collections.abc import Iterator
from typing import Any, Final

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import Archive, damaged, too_much
from brobygger.plan.importing.blocks import Block, Cell, Document, Kind, Line, Row, Table
from brobygger.plan.importing.readers.open_styles import OFFICE, STYLE, TABLE, TEXT, Styles, whole
from brobygger.plan.importing.readers.sheet import blocks_of_sheet
from brobygger.plan.importing.readers.typed import typed_lines
from brobygger.plan.importing.text import clean
from brobygger.plan.importing.wording import place

_SKIP: Final = frozenset(
    [f"{TEXT}tracked-changes", f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}change", f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}hidden-paragraph", f"{TEXT}hidden-text"]
)
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"



def read(content: bytes) -> Document:
    archive = Archive(content)
    root = archive.xml("content.xml")
    body = root.find(f"{OFFICE}body")
    if body is None:
        raise damaged()
    shared = archive.xml("styles.xml") if "styles.xml" in archive.names else None
    styles = Styles([part for part in (shared, root) if part is not None])
    title = _title(archive)
    book = body.find(f"{OFFICE}spreadsheet")
    if book is not None:
        return _sheets(book, styles, title)
    text = body.find(f"{OFFICE}text")
    if text is None:
        raise damaged()
    return Document(list(_Reader(styles).blocks(text)), title, list(_hints(shared, styles)))


def _title(archive: Archive) -> str:
    root = archive.xml("meta.xml") if "meta.xml" in archive.names else None
    found = next(root.iter(f"{_DC}title"), None) if root is not None else None
    return clean((found.text or "") if found is not None else "")


def _hints(shared: Any, styles: Styles) -> Iterator[str]:
    """Page headers and footers: they often name the centre and the plan."""
    for name in ("header", "footer"):
        for part in shared.iter(f"{STYLE}{name}") if shared is not None else ():
            yield from (block.text for block in _Reader(styles).blocks(part) if isinstance(block, Line))


def _sheets(book: Any, styles: Styles, title: str) -> Document:
    sheets = []
    for table in book.iter(f"{TABLE}table"):
        name = clean(table.get(f"{TABLE}name", ""))
        rows = _Reader(styles).rows(table)
        if any(row.filled for row in rows):
            sheets.append((name, rows))
    blocks: list[Block] = []
    for name, rows in sheets:
        if len(sheets) > 1 and not name.lower().startswith(("ark", "sheet")):
            blocks.append(Line(name, Kind.HEADING, 2, where=place(sheet=name)))
        for number, row in enumerate(rows, start=1):
            row.where = place(sheet=name if len(sheets) > 1 else "", row=number)
        blocks += blocks_of_sheet(rows)
    return Document(blocks, title, [name for name, _ in sheets])


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._tables = 0
        self._read = 0

    def blocks(self, parent: Any, *, in_cell: bool = False, level: int = -1, lists: str = "") -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag in _SKIP:
                continue
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(child, in_cell=in_cell)
            elif tag in {f"{TEXT}list", f"{TEXT}ordered-list", f"{TEXT}unordered-list"}:
                yield from self._list(child, in_cell=in_cell, level=level + 1, style=child.get(f"{TEXT}style-name", lists))
            elif tag == f"{TABLE}table":
                yield from self._table(child)
            elif tag == f"{TABLE}covered-table-cell":
                continue
            else:
                yield from self.blocks(child, in_cell=in_cell, level=level, lists=lists)

    def _paragraph(self, paragraph: Any, *, in_cell: bool, marker: str = "", level: int = 0) -> Iterator[Line]:
        self._read += 1
        if self._read > limits.MAX_LINES:
            raise too_much()
        style = self._styles.of(paragraph.get(f"{TEXT}style-name", ""))
        heading = style.heading
        if paragraph.tag == f"{TEXT}h":
            heading = min(max(whole(paragraph.get(f"{TEXT}outline-level", ""), heading or 1), 1), 6)
        boxes: list[Any] = []
        pieces = list(self._pieces(paragraph, boxes, bold=style.bold))
        first = True
        for line in typed_lines(pieces, in_cell=in_cell, join=bool(heading)):
            if heading:
                line.kind, line.level, line.marker = Kind.HEADING, heading, line.marker or (marker if marker != "•" else "")
            elif marker and first:
                line.kind, line.level, line.marker = Kind.ITEM, level, line.marker if line.numbered else marker
            first = False
            yield line
        for box in boxes:
            yield from (block for block in self.blocks(box) if isinstance(block, Line))

    def _pieces(self, parent: Any, boxes: list[Any], *, bold: bool) -> Iterator[tuple[str, bool]]:
        yield (" ".join((parent.text or "").split("\n")), bold)
        for child in parent:
            tag = child.tag
            if tag == f"{TEXT}s":
                yield (" " * min(whole(child.get(f"{TEXT}c", ""), 1), 200), bold)
            elif tag == f"{TEXT}tab":
                yield ("\t", bold)
            elif tag == f"{TEXT}line-break":
                yield ("\n", bold)
            elif tag == f"{_DRAW}text-box":
                boxes.append(child)
            elif tag not in _SKIP:
                yield from self._pieces(child, boxes, bold=self._styles.bold(child.get(f"{TEXT}style-name", ""), default=bold))
            yield (" ".join((child.tail or "").split("\n")), bold)

    def _list(self, element: Any, *, in_cell: bool, level: int, style: str) -> Iterator[Block]:
        first = True
        numbers = self._styles.numbering(element, style, level)
        for item in element:
            if item.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            marker = numbers.next(item) if item.tag == f"{TEXT}list-item" else ""
            first = True
            for child in item:
                if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    yield from self._paragraph(child, in_cell=in_cell, marker=marker if first else "", level=level)
                    first = False
                elif child.tag == f"{TEXT}list":
                    yield from self._list(child, in_cell=in_cell, level=level + 1, style=child.get(f"{TEXT}style-name", style))

    def _table(self, table: Any) -> Iterator[Block]:
        elements = list(_rows(table))
        widest = max((sum(1 for cell in row if cell.tag == f"{TABLE}table-cell") for row, _ in elements), default=0)
        nested = any(next(row.iter(f"{TABLE}table"), None) is not None for row, _ in elements)
        if widest <= 1 or (nested and len(elements) <= 2):
            for row, _ in elements:
                for cell in row:
                    yield from self.blocks(cell)
            return
        self._tables += 1
        number = self._tables
        rows = self.rows(table)
        for index, row in enumerate(rows):
            row.where = place(table=number, row=index + 1)
        yield Table(rows)

    def rows(self, table: Any) -> list[Row]:
        made: list[Row] = []
        for row, times in _rows(table):
            cells = self._cells(row)
            if not any(cell.lines for cell in cells):
                times = 1  # a sheet repeats its empty rows a million times
            for _ in range(min(times, limits.MAX_COLUMNS)):
                made.append(Row(cells))
            if len(made) > limits.MAX_ROWS:
                raise too_much()
        return made

    def _cells(self, row: Any) -> list[Cell]:
        cells: list[Cell] = []
        columns = covered = 0
        for element in row:
            times = min(whole(element.get(f"{TABLE}number-columns-repeated", ""), 1), limits.MAX_COLUMNS)
            if element.tag == f"{TABLE}covered-table-cell":
                for _ in range(times):
                    if covered:
                        covered -= 1
                    else:
                        cells.append(Cell([], above=True))
                        columns += 1
                continue
            if element.tag != f"{TABLE}table-cell":
                continue
            span = min(whole(element.get(f"{TABLE}number-columns-spanned", ""), 1), limits.MAX_COLUMNS)
            lines = list(self._cell_lines(element))
            for _ in range(times if lines or columns < limits.MAX_COLUMNS else 0):
                cells.append(Cell(lines, max(span, 1)))
                columns += span
            covered = span - 1
        while cells and not cells[-1].lines and not cells[-1].above and columns > limits.MAX_COLUMNS:
            columns -= cells.pop().span
        if columns > limits.MAX_COLUMNS:
            raise too_much()
        return cells

    def _cell_lines(self, cell: Any) -> Iterator[Line]:
        for block in self.blocks(cell, in_cell=True):
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for inner in row.cells for line in inner.lines)


def _rows(table: Any) -> Iterator[tuple[Any, int]]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            if child.get(f"{TABLE}visibility", "visible") == "visible":
                yield child, whole(child.get(f"{TABLE}number-rows-repeated", ""), 1)
        elif child.tag in {f"{TABLE}table-rows", f"{TABLE}table-header-rows", f"{TABLE}table-row-group"}:
            yield from _rows(child)
