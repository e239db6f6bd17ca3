"""A table of a report as CSV: the same cells as in Excel, for programs that read nothing else."""

from brobygger.core import spreadsheets
from brobygger.reports import phrasing
from brobygger.reports.document import Language, Table
from brobygger.reports.excel import headers_of, rows_of, total_of


def render(table: Table, *, language: Language = "da") -> bytes:
    """UTF-8 with a byte order mark; semicolons and decimal commas in Danish. Groups become a first column."""
    words = phrasing.words(language)
    rows = rows_of(table, words)
    if table.total is not None:
        rows.append(total_of(table, words))
    return spreadsheets.csv_bytes(headers_of(table, words), rows, language=language)
