"""The Word file is one to work on: real styles, lists, tables and captions, nothing lost and nobody shut out."""

import io
import zipfile
from typing import Any

import docx
import docx.document
import pytest
from docx.oxml.ns import qn

from brobygger.reports import word
from brobygger.reports.document import (
    Bullets,
    Column,
    Document,
    Figure,
    Heading,
    Light,
    Lines,
    Numbered,
    Paragraph,
    Progress,
    RowGroup,
    Run,
    Table,
)
from brobygger.reports.phrasing import words
from brobygger.reports.validation import DocumentError
from tests.reports.papers import LONG_WORD, NASTY, SQUARE, WORLD, every_block, paper, whole

DA = words("da")


def read(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(word.render(document)))


def paragraphs(document: Document) -> list[tuple[str, str]]:
    """(style, text) of all paragraphs with text."""
    return [(str(p.style.name), p.text) for p in read(document).paragraphs if p.style and p.text]


def pictures(file: docx.document.Document) -> list[str]:
    return [node.get("descr") for node in file.element.iter(qn("wp:docPr"))]


def test_headings_and_lists_have_their_styles() -> None:
    blocks = (Heading(1, "Mål"), Paragraph("Tekst"), Heading(2, "Et"), Bullets(("a",)), Numbered(("b",)))
    assert paragraphs(paper(*blocks, subtitle="Til bestyrelsen")) == [
        ("Normal", "Frivilligcenter Midtby"),
        ("Title", "Opfølgning"),
        ("Subtitle", "Til bestyrelsen"),
        ("Normal", DA.as_of.format(date="12. marts 2026")),
        ("Heading 1", "Mål"),
        ("Normal", "Tekst"),
        ("Heading 2", "Et"),
        ("List Bullet", "a"),
        ("List Number", "b"),
    ]


def test_each_numbered_list_begins_at_one() -> None:
    file = read(paper(Numbered(("a", "b")), Paragraph("x"), Numbered(("c",))))
    numbers = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style and p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


GOALS = Table(
    (Column("Mål", width=3), Column("Antal", "number"), Column("Lys", "light"), Column("Tal", "progress")),
    caption="Målene",
    groups=(RowGroup("Foreninger", (("Et", 1234.5, Light("green", "Nået"), Progress(1, 2)), ("To", None, Lines((Light("red"), "se nedenfor")), "–"))),),
    total=("I alt", 3, "", ""),
    row_headers=True,
)  # fmt: skip


def test_a_table_has_caption_repeated_header_and_all_cells() -> None:
    file = read(paper(GOALS))
    (table,) = file.tables
    reached, red = DA.reaches["least"].format(value="1", minimum="2"), DA.lights["red"]
    assert [[cell.text.strip() for cell in row.cells] for row in table.rows] == [
        ["Mål", "Antal", "Lys", "Tal"],
        ["Foreninger"] * 4,
        ["Et", "1.234,5", f"● {DA.lights['green']}: Nået", reached],
        ["To", "", f"■ {red}\nse nedenfor", "–"],
        ["I alt", "3", "", ""],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert [p.text for p in file.paragraphs if p.style and p.style.name == "Caption"] == ["Målene"]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Målene"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_lights_tint_their_cells() -> None:
    (table,) = read(paper(GOALS)).tables

    def fill(cell: Any) -> str | None:
        shade = cell._tc.tcPr.find(qn("w:shd"))
        return None if shade is None else shade.get(qn("w:fill"))

    assert [fill(row.cells[2]) for row in list(table.rows)[2:4]] == ["E2F2E9", "FBE4E1"]


def test_an_empty_table_says_so() -> None:
    (table,) = read(paper(Table((Column("a"), Column("b"))))).tables
    assert [row.cells[0].text for row in table.rows] == ["a", DA.empty]


def test_pictures_have_their_texts() -> None:
    file = read(paper(Figure(SQUARE, "Et kvadrat", "Figur"), Progress(3, 1, 4, "Møder"), logo=whole().logo))
    assert pictures(file) == [
        "Et firkantet mærke",
        "Et kvadrat",
        f"Møder: {DA.reaches['range'].format(value='3', minimum='1', maximum='4')}",
    ]


def test_numbers_of_pictures_are_unique() -> None:
    ids = [node.get("id") for node in read(whole()).element.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids)) == 5


def test_language_and_properties() -> None:
    file = read(paper(language="en", subtitle="For the board"))
    about = file.core_properties
    assert (about.title, about.author, about.subject, about.language) == (
        "Opfølgning",
        "Frivilligcenter Midtby",
        "For the board",
        "en-GB",
    )
    assert [node.get(qn("w:val")) for node in file.styles.element.iter(qn("w:lang"))] == ["en-GB"]


def test_links_lead_out_and_keep_their_words() -> None:
    file = read(paper(Paragraph((Run("se "), Run("planen", href="https://example.org/?a=1&b=2")))))
    (link,) = file.element.iter(qn("w:hyperlink"))
    relation = file.part.rels[link.get(qn("r:id"))]
    assert (relation.target_ref, relation.is_external) == ("https://example.org/?a=1&b=2", True)
    assert file.paragraphs[-1].text == "se planen"


def test_example_data_is_marked_on_every_page() -> None:
    def marks(document: Document) -> list[bool]:
        section = read(document).sections[0]
        return [DA.example in part.paragraphs[0].text for part in (section.header, section.first_page_header)]

    assert marks(paper(example_data=True)) == [True, True]
    assert marks(paper()) == [False, False]


@pytest.mark.parametrize("text", [NASTY, WORLD, LONG_WORD, "a\nb\tc", "\x00\x07\ud800x", "\u202eabc\u202c"])
def test_no_text_breaks_it(text: str) -> None:
    blocks = every_block(text)
    assert len(read(paper(*blocks)).tables) == 3


def test_markup_in_texts_is_shown_as_it_is() -> None:
    assert paragraphs(paper(Paragraph(NASTY)))[-1] == ("Normal", NASTY)


def test_the_same_document_gives_the_same_bytes() -> None:
    first = word.render(whole())
    assert first == word.render(whole())
    assert {entry.date_time[:3] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(2026, 3, 12)}


def test_a_thousand_rows() -> None:
    rows = tuple((f"Række {i}", Light("green")) for i in range(1000))
    (table,) = read(paper(Table((Column("Navn"), Column("Lys", "light")), rows))).tables
    assert [row._tr.tc_lst[0].p_lst[0].text for row in table.rows][1:] == [f"Række {i}" for i in range(1000)]


def test_an_unsound_document_is_refused() -> None:
    with pytest.raises(DocumentError):
        word.render(paper(Heading(3, "x")))
