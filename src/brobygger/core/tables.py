"""A table that somebody uploads, Excel, OpenDocument or CSV, as rows of cells: bounded, whatever the file claims to be."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from brobygger.core import opendocument
from brobygger.core.spreadsheets import unguarded

MAX_BYTES: Final = 5_000_000
MAX_UNPACKED: Final = 100_000_000
_LAST_ROW: Final = 1_048_576  # of any sheet, whatever a file says
TOP: Final = 10  # lines in which the headings may stand below a title
_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS: Final = re.compile(r"(?:den |d\. ?)?(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})\s?[./ -]\s?(?P<year>\d{4}|\d{2})")
_NAMED: Final = re.compile(r"(?:den |d\. ?)?(?P<day>\d{1,2})\.?\s*(?P<month>[a-z]{3,9})\.?,?\s*(?P<year>\d{4})")
_MONTHS: Final = {name: number for names in ("jan feb mar apr maj jun jul aug sep okt nov dec", "jan feb mar apr may jun jul aug sep oct nov dec") for number, name in enumerate(names.split(), 1)}
_CLOCK: Final = re.compile(r"[ t,]+(?:kl\.? ?)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\.\d+)?$")
_THIS_CENTURY: Final = 69  # as POSIX has it: 69 is 1969, 68 is 2068


def read_table(file: Any, *, most_rows: int, most_columns: int) -> list[list[Any]]:
    """The rows of an uploaded ``file``: text from CSV, typed cells from the first sheet of an Excel or OpenDocument file, at most one row
    more than ``most_rows``, so that the caller can say that there are too many. Raises ValidationError with a sentence.
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
            if unpacked <= MAX_UNPACKED and opendocument.is_sheet(archive):
                return opendocument.rows_of(archive, rows, columns)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ValidationError(_("The Excel file could not be read. Is it damaged or protected?")) from error
    if unpacked > MAX_UNPACKED:
        raise ValidationError(_("The Excel file holds far more than a list. Save the list alone in a new file."))
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False).worksheets[0]
        return _filled(sheet.iter_rows(max_row=_LAST_ROW, max_col=columns, values_only=True), rows)
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
        text, delimiter = _divided(text)
        return _filled(([unguarded(cell) for cell in row[:columns]] for row in _closed(text, delimiter)), rows)
    raise ValidationError(_("The file is neither CSV nor Excel."))


def _filled(table: Iterable[Sequence[Any]], rows: int) -> list[list[Any]]:
    """The first ``rows`` rows that reach down to one with something in it: a sheet that is ruled further than it is written on ends where the writing does."""
    found: list[list[Any]] = []
    empty = 0  # rows whose place matters if something stands below them
    for row in table:
        if all(cell in (None, "") for cell in row):
            empty += 1
            continue
        found += [[] for _each in range(min(empty, rows - len(found)))]
        empty = 0
        if len(found) < rows:
            found.append(list(row))
        if len(found) >= rows:
            break
    return found


def _closed(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV text. ValidationError where a quotation mark is opened and never closed: all below it would be one cell."""
    end, held, number = ["end"], list[str](), 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(f"{text}\n{end[0]}", newline=""), delimiter=delimiter)):
            if number:
                yield held
            held = row
    except csv.Error:  # a cell of more letters than any is
        held, number = [], number + 1
    if held != end:
        raise ValidationError(_("Row %(n)s has a quotation mark that is opened and never closed, so that all below it would be one cell. Take it away, and try again.") % {"n": number + 1})


def _divided(text: str) -> tuple[str, str]:
    """The text, and what divides its cells: what Excel's own first line says, else what stands in most of the first lines, which passes titles and decimal commas by."""
    told = re.match(r"sep=([;,\t])\r?\n", text, re.IGNORECASE)
    if told is not None:
        return text[told.end() :], told[1]
    top = text.split("\n", TOP)[:TOP]
    return text, max("\t;,", key=lambda mark: sum(mark in line for line in top))


def as_text(cell: Any) -> str:
    """A cell as a person would write it: days as 2026-03-12, with the time of day where there is one, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = f"{cell:%Y-%m-%d %H:%M}" if cell.time() != time() else cell.date()
    elif isinstance(cell, time):
        cell = f"{cell:%H:%M}"
    elif isinstance(cell, timedelta):
        cell = f"{int(cell.total_seconds()) // 3600}:{int(cell.total_seconds()) // 60 % 60:02}"
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
    ways = (text.lower(), _CLOCK.sub("", text.lower()))  # with a time of day behind it, which is another column's
    found = next((match for said in ways for pattern in (_ISO, _NUMBERS, _NAMED) if (match := pattern.fullmatch(said)) is not None), None)
    try:
        if found is not None:
            month = found["month"]
            return date(_year(found["year"]), int(month) if month.isdecimal() else _MONTHS[month[:3]], int(found["day"]))
    except (ValueError, KeyError):
        pass  # the 31st of February, the third of Wednesday
    raise ValidationError(_("“%(text)s” is no date.") % {"text": text[:40]})


def _year(said: str) -> int:
    return int(said) if len(said) > 2 else int(said) + (1900 if int(said) >= _THIS_CENTURY else 2000)
