"""What the calendar says to machines, read by rules that others made: schema.org's vocabulary, RSS 2.0, calendars of another make."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import product
from urllib.parse import urlsplit

import pytest
import recurring_ical_events
from django.utils import timezone
from icalendar import Calendar
from lxml import etree

from brobygger.events.feed_keys import feed_url
from brobygger.events.models import Event
from brobygger.events.structured import as_data
from tests.events.vocabulary import SCHEMA, faults
from tests.factories import EventFactory, NetworkFactory, SignUpListFactory

PUBLIC = "/testby/arrangementer"
NOW = timezone.now()
WHOLE = {
    "@context": SCHEMA, "@type": "Event", "name": "Kor", "startDate": "2026-03-01T19:00+01:00", "endDate": "2026-03-01T21:00+01:00", "eventStatus": f"{SCHEMA}EventScheduled",
    "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode", "location": {"@type": "Place", "name": "Salen", "address": "Salen"},
    "organizer": {"@type": "Organization", "name": "Testby", "url": "https://eksempel.dk/"},
}


class TestTheRulesThemselves:
    """A validator that finds nothing proves nothing; so first what it must find."""

    def test_what_is_right_has_no_fault(self):
        assert faults(WHOLE) == []

    @pytest.mark.parametrize(("changes", "said"), [
        ({"startDate": "1. marts"}, "startDate"), ({"startDate": "2026-03-01T19:00"}, "startDate"), ({"name": ""}, "name"), ({"location": None}, "location"),
        ({"eventStatus": "EventScheduled"}, "eventStatus"), ({"eventStatus": f"{SCHEMA}EventRescheduled"}, "from when"), ({"eventAttendanceMode": f"{SCHEMA}OnlineEventAttendanceMode"}, "mode"),
        ({"endDate": "2026-03-01T18:00+01:00"}, "ends before"), ({"starts": "2026"}, "has no starts"), ({"url": "/testby/"}, "url"), ({"image": []}, "empty"),
        ({"offers": {"@type": "Offer", "url": "https://x.dk/", "availability": "InStock", "validFrom": "2026-01-01"}}, "availability"),
        ({"offers": {"@type": "Offer", "url": "https://x.dk/", "availability": f"{SCHEMA}InStock", "validFrom": "2026-01-01", "price": "50"}}, "currency"),
        ({"location": {"@type": "VirtualLocation"}}, "url is missing"), ({"previousStartDate": "2026-03-01T19:00+01:00"}, "previousStartDate"),
        ({"maximumAttendeeCapacity": 2, "remainingAttendeeCapacity": 3}, "more places"), ({"organizer": "Testby"}, "organizer"), ({"@type": "Party"}, "not an Event"),
    ])
    def test_what_is_wrong_is_found(self, changes, said):
        assert any(said in each for each in faults({**WHOLE, **changes}))


class TestSchemaOrg:
    @pytest.mark.parametrize(("state", "kind"), list(product(["planned", "moved", "cancelled", "held"], ["on_site", "online", "both"])))
    def test_every_state_and_form_of_an_event_is_as_the_vocabulary_wants_it(self, client, centre, state, kind):
        whole = EventFactory.create(
            registration__title="Kor & <kage>", registration__format=kind, text="Kom og syng", place="Salen", published_at=NOW, price="50 kr.",
            signup_list=SignUpListFactory.create(capacity=2, opens_at=NOW - timedelta(days=1)),
        )
        bare = EventFactory.create(registration__format=kind, place="", text="")
        for event in (whole, bare):
            row = event.registration
            row.state = state
            if state in {"moved", "cancelled"}:
                row.reason, row.moved_from = "Sygdom", timezone.localdate() if state == "moved" else None
            row.save()
            page = client.get(f"{PUBLIC}/{event.pk}/").content.decode()
            data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
            assert faults(data) == []
            assert data["url"].endswith(f"{PUBLIC}/{event.pk}/")

    @pytest.mark.parametrize(("price", "said"), [
        ("Gratis", ("0", "DKK")), ("gratis.", ("0", "DKK")), ("50 kr.", ("50", "DKK")), ("1.250 kr", ("1250", "DKK")), ("49,50 kr.", ("49.50", "DKK")), ("", (None, None)),
        ("50 kr. for medlemmer, ellers 100 kr.", (None, None)), ("Efter evne", (None, None)), ("50", (None, None)),
    ])
    def test_a_price_is_told_where_it_is_one(self, centre, price, said):
        event = Event.objects.listed().get(pk=EventFactory.create(price=price, signup_list=SignUpListFactory.create()).pk)
        offer = as_data(event, centre, free=None)["offers"]
        assert (offer.get("price"), offer.get("priceCurrency")) == said


class TestRss:
    """By https://www.rssboard.org/rss-specification."""

    @pytest.fixture
    def channel(self, client, centre):
        for title in ("Kor", "Kage & <kaffe>", "Kor"):
            EventFactory.create(registration__title=title, text="Linje 1\n\nLinje 2 <b>fed</b> ]]> &amp;", published_at=NOW)
        answer = client.get(f"{PUBLIC}/nyt.rss")
        assert answer["Content-Type"].startswith("application/rss+xml")
        root = etree.fromstring(answer.content)
        assert (root.tag, root.get("version"), [each.tag for each in root]) == ("rss", "2.0", ["channel"])
        return root[0]

    def test_the_channel_has_what_it_must_have(self, channel):
        for name in ("title", "link", "description"):
            assert [bool(each.text) for each in channel.findall(name)] == [True], name
        assert urlsplit(channel.findtext("link")).scheme in {"http", "https"}
        itself = channel.find("{http://www.w3.org/2005/Atom}link")
        assert (itself.get("rel"), itself.get("href").endswith("/testby/arrangementer/nyt.rss")) == ("self", True)
        assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo is not None

    def test_each_item_can_be_told_from_the_others_and_says_when(self, channel):
        items = channel.findall("item")
        assert [each.findtext("title") for each in items] == ["Kor", "Kage & <kaffe>", "Kor"]
        guids = [each.find("guid") for each in items]
        assert ({each.get("isPermaLink") for each in guids}, len({each.text for each in guids})) == ({"false"}, 3)
        for each in items:
            assert len(each) == len({child.tag for child in each if child.tag != "category"}) + len(each.findall("category")), "each element at most once"
            assert urlsplit(each.findtext("link")).netloc
            assert parsedate_to_datetime(each.findtext("pubDate")).tzinfo is not None
            assert "Linje 1<br><br>Linje 2 &lt;b&gt;fed&lt;/b&gt; ]]&gt; &amp;" in each.findtext("description")  # HTML, in which nothing of theirs is markup

    def test_letters_that_no_xml_may_hold_do_not_break_it(self, client, centre):
        event = EventFactory.create(registration__title="Kor", published_at=NOW)
        Event.objects.filter(pk=event.pk).update(text="Kage\x0b\x1f og\ufffe kaffe")
        root = etree.fromstring(client.get(f"{PUBLIC}/nyt.rss").content)
        assert "Kage" in root.findtext("channel/item/description")


def test_every_calendar_is_read_by_a_program_of_another_make(client, centre):
    network = NetworkFactory.create()
    event = EventFactory.create(registration__network=network, registration__title="Kor; med, tegn\\", text="Æ" * 300, published_at=NOW)
    day = timezone.localtime(event.starts_at).date()
    for address in (f"{PUBLIC}/kalender.ics", "/arrangementer/kalender.ics", f"{PUBLIC}/{event.pk}/aftale.ics", feed_url(network, centre).partition("localhost:8000")[2]):
        answer = client.get(address)
        read = Calendar.from_ical(answer.content)
        assert [str(each["SUMMARY"]) for each in recurring_ical_events.of(read).at(day)] == ["Kor; med, tegn\\"], address
        assert read.get("VERSION"), address
        assert all(len(line) <= 75 for line in answer.content.split(b"\r\n")), address
        for each in read.walk("VEVENT"):
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND"} <= set(each), address
            assert not each.errors, address
