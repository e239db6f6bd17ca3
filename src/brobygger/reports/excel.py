"""A document as an Excel workbook: a cover, then one sheet for each table, ready to sort, filter and count on.

The running text stays in PDF and Word; a workbook is for the figures. Numbers are numbers, dates are dates, a light is its
shape and words on its colour, and the groups of a table are a column of their own so that a filter finds them.
"""

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from brobygger.core import spreadsheets
from brobygger.core.spreadsheets import Value
from brobygger.reports import phrasing, svg
from brobygger.reports.archive import settled
from brobygger.reports.document import Cell, Colour, Document, KeyFigures, Light, Lines, Row, Table
from brobygger.reports.phrasing import Words
from brobygger.reports.validation import check

WRITTEN = 0.6
"""The share of the work that is done when the sheets are written and not yet packed."""


def render(document: Document, *, told: Callable[[float], None] | None = None) -> bytes:
    """The workbook. DocumentError if the document is not sound. ``told`` hears how far it is, from 0 to 1."""
    check(document)
    teller = _Teller(document, told)
    words = phrasing.words(document.language)
    book = Workbook()
    cover = book.active
    cover.title = spreadsheets.sheet_name(words.cover, taken=())
    tables = [block for block in document.blocks if isinstance(block, Table)]
    sheets: list[tuple[Worksheet, Table, int]] = []
    for place, table in enumerate(tables, 1):
        wanted = table.name or table.caption or f"{words.sheet} {place}"
        sheet = book.create_sheet(spreadsheets.sheet_name(wanted, taken=book.sheetnames))
        sheets.append((sheet, table, write_table(sheet, table, words, accent=document.accent, told=teller.within)))
        teller.table_done()
        if document.example_data:
            sheet.oddHeader.center.text = words.example
        sheet.oddFooter.left.text = _print_text(f"{document.centre} · {phrasing.as_of(document, words)}")
        sheet.oddFooter.right.text = words.page.format(page="&P", pages="&N")
    _cover(cover, document, words, sheets)
    book.properties.title = spreadsheets.clean(document.title)
    book.properties.creator = spreadsheets.clean(document.centre)
    book.properties.language = "da-DK" if document.language == "da" else "en-GB"
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), document.as_of)


class _Teller:
    """Counts rows over all tables and tells the share."""

    def __init__(self, document: Document, told: Callable[[float], None] | None) -> None:
        self._told = told
        self._whole = max(1, sum(len(rows) for block in document.blocks if isinstance(block, Table) for _, rows in block.sections))
        self._before = self._here = 0

    def within(self, rows: int) -> None:
        self._here = rows
        if self._told is not None:
            self._told(WRITTEN * (self._before + rows) / self._whole)

    def table_done(self) -> None:
        self._before, self._here = self._before + self._here, 0


def write_table(
    sheet: Worksheet, table: Table, words: Words, *, accent: str = "#1f5c57", told: Callable[[int], None] | None = None
) -> int:
    """Fill an empty sheet with a table; returns the number of rows."""
    written = spreadsheets.write_table(
        sheet,
        headers_of(table, words),
        rows_of(table, words),
        total=None if table.total is None else total_of(table, words),
        fill=_plain(svg.shade(accent, "tint")),
        ink=_plain(svg.shade(accent, "ink")),
        told=told,
    )
    first = 1 + bool(table.groups)
    rows = [row for _, section in table.sections for row in section]
    for number, row in enumerate(rows, 2):
        for column, cell in enumerate(row, first):
            if (colour := _colour(cell)) is not None:
                _tint(sheet.cell(number, column), colour)
    return written


def headers_of(table: Table, words: Words) -> list[str]:
    headers = [str(column.header) for column in table.columns]
    return [table.group_header or words.group, *headers] if table.groups else headers


def rows_of(table: Table, words: Words) -> list[list[Value]]:
    """The rows as plain values; the group's label first when the table has groups."""
    return [
        [*([label or ""] if table.groups else []), *(value_of(cell, words) for cell in row)]
        for label, rows in table.sections
        for row in rows
    ]


def total_of(table: Table, words: Words) -> list[Value]:
    cells: Row = table.total or ()
    return [*([""] if table.groups else []), *(value_of(cell, words) for cell in cells)]


def value_of(cell: Cell, words: Words) -> Value:
    """What a spreadsheet keeps of a cell: figures and dates as such, all else in words."""
    match cell:
        case Light():
            return f"{svg.SHAPES[cell.colour]} {phrasing.light_text(cell, words)}"
        case Lines(items):
            return "\n".join(str(value) for item in items if (value := _written(item, words)))
        case None | str() | tuple():
            return phrasing.cell_text(cell, words) or None
        case _ if phrasing.is_value(cell):
            return cell
        case _:
            return phrasing.cell_text(cell, words)


def _written(cell: Cell, words: Words) -> str:
    return str(value_of(cell, words)) if isinstance(cell, Light | Lines) else phrasing.cell_text(cell, words)


def _colour(cell: Cell) -> Colour | None:
    if isinstance(cell, Lines):
        colours = {_colour(item) for item in cell.items}
        return colours.pop() if len(colours) == 1 else None
    return cell.colour if isinstance(cell, Light) else None


def _tint(cell: Any, colour: Colour) -> None:
    cell.fill = PatternFill("solid", fgColor=_plain(svg.TINTS[colour]))
    cell.font = Font(color=_plain(svg.INKS[colour]))


def _plain(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _print_text(text: str) -> str:
    """Text in a page's header or footer, where & begins a command."""
    return spreadsheets.clean(text).replace("&", "&&")


def _cover(sheet: Worksheet, document: Document, words: Words, sheets: list[tuple[Worksheet, Table, int]]) -> None:
    ink = _plain(svg.shade(document.accent, "ink"))
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 46
    sheet.column_dimensions["B"].width = 16
    sheet.column_dimensions["C"].width = 46
    row = 1

    def line(text: Value, *, font: Font, gap: int = 0) -> None:
        nonlocal row
        spreadsheets.put(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
        sheet.cell(row, 1).alignment = Alignment(wrap_text=False)
        row += 1 + gap

    line(document.centre, font=Font(color="59636B"), gap=1)
    line(document.title, font=Font(bold=True, size=20))
    if document.subtitle:
        line(document.subtitle, font=Font(size=13, color="59636B"))
    line(phrasing.as_of(document, words), font=Font(color="59636B"), gap=1)
    if document.example_data:
        line(f"{words.example}: {words.example_note}", font=Font(bold=True, color="6B4E00"), gap=1)
    figures = [item for block in document.blocks if isinstance(block, KeyFigures) for item in block.items]
    for item in figures:
        value: Value = item.value if not isinstance(item.value, str) else phrasing.tidy(item.value)
        for column, part in enumerate((item.label, value, item.detail or None), 1):
            spreadsheets.put(sheet.cell(row, column), part)
        sheet.cell(row, 2).font = Font(bold=True)
        sheet.cell(row, 2).alignment = Alignment(horizontal="right", vertical="top")
        row += 1
    row += bool(figures)
    if sheets:
        for column, header in enumerate((words.contents, words.rows), 1):
            spreadsheets.put(sheet.cell(row, column), header)
            sheet.cell(row, column).font = Font(bold=True, color=ink)
        row += 1
    for target, table, count in sheets:
        cell = sheet.cell(row, 1)
        spreadsheets.put(cell, table.caption or target.title)
        quoted = target.title.replace("'", "''")
        cell.hyperlink = f"#'{quoted}'!A1"
        cell.font = Font(color=ink, underline="single")
        spreadsheets.put(sheet.cell(row, 2), count)
        row += 1
