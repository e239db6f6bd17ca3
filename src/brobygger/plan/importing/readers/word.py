"""Word documents, read from their XML: paragraphs, lists with or without a visible number, tables with merged cells.

Deleted text of tracked changes, hidden text, field codes and tables of contents are left out; inserted text and content controls
are read. A table that only lays out the page (one column, or tables within) is taken apart.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from brobygger.plan.importing.archives import Archive, damaged
from brobygger.plan.importing.blocks import Block, Cell, Document, Kind, Line, Row, Table
from brobygger.plan.importing.readers.typed import typed_lines
from brobygger.plan.importing.readers.word_lists import Lists
from brobygger.plan.importing.readers.word_styles import Styles, W, is_on
from brobygger.plan.importing.text import clean
from brobygger.plan.importing.wording import place

_SKIP: Final = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "sectPr", "delText", "footnoteReference", "commentReference"))
_THROUGH: Final = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir"))
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read(content: bytes) -> Document:
    archive = Archive(content)
    if "word/document.xml" not in archive.names:
        raise damaged()
    root = archive.xml("word/document.xml")
    body = root.find(f"{W}body")
    if body is None:
        raise damaged()
    reader = _Reader(Styles(_part(archive, "word/styles.xml")), Lists(_part(archive, "word/numbering.xml")))
    blocks = list(reader.blocks(body))
    return Document(blocks, _title(archive), list(_hints(archive, reader)))


def _part(archive: Archive, name: str) -> Any:
    return archive.xml(name) if name in archive.names else None


def _title(archive: Archive) -> str:
    root = _part(archive, "docProps/core.xml")
    found = root.findtext("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return clean(found or "")


def _hints(archive: Archive, reader: "_Reader") -> Iterator[str]:
    """Page headers and footers: they often name the centre and the plan."""
    for name in sorted(archive.names):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            for paragraph in archive.xml(name).iter(f"{W}p"):
                text = clean("".join(text for text, _ in reader.runs(paragraph, set())))
                if text:
                    yield text


class _Reader:
    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self._tables = 0

    def blocks(self, parent: Any, *, in_cell: bool = False) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, in_cell=in_cell)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _THROUGH:
                yield from self.blocks(child, in_cell=in_cell)

    def _paragraph(self, paragraph: Any, *, in_cell: bool) -> Iterator[Line]:
        style = self._styles.of(paragraph)
        if style.contents:
            return
        pieces = list(self.runs(paragraph, {"bold"} if style.bold else set()))
        heading = style.heading
        marker, level = self._lists.next(paragraph, style)
        kind = Kind.HEADING if heading else Kind.ITEM if marker else Kind.PARAGRAPH
        first = True
        for line in typed_lines(pieces, in_cell=in_cell, join=kind is Kind.HEADING):
            if heading:
                line.kind, line.level, line.marker = Kind.HEADING, heading, line.marker or marker
            elif marker and first:
                line.kind, line.level, line.marker = Kind.ITEM, level, marker
            elif line.kind is Kind.ITEM:
                line.level = max(line.level, self._lists.indent(paragraph))
            first = False
            yield line
        for box in _text_boxes(paragraph):
            yield from (block for block in self.blocks(box) if isinstance(block, Line))

    def runs(self, parent: Any, marks: set[str]) -> Iterator[tuple[str, bool]]:
        """The text of a paragraph in pieces, each with whether it is bold."""
        for child in parent:
            if child.tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                if properties is not None and is_on(properties.find(f"{W}vanish")):
                    continue
                bold = self._styles.run_bold(properties, default="bold" in marks)
                yield from ((text, bold) for text in _texts(child))
            elif child.tag in _THROUGH:
                yield from self.runs(child, marks)

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [row for row in _rows(table) if not _is_deleted(row)]
        if self._only_lays_out(rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        self._tables += 1
        number = self._tables
        made = []
        for index, row in enumerate(rows):
            cells = [Cell() for _ in range(_grid(row, "gridBefore"))]
            cells += [self._cell(cell) for cell in _cells(row)]
            made.append(Row(cells, place(table=number, row=index + 1)))
        yield Table(made)

    def _only_lays_out(self, rows: list[Any]) -> bool:
        widest = max((len(_cells(row)) for row in rows), default=0)
        nested = any(cell.find(f"{W}tbl") is not None for row in rows for cell in _cells(row))
        return widest <= 1 or (nested and len(rows) <= 2)

    def _cell(self, cell: Any) -> Cell:
        properties = cell.find(f"{W}tcPr")
        span, above = 1, False
        if properties is not None:
            grid = properties.find(f"{W}gridSpan")
            span = max(1, int(grid.get(f"{W}val", "1"))) if grid is not None else 1
            merged = properties.find(f"{W}vMerge")
            above = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        if above:
            return Cell([], span, above=True)
        lines: list[Line] = []
        for block in self.blocks(cell, in_cell=True):
            if isinstance(block, Line):
                lines.append(block)
            else:
                lines += [line for row in block.rows for inner in row.cells for line in inner.lines]
        return Cell(lines, min(span, 60))


def _texts(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{W}sym":
            code = child.get(f"{W}char", "")
            yield chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else ""


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(f"{W}txbxContent"):
        # Word writes each text box twice, the second time for old readers.
        if not any(above.tag == f"{_CHOICE}Fallback" for above in box.iterancestors()):
            yield box


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _THROUGH:
            yield from _rows(child)


def _cells(row: Any) -> list[Any]:
    found = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in _THROUGH:
            found += _cells(child)
    return found


def _is_deleted(row: Any) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _grid(row: Any, name: str) -> int:
    properties = row.find(f"{W}trPr")
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = found.get(f"{W}val", "0") if found is not None else "0"
    return min(int(value), 60) if value.isdigit() else 0
