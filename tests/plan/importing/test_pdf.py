"""PDF documents: the same plans in many prints, and PDF files that are not what they should be."""

from typing import Any

import pytest
import typst

from brobygger.plan.importing import Unreadable, read_plan
from tests.plan.importing.building import as_pdf
from tests.plan.importing.printing import Style, as_print
from tests.plan.importing.test_documents import DOCUMENTS, told

PRINTS = {
    "small pages with running heads": Style(paper="a5", head="Frivilligt arbejde i kommunen", foot="Vedtaget af bestyrelsen", numbered=True),
    "landscape, the header on every page": Style(landscape=True, size=11, numbered=True, repeat=True),
    "lines between rows only": Style(ruling="level", size=9),
    "a line under the header only": Style(ruling="head", size=9, gap=1.2),
    "no lines": Style(ruling="none", size=9),
    "no lines, small and wide": Style(ruling="none", size=8, inset=8, landscape=True),
    "words hyphenated": Style(hyphenate=True, justify=True, size=11),
    "hyphenated on small pages": Style(hyphenate=True, justify=True, size=11, paper="a5", landscape=True, repeat=True, numbered=True),
    "dashes, headings only bold": Style(marker="–", flat=True),
    "bullets of a font without names": Style(marker="\uf0b7", whole=True, shaded=True),
    "a cover and a table of contents": Style(cover=True, contents=True, numbered=True, foot="Frivilligcentret, Torvet 1, 9999 Byen"),
    "close": Style(inset=2, size=8, gap=0.65),
    "large sheet, arrows": Style(paper="a3", landscape=True, inset=10, marker="➢"),
}
PLANS = ("aadalen", "sundby", "vestervig", "fjordby", "lindholm", "engelsborg", "skovlund")


@pytest.mark.long
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("name", PRINTS)
def test_a_plan_reads_the_same_in_every_print(name, plan):
    source = (DOCUMENTS / f"{plan}.html").read_text(encoding="utf-8")
    answer = (DOCUMENTS / f"{plan}.answer").read_text(encoding="utf-8").splitlines()
    assert list(told(read_plan(as_print(source, PRINTS[name]), "plan.pdf"))) == answer


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        read_plan(content, "plan.pdf")
    return error.value.code


def written(**parts: Any) -> bytes:
    """A page written by hand: ``stream`` is drawn on it, ``trailer`` and ``more`` are put in at their places."""
    stream: bytes = parts.get("stream", b"")
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n" + parts.get("more", b"") + b"trailer<</Root 1 0 R" + parts.get("trailer", b"") + b">>"
    )


def test_a_password():
    lock = b"6 0 obj<</Filter/Standard/V 1/R 2/P -44/O <%s>/U <%s>>>endobj\n" % (b"41" * 32, b"42" * 32)
    assert refused(written(more=lock, trailer=b"/Encrypt 6 0 R/ID[<00><00>]")) == "password"


def test_pictures_of_pages():
    picture = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    assert refused(written(stream=picture)) == "scanned"


def test_a_page_with_nothing_on_it():
    assert refused(written()) == "no_text"


def test_more_pages_than_any_plan():
    assert refused(typst.compile(b"#for i in range(201) [ Side #pagebreak() ]")) == "too_many_pages"
    claimed = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 40000/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>"
    assert refused(claimed) == "too_many_pages"


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9])
def test_a_torn_file(share):
    content = as_pdf("<h1>Handleplan 2025</h1><p>To kurser om året.</p>")
    assert refused(content[: int(len(content) * share)]) == "damaged"


def test_a_page_that_draws_without_end_is_read_to_its_bound():
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 600, n % 800, n * 7 % 600, n * 13 % 800) for n in range(60_000))
    text = b"BT /F 10 Tf 50 700 Td (Handleplan 2025 for Frivilligcenter Fjordby) Tj ET "
    assert read_plan(written(stream=text + lines), "plan.pdf").areas == []
