"""A self-help group from the interest list to the evaluation; the public list shows theme, start and seats, never people, and recommends."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import brobygger.groups
from brobygger.groups.models import FirstTalk, Group, Participant
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import PersonFactory, ThemeFactory

OFFICE, TODAY = "/testby/kontor/grupper/", timezone.localdate()
YEAR = Period(TODAY - timedelta(days=180), TODAY + timedelta(days=180))
NAMES = ("Vilhelmine", "Waldemar", "Yrsa")


def counted(key, **narrow):
    demand = Demand(key, YEAR, tuple((name, (value,)) for name, value in narrow.items()))
    return count([demand])[demand]


@pytest.fixture
def group(client_of, bo, client, centre):
    """Theme, two facilitators, eight seats, eight meetings; three have put themselves on its list."""
    theme = ThemeFactory.create(name="Sorg")
    given = {
        "type": "self_help", "title": "Når man har mistet", "theme": theme.pk, "format": "on_site", "place": "Mødelokale 2", "seats": "8", "first_on": TODAY.isoformat(), "planned_meetings": "8",
        "rhythm": "8 møder", "first_talk": "on", "takes_interest": "on", "anonymous": "on",
    }
    assert client_of(bo).post(f"{OFFICE}ny/", given).status_code == 302
    row = Group.objects.get()
    for _two in range(2):
        client_of(bo).post(f"{OFFICE}{row.pk}/igangsaettere/", {"known": PersonFactory.create().pk, "since": TODAY})
    client_of(bo).post(f"{OFFICE}{row.pk}/handling/", {"act": "publish"})
    for name in NAMES:
        assert client.post(row.public_url, {"name": name, "mail": f"{name.lower()}@hemmelig.example"}).status_code == 302
    return row


def test_the_public_list_and_page_show_theme_start_and_seats_and_never_people(group, client, client_of, bo):
    one = Participant.objects.get(name="Vilhelmine")
    client_of(bo).post(f"{OFFICE}deltager/{one.pk}/", {"act": "held", "on": TODAY, "outcome": FirstTalk.Outcome.FITS, "seat": "on"})
    for url in ("/testby/grupper/", group.public_url):
        text = client.get(url).content.decode()
        for said in ("Sorg", "Når man har mistet", "8 møder", "Mødelokale 2"):
            assert said in text, (url, said)
        assert not [name for name in (*NAMES, "hemmelig.example") if name in text], url
    assert "7 ledige af 8" in client.get(group.public_url).content.decode()
    assert "ledige pladser" in client.get("/testby/grupper/").content.decode()


def test_one_recommends_self_help_and_never_refers(group, client):
    assert "vi anbefaler" in client.get("/testby/grupper/").content.decode()
    catalogue = (Path(brobygger.groups.__path__[0]) / "locale/da/LC_MESSAGES/django.po").read_text().lower()
    assert "henvis" not in catalogue
    assert "anbefale" in catalogue


def test_from_the_talk_to_the_last_meeting_and_the_evaluation_it_counts(group, client_of, client, bo):
    browser, own = client_of(bo), f"{OFFICE}{group.pk}/"
    outcomes = dict(zip(NAMES, ("fits", "fits", "other_help"), strict=True))
    for one in Participant.objects.all():
        browser.post(f"{OFFICE}deltager/{one.pk}/", {"act": "held", "on": TODAY, "outcome": outcomes[one.name], "seat": "on"})
    assert sorted(FirstTalk.objects.values_list("outcome", flat=True)) == ["fits", "fits", "other_help"]
    start = TODAY - timedelta(weeks=8)
    browser.post(f"{own}skridt/?skridt=start", {"on": start})
    browser.post(f"{own}moeder/", {"first": start, "weeks": "1", "n": "8"})
    for meeting in group.meetings.all():
        assert browser.post(f"{OFFICE}moeder/{meeting.pk}/", {"persons": "2"}).status_code == 302
    browser.post(f"{own}skridt/?skridt=end", {"on": TODAY, "reason": "Forløbet er slut", "asks": "on"})
    browser.post(f"{own}evaluering/", {"n5": "1", "n4": "1", "gained": "At man ikke er alene"})
    found = {key: counted(key, theme=group.theme_id) for key in ("groups_started", "groups_running", "group_participants", "evaluations_done", "evaluation_score", "registrations")}
    assert found == {"groups_started": 1, "groups_running": 1, "group_participants": 2, "evaluations_done": 1, "evaluation_score": 90, "registrations": 8}
    assert counted("events_held") == 0  # what goes on between people in a self-help group is no event
