"""Days and tables as people and their programs write them."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from brobygger.core.tables import as_day, as_text, read_table
from tests.intake.files import HABITS, open_document

ROWS = [["Navn", "Tal"], ["Æbler, pærer", "1,5"], ["To\nlinjer", "=1+1"]]


@pytest.mark.parametrize("said", ["2026-03-12", "12-03-2026", "12/3-2026", "12/3 2026", "12.3.26", "12. marts 2026", "12 mar 2026", "den 12. marts 2026", "d. 12/3-26", "2026-03-12 14:00", "12-03-2026 kl. 14.30", "2026-03-12T14:00:00", "12 March 2026"])
def test_a_day_is_read_however_it_is_written(said):
    assert as_day(said) == date(2026, 3, 12)


@pytest.mark.parametrize("said", ["", "i går", "31-02-2026", "12. onsdag 2026", "2026", "12/2026", "14.30", "2026-13-01"])
def test_what_is_no_day_is_said(said):
    with pytest.raises(ValidationError):
        as_day(said)


def test_two_figures_of_a_year_are_near():
    assert (as_day("1/1-69").year, as_day("1/1-68").year) == (1969, 2068)


def test_cells_are_written_as_people_do():
    assert [as_text(each) for each in (datetime(2026, 3, 12, 14, 5), datetime(2026, 3, 12), time(9, 30), timedelta(hours=26, minutes=5), 3.0, None)] == ["2026-03-12 14:05", "2026-03-12", "09:30", "26:05", "3", ""]


@pytest.mark.parametrize("habit", HABITS)
def test_a_table_is_the_same_in_every_habit(habit):
    table = read_table(SimpleUploadedFile(habit, HABITS[habit](ROWS)), most_rows=10, most_columns=5)
    assert [[as_text(cell) for cell in row[:2]] for row in table if any(row)][-3:] == ROWS


def test_an_open_sheet_is_bounded_and_a_damaged_one_refused():
    table = read_table(SimpleUploadedFile("a.ods", open_document([["a", "b"]] * 30)), most_rows=10, most_columns=2)
    assert (len(table), {len(row) for row in table}) == (11, {2})
    content = open_document([["a"]]).replace(b"office:body", b"office:bxdy", 1)
    with pytest.raises(ValidationError):
        read_table(SimpleUploadedFile("a.ods", content), most_rows=10, most_columns=2)


def ruled(*, down_to: int) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in (["a", "b"], [], ["c", "d"]):
        book.active.append(row)
    book.active.cell(down_to, 1).fill = PatternFill("solid", fgColor="FFEEDD")
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", ruled(down_to=200)), ("a.csv", b"a;b\n;\nc;d\n" + b";\n" * 200), ("a.ods", open_document([["a", "b"], ["", ""], ["c", "d"], *[["", ""]] * 200]))])
def test_a_sheet_that_is_ruled_further_than_it_is_written_on_ends_with_the_writing(name, content):
    table = read_table(SimpleUploadedFile(name, content), most_rows=10, most_columns=2)
    assert [list(map(as_text, row)) for row in table] == [["a", "b"], [], ["c", "d"]]


def test_what_is_written_far_below_is_not_lost_without_a_word():
    table = read_table(SimpleUploadedFile("a.csv", b"a;b\n" + b";\n" * 200 + b"c;d\n"), most_rows=10, most_columns=2)
    assert len(table) == 11  # one more than was asked for, so that it is said


@pytest.mark.parametrize("rest", ['x;"Ole;1\ny;2\n', '"', 'x;"' + "y;2\n" * 40_000])
def test_a_quotation_mark_that_nobody_closes_is_said(rest):
    with pytest.raises(ValidationError, match=r"(Række|Row) 2 "):
        read_table(SimpleUploadedFile("a.csv", f"Navn;Tal\n{rest}".encode()), most_rows=50_000, most_columns=2)
    assert read_table(SimpleUploadedFile("a.csv", b'Navn\n"to\nlinjer"\nend'), most_rows=10, most_columns=2) == [["Navn"], ["to\nlinjer"], ["end"]]
