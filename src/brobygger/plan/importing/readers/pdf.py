"""PDF documents: tables by their lines or by their column headings, text between them, put together over page breaks.

Running heads, page numbers and tables of contents are left out; a row or paragraph that a page break tore apart is whole again.
"""

from collections.abc import Iterator
from typing import Final

from brobygger.plan.importing.archives import damaged, locked
from brobygger.plan.importing.blocks import Block, Document, Kind, Line
from brobygger.plan.importing.markers import split_marker
from brobygger.plan.importing.readers.pdf_layout import lay_out
from brobygger.plan.importing.text import clean
from brobygger.plan.importing.unreadable import Unreadable
from brobygger.plan.importing.wording import gettext
from brobygger.plan.pdf_pages.apart import MAX_PAGES, Refused, read_apart
from brobygger.plan.pdf_pages.page import Page

_FEW_LETTERS: Final = 20


def read(content: bytes) -> Document:
    title, pages = _pages(content)
    letters = sum(len(word.text) for page in pages for word in page.words)
    if letters < _FEW_LETTERS:
        if any(page.pictures for page in pages):
            raise Unreadable("scanned", gettext("The PDF holds only pictures of pages (a scan), so there is no text to read. Choose the document it was printed from, or have the text recognised (OCR) first."))
        raise Unreadable("no_text", gettext("There is no text in this document."))
    blocks, hints, cover = lay_out(pages)
    for line in _lines(blocks):
        _take_dash(line)
    return Document(blocks, title, hints, cover)


def _lines(blocks: list[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)


def _take_dash(line: Line) -> None:
    """A dash typed before a word that did not fit beside it stands on a line of its own, and is a mark all the same."""
    marker, rest = split_marker(line.text)
    if line.kind is Kind.PARAGRAPH and not line.marker and rest and marker and not any(letter.isalnum() for letter in marker):
        line.kind, line.marker, line.text = Kind.ITEM, marker, rest


def _pages(content: bytes) -> tuple[str, list[Page]]:
    try:
        title, pages = read_apart(content)
    except Refused as refused:
        if refused.code == "locked":
            raise locked() from refused
        if refused.code == "too_long":
            raise Unreadable("too_many_pages", gettext("The document has %(n)d pages; a plan of up to %(most)d pages can be read. Take out the plan itself and try again.") % {"n": refused.pages, "most": MAX_PAGES}) from refused
        if refused.code == "endless":
            raise Unreadable("too_slow", gettext("The PDF is put together in a way that takes too long to read. Print it to a new PDF, or choose the document it was made from.")) from refused
        raise damaged() from refused
    return clean(title), pages
