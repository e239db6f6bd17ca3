"""An offer's life: written, approved, changed by its provider, confirmed, hidden, ended; and who sees what meanwhile."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.directory import actions
from brobygger.directory.finding import index
from brobygger.directory.models import Confirmation, Offer
from tests.factories import ContactFactory, MeaningFactory, OfferFactory, OfferTimeFactory, OrganisationFactory

OFFICE = "/testby/kontor/tilbud/"


def draft(**fields):
    return OfferFactory.create(**{"state": Offer.State.DRAFT, "published_at": None, "verified_on": None, "short": "En café.", "contact_phone": "12 34 56 78", **fields})


def written(**fields):
    given = {"title": "Sorgcafé", "short": "Kaffe med andre, der har mistet.", "access": "open_door", "place": "Huset", "free": "on", "interval": "6", "takes_referrals": "on"}
    return {**given, **fields}


class TestWriting:
    def test_staff_write_one_and_make_it_public(self, client_of, bo, centre):
        provider, meaning = OrganisationFactory.create(name="Sorgvennerne"), MeaningFactory.create(name="Sorg")
        answer = client_of(bo).post(f"{OFFICE}nyt/", written(provider=provider.pk, situations=[meaning.pk], week="mandag 10-12"))
        row = Offer.objects.get()
        assert answer.url == f"{OFFICE}{row.pk}/"
        assert (row.title, row.state, [str(each) for each in row.times.all()], [str(each) for each in row.situations.all()]) == ("Sorgcafé", "draft", ["mandag 10.00–12.00"], ["Sorg"])
        client_of(bo).post(f"{OFFICE}{row.pk}/handling/", {"act": "publish"})
        row.refresh_from_db()
        assert (row.state, row.verified_on, row.confirmations.get().way) == ("published", timezone.localdate(), "staff")

    def test_bad_input_stays_and_says_why(self, client_of, bo):
        provider = OrganisationFactory.create()
        answer = client_of(bo).post(f"{OFFICE}nyt/", written(provider=provider.pk, week="juledag 10-12", age_from="60", age_to="20", postal_code="12", price="20 kr."))
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"week", "postal_code", "price", "age_to"}
        assert 'value="Sorgcafé"' in answer.content.decode()
        assert not Offer.objects.exists()

    def test_a_cpr_number_is_refused(self, client_of, bo):
        answer = client_of(bo).post(f"{OFFICE}nyt/", written(provider=OrganisationFactory.create().pk, how="Spørg efter 010190-1234"))
        assert "how" in answer.context["form"].errors

    def test_the_hours_of_an_edit_are_in_the_trail(self, client_of, bo):
        row = draft()
        OfferTimeFactory.create(offer=row)
        client_of(bo).post(f"{OFFICE}{row.pk}/ret/", written(provider=row.provider_id, week="tirsdag 9-10", version=row.version))
        line = Change.objects.filter(model="directory.Offer", row=row.pk).order_by("pk")
        assert [each.fields["times"] for each in line if "times" in each.fields] == [["mandag 10.00–12.00", "tirsdag 09.00–10.00"]]

    def test_what_a_citizen_could_not_use_is_not_made_public(self, bo):
        row = draft(short="", contact_phone="")
        with pytest.raises(ValidationError) as refusal:
            actions.publish(row, by=bo, now=timezone.now())
        assert len(refusal.value.messages) == 2
        row.refresh_from_db()
        assert row.state == "draft"


class TestTheProvidersOwnPages:
    @pytest.fixture
    def hers(self, erik):
        return ContactFactory.create(person__account=erik, acts_since=timezone.now()).organisation

    def test_written_sent_in_and_approved(self, client_of, erik, astrid, hers):
        base = f"/testby/forening/{hers.pk}/tilbud/"
        client_of(erik).post(f"{base}nyt/", written(send="1"))
        row = Offer.objects.get()
        assert (row.provider, row.state, row.interval) == (hers, "waiting", 6)
        assert "Sorgcafé" in client_of(astrid).get("/testby/kontor/").content.decode()
        client_of(astrid).post(f"{OFFICE}{row.pk}/handling/", {"act": "publish"})
        client_of(erik).post(f"{base}{row.pk}/", written(title="Sorgcaféen", version=Offer.objects.get().version))
        row.refresh_from_db()
        assert (row.title, row.state, row.changed_by_provider) == ("Sorgcaféen", "published", True)
        client_of(astrid).post(f"{OFFICE}{row.pk}/handling/", {"act": "looked"})
        row.refresh_from_db()
        assert not row.changed_by_provider

    def test_what_is_not_ready_is_saved_and_not_sent(self, client_of, erik, hers):
        answer = client_of(erik).post(f"/testby/forening/{hers.pk}/tilbud/nyt/", written(short="", send="1"), follow=True)
        assert Offer.objects.get().state == "draft"
        assert "ikke sendt" in answer.content.decode()

    def test_she_cannot_say_whose_it_is_or_how_often_it_is_asked_after(self, client_of, erik, hers):
        other = OrganisationFactory.create()
        client_of(erik).post(f"/testby/forening/{hers.pk}/tilbud/nyt/", written(provider=other.pk, interval="16"))
        assert (Offer.objects.get().provider, Offer.objects.get().interval) == (hers, 6)

    def test_anothers_offer_is_not_there(self, client_of, erik, hers):
        other = OfferFactory.create()
        assert client_of(erik).get(f"/testby/forening/{hers.pk}/tilbud/{other.pk}/").status_code == 404
        assert client_of(erik).post(f"/testby/forening/{hers.pk}/tilbud/{other.pk}/handling/", {"act": "end"}).status_code == 404

    def test_one_click_confirms_and_one_ends(self, client_of, erik, hers):
        row = OfferFactory.create(provider=hers, verified_on=timezone.localdate().replace(year=2020))
        client_of(erik).post(f"/testby/forening/{hers.pk}/tilbud/{row.pk}/handling/", {"act": "confirm"})
        row.refresh_from_db()
        assert (row.verified_on, row.confirmations.get().way, row.confirmations.get().by) == (timezone.localdate(), "own", erik)
        client_of(erik).post(f"/testby/forening/{hers.pk}/tilbud/{row.pk}/handling/", {"act": "end"})
        row.refresh_from_db()
        assert row.state == "ended"


class TestTheOfficesList:
    def test_the_number_of_questions_does_not_grow(self, client_of, bo, django_assert_num_queries):
        OfferFactory.create()
        browser = client_of(bo)
        browser.get(OFFICE)
        with django_assert_num_queries(13):
            browser.get(OFFICE)
        for _n in range(3):
            OfferFactory.create()
        with django_assert_num_queries(13):
            browser.get(OFFICE)

    def test_filters(self, client_of, bo):
        old = OfferFactory.create(title="Gammel", verified_on=timezone.localdate().replace(year=2020))
        OfferFactory.create(title="Ny"), draft(title="Kladde"), OfferFactory.create(title="Rettet", changed_by_provider=True)
        get = lambda query: client_of(bo).get(f"{OFFICE}?{query}").content.decode()  # noqa: E731 -- said four times below
        assert [name in get("kun=bekraeft") for name in ("Gammel", "Kladde", "Rettet")] == [True, False, False]
        assert [name in get("kun=rettet") for name in ("Gammel", "Kladde", "Rettet")] == [False, False, True]
        assert [name in get("tilstand=draft") for name in ("Gammel", "Kladde", "Rettet")] == [False, True, False]
        assert old.title in get(f"q={old.provider.name}")

    def test_it_leaves_as_a_file(self, client_of, bo):
        OfferFactory.create(title="=1+1", short="En café")
        text = client_of(bo).get(f"{OFFICE}?format=csv").content.decode("utf-8-sig")
        assert "'=1+1" in text
        assert "En café" in text

    def test_one_that_was_public_is_never_deleted(self, client_of, bo):
        row = OfferFactory.create()
        client_of(bo).post(f"{OFFICE}{row.pk}/handling/", {"act": "delete"})
        assert Offer.objects.filter(pk=row.pk).exists()
        new = draft()
        client_of(bo).post(f"{OFFICE}{new.pk}/handling/", {"act": "delete"})
        assert not Offer.objects.filter(pk=new.pk).exists()

    def test_the_national_directory_is_ticked_off(self, client_of, bo):
        row = OfferFactory.create()
        page = client_of(bo).post(f"{OFFICE}{row.pk}/handling/", {"act": "elsewhere"}, follow=True).content.decode()
        row.refresh_from_db()
        assert row.elsewhere_on == timezone.localdate()
        assert row.title in page


class TestWhatCitizensSee:
    def test_an_offer_with_when_it_was_confirmed_and_changed(self, client, centre):
        row = OfferFactory.create(title="Sorgcafé", short="Kaffe og en snak", contact_phone="12 34 56 78", verified_on=timezone.localdate(), edited_on=timezone.localdate())
        text = client.get(f"/testby/tilbud/{row.pk}/").content.decode()
        assert "Bekræftet" in text
        assert "Sidst ændret" in text
        assert "12 34 56 78" in text
        assert '"@type": "Service"' in text

    @pytest.mark.parametrize(("state", "status"), [("draft", 404), ("waiting", 404)])
    def test_what_never_was_public_is_not_there(self, client, centre, state, status):
        assert client.get(f"/testby/tilbud/{draft(state=state).pk}/").status_code == status

    @pytest.mark.parametrize(("state", "status"), [("hidden", 404), ("ended", 410)])
    def test_what_was_public_leads_on(self, client, centre, state, status):
        row = OfferFactory.create(state=state, title="Sorgcafé")
        answer = client.get(f"/testby/tilbud/{row.pk}/")
        assert answer.status_code == status
        assert "/testby/tilbud/" in answer.content.decode()

    def test_a_sensitive_page_can_be_left_and_is_not_kept(self, client, centre):
        row, plain = OfferFactory.create(), OfferFactory.create()
        row.situations.add(MeaningFactory.create(sensitive=True))
        answer = client.get(f"/testby/tilbud/{row.pk}/")
        assert "data-leave" in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"
        assert "data-leave" not in client.get(f"/testby/tilbud/{plain.pk}/").content.decode()

    def test_so_can_a_list_that_one_stands_on_and_the_words_that_were_searched_are_in_no_title(self, client, centre):
        row, plain = OfferFactory.create(), OfferFactory.create()
        row.situations.add(MeaningFactory.create(name="Vold", words="slår mig", sensitive=True))
        found = [client.get(f"/testby/tilbud/{address}").content.decode() for address in (f"liste/?v={plain.pk}.{row.pk}", f"liste/?v={plain.pk}", "?q=min+mand+slår+mig", "?q=kor")]
        assert ["data-leave" in page for page in found] == [True, False, True, False]
        assert ["slår mig" in page.partition("</title>")[0] for page in found] == [False] * 4
        assert "kor · " in found[3].partition("</title>")[0]

    def test_no_cookie_is_set(self, client, centre):
        row = OfferFactory.create()
        for address in ("/testby/tilbud/", "/testby/tilbud/?q=alene", f"/testby/tilbud/{row.pk}/", f"/testby/tilbud/liste/?v={row.pk}"):
            assert not client.get(address).cookies

    def test_another_centres_offer_is_not_there(self, client, centre, other_centre):
        row = OfferFactory.create()
        assert client.get(f"/fjernby/tilbud/{row.pk}/").status_code == 404


class TestTheShortlist:
    def test_the_address_is_the_list(self, client, centre):
        first, second = OfferFactory.create(title="Første", contact_phone="11 22 33 44"), OfferFactory.create(title="Anden")
        hidden = OfferFactory.create(title="Skjult", state="hidden")
        answer = client.get(f"/testby/tilbud/liste/?v={second.pk}.{first.pk}.{hidden.pk}.x.{second.pk}")
        assert [row.title for row, _facts, _without in answer.context["rows"]] == ["Anden", "Første"]
        assert answer.context["gone"] == 1
        assert answer.headers["Cache-Control"] == "no-store"

    def test_as_a_message(self, client, centre):
        row = OfferFactory.create(title="Sorgcafé", place="Huset", contact_phone="11 22 33 44")
        OfferTimeFactory.create(offer=row)
        text = client.get(f"/testby/tilbud/liste/?v={row.pk}&format=tekst").content.decode()
        assert text.splitlines()[0] == "Sorgcafé. mandag 10.00–12.00. Huset. 11 22 33 44"
        assert text.endswith(f"/testby/tilbud/liste/?v={row.pk}")

    def test_the_number_of_questions_does_not_grow(self, client, centre, django_assert_num_queries):
        rows = [OfferFactory.create() for _n in range(3)]
        client.get("/testby/tilbud/liste/")
        with django_assert_num_queries(5):
            client.get(f"/testby/tilbud/liste/?v={rows[0].pk}")
        with django_assert_num_queries(5):
            client.get(f"/testby/tilbud/liste/?v={'.'.join(str(row.pk) for row in rows)}")


def test_confirming_is_written_once_a_day(bo):
    row = OfferFactory.create()
    for _n in range(3):
        actions.confirm(row, way=Confirmation.Way.STAFF, by=bo, now=timezone.now())
    assert row.confirmations.count() == 1


class TestOnOthersPages:
    def test_any_page_may_show_it_in_a_frame_without_scripts_or_cookies(self, client, centre):
        index.put([OfferFactory.create(title="Sorgcafé").pk])
        answer = client.get("/testby/tilbud/indlejret/?q=sorgcafé")
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
        assert not answer.cookies
        assert "<script" not in answer.content.decode()
        assert "Sorgcafé" in answer.content.decode()

    def test_what_to_paste_carries_the_filters(self, client, centre):
        assert "/testby/tilbud/indlejret/?gratis=1" in client.get("/testby/tilbud/paa-din-side/?gratis=1").content.decode()


def test_a_picture_that_not_everybody_may_see_is_kept_by_nobody_on_the_way(client, client_of, bo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = draft(image=SimpleUploadedFile("x.png", b"\x89PNG"))
    url = f"/testby/tilbud/{row.pk}/billede/"
    assert client.get(url).status_code == 404
    assert client_of(bo).get(url).headers["Cache-Control"] == "private, no-store"
    Offer.objects.filter(pk=row.pk).update(state=Offer.State.PUBLISHED, published_at=timezone.now(), verified_on=timezone.localdate())
    assert client.get(url).headers["Cache-Control"] == "public, max-age=3600"
