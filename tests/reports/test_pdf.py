"""The PDF is tagged, says what the document says, and breaks on no text."""

import io
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.pdf import PDF

from brobygger.reports import pdf, phrasing
from brobygger.reports.document import Bullets, Column, Document, Heading, KeyFigures, Light, Numbered, Paragraph, Table
from brobygger.reports.validation import DocumentError
from tests.reports.papers import LONG_WORD, NASTY, WORLD, every_block, paper, whole


def read(document: Document) -> PDF:
    return pdfplumber.open(io.BytesIO(pdf.render(document)))


def words_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).replace("\ufffe", "").split())


def tags(opened: PDF) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(elements: list[dict[str, Any]]) -> None:
        for element in elements:
            found.append(element)
            walk(element.get("children", []))

    walk(opened.structure_tree)
    return found


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    opened = read(whole())
    catalog = opened.doc.catalog
    assert catalog["Lang"] == b"da-DK"
    assert catalog["MarkInfo"]["Marked"] is True
    assert "StructTreeRoot" in catalog
    assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    assert opened.metadata["Title"] == "Opfølgning"
    assert opened.metadata["Author"] == "Frivilligcenter Midtby"


def test_it_declares_both_standards() -> None:
    content = pdf.render(paper())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content


def test_headings_lists_tables_and_pictures_are_tagged_as_such() -> None:
    kinds = [tag["type"] for tag in tags(read(whole()))]
    assert {kind: kinds.count(kind) for kind in ("H1", "H2", "L", "Table", "Quote", "Link")} == {
        "H1": 1, "H2": 1, "L": 2, "Table": 2, "Quote": 1, "Link": 1,
    }  # fmt: skip


def test_every_picture_has_its_text() -> None:
    pictures = [tag.get("alt_text") for tag in tags(read(whole("Ord"))) if tag["type"] == "Figure"]
    colours = phrasing.words("da").lights
    # The lights whose word is the colour itself are not read twice.
    assert pictures == ["Et firkantet mærke", colours["yellow"], "Ord", colours["red"]]


def test_text_comes_in_reading_order() -> None:
    opened = read(
        paper(Heading(1, "Først"), Paragraph("Anden."), Bullets(("Tredje",)), Heading(1, "Fjerde"), Paragraph("Femte."))
    )
    lines = opened.pages[0].extract_text().splitlines()
    body = [line.removeprefix("• ") for line in lines]
    assert [line for line in body if line in {"Først", "Anden.", "Tredje", "Fjerde", "Femte."}] == [
        "Først", "Anden.", "Tredje", "Fjerde", "Femte.",
    ]  # fmt: skip


def test_headings_become_bookmarks() -> None:
    content = pdf.render(paper(Heading(1, "Mål"), Heading(2, "Et"), Heading(1, "Bilag")))
    toc = pypdfium2.PdfDocument(content).get_toc()
    assert [(mark.level, mark.get_title()) for mark in toc] == [(0, "Mål"), (1, "Et"), (0, "Bilag")]


def test_markup_in_texts_is_shown_as_it_is() -> None:
    shown = words_of(pdf.render(paper(Paragraph(NASTY), title=NASTY)))
    assert NASTY in shown


@pytest.mark.parametrize(
    "text", [NASTY, WORLD, LONG_WORD, "æ" * 300, "a\nb\r\nc", "\x00\x07\ud800x", "", " ", "\u202eabc\u202c"]
)
def test_no_text_breaks_it(text: str) -> None:
    blocks = (
        every_block(text)
        if text.strip("\x00\x07\ud800 ")
        else (Paragraph(text), Bullets((text,)), Table((Column("a"),), ((text,),)))
    )
    assert pdf.render(paper(*blocks)).startswith(b"%PDF-")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_it(text: str) -> None:
    assert pdf.render(paper(Paragraph(text), Table((Column("a"),), ((text,),)))).startswith(b"%PDF-")


def test_letters_without_a_typeface_are_marked_and_explained() -> None:
    words = words_of(pdf.render(paper(Paragraph("日本 og 🎉"))))
    assert "�� og 🎉" in words
    assert words.count("�") == 3  # two letters, one in the explanation


def test_a_long_word_stays_inside_the_page() -> None:
    opened = read(paper(Table((Column("a"), Column("b"), Column("c")), ((LONG_WORD, "b", LONG_WORD),))))
    page = opened.pages[0]
    assert max(char["x1"] for char in page.chars) < page.width - 20


def test_empty_blocks_leave_nothing_behind() -> None:
    bare = words_of(pdf.render(paper(Paragraph("Tekst"))))
    assert (
        words_of(pdf.render(paper(Paragraph("Tekst"), Bullets(()), Numbered(()), KeyFigures(()), Paragraph(" "))))
        == bare
    )


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf.render(whole()) == pdf.render(whole())


def test_a_thousand_rows_repeat_their_header_on_every_page() -> None:
    rows = tuple((f"Række {i}", i, Light("green", "Nået")) for i in range(1000))
    opened = read(
        paper(Table((Column("Navn", width=3), Column("Antal", "number"), Column("Lys", "light")), rows, "Mange rækker"))
    )
    texts = [page.extract_text() for page in opened.pages]
    assert all("Navn Antal Lys" in text for text in texts)
    assert [i for i in range(1000) if not any(f"Række {i} " in text for text in texts)] == []


def test_example_data_is_marked_on_every_page() -> None:
    plain, marked = paper(*every_block()), paper(*every_block(), example_data=True)
    word = phrasing.words("da").example
    assert [word in page.extract_text() for page in read(marked).pages] == [True, True]
    assert [word in page.extract_text() for page in read(plain).pages] == [False, False]


def test_an_unsound_document_is_refused_before_setting() -> None:
    with pytest.raises(DocumentError, match="a level is skipped"):
        pdf.render(paper(Heading(2, "x")))
