"""Lists: what can be asked, what is refused, pages, several centres; and how many questions the database is asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brobygger.centres.scoping import centre_in_force
from brobygger.directory.finding import index
from brobygger.directory.models import Offer
from tests.factories import (
    LocalityFactory,
    MeaningFactory,
    OfferFactory,
    OfferTimeFactory,
    OrganisationFactory,
    TargetGroupFactory,
    ThemeFactory,
)

# A list, in what shape, and how many questions the database is asked for a page of it, the centre's own row among them.
SHAPES = [("services", "", 4), ("services", "full", 11), ("services", "minimal", 3), ("organizations", "", 4), ("organizations", "full_service", 13), ("service_at_locations", "", 6), ("service_at_locations", "full", 11)]


def titles(get, name="services", **asked):
    rows = get(name, **asked)["contents"]
    return [row["service"]["name"] if "service" in row else row["name"] for row in rows]


class TestPages:
    def test_what_stands_around_the_rows(self, centre, get):
        for title in "abcde":
            OfferFactory.create(title=title)
        page = get("services", page=2, per_page=2)
        assert {name: value for name, value in page.items() if name != "contents"} == {"total_items": 5, "total_pages": 3, "page_number": 2, "size": 2, "first_page": False, "last_page": False, "empty": False}
        assert [titles(get, page=number, per_page=2) for number in (1, 2, 3)] == [["a", "b"], ["c", "d"], ["e"]]
        assert (get("services", page=3, per_page=2)["last_page"], get("services", page=3, per_page=2)["size"]) == (True, 1)

    def test_after_the_last_there_is_an_empty_one(self, centre, get):
        OfferFactory.create()
        page = get("services", page=1_000_000, per_page=100)
        assert (page["contents"], page["empty"], page["last_page"], page["total_items"]) == ([], True, True, 1)

    def test_where_there_is_nothing_there_is_an_empty_page(self, centre, get):
        assert {name: get("services")[name] for name in ("total_items", "total_pages", "first_page", "last_page", "empty")} == {"total_items": 0, "total_pages": 0, "first_page": True, "last_page": True, "empty": True}

    def test_a_page_has_an_end(self, centre, get):
        provider = OrganisationFactory.create()
        OfferFactory.create_batch(101, provider=provider)
        assert (get("services")["size"], get("services", per_page=5000)["size"], get("services", minimal=True)["size"], get("services", minimal=True, per_page=20)["size"]) == (50, 100, 101, 20)


class TestNarrowing:
    def test_what_is_not_public_is_nowhere(self, centre, get):
        for state in Offer.State:
            if state != Offer.State.PUBLISHED:
                OfferFactory.create(state=state, place="Her")
        assert [get(name)["total_items"] for name in ("services", "organizations", "service_at_locations")] == [0, 0, 0]

    def test_one_that_is_hidden_is_not_at_its_address_either(self, cafe, get):
        known = [(name, get(name)["contents"][0]["id"]) for name in ("services", "organizations", "service_at_locations")]
        Offer.objects.update(state=Offer.State.HIDDEN)
        for name, key in known:
            assert "ikke" in get(f"{name}/{key}", status=404)["detail"]

    def test_by_words(self, cafe, get):
        OfferFactory.create(title="Cykelværksted")
        index.build()
        assert (titles(get, search="cykel"), titles(get, search="mistet")) == (["Cykelværksted"], ["Sorgcafé"])
        assert titles(get, search="findesikkeher") == []
        assert [row["name"] for row in get("organizations", search="sorg")["contents"]] == ["Sorgvennerne"]

    def test_by_what_it_is_sorted_by(self, cafe, get):
        OfferFactory.create(title="Chat", online=True)
        names = {row["name"]: row["id"] for row in get("taxonomy_terms", per_page=100)["contents"]}
        for name in ("Ensomhed", "Efterladte", "Sorg", "En gruppe"):
            assert titles(get, taxonomy_term_id=names[name]) == ["Sorgcafé"], name
        assert titles(get, taxonomy_term_id=names["Online"]) == ["Chat"]
        lists = {row["name"]: row["id"] for row in get("taxonomies")["contents"]}
        assert [titles(get, taxonomy_id=lists[name]) for name in ("Temaer", "Livssituationer", "Former")] == [["Sorgcafé"], ["Sorgcafé"], ["Sorgcafé", "Chat"]]
        assert [titles(get, **{name: lists["Temaer"][:-1] + "9"}) for name in ("taxonomy_term_id", "taxonomy_id")] == [[], []]

    def test_by_whoever_offers_it(self, cafe, get):
        OfferFactory.create(title="Chat")
        theirs = get("organizations", search="Sorgvennerne")["contents"][0]["id"]
        assert titles(get, organization_id=theirs) == ["Sorgcafé"]
        assert titles(get, organization_id=get("services")["contents"][0]["id"]) == []

    def test_by_age_day_and_hour(self, cafe, get):
        OfferTimeFactory.create(offer=OfferFactory.create(title="Unge", age_from=15, age_to=25), weekday=4, opens="15:00", closes="17:00")
        assert (titles(get, minimum_age=18), titles(get, maximum_age=30), titles(get, day="MO"), titles(get, day="FR", start_time="16:00"), titles(get, end_time="17:00", day="FR")) == (["Sorgcafé"], ["Unge"], ["Sorgcafé"], ["Sorgcafé"], ["Unge"])

    def test_by_place(self, cafe, korsoer, get):
        near, far = LocalityFactory.create(name="Svenstrup", postal_codes="4241", latitude="55.3350", longitude="11.2000"), LocalityFactory.create(name="Slagelse", postal_codes="4200", latitude="55.4028", longitude="11.3546")
        for place in (near, far):
            OfferFactory.create(title=place.name, place="Huset").localities.add(place)
        OfferFactory.create(title="Overalt", place="Kontoret", whole_municipality=True)
        OfferFactory.create(title="Ingen steder")
        at = "service_at_locations"
        assert titles(get, at) == ["Sorgcafé", "Svenstrup", "Slagelse", "Overalt"]
        assert titles(get, at, postcode="4220") == ["Sorgcafé", "Overalt"]
        assert titles(get, at, postcode="4220", proximity=5000) == ["Sorgcafé", "Svenstrup"]
        assert titles(get, at, postcode="9990") == []

    def test_the_terms_of_one_list(self, cafe, get):
        lists = {row["name"]: row["id"] for row in get("taxonomies")["contents"]}
        assert [row["name"] for row in get("taxonomy_terms", taxonomy_id=lists["Livssituationer"])["contents"]] == ["Sorg"]
        assert [row["name"] for row in get("taxonomy_terms", search="savn")["contents"]] == ["Ensomhed"]
        assert get("taxonomy_terms", parent_id=lists["Temaer"])["empty"] is True

    def test_a_term_that_is_no_longer_used_keeps_its_address(self, centre, get):
        MeaningFactory.create(name="Sorg")
        (row,) = get("taxonomy_terms", search="Sorg")["contents"]
        type(MeaningFactory._meta.model.objects.get()).objects.update(retired=True)
        assert get("taxonomy_terms", search="Sorg")["empty"] is True
        assert get(f"taxonomy_terms/{row['id']}") == row


class TestRefusing:
    @pytest.mark.on_both  # numbers and signs that each database takes in its own way
    @pytest.mark.parametrize("asked", [
        "page=0", "page=-1", "page=x", "page=1.5", "page=", "page=1000001", "page=²", "per_page=0", "per_page=10001", "full=yes", "minimal=1", "format=xml", "taxonomy_id=7", "organization_id=x", "modified_after=i+går",
        "modified_after=2026-05-01T10:00:00", "modified_after=2026-13-01", "day=MANDAG", "start_time=25:00", "minimum_age=gammel", "farve=rød", "page=1&page=2", f"search={'x' * 201}",
    ])
    def test_with_a_sentence(self, client, centre, asked):
        answer = client.get(f"/testby/api/hsds/3/services?{asked}")
        assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Access-Control-Allow-Origin"]) == (422, "application/json", "*")
        assert len(answer.json()["detail"].split()) > 3

    @pytest.mark.parametrize("moment", ["2026-05-01", "2026-05-01T10:00:00Z", "2026-05-01t10:00:00.5z", "2026-05-01T10:00:00+02:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "2026-06-30T23:59:60Z"])
    def test_but_a_moment_is_taken_as_it_is_written(self, client, centre, moment):
        assert client.get(f"/testby/api/hsds/3/services?modified_after={moment}").status_code == 200  # the plus is a blank by now

    @pytest.mark.parametrize("path", ["services/x", "services/00000000-0000-8000-8000-000000000001", "taxonomies/x", "nothing", "services/a/b", "services/"])
    def test_what_is_not_there(self, client, centre, path):
        answer = client.get(f"/testby/api/hsds/3/{path}")
        assert (answer.status_code, answer.headers["Content-Type"], list(answer.json())) == (404, "application/json", ["detail"])

    def test_a_centre_that_is_not_there(self, client, centre):
        answer = client.get("/ingenby/api/hsds/3/services")
        assert (answer.status_code, list(answer.json())) == (404, ["detail"])
        assert client.get("/ingenby/tilbud/").headers["Content-Type"].startswith("text/html")

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_what_would_change_something(self, client, centre, method):
        answer = getattr(client, method)("/testby/api/hsds/3/services")
        assert (answer.status_code, answer.headers["Allow"], list(answer.json())) == (405, "GET, HEAD, OPTIONS", ["detail"])


class TestForOthersPrograms:
    def test_pages_of_other_sites_may_read_it(self, client, centre):
        asks_first = client.options("/testby/api/hsds/3/services")
        assert (asks_first.status_code, asks_first.headers["Access-Control-Allow-Origin"], "GET" in asks_first.headers["Access-Control-Allow-Methods"]) == (204, "*", True)

    def test_it_may_be_kept_and_is_asked_for_in_vain_while_nothing_changes(self, client, cafe):
        first = client.get("/testby/api/hsds/3/services")
        assert (first.headers["Cache-Control"], dict(first.cookies)) == ("public, max-age=300", {})
        assert client.get("/testby/api/hsds/3/services", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert client.head("/testby/api/hsds/3/services").status_code == 200

    def test_it_is_the_same_in_whatever_language_one_reads_pages(self, client, cafe):
        first = client.get("/testby/api/hsds/3/services").json()
        client.cookies["language"] = "en"
        assert client.get("/testby/api/hsds/3/services").json() == first

    def test_it_says_what_it_is(self, centre, get):
        assert get("", root="/api/hsds/3/") == {"version": "HSDS-3.0", "profile": "https://docs.openreferral.org/en/3.0/", "openapi_url": "http://localhost:8000/api/hsds/3/openapi.json"}

    def test_its_description_is_served_and_names_every_address(self, centre, get):
        found = get("openapi.json")
        assert (found["openapi"], found["servers"]) == ("3.1.0", [{"url": "http://localhost:8000/testby/api/hsds/3"}])
        assert len(found["paths"]) == 11

    def test_people_read_about_it(self, client, centre):
        for root in ("/testby", ""):
            page = client.get(f"{root}/api/").content.decode()
            assert f"http://localhost:8000{root}/api/hsds/3/openapi.json" in page
        assert 'href="/testby/api/"' in client.get("/testby/").content.decode()


class TestAllCentres:
    @pytest.fixture(autouse=True)
    def offers(self, centre, other_centre):
        for where, names in ((centre, "abc"), (other_centre, "de")):
            with centre_in_force(where):
                for name in names:
                    OfferFactory.create(title=name, place="Huset").themes.add(ThemeFactory.create(name=f"Tema {name}"))

    def test_a_centres_own_are_its_own(self, get):
        assert (titles(get), titles(get, root="/fjernby/api/hsds/3/")) == (["a", "b", "c"], ["d", "e"])

    def test_of_all_there_are_pages_across_them(self, get):
        pages = [titles(get, root="/api/hsds/3/", full=True, page=number, per_page=2) for number in (1, 2, 3, 4)]
        assert pages == [["a", "b"], ["c", "d"], ["e"], []]
        assert get("services", root="/api/hsds/3/")["total_items"] == 5

    def test_a_row_of_any_is_found_there_but_not_at_another_centre(self, get):
        key = get("services", root="/fjernby/api/hsds/3/")["contents"][0]["id"]
        assert get(f"services/{key}", root="/api/hsds/3/")["name"] == "d"
        get(f"services/{key}", status=404)

    def test_a_term_of_one_is_none_of_the_others(self, get):
        term = get("taxonomy_terms", root="/fjernby/api/hsds/3/", search="Tema d")["contents"][0]["id"]
        assert (titles(get, root="/api/hsds/3/", taxonomy_term_id=term), titles(get, taxonomy_term_id=term)) == (["d"], [])

    @pytest.mark.parametrize("name", ["organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
    def test_every_list(self, get, name):
        assert get(name, root="/api/hsds/3/")["total_items"] == sum(get(name, root=f"/{key}/api/hsds/3/")["total_items"] for key in ("testby", "fjernby"))


class TestQuestionsAsked:
    @pytest.mark.parametrize(("name", "shape", "expected"), SHAPES)
    def test_as_many_for_three_as_for_one(self, centre, client, name, shape, expected):
        def questions() -> int:
            with CaptureQueriesContext(connection) as taken:
                client.get(f"/testby/api/hsds/3/{name}", {shape: "true"} if shape else {})
            return len(taken)

        def one_more(n: int) -> None:
            row = OfferFactory.create(place="Huset", title=f"Nr. {n}")
            for rows, factory in ((row.themes, ThemeFactory), (row.target_groups, TargetGroupFactory), (row.situations, MeaningFactory), (row.localities, LocalityFactory)):
                rows.add(factory.create())
            OfferTimeFactory.create(offer=row)

        one_more(1)
        with_one = questions()
        one_more(2)
        one_more(3)
        assert questions() == with_one == expected


