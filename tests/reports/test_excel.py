"""The workbook: a cover, a sheet for each table, figures that count."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from brobygger.reports import excel, plain
from brobygger.reports.document import (
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Light,
    Lines,
    Progress,
    RowGroup,
    Run,
    Table,
)
from brobygger.reports.phrasing import words
from brobygger.reports.validation import DocumentError
from tests.reports.papers import NASTY, WORLD, paper, whole

DA = words("da")
GOALS = Table(
    (
        Column("Mål"),
        Column("Antal", "number"),
        Column("Dato", "date"),
        Column("Lys", "light"),
        Column("Tal", "progress"),
    ),
    caption="Målene",
    groups=(
        RowGroup("Foreninger", (("=Mål 1", 1234.5, date(2026, 3, 12), Light("green", "Nået"), Progress(1, 2)),)),
        RowGroup("Netværk", (((Run("Mål "), Run("2", bold=True)), 3, None, Lines((Light("red"), Light("red"))), "–"),)),
    ),
    total=("I alt", 1237.5, "", "", ""),
    group_header="Område",
)


def read(document: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel.render(document)))


def test_each_table_is_a_sheet_behind_the_cover() -> None:
    book = read(
        paper(
            GOALS, Table((Column("a"),), caption="Målene"), Table((Column("b"),), name="Bilag/1"), Table((Column("c"),))
        )
    )
    assert book.sheetnames == [DA.cover, "Målene", "Målene 2", "Bilag 1", f"{DA.sheet} 4"]


def test_figures_dates_and_texts_keep_their_types() -> None:
    sheet = read(paper(GOALS))["Målene"]
    red = f"■ {DA.lights['red']}"
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Område", "Mål", "Antal", "Dato", "Lys", "Tal"],
        ["Foreninger", "=Mål 1", 1234.5, datetime(2026, 3, 12), f"● {DA.lights['green']}: Nået", DA.reaches["least"].format(value="1", minimum="2")],
        ["Netværk", "Mål 2", 3, None, f"{red}\n{red}", "–"],
        [None, "I alt", 1237.5, None, None, None],
    ]  # fmt: skip
    assert sheet["B2"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:F3", "$1:$1")


def test_lights_are_tinted_beside_their_words() -> None:
    sheet = read(paper(GOALS))["Målene"]
    assert [sheet.cell(row, 5).fill.fgColor.rgb for row in (2, 3)] == ["00E2F2E9", "00FBE4E1"]


def test_the_cover_says_what_this_is() -> None:
    cover = read(
        paper(KeyFigures((KeyFigure("Mål på vej", 18, "af 30"),)), GOALS, subtitle="Til bestyrelsen", example_data=True)
    ).worksheets[0]
    rows = [tuple(cell.value for cell in row if cell.value is not None) for row in cover.rows]
    assert [row for row in rows if row] == [
        ("Frivilligcenter Midtby",),
        ("Opfølgning",),
        ("Til bestyrelsen",),
        (DA.as_of.format(date="12. marts 2026"),),
        (f"{DA.example}: {DA.example_note}",),
        ("Mål på vej", 18, "af 30"),
        (DA.contents, DA.rows),
        ("Målene", 2),
    ]


@pytest.mark.parametrize("text", [NASTY, WORLD, "=1+1", "x" * 300, "\x00\x07\ud800x"])
def test_no_text_breaks_it(text: str) -> None:
    book = read(whole(text))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)


def test_a_document_without_tables_is_its_cover() -> None:
    assert read(paper()).sheetnames == [DA.cover]


def test_the_same_document_gives_the_same_bytes() -> None:
    first = excel.render(whole())
    assert first == excel.render(whole())
    assert {entry.date_time[:3] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(2026, 3, 12)}


def test_an_unsound_document_is_refused() -> None:
    with pytest.raises(DocumentError):
        excel.render(paper(Heading(2, "x")))


def test_csv_has_the_cells_of_the_sheet() -> None:
    lines = plain.render(GOALS, language="da").decode("utf-8-sig").splitlines()
    assert lines[0] == "Område;Mål;Antal;Dato;Lys;Tal"
    assert lines[1].startswith("Foreninger;'=Mål 1;1234,5;2026-03-12;● ")
    assert lines[-1] == ";I alt;1237,5;;;"
