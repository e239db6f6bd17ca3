"""Excel workbooks: each visible sheet a table, merged cells as one, several lines in a cell, dates as Danes write them.

Values that formulas last had are read; formulas are not calculated, links not followed, hidden rows and columns left out.
"""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import Archive, damaged, too_much
from brobygger.plan.importing.blocks import Block, Cell, Document, Kind, Line, Row
from brobygger.plan.importing.columns import read_header
from brobygger.plan.importing.readers.sheet import blocks_of_sheet
from brobygger.plan.importing.readers.typed import typed_lines
from brobygger.plan.importing.text import clean
from brobygger.plan.importing.wording import place

_UNNAMED: Final = ("ark", "sheet", "tabel", "blad", "table")


def read(content: bytes) -> Document:
    _inspect(Archive(content))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True, keep_links=False)
    except Exception as error:  # the library meets a damaged workbook with errors of every kind
        raise damaged() from error
    sheets = [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    told = [(name, rows) for name, rows in sheets if any(row.filled for row in rows)]
    blocks: list[Block] = []
    for name, rows in told:
        if len(told) > 1:
            blocks += _heading(name, rows)
        blocks += blocks_of_sheet(rows)
    hints = [name for name, _ in told if not _is_unnamed(name)]
    return Document(blocks, clean(str(book.properties.title or "")), hints)


def _inspect(archive: Archive) -> None:
    """Nothing that the XML readers behind the library could be led astray by, and not more than a plan needs."""
    total = 0
    for name in archive.names:
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        part = archive.read(name)
        total += len(part)
        bare = part.replace(b"\x00", b"")  # also where it is written in UTF-16
        if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
            raise damaged()
        if total > limits.MAX_WORKBOOK or part.count(b"<c ") > limits.MAX_ROWS * limits.MAX_COLUMNS:
            raise too_much()


def _is_unnamed(name: str) -> bool:
    return name.strip().lower().rstrip("0123456789 ()") in _UNNAMED


def _heading(name: str, rows: list[Row]) -> Iterator[Line]:
    """The name of a sheet heads it, where several sheets hold a table each and the name says something."""
    if not _is_unnamed(name) and any(read_header(row) is not None for row in rows[:20]):
        yield Line(clean(name), Kind.HEADING, 2, where=place(sheet=name))


def _rows(sheet: Any) -> Iterator[Row]:
    last_row, last_column = min(sheet.max_row or 0, limits.MAX_ROWS), min(sheet.max_column or 0, limits.MAX_COLUMNS)
    merged = _merged(sheet)
    hidden = {letter for letter, dimension in sheet.column_dimensions.items() if dimension.hidden}
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=last_row, max_col=last_column), start=1):
        if sheet.row_dimensions[number].hidden:
            continue
        made: list[Cell] = []
        column = 1
        while column <= last_column:
            cell = row[column - 1]
            span, begins = merged.get((number, column), (1, True))
            span = min(span, last_column - column + 1)
            if getattr(cell, "column_letter", "") not in hidden:
                made.append(Cell(list(_lines(cell)) if begins else [], span, above=not begins))
            column += span
        yield Row(made, place(sheet=sheet.title if len(sheet.parent.worksheets) > 1 else "", row=number))


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, bool]]:
    """For each row of a merged area: the columns it covers, and whether it begins there."""
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    for area in list(sheet.merged_cells.ranges)[: limits.MAX_ROWS]:
        for row in range(area.min_row, min(area.max_row, limits.MAX_ROWS) + 1):
            found[row, area.min_col] = (area.max_col - area.min_col + 1, row == area.min_row)
    return found


def _lines(cell: Any) -> Iterator[Line]:
    value = cell.value
    if value is None:
        return
    bold = bool(cell.font and cell.font.b)
    if isinstance(value, CellRichText):
        pieces = [
            (piece.text, bool(piece.font and piece.font.b)) if isinstance(piece, TextBlock) else (str(piece), bold) for piece in value
        ]
    else:
        pieces = [(_text(value, str(cell.number_format)), bold)]
    indent = int(cell.alignment.indent or 0) if cell.alignment else 0
    for line in typed_lines([(text.replace("_x000D_", "").replace("\r", ""), is_bold) for text, is_bold in pieces], in_cell=True):
        if line.kind is Kind.ITEM:
            line.level += indent
        yield line


def _text(value: Any, number_format: str) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        if number_format.endswith("%"):
            return f"{value * 100:.6g} %".replace(".", ",")
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, datetime | date):
        return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


_MONTHS: Final = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")
