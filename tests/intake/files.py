"""The same rows as a file, written in the ways that people's programs write them."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

Rows = Sequence[Sequence[str]]


def _csv(rows: Rows, delimiter: str, *, ends: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return out.getvalue()


def _excel(rows: Rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"  # a text that looks like a formula is a text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(rows: Rows, *, typed: dict[str, str] | None = None) -> bytes:
    """``typed`` goes from a cell's text to the attributes it has instead of being text."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))

    def cell(text: str) -> str:
        kind = (typed or {}).get(text, 'office:value-type="string"')
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        return f"<table:table-cell {kind}>{lines}</table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}<table:table-cell table:number-columns-repeated='900'/></table:table-row>" for row in rows)
    body += "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='1024'/></table:table-row>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {names}><office:body><office:spreadsheet><table:table>{body}</table:table></office:spreadsheet></office:body></office:document-content>")
    return out.getvalue()


HABITS: dict[str, Callable[[Rows], bytes]] = {
    "csv.csv": lambda rows: _csv(rows, ";").encode("utf-8-sig"),
    "old-windows.csv": lambda rows: _csv(rows, ";").encode("cp1252"),
    "english.csv": lambda rows: _csv(rows, ",", ends="\n").encode(),
    "tabs.txt": lambda rows: _csv(rows, "\t").encode("utf-16"),
    "says-so.csv": lambda rows: b"sep=;\r\n" + _csv(rows, ";").encode(),
    "titled.csv": lambda rows: "Vores aktiviteter, januar, foråret\r\n\r\n".encode() + _csv(rows, ";").encode(),
    "excel.xlsx": _excel,
    "open.ods": open_document,
}


def upload(content: bytes | str, name: str = "liste.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
