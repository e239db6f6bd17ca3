"""Word, OpenDocument, Excel and PDF documents made from a page of simple HTML, as the programs of an office would make them.

Understood are headings, paragraphs, bold words, lists and tables with merged cells. One source can so be read back from several formats.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
import openpyxl
import typst
from lxml import etree
from odfdo import Cell, Document, Element, Header, List, ListItem, Paragraph, Row, Span, Style, Table
from openpyxl.styles import Alignment, Font


@dataclass
class Piece:
    """A paragraph: ``kind`` is h1 to h6, p or li; ``runs`` are its texts, each bold or not."""

    kind: str
    runs: list[tuple[str, bool]]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    @property
    def bold(self) -> bool:
        return all(bold for text, bold in self.runs if text.strip())


@dataclass
class Square:
    """A cell of a table, at ``row`` and ``column``, over so many of both."""

    row: int
    column: int
    down: int
    across: int
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Grid:
    squares: list[Square]
    height: int
    width: int


def parsed(source: str) -> list[Piece | Grid]:
    body = etree.fromstring(f"<body>{source}</body>", etree.HTMLParser(encoding="utf-8")).find("body")
    found: list[Piece | Grid] = []
    for element in body:
        found += [_grid(element)] if element.tag == "table" else _pieces(element)
    return found


def _pieces(element: Any) -> Iterator[Piece]:
    if element.tag in {"ul", "ol"}:
        for item in element:
            yield Piece("li", list(_runs(item, bold=False)))
    else:
        yield Piece(element.tag, list(_runs(element, bold=False)))


def _runs(element: Any, *, bold: bool) -> Iterator[tuple[str, bool]]:
    bold = bold or element.tag in {"b", "strong", "th"}
    if element.text and element.text.strip():
        yield (" ".join(f"|{element.text}|".split())[1:-1], bold)
    for child in element:
        if child.tag == "br":
            yield ("\n", bold)
        else:
            yield from _runs(child, bold=bold)
        if child.tail and child.tail.strip():
            yield (" ".join(f"|{child.tail}|".split())[1:-1], bold)


def _grid(table: Any) -> Grid:
    squares: list[Square] = []
    taken: set[tuple[int, int]] = set()
    rows = list(table.iter("tr"))
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            while (number, column) in taken:
                column += 1
            square = Square(number, column, int(element.get("rowspan", 1)), int(element.get("colspan", 1)))
            taken |= {(number + down, column + across) for down in range(square.down) for across in range(square.across)}
            blocks = [child for child in element if child.tag in {"ul", "ol", "p"}]
            square.pieces = [piece for block in blocks for piece in _pieces(block)] or [Piece("p", list(_runs(element, bold=False)))]
            squares.append(square)
            column += square.across
    return Grid(squares, len(rows), max(column for _, column in taken) + 1)


def as_word(source: str) -> bytes:
    document = docx.Document()

    def write(paragraph: Any, piece: Piece) -> None:
        for text, bold in piece.runs:
            paragraph.add_run(text).bold = bold or None

    for part in parsed(source):
        if isinstance(part, Piece):
            if part.kind.startswith("h"):
                document.add_heading(part.text, int(part.kind[1]))
            else:
                write(document.add_paragraph(style="List Bullet" if part.kind == "li" else None), part)
            continue
        table = document.add_table(part.height, part.width)
        for square in part.squares:
            cell = table.cell(square.row, square.column)
            if square.down > 1 or square.across > 1:
                cell = cell.merge(table.cell(square.row + square.down - 1, square.column + square.across - 1))
            for number, piece in enumerate(square.pieces):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                if piece.kind == "li":
                    paragraph.style = "List Bullet"
                write(paragraph, piece)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_open_text(source: str) -> bytes:
    document = Document("text")
    document.body.clear()
    document.insert_style(Style("text", name="Fed", bold=True), automatic=True)
    for part in parsed(source):
        if isinstance(part, Piece):
            document.body.append(Header(int(part.kind[1]), part.text) if part.kind.startswith("h") else _open_block(part))
            continue
        table = Table(f"Tabel{len(document.body.children)}")
        table.clear()
        by_place = {(square.row, square.column): square for square in part.squares}
        for number in range(part.height):
            row = Row()
            for column in range(part.width):
                square = by_place.get((number, column))
                if square is None:
                    row.append(Element.from_tag("table:covered-table-cell"))
                    continue
                cell = Cell()
                cell.set_attribute("table:number-columns-spanned", str(square.across))
                cell.set_attribute("table:number-rows-spanned", str(square.down))
                for piece in square.pieces:
                    cell.append(_open_block(piece))
                row.append(cell)
            table.append(row)
        document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _open_block(piece: Piece) -> Any:
    paragraph = Paragraph()
    for text, bold in piece.runs:
        for number, line in enumerate(text.split("\n")):
            if number:
                paragraph.append(Element.from_tag("text:line-break"))
            if line:
                paragraph.append(Span(line, style="Fed" if bold else None))
    if piece.kind != "li":
        return paragraph
    made, item = List(), ListItem()
    item.append(paragraph)
    made.append(item)
    return made


def as_workbook(source: str) -> bytes:
    """All on one sheet, texts above the table in the first column."""
    book = openpyxl.Workbook()
    sheet = book.active
    line = 1
    for part in parsed(source):
        if isinstance(part, Piece):
            sheet.cell(line, 1, part.text).font = Font(bold=part.bold or part.kind.startswith("h"))
            line += 1
            continue
        for square in part.squares:
            text = "\n".join(f"• {piece.text}" if piece.kind == "li" else piece.text for piece in square.pieces)
            cell = sheet.cell(line + square.row, square.column + 1, text or None)
            cell.font = Font(bold=bool(text) and all(piece.bold for piece in square.pieces))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if square.down > 1 or square.across > 1:
                sheet.merge_cells(
                    start_row=line + square.row, end_row=line + square.row + square.down - 1,
                    start_column=square.column + 1, end_column=square.column + square.across,
                )
        line += part.height + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_slides(source: str) -> bytes:
    """A PDF as slides are printed: broad pages of large letters, each largest heading on a page of its own."""
    return as_pdf(source, _SLIDES)


def as_pdf(source: str, layout: str = "") -> bytes:
    """On A4, set by typst from data alone; a table's rows may break over pages."""
    blocks: list[dict[str, Any]] = []
    for part in parsed(source):
        if isinstance(part, Piece):
            blocks.append({"kind": part.kind, "runs": part.runs})
        else:
            cells = [
                {"x": square.column, "y": square.row, "across": square.across, "down": square.down, "pieces": [{"kind": piece.kind, "runs": piece.runs} for piece in square.pieces]}
                for square in part.squares
            ]
            blocks.append({"kind": "table", "width": part.width, "cells": cells})
    return typst.compile(_TYPST.replace("// layout", layout).encode(), sys_inputs={"said": json.dumps(blocks)})


_TYPST = """
#let said = json(bytes(sys.inputs.said))
#set page(paper: "a4", margin: 2cm)
#set text(size: 10pt, lang: "da")
// layout
#let told(runs) = for (text, bold) in runs { if text == "\\n" { linebreak() } else if bold { strong[#text] } else [#text] }
#let shown(piece) = {
  if piece.kind == "li" { list(told(piece.runs)) }
  else if piece.kind.starts-with("h") { heading(level: int(piece.kind.at(1)), told(piece.runs)) }
  else { par(told(piece.runs)) }
}
#for block in said {
  if block.kind == "table" {
    table(columns: (1fr,) * block.width, ..block.cells.map(cell => table.cell(
      x: cell.x, y: cell.y, colspan: cell.across, rowspan: cell.down, cell.pieces.map(shown).join())))
  } else { shown(block) }
}
"""

_SLIDES = """
#set page(paper: "presentation-16-9", margin: 2cm)
#set text(size: 24pt)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
"""
