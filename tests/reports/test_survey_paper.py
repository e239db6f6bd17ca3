"""A questionnaire on paper: everything that is asked, the promise first, in a PDF that everybody can read."""

from io import BytesIO

import pypdfium2

from brobygger.reports import survey_paper, validation
from brobygger.reports.document import Callout, Table
from brobygger.surveys.structure import read
from tests.factories import EditionFactory, SendingFactory
from tests.surveys.test_structure import ALL


def test_all_that_is_asked_stands_on_paper(client_of, bo, dorte, centre):
    row = SendingFactory.create(edition=EditionFactory.create(content=ALL), title="Hvordan går det?")
    page = row.get_absolute_url()
    assert f"{page}papir.pdf" in client_of(bo).get(page).content.decode()
    answer = client_of(bo).get(f"{page}papir.pdf")
    assert (answer["Content-Type"], 'filename="hvordan-gar-det.pdf"' in answer["Content-Disposition"]) == ("application/pdf", True)
    text = "\n".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(BytesIO(answer.content)))
    for said in ("Hvordan går det?", "Det er anonymt", "1. Er du med?", "Hvorfor ikke?", "Kun hvis du svarede »Nej«", "Det er sjovt", "7. Hvornår?"):
        assert said in text, said
    assert client_of(dorte).get(f"{page}papir.pdf").status_code == 403


def test_a_named_one_asks_for_the_name(centre):
    row = SendingFactory.create(anonymous=False, open_token="", edition=EditionFactory.create(content=ALL))
    found = survey_paper.compose(centre, row, read(ALL))
    validation.check(found)
    box = next(each for each in found.blocks if isinstance(each, Callout))
    assert (box.title, "Dit navn:" in str(box.text), len([each for each in found.blocks if isinstance(each, Table)])) == ("Ikke anonymt", True, 1)
