"""What an offer says of itself as a service: the standard's fields, filled from ours; and that all of it passes our own description."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from recurring_ical_events import of as occurrences

from brobygger.api.describing import ROWS, SINGLE
from brobygger.api.entities import COLLECTIONS, envelope, one
from brobygger.directory.models import Offer
from tests.api.held import faults
from tests.factories import ConsentFactory, LocalityFactory, OfferFactory, OfferTimeFactory, OrganisationFactory


def only(get, **asked):
    (row,) = get("services", full=True, **asked)["contents"]
    return row


class TestFields:
    def test_its_own(self, cafe, get):
        row = only(get)
        assert {name: row[name] for name in ("name", "status", "description", "url", "email", "application_process", "fees_description", "eligibility_description", "minimum_age", "maximum_age", "assured_date")} == {
            "name": "Sorgcafé", "status": "active", "description": "Kaffe med andre, der har mistet.\n\nHver uge. Man kan bare komme.", "url": "https://sorg.example/caf%C3%A9", "email": "karen@sorg.example",
            "application_process": "Bare kom. Spørg efter Karen. Man kan være anonym", "fees_description": "20 kr. pr. gang", "eligibility_description": "Efterladte, 18–99 år", "minimum_age": 18, "maximum_age": 99,
            "assured_date": timezone.localdate().isoformat(),
        }

    def test_hours_that_are_alike_are_one_rule_of_the_calendar(self, cafe, get):
        first, second = only(get)["schedules"]
        assert {name: first[name] for name in ("freq", "wkst", "byday", "opens_at", "closes_at", "description")} == {"freq": "WEEKLY", "wkst": "MO", "byday": "MO,WE", "opens_at": "10:00", "closes_at": "12:00", "description": "Ikke i juli."}
        assert (second["byday"], second["opens_at"], second["closes_at"], second["notes"]) == ("FR", "19:00", "21:30", "ulige uger")

    def test_a_calendar_of_another_make_reads_the_rule(self, cafe, get):
        rule = only(get)["schedules"][0]
        event = f"BEGIN:VEVENT\nUID:{rule['id']}\nDTSTART:20260105T{rule['opens_at'].replace(':', '')}00\nRRULE:FREQ={rule['freq']};INTERVAL={rule['interval']};WKST={rule['wkst']};BYDAY={rule['byday']}\nEND:VEVENT"
        found = occurrences(Calendar.from_ical(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}\nEND:VCALENDAR")).between(date(2026, 1, 5), date(2026, 1, 12))
        assert [each["DTSTART"].dt.strftime("%a %H:%M") for each in found] == ["Mon 10:00", "Wed 10:00"]

    def test_where_it_is(self, cafe, get):
        (at,) = only(get)["service_at_locations"]
        place = at["location"]
        (address,) = place["addresses"]
        assert (place["location_type"], place["name"], place["latitude"], place["longitude"]) == ("physical", "Kulturhuset", 55.3299, 11.1386)
        assert (address["address_1"], address["postal_code"], address["city"], address["state_province"], address["country"]) == ("Nørregade 5", "4220", "Korsør", "Testby Kommune", "DK")
        assert [(each["description"], each["details"]) for each in place["accessibility"]] == [("Niveaufri adgang", "Teleslynge")]
        assert [each["name"] for each in only(get)["service_areas"]] == ["Korsør"]

    def test_languages_costs_and_whom_to_reach(self, cafe, get):
        row = only(get)
        assert [(each["name"], each.get("code")) for each in row["languages"]] == [("Dansk", "da"), ("Engelsk", "en"), ("Tegnsprog", "dsl"), ("Klingonsk", None)]
        assert [(each["amount"], each["currency"], each["amount_description"]) for each in row["cost_options"]] == [(20.0, "DKK", "20 kr. pr. gang")]
        (contact,) = row["contacts"]
        assert (contact["name"], contact["email"], [each["number"] for each in contact["phones"]], [each["number"] for each in row["phones"]]) == ("Karen", "karen@sorg.example", ["12 34 56 78"], ["12 34 56 78"])

    def test_what_it_is_sorted_by(self, cafe, get):
        row = only(get)
        assert [(each["link_type"], each["taxonomy_term"]["name"]) for each in row["attributes"]] == [("theme", "Ensomhed"), ("target_group", "Efterladte"), ("life_situation", "Sorg"), ("form", "En gruppe"), ("form", "I telefonen")]
        assert {each["link_id"] for each in row["attributes"]} == {row["id"]}

    @pytest.mark.parametrize(("price", "amount"), [("20 kr.", 20), ("1.250 kr. om året", 1250), ("25,50 kr.", 25.5), ("100 kr. om året, 50 kr. for unge", None), ("Efter aftale", None), ("2 gange 40 kr", 40)])
    def test_a_price_is_a_number_where_it_is_one(self, centre, get, price, amount):
        OfferFactory.create(free=False, price=price)
        (cost,) = only(get)["cost_options"]
        assert (cost.get("amount"), cost["amount_description"]) == (amount, price)

    def test_what_is_free_costs_nothing(self, centre, get):
        OfferFactory.create()
        assert [each["amount"] for each in only(get)["cost_options"]] == [0]

    def test_one_that_says_nothing_is_whole_all_the_same(self, centre, get):
        row = OfferFactory.create(title="Bare et navn", free=False)
        found = only(get)
        assert {name for name, value in found.items() if value == []} == {"phones", "schedules", "service_areas", "service_at_locations", "cost_options", "contacts", "attributes"}
        assert found["url"].endswith(row.public_url)

    def test_online_it_is_nowhere_else(self, centre, get):
        OfferFactory.create(online=True)
        assert only(get)["service_at_locations"][0]["location"]["location_type"] == "virtual"

    @pytest.mark.parametrize(("given", "address"), [
        ({"address": "Havnegade 7, 4230 Skælskør"}, ("Havnegade 7", "4230", "Skælskør")),
        ({"place": "Hallen", "postal_code": "4230"}, ("Hallen", "4230", "Agersø")),
        ({"address": "Havnegade 7", "postal_code": "9999"}, ("Havnegade 7", "9999", "Testby Kommune")),
        ({"address": "Ved havnen"}, None), ({"place": "Kirken"}, None), ({"postal_code": "4230"}, None),
    ])
    def test_an_address_is_one_as_far_as_it_was_written(self, centre, get, given, address):
        LocalityFactory.create(name="Agersø", postal_codes="4244 4230")
        OfferFactory.create(**given)
        place = only(get)["service_at_locations"][0]["location"]
        assert [(each["address_1"], each["postal_code"], each["city"]) for each in place["addresses"]] == ([address] if address else [])
        assert place["name"]


class TestOfWhoeverOffersIt:
    def provider(self, *agreed):
        row = OrganisationFactory.create(name="Sorgvennerne", purpose="Vi **mødes**.", mail="formand@hjemme.example", phone="99 88 77 66", website="https://sorg.example", address="Privatvej 1, 4220 Korsør", also="SV", cvr="10103940")
        for what in agreed:
            ConsentFactory.create(organisation=row, what=what)
        OfferFactory.create(provider=row)
        return row

    def test_without_its_yes_there_is_the_name_alone(self, centre, get):
        self.provider()
        (row,) = get("organizations", full=True)["contents"]
        assert {name: value for name, value in row.items() if name not in {"id", "services"}} == {"name": "Sorgvennerne", "description": "Sorgvennerne", "phones": [], "locations": []}

    def test_with_its_yes_there_is_the_rest(self, centre, get):
        self.provider("purpose", "mail", "phone", "website", "address")
        (row,) = get("organizations", full=True)["contents"]
        assert (row["description"], row["email"], row["website"], row["phones"][0]["number"], row["locations"][0]["addresses"][0]["address_1"]) == ("Vi mødes.", "formand@hjemme.example", "https://sorg.example", "99 88 77 66", "Privatvej 1")
        assert get("services")["contents"][0]["organization"]["email"] == "formand@hjemme.example"

    def test_one_without_a_public_offer_is_not_named(self, centre, get):
        OrganisationFactory.create()
        OfferFactory.create(state=Offer.State.HIDDEN)
        assert get("organizations")["contents"] == []


class TestWhenItWasChanged:
    def test_a_change_in_the_trail_is_the_moment(self, client_of, bo, cafe, get):
        Offer.objects.update(verified_on=timezone.localdate() - timedelta(days=30))
        before = only(get)["last_modified"]
        client_of(bo).post(f"/testby/kontor/tilbud/{cafe.pk}/handling/", {"act": "confirm"})
        after = only(get)["last_modified"]
        assert after > before
        assert [row["id"] for row in get("services", modified_after=after)["contents"]] == [only(get)["id"]]
        assert get("services", modified_after=(timezone.now() + timedelta(minutes=1)).isoformat())["empty"] is True


class TestAsDescribed:
    @pytest.fixture(autouse=True)
    def offers(self, cafe):
        OfferFactory.create(title="Bare et navn", free=False)
        OfferFactory.create(title="Chat", online=True, age_to=25)
        OfferTimeFactory.create(offer=OfferFactory.create(title="Cykelhjælp", whole_municipality=True, address="Havnegade 7, 4230 Skælskør"))

    @pytest.mark.parametrize("name", COLLECTIONS)
    def test_every_list_and_every_row(self, get, name):
        found = get(name)
        assert faults(found, envelope(ROWS[name][0])) == []
        for row in found["contents"]:
            assert faults(get(f"{name}/{row['id']}"), one(SINGLE[name])) == []

    @pytest.mark.parametrize(("name", "asked"), [("services", "full"), ("services", "minimal"), ("organizations", "full"), ("organizations", "full_service"), ("service_at_locations", "full")])
    def test_every_list_in_its_other_shapes(self, get, name, asked):
        found = get(name, **{asked: True})
        shape = {"minimal": "service_minimal"}.get(asked, SINGLE[name])
        assert found["contents"]
        assert faults(found, envelope(shape)) == []

    def test_a_row_in_a_whole_list_is_the_one_at_its_own_address(self, get):
        for name in ("services", "organizations", "service_at_locations"):
            for row in get(name, full=True)["contents"]:
                assert get(f"{name}/{row['id']}") == row

    def test_what_is_broken_is_noticed(self, get):
        row = get("services", full=True)["contents"][0]
        assert faults(row, one("service")) == []
        assert len(faults({**row, "hidden": "x", "url": "ingen adresse"}, one("service"))) == 2
