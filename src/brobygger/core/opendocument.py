"""The first sheet of an OpenDocument spreadsheet as rows of cells: bounded, whatever the file claims to be."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree

MIME: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_OFFICE, _TABLE, _TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_CLOCK: Final = re.compile(r"PT(\d+)H(\d+)M")


def is_sheet(archive: zipfile.ZipFile) -> bool:
    return "mimetype" in archive.namelist() and archive.read("mimetype").strip() == MIME


def rows_of(archive: zipfile.ZipFile, rows: int, columns: int) -> list[list[Any]]:
    """At most ``rows`` rows of ``columns`` typed cells; what a formula has come to, not the formula. ValidationError where the file is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(archive.read("content.xml"), parser)
        sheet = next(root.iter(f"{_TABLE}table"))
        return _filled(sheet, rows, columns)
    except (KeyError, StopIteration, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise ValidationError(_("The spreadsheet could not be read. Is it damaged or protected?")) from error


def _filled(sheet: Any, rows: int, columns: int) -> list[list[Any]]:
    found: list[list[Any]] = []
    empty = 0  # rows whose place matters if something stands below them
    for element in sheet.iter(f"{_TABLE}table-row"):
        times = _times(element, "rows")
        cells = list(_cells(element, columns))
        if not any(cell not in (None, "") for cell in cells):
            empty += times
            continue
        found += [[] for _each in range(min(empty, rows - len(found)))]
        empty = 0
        found += [list(cells) for _each in range(min(times, rows - len(found)))]
        if len(found) >= rows:
            break
    return found


def _cells(row: Any, columns: int) -> Iterator[Any]:
    left = columns
    for cell in row:
        if cell.tag not in _CELLS or not left:
            continue
        value = _value(cell)
        for _each in range(min(_times(cell, "columns"), left)):
            left -= 1
            yield value


def _times(element: Any, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else 1


def _value(cell: Any) -> Any:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date" and (said := cell.get(f"{_OFFICE}date-value")):
        return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    if kind == "time" and (clock := _CLOCK.match(cell.get(f"{_OFFICE}time-value", ""))):
        hours, minutes = int(clock[1]), int(clock[2])
        return time(hours, minutes) if hours < 24 else f"{hours}:{minutes:02}"
    if kind in {"float", "currency", "percentage"} and (said := cell.get(f"{_OFFICE}value")):
        return float(said)
    return "\n".join("".join(_words(each)) for each in cell.iter(f"{_TEXT}p"))


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1") or 1), 100)
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}tab":
            yield " "
        else:
            yield from _words(child)
        yield child.tail or ""
