"""The screen shows the document with real headings, lists and tables, and every text escaped."""

import lxml.html
import pytest

from brobygger.reports.document import (
    Bullets,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    Light,
    Logo,
    Paragraph,
    Progress,
    RowGroup,
    Run,
    Table,
)
from brobygger.reports.html import render_html
from brobygger.reports.phrasing import words
from brobygger.reports.validation import DocumentError
from tests.reports.papers import LOGO, NASTY, SQUARE, WORLD, paper, whole

DA = words("da")


def page(document: Document) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(str(render_html(document)))


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u200b", "").split())


def test_the_title_is_the_first_heading_and_the_others_follow() -> None:
    article = page(paper(Heading(1, "Mål"), Heading(2, "Et"), Heading(3, "Dybt")))
    assert [(h.tag, text_of(h)) for h in article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4]")] == [
        ("h1", "Opfølgning"), ("h2", "Mål"), ("h3", "Et"), ("h4", "Dybt"),
    ]  # fmt: skip
    assert article.get("lang") == "da"


def test_a_table_names_its_columns_rows_and_groups() -> None:
    table = Table(
        (Column("Mål"), Column("Antal", "number")),
        caption="Målene",
        groups=(RowGroup("Foreninger", (("Et", 1), ("To", 2))),),
        total=("I alt", 3),
        row_headers=True,
    )
    article = page(paper(table))
    assert [(th.get("scope"), text_of(th)) for th in article.xpath(".//th")] == [
        ("col", "Mål"), ("col", "Antal"), ("rowgroup", "Foreninger"), ("row", "Et"), ("row", "To"),
    ]  # fmt: skip
    assert [text_of(caption) for caption in article.xpath(".//caption")] == ["Målene"]
    assert [text_of(cell) for cell in article.xpath(".//td")] == ["1", "2", "I alt", "3"]


def test_an_empty_table_says_so() -> None:
    article = page(paper(Table((Column("a"), Column("b"))), Table((Column("a"),), empty="Ingen endnu")))
    assert [(td.get("colspan"), text_of(td)) for td in article.xpath(".//td")] == [
        ("2", DA.empty),
        ("1", "Ingen endnu"),
    ]


def test_a_light_is_shape_and_word_and_names_its_colour_once() -> None:
    article = page(paper(Light("yellow", "Nået for det meste"), Light("red")))
    shapes = article.xpath(".//*[@class='document-light-shape']")
    assert [(shape.get("role"), shape.get("aria-label"), shape.get("aria-hidden")) for shape in shapes] == [
        ("img", DA.lights["yellow"], None),
        (None, None, "true"),
    ]
    assert [len(shape.xpath(".//*[local-name()='svg']")) for shape in shapes] == [1, 1]
    assert [text_of(light) for light in article.xpath(".//p/span")][-2:] == ["Nået for det meste", DA.lights["red"]]


def test_progress_says_its_figures_in_words() -> None:
    (bar,) = page(paper(Progress(1, 2, None, "Møder"))).xpath(".//*[@class='document-progress']")
    assert text_of(bar) == f"Møder {DA.reaches['least'].format(value='1', minimum='2')}"


@pytest.mark.parametrize("text", [NASTY, WORLD, "<script>alert(1)</script>", "{{ 1|add:2 }}"])
def test_texts_are_escaped_everywhere(text: str) -> None:
    article = page(whole(text))
    shown = text_of(article)
    assert shown.count(text) == text_of(page(whole("Kvarts"))).count("Kvarts")
    assert article.xpath(".//script | .//b | .//style | .//@style | .//@onclick") == []


def test_a_picture_has_its_text() -> None:
    article = page(paper(Figure(SQUARE, 'Et "kvadrat"'), logo=LOGO))
    assert [node.get("aria-label") for node in article.xpath(".//figure/div")] == ['Et "kvadrat"']
    assert [img.get("alt") for img in article.xpath(".//img")] == [LOGO.alt]


def test_a_logo_named_as_the_centre_is_not_read_twice() -> None:
    logo = Logo(LOGO.data, "Frivilligcenter Midtby")
    assert [img.get("alt") for img in page(paper(logo=logo)).xpath(".//img")] == [""]


def test_links_and_stresses() -> None:
    article = page(
        paper(Paragraph((Run("a", bold=True), Run(" "), Run("b", italic=True), Run("c", href="https://x.dk/?a=1&b=2"))))
    )
    assert [(node.tag, node.text) for node in article.xpath("./p/*")] == [("strong", "a"), ("em", "b"), ("a", "c")]
    assert article.xpath(".//a/@href") == ["https://x.dk/?a=1&b=2"]
    assert article.xpath("string(./p)") == "a bc"


def test_empty_blocks_leave_nothing() -> None:
    assert len(page(paper(Bullets(()), Paragraph(" "), Callout("x")))) == 2  # the head and the box


def test_example_data_is_marked() -> None:
    assert DA.example in text_of(page(paper(example_data=True)))
    assert DA.example not in text_of(page(paper()))


def test_an_unsound_document_is_refused() -> None:
    with pytest.raises(DocumentError):
        render_html(paper(Figure(SQUARE, "")))
