"""Results as a PDF: the same figures as on the page, protected whoever fetches it."""

from io import BytesIO

import pypdfium2
import pytest
from django.utils import timezone

from brobygger.surveys import tagging
from tests.factories import ResponseFactory, SendingFactory


def text_of(answer):
    return "\n".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(BytesIO(answer.content)))


@pytest.mark.parametrize("anonymous", [True, False])
def test_figures_are_protected_in_the_paper_whether_anonymous_or_not(client_of, bo, dorte, centre, anonymous):
    row = SendingFactory.create(title="Hvordan går det?", anonymous=anonymous, open_token="alle-x" if anonymous else "")
    for n in range(14):
        ResponseFactory.create(sending=row, answers={"q1": "ja" if n < 12 else "nej", "q2": 4, "q3": f"Tekst {n}"})
    page = row.get_absolute_url()
    assert f"{page}svar.pdf" in client_of(dorte).get(page).content.decode()
    text = text_of(client_of(bo).get(f"{page}svar.pdf"))
    for said in ("Er du medlem?", "For få har valgt hvert svar", "I gennemsnit 4,0.", "Tekst 3", "80 %"):
        assert said in text, said
    assert "86" not in text


def test_too_few_are_no_paper(client_of, bo, centre):
    row = SendingFactory.create()
    for _each in range(4):
        ResponseFactory.create(sending=row, answers={"q3": "Genkendelig"})
    text = text_of(client_of(bo).get(f"{row.get_absolute_url()}svar.pdf"))
    assert ("For få har svaret" in text, "Genkendelig" in text) == (True, False)


def test_themes_of_what_was_written_stand_with_their_number_and_beside_the_words(client_of, bo, centre):
    row = SendingFactory.create()
    for n in range(6):
        ResponseFactory.create(sending=row, answers={"q3": f"Tekst {n}"})
    tagging.tag(row, "q3", {tagging.digest(f"Tekst {n}"): ([], ["Kaffe"]) for n in (1, 2)}, by=bo, now=timezone.now())
    text = text_of(client_of(bo).get(f"{row.get_absolute_url()}svar.pdf"))
    assert ("Tekst 1 [Kaffe]" in text, "Tekst 0 [" in text, "Kaffe 2" in " ".join(text.split())) == (True, False, True)
