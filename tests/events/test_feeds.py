"""Feeds for other programs and pages: over all centres, per network behind a secret, and a script at one address for good."""

import pytest
import recurring_ical_events
from django.utils import timezone
from icalendar import Calendar
from lxml import etree

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.events import actions
from brobygger.events.feed_keys import feed_url, own_feed_url
from brobygger.events.models import Event
from tests.factories import (
    EventFactory,
    NetworkFactory,
    SignUpFactory,
    SignUpListFactory,
)

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


class TestOnesOwn:
    """All that one address has signed up for, behind a link that goes to that address alone."""

    def url(self, signup, centre):
        return own_feed_url(signup, centre).partition("localhost:8000")[2]

    @pytest.fixture
    def anna(self, centre):
        """Anna has two places, one of them under another spelling of her mail, waits for a third and has left a fourth; Bent has one too."""
        events = [EventFactory.create(signup_list=SignUpListFactory.create(), registration__title=title, online_link="https://eksempel.dk/moede") for title in ("Kor", "Kage", "Kø", "Forladt", "Bents")]
        one = SignUpFactory.create(signup_list=events[0].signup_list, mail="anna@example.org")
        SignUpFactory.create(signup_list=events[1].signup_list, mail="Anna@Example.org")
        SignUpFactory.create(signup_list=events[2].signup_list, mail="anna@example.org", state="waiting")
        SignUpFactory.create(signup_list=events[3].signup_list, mail="anna@example.org", state="left", left_at=timezone.now())
        SignUpFactory.create(signup_list=events[4].signup_list, mail="bent@example.org")
        return one

    def test_a_program_of_another_make_reads_what_she_has_a_place_at(self, client, centre, anna):
        answer = client.get(self.url(anna, centre))
        read = Calendar.from_ical(answer.content)
        assert {str(each["SUMMARY"]) for each in read.walk("VEVENT")} == {"Kor", "Kage"}
        assert all("https://eksempel.dk/moede" in str(each["DESCRIPTION"]) for each in read.walk("VEVENT"))
        assert answer["Cache-Control"] == "private, max-age=900"
        first = Event.objects.listed().get(signup_list=anna.signup_list)
        assert "Kor" in {str(each["SUMMARY"]) for each in recurring_ical_events.of(read).at(timezone.localtime(first.starts_at).date())}

    def test_what_is_cancelled_says_so(self, client, client_of, bo, centre, anna):
        row = Event.objects.listed().get(signup_list=anna.signup_list)
        actions.cancel(row, reason="Sygdom", centre=centre, by=bo, now=timezone.now())
        read = Calendar.from_ical(client.get(self.url(anna, centre)).content)
        assert {str(each["SUMMARY"]): str(each.get("STATUS", "")) for each in read.walk("VEVENT")} == {"Kor": "CANCELLED", "Kage": ""}

    def test_the_link_goes_by_mail_alone_and_not_twice_in_an_hour(self, client, centre, anna):
        page = f"/testby/tilmelding/{anna.token}/"
        assert "kalender/" not in client.get(page).content.decode()
        for _twice in range(2):
            assert "på vej til din mail" in client.post(page, {"act": "calendar"}, follow=True).content.decode()
        (mail,) = OutgoingMail.objects.all()
        assert (mail.to, self.url(anna, centre) in mail.text) == (anna.mail, True)

    @pytest.mark.parametrize("token", ["1", "x", "1-abc", "-"])
    def test_its_address_cannot_be_guessed_and_ends_with_the_address(self, client, centre, anna, token):
        assert client.get(f"/testby/tilmelding/kalender/{token}.ics").status_code == 404
        address = self.url(anna, centre)
        assert client.get(address.replace("testby/tilmelding", "fjernby/tilmelding")).status_code == 404
        type(anna).objects.filter(pk=anna.pk).update(mail="")  # as when its time is up
        assert client.get(address).status_code == 404

    def test_a_networks_address_opens_nobodys_calendar(self, client, centre, anna):
        token = feed_url(NetworkFactory.create(pk=anna.pk), centre).rpartition("netvaerk-")[2].removesuffix(".ics")
        assert client.get(f"/testby/tilmelding/kalender/{token}.ics").status_code == 404
