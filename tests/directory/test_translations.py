"""Offers in further languages: written beside the Danish, shown when they are right, told when the Danish has left them behind, found and given on."""

import pytest
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.directory import translating
from brobygger.directory.finding import index
from brobygger.directory.finding.asking import Wanted, find
from brobygger.directory.models import Offer, OfferLanguage, OfferTranslation, ViewCount
from tests.factories import ContactFactory, OfferFactory, OfferLanguageFactory, OfferTranslationFactory

OFFICE, PUBLIC = "/testby/kontor/tilbud/", "/testby/tilbud/"
NOW = timezone.now()


@pytest.fixture
def offer(centre):
    return OfferFactory.create(title="Sorgcafé", short="Kaffe med andre, der har mistet.", how="Spørg efter Karen.", contact_phone="12 34 56 78", contact_name="Karen")


def write(browser, offer, language="en", **said):
    return browser.post(f"{OFFICE}{offer.pk}/sprog/{language}/", {"title": "Grief café", "short": "Coffee with others.", "how": "Ask for Karen.", "ready": "on", **said})


def change(browser, row, **said):
    row.refresh_from_db()
    given = {"provider": row.provider_id, "title": row.title, "short": row.short, "how": row.how, "access": "open_door", "place": "Huset", "free": "on", "interval": "6", "contact_phone": row.contact_phone, "version": row.version}
    assert browser.post(f"{OFFICE}{row.pk}/ret/", {**given, **said}).status_code == 302


class TestWriting:
    def test_staff_choose_languages_and_see_what_is_missing(self, client_of, bo, offer):
        staff = client_of(bo)
        assert staff.post(f"{OFFICE}sprog/", {"languages": ["en", "uk"]}).status_code == 302
        assert [(each.language.code, each.missing) for each in translating.tallies()] == [("en", 1), ("uk", 1)]
        write(staff, offer)
        OfferFactory.create(title="Kor")
        OfferFactory.create(title="Kladde", state="draft", published_at=None, verified_on=None)
        page = staff.get(f"{OFFICE}sprog/", {"sprog": "en", "stand": "missing"})
        assert [row.title for row in page.context["page"].object_list] == ["Kor"]
        assert [tuple(each[1:]) for each in translating.tallies()] == [(1, 0, 0, 1), (0, 0, 0, 2)]

    def test_a_language_taken_off_leaves_its_texts(self, client_of, bo, client, offer):
        OfferLanguageFactory.create(code="en")
        row = OfferTranslationFactory.create(offer=offer)
        client_of(bo).post(f"{OFFICE}sprog/", {})
        assert not OfferLanguage.objects.exists()
        assert client.get(row.public_url).status_code == 200

    def test_the_danish_stands_beside_each_field_and_what_is_not_said_in_it_is_not_asked_for(self, client_of, bo, offer):
        OfferLanguageFactory.create(code="uk")
        assert f'href="{OFFICE}{offer.pk}/sprog/uk/">ukrainsk</a> <span class="quiet">mangler' in client_of(bo).get(f"{OFFICE}{offer.pk}/").content.decode()
        page = client_of(bo).get(f"{OFFICE}{offer.pk}/sprog/uk/").content.decode()
        assert "Sorgcafé: ukrainsk" in page
        assert "På dansk: Kaffe med andre, der har mistet." in page
        assert 'lang="uk"' in page
        offer.how = ""
        offer.save()
        assert 'name="how"' not in client_of(bo).get(f"{OFFICE}{offer.pk}/sprog/ar/").content.decode()
        assert 'dir="rtl"' in client_of(bo).get(f"{OFFICE}{offer.pk}/sprog/ar/").content.decode()

    def test_bad_input_says_why_and_stays(self, client_of, bo, offer):
        answer = write(client_of(bo), offer, title="", short="Call 010190-1234")
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"title", "short"}
        assert "Ask for Karen." in answer.content.decode()
        assert not OfferTranslation.objects.exists()

    def test_a_language_there_is_not_is_not_found(self, client_of, bo, offer):
        assert client_of(bo).get(f"{OFFICE}{offer.pk}/sprog/xx/").status_code == 404
        assert client_of(bo).post(f"{OFFICE}sprog/", {"languages": ["xx"]}).status_code == 200
        assert not OfferLanguage.objects.exists()

    def test_two_who_write_the_same_at_once_are_one(self, client_of, bo, offer, monkeypatch):
        """The other's came between the look and the lock."""
        stamp = translating.stamp

        def late(row, now):
            OfferTranslationFactory.create(offer=offer, title="Hers")
            stamp(row, now)

        monkeypatch.setattr(translating, "stamp", late)
        answer = write(client_of(bo), offer)
        assert answer.status_code == 422
        assert "En anden har skrevet denne oversættelse imens." in answer.content.decode()
        assert "Coffee with others." in answer.content.decode()
        assert [row.title for row in OfferTranslation.objects.all()] == ["Hers"]

    def test_it_is_in_the_trail_and_taken_out_again(self, client_of, bo, offer):
        write(client_of(bo), offer)
        client_of(bo).post(f"{OFFICE}{offer.pk}/sprog/en/", {"act": "delete"})
        assert not OfferTranslation.objects.exists()
        assert list(Change.objects.filter(model="directory.OfferTranslation").order_by("pk").values_list("verb", flat=True)) == ["added", "removed"]

    def test_the_desk_looks_and_writes_nothing(self, client_of, carla, offer):
        desk = client_of(carla)
        assert desk.get(f"{OFFICE}sprog/").status_code == 200
        assert desk.post(f"{OFFICE}sprog/", {"languages": ["en"]}).status_code == 403
        assert write(desk, offer).status_code == 403


class TestOnTheAssociationsOwnPages:
    @pytest.fixture
    def hers(self, erik, offer):
        ContactFactory.create(person__account=erik, acts_since=NOW, organisation=offer.provider)
        OfferLanguageFactory.create(code="uk")
        return f"/testby/forening/{offer.provider_id}/tilbud/{offer.pk}/"

    def test_it_is_reached_from_the_offer_written_and_read(self, client_of, erik, client, offer, hers):
        own = client_of(erik)
        assert f'href="{hers}sprog/uk/">ukrainsk</a> <span class="quiet">mangler' in own.get(hers).content.decode()
        assert own.post(f"{hers}sprog/uk/", {"title": "Кафе для скорботних", "short": "Кава.", "how": "Карен.", "ready": "on"}).headers["Location"] == hers
        row = OfferTranslation.objects.get()
        assert "Кафе для скорботних" in client.get(row.public_url).content.decode()
        assert Change.objects.get(model="directory.OfferTranslation").by == erik
        assert own.post(f"{hers}sprog/uk/", {"title": "", "version": row.version}).status_code == 422

    def test_it_is_taken_out(self, client_of, erik, offer, hers):
        OfferTranslationFactory.create(offer=offer, language="uk")
        client_of(erik).post(f"{hers}sprog/uk/", {"act": "delete"})
        assert not OfferTranslation.objects.exists()

    def test_that_of_anothers_offer_is_not_there(self, client_of, erik, offer, hers):
        another = OfferFactory.create()
        address = f"/testby/forening/{offer.provider_id}/tilbud/{another.pk}/sprog/uk/"
        assert client_of(erik).get(address).status_code == 404
        assert client_of(erik).post(address, {"title": "X", "ready": "on"}).status_code == 404
        assert client_of(erik).get(f"{hers}sprog/klingon/").status_code == 404


class TestHowFarItIs:
    def test_missing_draft_right_and_left_behind(self, client_of, bo, offer):
        staff = client_of(bo)
        OfferLanguageFactory.create(code="en")

        def standing():
            return [str(status) for _language, _row, status in translating.standing(Offer.objects.get(pk=offer.pk))]

        seen = [standing()]
        write(staff, offer, ready="")
        seen.append(standing())
        write(staff, offer, version=OfferTranslation.objects.get().version)
        seen.append(standing())
        change(staff, offer, title="Sorgcaféen")
        seen.append(standing())
        page = staff.get(f"{OFFICE}{offer.pk}/sprog/en/").content.decode()
        assert "“Sorgcafé” → “Sorgcaféen”" in page
        write(staff, offer, version=OfferTranslation.objects.get().version)
        seen.append(standing())
        assert seen == [["mangler"], ["kladde"], ["rigtig"], ["forældet"], ["rigtig"]]

    def test_what_is_not_translated_may_change(self, client_of, bo, offer):
        write(client_of(bo), offer)
        change(client_of(bo), offer, text="Mere om det.", place="Et andet hus")
        assert OfferTranslation.objects.get().status == "right"

    def test_a_change_by_the_provider_counts_too_and_staff_have_it_as_a_to_do(self, client_of, erik, astrid, offer):
        ContactFactory.create(person__account=erik, acts_since=NOW, organisation=offer.provider)
        OfferTranslationFactory.create(offer=offer)
        assert "forældede" not in client_of(astrid).get("/testby/kontor/").content.decode()
        given = {"title": "Sorgcaféen", "short": offer.short, "how": offer.how, "access": "open_door", "place": "Huset", "free": "on", "contact_phone": "12 34 56 78", "version": offer.version}
        assert client_of(erik).post(f"/testby/forening/{offer.provider_id}/tilbud/{offer.pk}/", given).status_code == 302
        start = client_of(astrid).get("/testby/kontor/").content.decode()
        assert f"{OFFICE}sprog/?sprog=en&amp;stand=old" in start
        rows = client_of(astrid).get(f"{OFFICE}sprog/", {"sprog": "en", "stand": "old"}).context["page"].object_list
        assert [row.title for row in rows] == ["Sorgcaféen"]

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_overview_asks_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        for code in ("en", "uk", "ar")[:n]:
            OfferLanguageFactory.create(code=code)
            for _each in range(n):
                OfferTranslationFactory.create(language=code)
        staff = client_of(bo)
        staff.get(f"{OFFICE}sprog/", {"sprog": "en", "stand": "right"})
        with django_assert_num_queries(14):
            staff.get(f"{OFFICE}sprog/", {"sprog": "en", "stand": "right"})


class TestWhatCitizensSee:
    def test_plain_links_lead_there_and_back(self, client, offer):
        OfferTranslationFactory.create(offer=offer, title="Grief café", short="Coffee with others.", how="Ask for Karen.")
        OfferTranslationFactory.create(offer=offer, language="ar", title="مقهى الحزن")
        danish = client.get(offer.public_url).content.decode()
        assert f'<a class="ds-link" href="{offer.public_url}ar/" lang="ar" hreflang="ar">العربية</a>' in danish
        assert f'rel="alternate" hreflang="en" href="http://localhost:8000{offer.public_url}en/"' in danish
        arabic = client.get(f"{offer.public_url}ar/").content.decode()
        assert '<div lang="ar" dir="rtl"><h1 class="ds-heading" data-size="lg">مقهى الحزن</h1>' in arabic
        assert f'href="{offer.public_url}" lang="da" hreflang="da"' in arabic
        assert "12 34 56 78" in arabic
        assert ViewCount.objects.get().n == 2

    def test_the_english_page_is_english_and_says_the_danish_how_no_second_time(self, client, offer):
        OfferTranslationFactory.create(offer=offer, title="Grief café", how="Ask for Karen.")
        page = client.get(f"{offer.public_url}en/").content.decode()
        for said in ("Grief café", "Ask for Karen.", "Telephone", "How to come"):
            assert said in page
        assert "Spørg efter Karen" not in page

    @pytest.mark.parametrize("why", ["draft", "another language", "hidden offer", "another centre"])
    def test_what_is_not_to_be_seen_is_not_there(self, client, other_centre, offer, why):
        with centre_in_force(other_centre) if why == "another centre" else centre_in_force(offer.centre):
            row = OfferTranslationFactory.create(**({} if why == "another centre" else {"offer": offer}), language="de" if why == "another language" else "en", ready=why != "draft")
        if why == "hidden offer":
            Offer.objects.update(state="hidden")
        assert client.get(f"{PUBLIC}{row.offer_id}/en/").status_code == 404

    def test_one_that_was_left_behind_says_so(self, client, offer):
        row = OfferTranslationFactory.create(offer=offer, of_short="Noget andet.")
        assert "The Danish text was changed after this was translated." in client.get(row.public_url).content.decode()

    def test_it_is_found_by_its_words_at_once_and_not_as_a_draft(self, client_of, bo, offer):
        def found(words):
            return [hit.offer.title for hit in find(Wanted(words=words), now=NOW).hits]

        index.put([offer.pk])
        staff = client_of(bo)
        write(staff, offer, ready="")
        assert found("bereavement") == []
        write(staff, offer, title="Bereavement café", version=OfferTranslation.objects.get().version)
        assert found("bereavement") == ["Sorgcafé"]
        write(staff, offer, "uk", title="Кафе для тих, хто втратив близьких")
        assert found("втратив близьких") == ["Sorgcafé"]
        assert found("sorg") == ["Sorgcafé"]
        OfferTranslation.objects.filter(language="en").update(version=99)
        translating.take_out(OfferTranslation.objects.get(language="en"), by=bo, now=NOW)
        assert found("bereavement") == []


class TestOpenData:
    def test_the_languages_record_says_where_it_can_be_read(self, client, offer):
        offer.languages = "engelsk"
        offer.save()
        OfferTranslationFactory.create(offer=offer, title="Grief café")
        OfferTranslationFactory.create(offer=offer, language="uk", title="Кафе")
        OfferTranslationFactory.create(offer=offer, language="pl", ready=False)
        row = client.get("/testby/api/hsds/3/services", {"full": "true"}).json()["contents"][0]
        said = {each["code"]: (each["name"], each.get("note", "")) for each in row["languages"]}
        assert list(said) == ["da", "en", "uk"]
        assert said["da"][1] == ""
        assert f"http://localhost:8000{offer.public_url}en/" in said["en"][1]
        assert "Grief café" in said["en"][1]
        assert (said["uk"][0], "Кафе" in said["uk"][1]) == ("Ukrainsk", True)
