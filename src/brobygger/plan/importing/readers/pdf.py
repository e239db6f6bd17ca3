"""PDF documents: tables by their lines or by their column headings, text between them, put together over page breaks.

Running heads, page numbers and tables of contents are left out; a row or paragraph that a page break tore apart is whole again.
"""

import threading
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2

from brobygger.plan.importing.archives import damaged, locked
from brobygger.plan.importing.blocks import Document
from brobygger.plan.importing.limits import MAX_PAGES
from brobygger.plan.importing.readers.pdf_layout import lay_out
from brobygger.plan.importing.readers.pdf_page import Page, read_page
from brobygger.plan.importing.text import clean
from brobygger.plan.importing.unreadable import Unreadable
from brobygger.plan.importing.wording import gettext

# The library keeps state of its own that two threads must not touch at once.
_LOCK: Final = threading.Lock()
_PASSWORD: Final = 4
_FEW_LETTERS: Final = 20


def read(content: bytes) -> Document:
    with _LOCK:
        title, pages = _pages(content)
    letters = sum(len(word.text) for page in pages for word in page.words)
    if letters < _FEW_LETTERS:
        if any(page.pictures for page in pages):
            raise Unreadable("scanned", gettext("The PDF holds only pictures of pages (a scan), so there is no text to read. Choose the document it was printed from, or have the text recognised (OCR) first."))
        raise Unreadable("no_text", gettext("There is no text in this document."))
    blocks, hints = lay_out(pages)
    return Document(blocks, title, hints)


def _pages(content: bytes) -> tuple[str, list[Page]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise locked() from error
        raise damaged() from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable("too_many_pages", gettext("The document has %(n)d pages; a plan of up to %(most)d pages can be read. Take out the plan itself and try again.") % {"n": len(document), "most": MAX_PAGES})
        return clean(document.get_metadata_value("Title") or ""), list(_each(document))
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def _each(document: Any) -> Iterator[Page]:
    for index in range(len(document)):
        page = document[index]
        try:
            yield read_page(page, index + 1)
        finally:
            page.close()


