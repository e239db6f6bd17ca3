"""Offers of elsewhere in the open standard: read in from pages or a file, kept while the feed is down, marked as theirs, and never taken for the centre's own."""

import json
from contextlib import suppress
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.centres.models import Change
from brobygger.centres.scoping import _in_force, centre_in_force
from brobygger.directory.feeding import keeping, pages
from brobygger.directory.feeding.hsds import Unreadable, page_of, services
from brobygger.directory.finding import index
from brobygger.directory.finding.fed import find_fed
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.models import FedOffer, Meaning, Offer, OfferFeed, SearchCount
from tests.factories import (
    FedOfferFactory,
    HelpLineFactory,
    LocalityFactory,
    MeaningFactory,
    OfferFactory,
    OfferFeedFactory,
)

NOW = timezone.now()
OFFICE, PUBLIC = "/testby/kontor/tilbud/andre-steder/", "/testby/tilbud/"


def service(outer="1", name="Sorgcafé", **fields):
    return {"id": outer, "name": name, "status": "active", "organization_id": "o", **fields}


def answer(*rows, number=1, pages=1, **more):
    return json.dumps({"total_items": len(rows), "total_pages": pages, "page_number": number, "size": len(rows), "first_page": number == 1, "last_page": number == pages, "empty": not rows, "contents": list(rows), **more}).encode()


def giving(*contents):
    """A fake of the web: what is there at the first, second … asking. ``asked`` are the addresses."""
    left, asked = list(contents), []

    def fetch(url):
        asked.append(url)
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    fetch.asked = asked
    return fetch


def asked_for(url):
    return dict(parse_qsl(urlsplit(url).query))


def titles():
    return sorted(FedOffer.objects.values_list("title", flat=True))


class TestOurOwnStandard:
    def test_what_a_neighbour_on_brobygger_gives_is_read_in(self, centre, other_centre):
        """Page after page, by the API as it stands."""
        with centre_in_force(other_centre):
            place = LocalityFactory.create(name="Fjernby", postal_codes="4990")
            for number in range(3):
                row = OfferFactory.create(
                    title=f"Sorgcafé {number}", short="Kaffe med andre, der har mistet.", place="Kulturhuset", address="Nørregade 5", postal_code="4990", when="Ikke i juli.", contact_name="Zenobia Krag", contact_phone="12 34 56 78", contact_mail="cafe@fjern.example",
                    age_from=18, free=False, price="20 kr.", languages="engelsk", access="open_door", verified_on=date(2026, 3, 1),
                )
                row.localities.add(place)
                row.times.create(weekday=0, opens="10:00", closes="12:00")
        client = Client()

        def fetch(url):
            parts = urlsplit(url)
            query = {**dict(parse_qsl(parts.query)), "per_page": "2"}  # a neighbour may give fewer at a time than were asked for
            token = _in_force.set(None)
            try:
                got = client.get(parts.path, query)
            finally:
                _in_force.reset(token)
            assert got.status_code == 200, got.content
            return got.content

        feed = OfferFeedFactory.create(url="https://nabo.example/fjernby/api/hsds/3")
        assert keeping.read_in(feed, now=NOW, fetch=fetch), OfferFeed.objects.get().error
        assert titles() == ["Sorgcafé 0", "Sorgcafé 1", "Sorgcafé 2"]
        row = FedOffer.objects.first()
        assert (row.organisation[:8], row.phone, row.mail, row.when, row.age_from, row.price, row.postal_code, row.verified_on) == (
            "Forening", "12 34 56 78", "cafe@fjern.example", "mandag 10.00–12.00 Ikke i juli.", 18, "20 kr.", "4990", date(2026, 3, 1),
        )
        assert row.where == "Kulturhuset, Nørregade 5, 4990 Fjernby"
        assert "Kaffe med andre" in row.text
        assert not any("Zenobia" in str(value) for value in vars(row).values())  # of people no name is taken along


class TestAllOfIt:
    def test_pages_are_asked_for_until_the_last(self, centre):
        feed, fetch = OfferFeedFactory.create(url="https://nabo.example/hsds/3?taxonomy_term_id=7"), giving(answer(service("1", "A"), pages=2), answer(service("2", "B"), number=2, pages=2))
        assert keeping.read_in(feed, now=NOW, fetch=fetch)
        assert titles() == ["A", "B"]
        assert [urlsplit(url).path for url in fetch.asked] == ["/hsds/3/services"] * 2
        assert [asked_for(url) for url in fetch.asked] == [{"taxonomy_term_id": "7", "full": "true", "per_page": "100", "page": number} for number in "12"]

    def test_a_next_page_that_is_named_is_followed_at_home(self, centre):
        feed, fetch = OfferFeedFactory.create(), giving(json.dumps({"contents": [service("1", "A")], "next": "/api/hsds/3/services?cursor=x"}).encode(), json.dumps({"contents": [service("2", "B")]}).encode())
        assert keeping.read_in(feed, now=NOW, fetch=fetch)
        assert fetch.asked[1] == "https://nabo.example/api/hsds/3/services?cursor=x"
        assert titles() == ["A", "B"]

    @pytest.mark.parametrize("content", [json.dumps([service()]).encode(), json.dumps({"services": [service()]}).encode(), answer(service())])
    def test_one_file_is_fetched_as_it_is(self, centre, content):
        feed, fetch = OfferFeedFactory.create(shape="file", url="https://nabo.example/tilbud.json"), giving(content)
        assert keeping.read_in(feed, now=NOW, fetch=fetch)
        assert (fetch.asked, titles()) == (["https://nabo.example/tilbud.json"], ["Sorgcafé"])

    def test_what_leaves_the_feed_leaves_here_and_what_stays_keeps_its_address(self, centre):
        feed = OfferFeedFactory.create(shape="file")
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service("1", "A"), service("2", "B"))))
        kept = FedOffer.objects.get(outer="1").pk
        feed.refresh_from_db()
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service("1", "A, ny"), service("3", "C", status="inactive"))))
        assert list(FedOffer.objects.values_list("pk", "title")) == [(kept, "A, ny")]


class TestWhatChanged:
    def test_between_whole_readings_only_what_has_changed_is_asked_for(self, centre):
        feed = OfferFeedFactory.create()
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service("1", "A"), service("2", "B"), service("3", "C"))))
        feed.refresh_from_db()
        fetch = giving(answer(service("1", "A, ny"), service("2", "B", status="defunct")))
        assert keeping.read_in(feed, now=NOW + timedelta(hours=3), fetch=fetch)
        assert asked_for(fetch.asked[0])["modified_after"] == (NOW - keeping.OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert titles() == ["A, ny", "C"]
        feed.refresh_from_db()
        assert (feed.seen, feed.whole_at, feed.good_at) == (3, NOW, NOW + timedelta(hours=3))

    def test_nothing_changed_is_no_fault(self, centre):
        feed = OfferFeedFactory.create()
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service())))
        feed.refresh_from_db()
        assert keeping.read_in(feed, now=NOW + timedelta(hours=3), fetch=giving(answer(number=1, pages=0)))
        assert titles() == ["Sorgcafé"]

    def test_once_a_day_all_of_it_is_read_so_that_what_is_gone_goes(self, centre):
        feed = OfferFeedFactory.create()
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service("1", "A"), service("2", "B"))))
        feed.refresh_from_db()
        fetch = giving(answer(service("2", "B")))
        keeping.read_in(feed, now=NOW + keeping.WHOLE, fetch=fetch)
        assert "modified_after" not in asked_for(fetch.asked[0])
        assert titles() == ["B"]


class TestBrokenAndMalicious:
    @pytest.mark.parametrize(
        ("contents", "why"),
        [
            ([OSError("HTTP Error 503: Busy")], "503"), ([b"<html>Under ombygning</html>"], "ikke JSON"), ([b"[" * 200_000], "ikke JSON"), ([b'{"contents": NaN}'], "ikke JSON"), ([b"{}"], "ingen liste"), ([b'{"contents": [1]}'], "ingen liste"),
            ([answer()], "ingen tilbud"), ([answer(service(), {"id": "2"})], "nr. 2"), ([answer(service(name=["A"]))], "nr. 1"), ([answer(service(last_modified="i går"))], "i går"), ([answer(service(url="javascript:alert(1)"))], "url"),
            ([answer(service(url="file:///etc/passwd"))], "url"), ([answer(service(phones="12"))], "phones"), ([answer(service(minimum_age="18"))], "minimum_age"), ([answer(service(), pages=2), answer(service("2"), number=5, pages=9)], "side 5"),
            ([answer(service(), pages=9, page_number=None), answer(service(), pages=9, page_number=None)], "samme side"), ([answer(service(), next="https://ond.example/2")], "et andet sted"), ([answer(service(), next="http://nabo.example/2")], "et andet sted"),
            ([answer(service(), next=3)], "next"), ([answer(service("1", "A"), pages=2), OSError("timed out")], "timed out"),
        ],
    )
    def test_it_is_refused_whole_says_why_and_the_last_good_copy_stays(self, centre, contents, why):
        feed = OfferFeedFactory.create(good_at=NOW - timedelta(days=2), public=True)
        FedOfferFactory.create(feed=feed, title="Fra før")
        assert not keeping.read_in(feed, now=NOW, fetch=giving(*contents))
        feed.refresh_from_db()
        assert why in feed.error
        assert (titles(), feed.tried_at, feed.good_at) == (["Fra før"], NOW, NOW - timedelta(days=2))

    def test_a_feed_without_an_end_is_left(self, centre, monkeypatch):
        monkeypatch.setattr(pages, "MOST_PAGES", 3)
        feed = OfferFeedFactory.create()
        assert not keeping.read_in(feed, now=NOW, fetch=giving(*(answer(service(str(number)), number=number, pages=99) for number in range(1, 5))))
        feed.refresh_from_db()
        assert "3 sider" in feed.error

    @pytest.mark.parametrize(("where", "name"), [(pages, "MOST_ROWS"), (keeping, "MOST")])
    def test_more_than_can_be_kept_is_refused(self, centre, monkeypatch, where, name):
        monkeypatch.setattr(where, name, 2)
        feed = OfferFeedFactory.create(shape="file")
        FedOfferFactory.create(feed=feed, title="Fra før")
        assert not keeping.read_in(feed, now=NOW, fetch=giving(answer(*(service(str(number)) for number in range(3)))))
        assert titles() == ["Fra før"]

    def test_too_much_in_all_is_refused(self, centre, monkeypatch):
        monkeypatch.setattr(pages, "MOST_BYTES", 500)
        assert not keeping.read_in(OfferFeedFactory.create(), now=NOW, fetch=giving(answer(service("1"), pages=3), answer(service("2"), number=2, pages=3), answer(service("3"), number=3, pages=3)))
        assert titles() == []

    def test_one_with_a_cpr_number_is_left_out(self, centre):
        assert keeping.read_in(OfferFeedFactory.create(shape="file"), now=NOW, fetch=giving(answer(service("1", "A"), service("2", "B", description="Ring 010190-1234"))))
        assert titles() == ["A"]

    def test_its_words_are_shown_as_words(self, client, centre):
        feed = OfferFeedFactory.create(shape="file", public=True)
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service(name="<script>alert(1)</script>", description="<p>Kaffe &amp; kage</p><img src=x onerror=alert(1)>"))))
        page = client.get(FedOffer.objects.get().public_url).content.decode()
        assert "<script>alert" not in page
        assert "onerror" not in page
        assert "Kaffe &amp; kage" in page

    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "contents", "services", "phones", "schedules", "service_at_locations", "location", "next", "x"]), inner, max_size=4), max_leaves=12))
    def test_whatever_it_is_it_is_read_or_refused(self, data):
        with suppress(Unreadable):
            assert isinstance(services(page_of(json.dumps(data).encode()).rows), list)


class TestWhichOnes:
    @pytest.fixture
    def read(self, centre):
        centre.municipality = "Testby"
        centre.save()
        LocalityFactory.create(name="Korsør", postal_codes="4220")
        at = lambda code: [{"location": {"location_type": "physical", "addresses": [{"address_1": "Vej 1", "postal_code": code, "city": "By"}]}}]  # noqa: E731 -- said four times
        rows = (
            service("1", "Ved postnummer", service_at_locations=at("4220")), service("2", "I kommunen", service_areas=[{"name": "Testby Kommune"}]), service("3", "I lokalområdet", service_areas=[{"name": "korsør"}]),
            service("4", "Online for alle", service_at_locations=[{"location": {"location_type": "virtual"}}]), service("5", "Langt væk", service_at_locations=at("9990")), service("6", "Online dér", service_areas=[{"name": "Skagen"}], service_at_locations=[{"location": {"location_type": "virtual"}}]),
            service("7", "Ingen ved hvor"),
        )
        keeping.read_in(OfferFeedFactory.create(nearby=True, public=True, shape="file"), now=NOW, fetch=giving(answer(*rows)))

    def test_only_what_is_here_where_that_was_chosen(self, read):
        assert titles() == ["I kommunen", "I lokalområdet", "Online for alle", "Ved postnummer"]

    def test_a_locality_finds_what_is_there_and_what_is_everywhere(self, read):
        from brobygger.centres.models import Locality

        hits, total = find_fed(Wanted(locality=Locality.objects.get().pk), limit=9)
        assert ([hit.offer.title for hit in hits], total) == (["I kommunen", "I lokalområdet", "Ved postnummer"], 3)


class TestTheSearch:
    @pytest.fixture
    def feed(self, centre):
        MeaningFactory.create(name="Sorg", words="min mand er død\nenke")
        feed = OfferFeedFactory.create(name="Nabocentret", public=True, shape="file")
        rows = (service("1", "Sorggruppe for voksne", description="Vi mødes."), service("2", "Kor", description="Vi synger, også om sorg."), service("3", "Cykelværksted", minimum_age=15, maximum_age=25))
        keeping.read_in(feed, now=NOW, fetch=giving(answer(*rows)))
        return feed

    def found(self, words="", **more):
        return [hit.offer.title for hit in find_fed(Wanted(words=words, **more), limit=10)[0]]

    def test_it_is_found_in_peoples_own_words_the_best_first(self, feed):
        assert self.found("sorg") == ["Sorggruppe for voksne", "Kor"]
        assert self.found("min mand er død")[0] == "Sorggruppe for voksne"
        assert self.found("cykel") == ["Cykelværksted"]
        assert self.found("skak") == []
        assert self.found(age=30) == ["Kor", "Sorggruppe for voksne"]
        assert self.found(open_now=True) == []

    def test_it_stands_apart_and_says_where_it_comes_from(self, client, feed):
        index.put([OfferFactory.create(title="Sorgcafé").pk])
        page = client.get(PUBLIC, {"q": "sorg"})
        assert [hit.offer.title for hit in page.context["found"].hits] == ["Sorgcafé"]
        assert page.context["found"].total == 1
        assert [hit.offer.title for hit in page.context["fed"]] == ["Sorggruppe for voksne", "Kor"]
        assert "fra Nabocentret" in page.content.decode()
        all_of_them = client.get(f"{PUBLIC}andre-steder/", {"q": "sorg"}).content.decode()
        assert "Sorggruppe for voksne" in all_of_them
        assert "Sorgcafé" not in all_of_them

    def test_about_something_sensitive_it_can_be_left_quickly_and_is_kept_by_no_browser(self, client, feed):
        HelpLineFactory.create(name="Livslinien")
        for sensitive in (True, False):
            Meaning.objects.update(sensitive=sensitive, version=F("version") + 1)
            for address, helps in ((f"{PUBLIC}andre-steder/?q=min+mand+er+død", sensitive), (FedOffer.objects.get(outer="1").public_url, False)):
                answer = client.get(address)
                page = answer.content.decode()
                assert ("data-leave" in page, answer.headers.get("Cache-Control") == "no-store", "Livslinien" in page) == (sensitive, sensitive, helps)

    def test_a_search_that_only_others_answer_is_still_a_need_here(self, client, feed):
        client.get(PUBLIC, {"q": "cykelværksted"})
        assert list(SearchCount.objects.values_list("found", flat=True)) == [False]

    def test_staff_choose_whether_citizens_find_it(self, client, client_of, bo, feed):
        one = FedOffer.objects.get(outer="1").public_url
        assert client.get(one).status_code == 200
        client_of(bo).post(f"{OFFICE}{feed.pk}/", {"act": "hide"})
        assert (client.get(one).status_code, self.found("sorg")) == (404, [])
        client_of(bo).post(f"{OFFICE}{feed.pk}/", {"act": "show"})
        assert client.get(one).status_code == 200
        assert [line.fields["public"] for line in Change.objects.filter(model="directory.OfferFeed").order_by("pk")] == [[True, False], [False, True]]

    def test_no_longer_fetched_it_is_no_longer_shown(self, client, feed):
        OfferFeed.objects.update(active=False)
        assert client.get(FedOffer.objects.first().public_url).status_code == 404

    def test_it_is_none_of_our_own(self, client, client_of, bo, feed):
        """Not in the list, not in the open data, in no count."""
        assert not Offer.objects.exists()
        assert client.get("/testby/api/hsds/3/services").json()["total_items"] == 0
        assert "Sorggruppe" not in client_of(bo).get("/testby/kontor/tilbud/").content.decode()

    def test_another_centres_are_not_found(self, feed, other_centre):
        with centre_in_force(other_centre):
            assert self.found("sorg") == []

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_page_asks_the_same_number_of_questions(self, client, centre, django_assert_num_queries, n):
        feed = OfferFeedFactory.create(public=True, shape="file")
        keeping.read_in(feed, now=NOW, fetch=giving(answer(*(service(str(number), f"Sorggruppe {number}") for number in range(n)))))
        client.get(f"{PUBLIC}andre-steder/", {"q": "sorggruppe"})
        with django_assert_num_queries(9):
            client.get(f"{PUBLIC}andre-steder/", {"q": "sorggruppe"})


class TestFreshness:
    def test_their_days_are_shown_and_a_feed_that_is_down_says_so(self, client, centre):
        feed = OfferFeedFactory.create(public=True, shape="file")
        keeping.read_in(feed, now=NOW, fetch=giving(answer(service(assured_date="2026-03-01", last_modified="2026-04-02T10:00:00Z"))))
        feed.refresh_from_db()
        keeping.read_in(feed, now=NOW + timedelta(hours=3), fetch=giving(OSError("down")))
        page = client.get(FedOffer.objects.get().public_url).content.decode()
        for said in ("Bekræftet dér 1. marts 2026", "Ændret dér 2. april 2026", "kan ikke nås lige nu"):
            assert said in page

    def test_the_leader_is_told_of_a_feed_that_is_down(self, client_of, astrid, bo, centre):
        OfferFeedFactory.create(name="Nabocentret", error="down")
        assert "Nabocentret" in client_of(astrid).get("/testby/kontor/").content.decode()
        assert "Nabocentret" not in client_of(bo).get("/testby/kontor/").content.decode()


class TestTheOfficesPages:
    def test_nothing_is_fetched_before_the_leader_has_written_an_address(self, client_of, astrid, bo, centre):
        keeping.read_all_in(now=NOW, fetch=lambda _url: pytest.fail("nobody chose a feed"))
        given = {"name": "Nabo", "url": "https://nabo.example/hsds/3", "shape": "api", "nearby": "on", "active": "on"}
        assert client_of(bo).post(f"{OFFICE}ny/", given).status_code == 403
        assert client_of(astrid).post(f"{OFFICE}ny/", {**given, "url": "http://nabo.example/"}).status_code == 422
        assert client_of(astrid).post(f"{OFFICE}ny/", given).status_code == 302
        fetch = giving(answer(service(), number=1))
        keeping.read_all_in(now=NOW, fetch=fetch)
        assert len(fetch.asked) == 1
        assert not OfferFeed.objects.get().public  # until staff choose it

    def test_another_address_is_read_from_the_beginning(self, client_of, astrid, centre):
        feed = OfferFeedFactory.create(whole_at=NOW, good_at=NOW)
        client_of(astrid).post(f"{OFFICE}{feed.pk}/ret/", {"name": "Nabo", "url": "https://anden.example/hsds/3", "shape": "api", "active": "on", "version": feed.version})
        feed.refresh_from_db()
        assert (feed.url, feed.whole_at) == ("https://anden.example/hsds/3", None)

    def test_taken_out_its_offers_go_with_it(self, client_of, astrid, centre):
        row = FedOfferFactory.create()
        client_of(astrid).post(f"{OFFICE}{row.feed_id}/ret/", {"act": "delete"})
        assert not FedOffer.objects.exists()
        assert not OfferFeed.objects.exists()

    def test_the_desk_looks_and_changes_nothing(self, client_of, carla, centre):
        row = FedOfferFactory.create(title="Sorggruppe")
        desk = client_of(carla)
        assert "Sorggruppe" in desk.get(f"{OFFICE}{row.feed_id}/").content.decode()
        assert desk.post(f"{OFFICE}{row.feed_id}/", {"act": "show"}).status_code == 403
        assert desk.post(OFFICE, {"act": "fetch"}).status_code == 403

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_lists_ask_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        for row in FedOfferFactory.create_batch(n):
            FedOfferFactory.create_batch(n, feed=row.feed)
        staff = client_of(bo)
        staff.get(OFFICE)
        with django_assert_num_queries(10):
            staff.get(OFFICE)
        with django_assert_num_queries(12):
            staff.get(f"{OFFICE}{row.feed_id}/")
