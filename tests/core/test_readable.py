"""LIX by hand, its bands, what ends a sentence in Danish; and the hint beside a text, which stops nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.readable import BANDS, FEWEST, read
from brobygger.directory.models import Offer
from tests.factories import OfferFactory, OrganisationFactory

EASY = "Vi ses hver uge. Du kan bare komme. Der er kaffe og kage. Tag en ven med."  # 17 words, 4 sentences, none long
HARD = "Foreningsfællesskabets frivillighedskoordinator tilrettelægger kompetenceudviklende selvhjælpsforløb vedrørende psykosociale problemstillinger for udsatte borgere med behandlingskrævende afhængighedsproblematikker i lokalområdet"


def test_by_hand():
    assert (read(EASY).lix, str(read(EASY).band)) == (round(17 / 4), "meget let at læse")
    # 19 words in two sentences, two of them of more than six letters: dejlige, samling
    said = "Kom til vores dejlige samling hver onsdag aften i den gamle skole. Der er altid nogen at tale med."
    assert len(said.split()) == 19
    assert read(said).lix == round(19 / 2 + 100 * 2 / 19)


@pytest.mark.parametrize(("lix", "band"), [(24, "meget let at læse"), (25, "let at læse"), (34, "let at læse"), (35, "middelsvær at læse"), (44, "middelsvær at læse"), (45, "svær at læse"), (54, "svær at læse"), (55, "meget svær at læse")])
def test_the_bands_begin_where_they_should(lix, band):
    """A text of one sentence of short words has as many words as its LIX."""
    assert str(read(" ".join(["ord"] * lix)).band) == band
    assert read(" ".join(["ord"] * lix)).lix == lix


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("Vi mødes d. 3. maj kl. 10 og drikker f.eks. kaffe eller te. Du kan komme. Alle er med. Ring.", 12), ("Vi er her\nDu er her\n- Kaffe og te\n- Kage og sang og mere snak med de andre", 9), ("Er du alene? Så kom til os. Vi er glade! Det er du også, når du har mødt os: Vi lover det", 9),
        ("Se https://eksempel.dk/en.meget.lang/adresse og skriv til os@eksempel.dk hvis du vil være med på vores hold i år eller til næste år", 18),
    ],
)
def test_what_ends_a_sentence(text, longest):
    assert read(text).words == longest


def test_too_little_says_nothing():
    assert read("") is None
    assert read(" ".join(["ord"] * (FEWEST - 1))) is None
    assert read(" ".join(["ord"] * FEWEST)) is not None


def test_long_words_are_each_named_once_the_longest_first():
    assert read(f"{HARD}. Lokalområdet. lokalområdet.").long_words[:2] == ("afhængighedsproblematikker", "frivillighedskoordinator")
    assert read(f"{EASY} Samling, samling og Samling.").long_words == ("Samling",)


@given(st.text())
def test_no_text_breaks_it(text):
    found = read(text)
    assert found is None or (found.lix >= 1 and found.words >= 1 and found.band in {*(band for _below, band in BANDS), found.band})


class TestTheHint:
    def test_it_stands_below_the_text_that_is_kept(self, client_of, bo, centre):
        row = OfferFactory.create(text=HARD)
        page = client_of(bo).get(f"/testby/kontor/tilbud/{row.pk}/ret/").content.decode()
        assert "meget svær at læse" in page
        assert "afhængighedsproblematikker" in page
        assert "Den længste sætning" not in page  # it is no longer than others

    def test_it_never_stops_saving(self, client_of, bo, centre):
        given = {"provider": OrganisationFactory.create().pk, "title": "Forløb", "text": HARD, "access": "open_door", "place": "Huset", "free": "on", "interval": "6"}
        assert client_of(bo).post("/testby/kontor/tilbud/nyt/", given).status_code == 302
        assert Offer.objects.get().text == HARD

    def test_after_the_form_was_checked_it_is_there_too(self, client_of, bo, centre):
        answer = client_of(bo).post("/testby/kontor/tilbud/nyt/", {"title": "", "text": EASY})
        assert answer.status_code == 422
        assert "meget let at læse" in answer.content.decode()

    @pytest.mark.parametrize("path", ["/testby/kontor/frivilligjob/nyt/", "/testby/kontor/grupper/ny/"])
    def test_jobs_and_groups_have_it_too(self, client_of, bo, centre, path):
        assert 'hx-post="/laesbarhed/"' in client_of(bo).get(path).content.decode()

    def test_while_one_writes_it_is_asked_anew(self, client_of, bo, client, centre):
        answer = client_of(bo).post("/laesbarhed/", {"text": f"{EASY} <b>{' og'.join(['vi'] * 40)}</b>", "csrfmiddlewaretoken": "x"})
        assert "LIX" in answer.content.decode()
        assert "<b>vi" not in answer.content.decode()
        assert client_of(bo).post("/laesbarhed/", {}).content.decode().strip() == ""
        assert client.post("/laesbarhed/", {"text": EASY}).status_code == 404
        assert client_of(bo).get("/laesbarhed/").status_code == 405
