"""An exchange fair: the catalogue beforehand, slips typed in one line each and undone by one click, the tally on the wall; and one whole evening of it."""

import io

import pdfplumber
import pytest

from brobygger.exchange import fairs
from brobygger.exchange.models import Category, Exchange, Fair
from tests.exchange.growing import FAIRS, TODAY, a_fair, counted, typed
from tests.factories import (
    CategoryFactory,
    EventFactory,
    ExchangeFactory,
    ExchangePostFactory,
    FairFactory,
    OrganisationFactory,
)


@pytest.fixture
def fair(centre):
    return a_fair()


class TestSlips:
    def test_one_line_keeps_it_and_undo_takes_it_out(self, client_of, carla, fair):
        known = OrganisationFactory.create(name="Spejderne")
        desk, here = client_of(carla), f"{FAIRS}{fair.pk}/sedler/"
        assert desk.post(here, typed(gives="spejderne", gets="En helt ny klub", what="Fire hjælpere til borde", hours="12", own_key="k")).status_code == 302
        row = Exchange.objects.get()
        assert (row.gives, row.gives_name, row.getter, row.minutes, row.state, row.agreed_on, row.category.sort) == (known, "", "En helt ny klub", 720, "agreed", TODAY, "hands")
        assert (row.fair, row.created_by, counted()) == (fair, carla, 1)
        desk.post(here, typed(gives="spejderne", gets="En helt ny klub", what="Fire hjælpere", own_key="k"))  # Enter pressed twice
        assert Exchange.objects.count() == 1
        desk.post(f"{here}fortryd/", {"slip": row.pk})
        desk.post(f"{here}fortryd/", {"slip": row.pk})
        assert (Exchange.objects.count(), counted()) == (0, 0)

    def test_a_posts_number_says_who_and_what(self, client_of, carla, fair):
        offer, need = ExchangePostFactory.create(title="Festtelt"), ExchangePostFactory.create(side="need", title="Hænder")
        desk, here = client_of(carla), f"{FAIRS}{fair.pk}/sedler/"
        desk.post(here, typed(post=offer.pk, gets="Klubben"))
        desk.post(here, typed(post=need.pk, gives="Klubben", what="Ti hænder"))
        assert [(row.giver, row.getter, row.what, row.category) for row in Exchange.objects.order_by("pk")] == [
            (str(offer.organisation), "Klubben", "Festtelt", offer.category), ("Klubben", str(need.organisation), "Ti hænder", need.category),
        ]

    @pytest.mark.parametrize(("more", "field"), [
        ({"gets": "B", "what": "x"}, "gives"), ({"gives": "A", "what": "x"}, "gets"), ({"gives": "A", "gets": "B"}, "what"), ({"post": "999", "gets": "B"}, "post"), ({"post": "x"}, "post"), ({"post": "9" * 30}, "post"),
        ({"gives": "A", "gets": "B", "what": "x", "hours": "mange"}, "hours"), ({"gives": "A", "gets": "B", "what": "x", "hours": "-2"}, "hours"), ({"gives": "Klub", "gets": "klub", "what": "x"}, "gets"), ({"gives": "A", "gets": "B", "what": "010190-1234"}, "what"),
    ])
    def test_what_is_wrong_is_said_beside_the_field_and_kept(self, client_of, bo, fair, more, field):
        OrganisationFactory.create(name="Klub")
        answer = client_of(bo).post(f"{FAIRS}{fair.pk}/sedler/", typed(**more))
        assert (answer.status_code, Exchange.objects.count()) == (422, 0)
        assert field in answer.context["form"].errors

    def test_another_fairs_slip_and_one_that_is_no_slip_are_not_taken_out(self, client_of, bo, fair):
        other, plain = ExchangeFactory.create(fair=FairFactory.create(), state="agreed", agreed_on=TODAY), ExchangeFactory.create()
        for row in (other, plain):
            client_of(bo).post(f"{FAIRS}{fair.pk}/sedler/fortryd/", {"slip": row.pk})
        client_of(bo).post(f"{FAIRS}{fair.pk}/sedler/fortryd/", {"slip": "9" * 40})
        assert Exchange.objects.count() == 2

    @pytest.mark.parametrize("n", [1, 3])
    def test_pages_ask_the_same_number_of_questions(self, client_of, bo, fair, django_assert_num_queries, n):
        ExchangeFactory.create_batch(n, fair=fair, post=None, category=Category.objects.first(), gives=OrganisationFactory.create(), state="agreed", agreed_on=TODAY)
        for _each in range(n):
            fair.organisations.add(ExchangePostFactory.create().organisation)
        browser = client_of(bo)
        for address, questions in ((f"{FAIRS}{fair.pk}/sedler/", 14), (f"{FAIRS}{fair.pk}/", 18), (f"{FAIRS}{fair.pk}/tavle/", 15), (FAIRS, 11)):
            browser.get(address)
            with django_assert_num_queries(questions):
                assert browser.get(address).status_code == 200


class TestTheFair:
    def test_an_event_becomes_one_and_has_its_catalogue(self, client_of, bo, centre):
        event = EventFactory.create(registration__title="Frivilligbørs 2026")
        club, other = ExchangePostFactory.create(title="Festtelt").organisation, ExchangePostFactory.create(title="Ikke med")
        answer = client_of(bo).post(f"{FAIRS}ny/", {"event": event.pk, "organisations": [club.pk], "brokers": "Karin\nOle"})
        row = Fair.objects.get()
        assert (answer.url, str(row)) == (f"{FAIRS}{row.pk}/", "Frivilligbørs 2026")
        page = client_of(bo).get(answer.url).content.decode()
        assert ("Festtelt" in page, "Ikke med" in page, "Karin, Ole" in page, f"{FAIRS}{row.pk}/katalog/" in page) == (True, False, True, True)
        assert client_of(bo).post(f"{FAIRS}ny/", {"event": event.pk}).status_code == 422
        assert other.state == "open"

    def test_the_catalogue_is_a_tagged_pdf_with_numbers_and_no_person(self, client_of, bo, fair):
        post = ExchangePostFactory.create(title="Festtelt, 6 × 12 m", contact_name="Inger Hemmelig", contact_mail="inger@hemmelig.example")
        fair.organisations.add(post.organisation)
        fair.brokers = "Karin Mægler"
        fair.save()
        answer = client_of(bo).get(f"{FAIRS}{fair.pk}/katalog/fil.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        with pdfplumber.open(io.BytesIO(answer.content)) as paper:
            text = "\n".join(page.extract_text() for page in paper.pages)
            assert paper.doc.catalog.get("MarkInfo")
        assert ("Festtelt, 6 × 12 m" in text, str(post.pk) in text, "Hemmelig" in text, "hemmelig.example" in text, "Karin" in text) == (True, True, False, False, False)
        assert "Festtelt" in client_of(bo).get(f"{FAIRS}{fair.pk}/katalog/").content.decode()

    def test_the_wall_keeps_itself_up_to_date(self, client_of, bo, fair):
        whole = client_of(bo).get(f"{FAIRS}{fair.pk}/tavle/").content.decode()
        part = client_of(bo).get(f"{FAIRS}{fair.pk}/tavle/", headers={"HX-Request": "true"}).content.decode()
        assert ("<html" in whole, 'hx-trigger="every' in whole, "<html" in part, 'hx-trigger="every' in part) == (True, True, False, True)


def test_the_category_is_read_off_the_words(centre):
    CategoryFactory.create(name="Andet", position=0)
    transport = CategoryFactory.create(name="Transport", also="bil, trailer", position=1)
    assert fairs._category(fairs.Slip("A", "B", "En trailer i weekenden"), None) == transport
    assert fairs._category(fairs.Slip("A", "B", "Noget helt tredje"), None).name == "Andet"
