"""A post: put up by an association or for one, seen by everybody, found by words and kind, said to be right still, taken away."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from brobygger.centres.scoping import centre_in_force
from brobygger.exchange import defaults, posts
from brobygger.exchange.models import Category, ExchangePost
from tests.factories import CategoryFactory, ContactFactory, ExchangePostFactory, LocalityFactory, OrganisationFactory

NOW, TODAY = timezone.now(), timezone.localdate()
PUBLIC, OFFICE = "/testby/byttebors/", "/testby/kontor/byttebors/"


def written(**more):
    return {"side": "need", "title": "Fire par hænder til loppemarked", "category": CategoryFactory.create().pk, "contact_mail": "klub@forening.example", **more}


@pytest.fixture
def own(erik, centre):
    organisation = OrganisationFactory.create(name="De ældres klub", mail="klub@forening.example")
    ContactFactory.create(organisation=organisation, person__account=erik, acts_since=NOW)
    return organisation


class TestWriting:
    def test_an_association_puts_one_up_and_everybody_sees_it_at_once(self, client, client_of, erik, own):
        here = f"/testby/forening/{own.pk}/byttebors/"
        answer = client_of(erik).post(f"{here}nyt/", written(quantity="4", when="Lørdag 9–15"))
        assert answer.url == here
        row = ExchangePost.objects.get()
        assert (row.organisation, row.side, row.state, row.published_on, row.expires_on, row.created_by) == (own, "need", "open", TODAY, TODAY + timedelta(days=92), erik)
        page = client.get(PUBLIC).content.decode()
        assert ("Fire par hænder" in page, "De ældres klub" in page, "søges" in page) == (True, True, True)
        one = client.get(f"{PUBLIC}{row.pk}/").content.decode()
        assert ("Lørdag 9–15" in one, "klub@forening.example" in one) == (True, False)

    def test_staff_do_it_for_those_who_call(self, client_of, bo, own):
        answer = client_of(bo).post(f"{OFFICE}nyt/?forening={own.pk}", written(organisation=own.pk, ends_on=(TODAY + timedelta(days=10)).isoformat()))
        row = ExchangePost.objects.get()
        assert (answer.url, row.organisation, row.expires_on) == (f"{OFFICE}{row.pk}/", own, TODAY + timedelta(days=10))
        assert client_of(bo).post(f"{OFFICE}nyt/", written(organisation="")).status_code == 302
        assert ExchangePost.objects.get(organisation=None).who == "Frivilligcenter Testby"

    @pytest.mark.parametrize(("more", "field"), [
        ({"title": ""}, "title"), ({"category": "999"}, "category"), ({"category": "9" * 30}, "category"), ({"side": "both"}, "side"), ({"quantity": "0"}, "quantity"), ({"quantity": "-4"}, "quantity"), ({"contact_mail": "nej"}, "contact_mail"),
        ({"text": "Ring til 010190-1234"}, "text"), ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "ends_on"), ({"ends_on": "2026-02-30"}, "ends_on"),
    ])
    def test_what_is_wrong_is_said_beside_the_field_and_kept(self, client_of, bo, centre, more, field):
        answer = client_of(bo).post(f"{OFFICE}nyt/", written(place="Salen", **more))
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert 'value="Salen"' in answer.content.decode()
        assert not ExchangePost.objects.exists()

    def test_a_picture_is_made_anew_small_and_says_what_it_shows(self, client, client_of, bo, own, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        whole = io.BytesIO()
        exif = Image.Exif()
        exif[0x010E] = "Hos Inger, Nørregade 3"
        Image.new("RGB", (3000, 2000), "teal").save(whole, "JPEG", exif=exif)

        def send(data, text="Et telt"):
            return client_of(bo).post(f"{OFFICE}nyt/", written(image=SimpleUploadedFile("../../x.jpg", data), image_alt=text))

        assert "image" in send(b"<svg onload=alert(1)>").context["form"].errors
        assert "image_alt" in send(whole.getvalue(), "").context["form"].errors
        assert send(whole.getvalue()).status_code == 302
        row = ExchangePost.objects.get()
        answer = client.get(f"{PUBLIC}{row.pk}/billede/")
        kept = b"".join(answer.streaming_content)
        assert (Image.open(io.BytesIO(kept)).size, b"Inger" in kept, answer.headers["Cache-Control"]) == ((1200, 800), False, "public, max-age=3600")
        ExchangePost.objects.filter(pk=row.pk).update(state="hidden", ended_on=TODAY)
        assert client.get(f"{PUBLIC}{row.pk}/billede/").status_code == 404
        assert client_of(bo).get(f"{PUBLIC}{row.pk}/billede/").headers["Cache-Control"] == "private, no-store"

    def test_a_stale_edit_keeps_what_was_typed(self, client_of, bo, centre):
        row = ExchangePostFactory.create()
        answer = client_of(bo).post(f"{OFFICE}{row.pk}/ret/", written(category=row.category_id, organisation=row.organisation_id, version="0", title="Min titel"))
        assert (answer.status_code, "Min titel" in answer.content.decode()) == (422, True)

    def test_another_associations_post_is_not_there(self, client_of, erik, own):
        row = ExchangePostFactory.create()
        assert client_of(erik).post(f"/testby/forening/{own.pk}/byttebors/{row.pk}/", written()).status_code == 404


class TestTheList:
    def test_it_is_found_by_words_kind_side_and_place(self, client, centre):
        place, hands = LocalityFactory.create(name="Korsør"), CategoryFactory.create(name="Hænder", also="hjælpere")
        tent = ExchangePostFactory.create(title="Festtelt", locality=place)
        help_ = ExchangePostFactory.create(title="Loppemarked", side="need", category=hands)
        for query, found in (("", [help_, tent]), ("q=telt", [tent]), ("q=hjælpere", [help_]), (f"om={hands.pk}", [help_]), ("vis=tilbydes", [tent]), ("vis=x&om=y&sted=" + "9" * 40, [help_, tent]), (f"sted={place.pk}", [tent])):
            page = client.get(f"{PUBLIC}?{query}")
            assert list(page.context["page"]) == found, query

    def test_where_nothing_fits_there_is_a_way_out(self, client, centre):
        ExchangePostFactory.create(title="Festtelt")
        page = client.get(f"{PUBLIC}?q=telt&vis=soeges")
        assert [(address, n) for _text, address, n in page.context["out"]] == [("q=telt", 1)]

    def test_what_is_over_or_hidden_is_not_in_it(self, client, centre):
        for state, status in (("closed", 410), ("expired", 410), ("hidden", 404)):
            row = ExchangePostFactory.create(state=state, ended_on=TODAY)
            assert client.get(f"{PUBLIC}{row.pk}/").status_code == status
        assert list(client.get(PUBLIC).context["page"]) == []

    @pytest.mark.parametrize("n", [1, 3])
    def test_each_list_asks_the_same_number_of_questions(self, client, client_of, bo, erik, own, django_assert_num_queries, n):
        for _each in range(n):
            ExchangePostFactory.create(organisation=own, locality=LocalityFactory.create())
        for browser, address, questions in ((client, PUBLIC, 6), (client_of(bo), OFFICE, 13), (client_of(erik), f"/testby/forening/{own.pk}/byttebors/", 15)):
            browser.get(address)
            with django_assert_num_queries(questions):
                assert browser.get(address).status_code == 200

    def test_it_leaves_as_a_spreadsheet(self, client_of, bo, centre):
        ExchangePostFactory.create(title="=Festtelt", quantity=2)
        sheet = client_of(bo).get(f"{OFFICE}?format=csv").content.decode("utf-8-sig").splitlines()
        assert (sheet[1].split(";")[4], sheet[1].startswith("=")) == ("2", False)


class TestItsLife:
    def test_closed_and_put_up_again(self, client_of, bo, carla, centre):
        row = ExchangePostFactory.create(published_on=TODAY - timedelta(days=50), expires_on=TODAY + timedelta(days=42))
        browser = client_of(bo)
        for act, state, ended in (("close", "closed", TODAY), ("renew", "open", None)):
            browser.post(f"{OFFICE}{row.pk}/", {"act": act})
            row.refresh_from_db()
            assert (row.state, row.ended_on) == (state, ended)
        assert (row.published_on, row.expires_on) == (TODAY - timedelta(days=50), TODAY + timedelta(days=92))
        assert client_of(carla).post(f"{OFFICE}{row.pk}/", {"act": "close"}).status_code == 403

    def test_what_has_had_its_last_day_is_not_renewed(self, bo, centre):
        row = ExchangePostFactory.create(state="expired", ended_on=TODAY, ends_on=TODAY - timedelta(days=1))
        with pytest.raises(ValidationError):
            posts.renew(row, by=bo, now=NOW)

    def test_an_association_takes_its_own_away(self, client_of, erik, own):
        row = ExchangePostFactory.create(organisation=own)
        client_of(erik).post(f"/testby/forening/{own.pk}/byttebors/{row.pk}/", {"act": "close"})
        row.refresh_from_db()
        assert row.state == "closed"


def test_a_new_centre_begins_with_six_categories_and_keeps_its_own(centre, other_centre, bo):
    defaults.lay_out()
    defaults.lay_out()
    assert [row.sort for row in Category.objects.all()] == ["hands", "skills", "equipment", "premises", "transport", "goods"]
    with centre_in_force(other_centre):
        assert not Category.objects.exists()


def test_it_stands_where_one_looks_for_it(client, client_of, bo, erik, own):
    row = ExchangePostFactory.create(organisation=own, title="Festtelt")
    assert "/testby/byttebors/" in client.get("/testby/").content.decode()
    assert f"{OFFICE}{row.pk}/" in client_of(bo).get("/testby/kontor/soeg/?q=festtelt").content.decode()
    assert f"{OFFICE}{row.pk}/" in client_of(bo).get(f"/testby/kontor/organisationer/{own.pk}/").content.decode()
    assert "Festtelt" in client_of(erik).get(f"/testby/forening/{own.pk}/").content.decode()
