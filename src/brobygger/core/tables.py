"""A table that somebody uploads, Excel or CSV, as rows of cells: bounded, whatever the file claims to be."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from brobygger.core.spreadsheets import unguarded

MAX_BYTES: Final = 5_000_000
MAX_UNPACKED: Final = 100_000_000
_DATES: Final = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y")


def read_table(file: Any, *, most_rows: int, most_columns: int) -> list[list[Any]]:
    """The rows of an uploaded ``file``: text from CSV, typed cells from an Excel file's first sheet, at most one row more than
    ``most_rows``, so that the caller can say that there are too many. Raises ValidationError with a sentence.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 5 MB."))
    content = file.read()
    if content[:2] == b"PK":
        return _excel(content, most_rows + 1, most_columns)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ValidationError(_("This is an old or protected Excel file. Save it as .xlsx without a password, and try again."))
    return _csv(content, most_rows + 1, most_columns)


def _excel(content: bytes, rows: int, columns: int) -> list[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ValidationError(_("The Excel file could not be read. Is it damaged or protected?")) from error
    if unpacked > MAX_UNPACKED:
        raise ValidationError(_("The Excel file holds far more than a list. Save the list alone in a new file."))
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False).worksheets[0]
        return [list(row) for row in sheet.iter_rows(max_row=rows, max_col=columns, values_only=True)]
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble on
        raise ValidationError(_("The Excel file could not be read. Is it damaged or protected?")) from error


def _csv(content: bytes, rows: int, columns: int) -> list[list[Any]]:
    if b"\x00" in content and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ValidationError(_("The file is neither CSV nor Excel."))
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.partition("\n")[0]
        delimiter = max(";,\t", key=first.count)
        try:
            found = []
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                found.append([unguarded(cell) for cell in row[:columns]])
                if len(found) == rows:
                    break
        except csv.Error as error:
            raise ValidationError(_("The CSV file could not be read. Save it as CSV (UTF-8), and try again.")) from error
        return found
    raise ValidationError(_("The file is neither CSV nor Excel."))


def as_text(cell: Any) -> str:
    """A cell as a person would write it: days as 2026-03-12, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).replace("\x00", "").split()) if not isinstance(cell, str) else cell.replace("\x00", "").strip()


def as_day(cell: Any) -> date:
    """A cell as a day, written in any of the ways Danes write one. Raises ValidationError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    for pattern in _DATES:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    raise ValidationError(_("“%(text)s” is no date.") % {"text": text[:40]})
