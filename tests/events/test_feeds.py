"""Feeds for other programs and pages: over all centres, per network behind a secret, and a script at one address for good."""

import pytest
from icalendar import Calendar
from lxml import etree

from brobygger.centres.scoping import centre_in_force
from brobygger.events.feed_keys import feed_url
from tests.factories import EventFactory, NetworkFactory

PUBLIC = "/testby/arrangementer"


class TestANetwork:
    def test_its_members_read_meetings_that_are_in_no_public_calendar(self, client, centre):
        network = NetworkFactory.create()
        EventFactory.create(registration__network=network, listed_publicly=False, registration__title="Lukket møde")
        EventFactory.create(registration__network=network, published_at=None)
        EventFactory.create()
        read = Calendar.from_ical(client.get(feed_url(network, centre).partition("localhost:8000")[2]).content)
        assert [str(each["SUMMARY"]) for each in read.walk("VEVENT")] == ["Lukket møde"]

    @pytest.mark.parametrize("token", ["1", "x", "1-abc", "1-", "-"])
    def test_its_address_cannot_be_guessed(self, client, centre, token):
        NetworkFactory.create(pk=1)
        assert client.get(f"{PUBLIC}/netvaerk-{token}.ics").status_code == 404

    def test_another_centres_token_opens_nothing_here(self, client, centre, other_centre):
        with centre_in_force(other_centre):
            address = feed_url(NetworkFactory.create(), other_centre)
        assert client.get(address.partition("localhost:8000")[2].replace("fjernby", "testby")).status_code == 404


class TestOverAllCentres:
    @pytest.fixture
    def two(self, centre, other_centre):
        EventFactory.create(registration__title="I Testby")
        with centre_in_force(other_centre):
            EventFactory.create(registration__title="I Fjernby")
            EventFactory.create(registration__title="Kladde", published_at=None)

    def test_as_calendar_news_and_data(self, client, two):
        assert {str(each["SUMMARY"]) for each in Calendar.from_ical(client.get("/arrangementer/kalender.ics").content).walk("VEVENT")} == {"I Testby", "I Fjernby"}
        assert {each.findtext("title") for each in etree.fromstring(client.get("/arrangementer/nyt.rss").content).iter("item")} == {"I Testby", "I Fjernby"}
        assert [each["title"] for each in client.get("/arrangementer/liste.json?center=fjernby").json()["events"]] == ["I Fjernby"]
        page = client.get("/arrangementer/indlejret/")
        assert "frame-ancestors *" in page["Content-Security-Policy"]
        assert "I Fjernby" in page.content.decode()


class TestOnAnotherPage:
    def test_the_scripts_address_stays_and_is_kept_for_an_hour(self, client, centre):
        help_page = client.get(f"{PUBLIC}/paa-din-side/?tema=3").content.decode()
        assert "/arrangementer/komponent.js" in help_page
        answer = client.get("/arrangementer/komponent.js")
        assert (answer["Content-Type"], answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("text/javascript; charset=utf-8", "public, max-age=3600", "*")


def test_a_calendar_program_is_told_what_it_is_about_and_who_holds_it(client, centre):
    centre.mail = "info@testby.example"
    centre.save()
    EventFactory.create(text="Vi taler om fonde", registration__kind__name="Kursus")
    (event,) = Calendar.from_ical(client.get(f"{PUBLIC}/kalender.ics").content).walk("VEVENT")
    assert str(event["DESCRIPTION"]).startswith("Vi taler om fonde")
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == ("mailto:info@testby.example", centre.name)
    assert event["CATEGORIES"].to_ical() == b"Kursus"
