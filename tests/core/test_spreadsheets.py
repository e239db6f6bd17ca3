"""Lists in Excel and CSV keep their types, and nothing typed by a stranger runs as a formula."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.spreadsheets import DANGEROUS, clean, csv_bytes, excel_bytes, guarded, sheet_name, unguarded

DANGER = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x","y")', "  =1", "\n=1"]


def read_csv(content: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("text", DANGER)
def test_a_formula_in_csv_gets_an_apostrophe(text: str) -> None:
    ((header,), (value,)) = read_csv(csv_bytes([text], [[text]]))
    assert value == f"'{clean(text)}"
    assert header == f"'{clean(text)}"


@given(st.text())
def test_no_text_is_left_dangerous_and_harmless_text_is_untouched(text: str) -> None:
    assert not guarded(text).lstrip(" \u00a0\u200b\ufeff").startswith(DANGEROUS)
    assert guarded(text).endswith(text)
    assert unguarded(guarded(text)) == text


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_csv_reads_back_as_written(row: list[str]) -> None:
    (_, *back) = read_csv(csv_bytes(["x"] * len(row), [row]))
    assert back == [[guarded(clean(text)) for text in row]]


def test_danish_and_english_csv() -> None:
    row = ["Rød; grøn", 1234.5, Decimal("-2.50"), 7, date(2026, 3, 12), None]
    danish = csv_bytes(["a", "b", "c", "d", "e", "f"], [row])
    assert danish == '\ufeffa;b;c;d;e;f\r\n"Rød; grøn";1234,5;-2,50;7;2026-03-12;\r\n'.encode()
    english = csv_bytes(["a", "b", "c", "d", "e", "f"], [row], language="en")
    assert english == "\ufeffa,b,c,d,e,f\r\nRød; grøn,1234.5,-2.50,7,2026-03-12,\r\n".encode()


def test_moments_are_written_by_the_clock_on_the_wall() -> None:
    assert read_csv(csv_bytes(["a"], [[datetime(2026, 7, 1, 8, 0, tzinfo=UTC)]])) == [["a"], ["2026-07-01 10:00"]]


def test_excel_keeps_types() -> None:
    rows = [["=1+1", 3, 2.5, date(2026, 3, 12), datetime(2026, 1, 1, 8, 0, tzinfo=UTC), None, date(1850, 1, 1)]]
    sheet = openpyxl.load_workbook(io.BytesIO(excel_bytes("Liste", ["a", "b", "c", "d", "e", "f", "g"], rows))).active
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("=1+1", "s"),
        (3, "n"),
        (2.5, "n"),
        (datetime(2026, 3, 12), "d"),
        (datetime(2026, 1, 1, 9, 0), "d"),
        (None, "n"),
        ("1850-01-01", "s"),
    ]
    assert sheet["A2"].quotePrefix is True
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Liste", "A2", "A1:G2")


@pytest.mark.parametrize("text", [*DANGER, "\x00\x0b\ud800\uffff x", "a" * 40_000])
def test_no_text_breaks_an_excel_file(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(excel_bytes(text, [text], [[text]]))).active
    assert sheet["A2"].data_type == "s"


def test_an_empty_list_has_its_header() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(excel_bytes("Tom", ["Navn"], []))).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [["Navn"]]
    assert sheet.auto_filter.ref == "A1:A1"


def test_sheet_names_are_what_excel_allows() -> None:
    assert sheet_name("Mål: hvad/hvem? [alle]*", taken=()) == "Mål hvad hvem alle"
    assert sheet_name("", taken=()) == "1"
    assert sheet_name("'history'", taken=()) == "history 2"
    assert sheet_name("Liste", taken=["LISTE", "liste 2"]) == "Liste 3"
    assert sheet_name("x" * 40, taken=["x" * 31]) == "x" * 29 + " 2"


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_name_becomes_a_sheet_name(wanted: str, others: list[str]) -> None:
    taken: list[str] = []
    for other in [*others, wanted, wanted]:
        taken.append(sheet_name(other, taken=taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name for name in taken)
