"""Lists leave as Excel and CSV: every cell with its own type, and no text that a spreadsheet would run as a formula.

A name typed by a stranger as `=HYPERLINK(…)` must arrive in a colleague's spreadsheet as those letters. In Excel files a
text is stored as text; in CSV, where nothing tells text from formula, a leading apostrophe does it (OWASP, CSV injection).

CSV follows the language's spreadsheet programs: Danish Excel expects semicolons and a decimal comma; English commas and a
point. Both begin with a byte order mark, without which Excel misreads æ, ø and å.
"""

import csv
import io
import math
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | Decimal | date | datetime | time | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
BLANK = " \u00a0\u200b\ufeff"
LONGEST_NAME = 31
WIDEST, NARROWEST = 60, 9
TOLD_EVERY = 500
HEADER_FILL, HEADER_INK = "E4EBEA", "17413E"
# Excel's own short date and date with time: shown as the reader's machine writes dates.
SHORT_DATE, DATE_TIME = "mm-dd-yy", "m/d/yy h:mm"


def clean(text: str) -> str:
    """Text without characters an XML file cannot hold."""
    legal = str(ILLEGAL_CHARACTERS_RE.sub("", text))
    return legal.encode("utf-8", "ignore").decode().translate({0xFFFE: None, 0xFFFF: None})


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula when it reads a CSV file."""
    return f"'{text}" if text.lstrip(f"{BLANK}'").startswith(DANGEROUS) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given, so that a list that left as CSV reads in as it was."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(f"{BLANK}'").startswith(DANGEROUS) else text


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]], *, language: str = "da") -> bytes:
    """A list as CSV for the spreadsheet programs of a language ("da": semicolon, decimal comma)."""
    danish = language.startswith("da")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if danish else ",", lineterminator="\r\n")
    writer.writerow([guarded(clean(str(header))) for header in headers])
    for row in rows:
        writer.writerow([_csv_value(value, danish=danish) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_value(value: Value, *, danish: bool) -> str:
    match value:
        case None:
            return ""
        case float() | Decimal():
            written = f"{value:f}" if isinstance(value, Decimal) else repr(value)
            return written.replace(".", ",") if danish else written
        case datetime():
            return _local(value).isoformat(" ", "minutes")
        case date() | time() | int():
            return str(value)
        case _:
            return guarded(clean(str(value)))


def _local(moment: datetime) -> datetime:
    """Spreadsheets know no time zones: the time on the centre's clock."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def excel_bytes(title: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A list as an Excel file of one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(title, taken=())
    write_table(sheet, headers, rows)
    book.properties.title = clean(title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_name(wanted: str, *, taken: Iterable[str]) -> str:
    """A name Excel allows (no brackets, colons, stars, slashes; 31 characters) and the workbook does not have yet."""
    allowed = "".join(" " if char in "[]:*?/\\" else char for char in clean(wanted))
    name = " ".join(allowed.split()).strip("' ")[:LONGEST_NAME].strip("' ") or "1"
    used = {other.casefold() for other in taken} | {"history"}  # Excel keeps "History" for itself
    attempt, number = name, 1
    while attempt.casefold() in used:
        number += 1
        attempt = f"{name[: LONGEST_NAME - len(str(number)) - 1].rstrip()} {number}"
    return attempt


def put(cell: Any, value: Value) -> None:
    """Write one value with its type and format. A text stays text, whatever it begins with."""
    match value:
        case None:
            return
        case date() if value.year < 1900:
            put(cell, value.isoformat())  # before Excel's calendar begins
        case datetime():
            cell.value, cell.number_format = _local(value), DATE_TIME
        case date():
            cell.value, cell.number_format = value, SHORT_DATE
        case time():
            cell.value = value
        case int():
            cell.value, cell.number_format = value, "#,##0"
        case float() | Decimal():
            cell.value, cell.number_format = value, "#,##0" if value == int(value) else "#,##0.00"
        case _:
            text = clean(str(value))
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if text.startswith(DANGEROUS):
                cell.quotePrefix = True


def _put_alike(cell: Any, value: Value, styles: dict[object, Any]) -> None:
    """As ``put``, at the top of its row. Giving a cell its style costs more than all else, so cells of a kind copy the first one's."""
    kind: object = type(value)
    if isinstance(value, str):
        kind = (str, value.startswith(DANGEROUS))
    elif isinstance(value, float | Decimal):
        kind = (float, value == int(value)) if math.isfinite(value) else (float, None)
    elif isinstance(value, date):
        kind = (type(value), value.year < 1900)
    style = styles.get(kind)
    if style is None:
        put(cell, value)
        if not isinstance(value, str):
            cell.alignment = Alignment(vertical="top")
        styles[kind] = copy(cell._style)
        return
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.value = _local(value)
    elif isinstance(value, date) and value.year < 1900:
        cell.value = value.isoformat()
    else:
        cell.value = value
    cell._style = copy(style)  # a copy: a later tint must colour this cell alone


def write_table(
    sheet: Worksheet,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    total: Sequence[Value] | None = None,
    fill: str = HEADER_FILL,
    ink: str = HEADER_INK,
    told: Callable[[int], None] | None = None,
) -> int:
    """Write a list from A1: header frozen, filter on, widths fitted, the header repeated in print. Returns the rows written.

    ``told`` is called with the number of rows written, now and then, for lists that take their time.
    """
    widest = [len(str(header)) + 4 for header in headers]
    line = Side(style="thin", color=ink)
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(1, column)
        put(cell, str(header))
        cell.font = Font(bold=True, color=ink)
        cell.fill = PatternFill("solid", fgColor=fill)
        cell.border = Border(bottom=line)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    last = 1
    styles: dict[object, Any] = {}
    for last, row in enumerate(rows, 2):  # the number of the last row is wanted afterwards
        if told is not None and not last % TOLD_EVERY:
            told(last - 2)
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            _put_alike(sheet.cell(last, column), value, styles)
            widest[column - 1] = max(widest[column - 1], _length(value))
    if headers:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{last}"
    for column, value in enumerate(total or (), 1):
        cell = sheet.cell(last + 1, column)
        put(cell, value)
        cell.font = Font(bold=True)
        cell.border = Border(top=line)
    for column, length in enumerate(widest, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(length + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return last - 1


def _length(value: Value) -> int:
    if isinstance(value, str):
        return max((len(line) for line in value.split("\n")), default=0)
    return 16 if isinstance(value, datetime) else 10 if isinstance(value, date) else len(f"{value:,}")
