"""The centre's own café: hosts and a rota, and heads counted each week by one tap, which the plan counts with no second entry."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.groups import meetings
from brobygger.groups.models import Group
from brobygger.journal.models import Registration
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import KindFactory, PersonFactory

OFFICE, NOW, TODAY = "/testby/kontor/grupper/", timezone.now(), timezone.localdate()
SEASON = Period(TODAY - timedelta(weeks=10), TODAY)


def counted(key):
    demand = Demand(key, SEASON)
    return count([demand])[demand]


@pytest.fixture
def cafe(client_of, bo, centre):
    KindFactory.create(name="Café", base="cafe")
    client_of(bo).post(f"{OFFICE}ny/", {"type": "cafe", "title": "Onsdagscaféen", "format": "on_site", "weekday": TODAY.weekday()})
    row = Group.objects.get()
    for name in ("Lone Ravn", "Kjeld Norup", "Sofie Brink"):
        client_of(bo).post(f"{OFFICE}{row.pk}/igangsaettere/", {"known": PersonFactory.create(name=name).pk, "since": TODAY})
    return row


def test_a_desk_volunteer_counts_this_weeks_cafe_by_taps(cafe, client_of, carla):
    browser = client_of(carla)
    assert "Hvor mange kom til »Onsdagscaféen« i dag?" in browser.get("/testby/kontor/").content.decode()
    page = browser.get(f"{OFFICE}{cafe.pk}/").content.decode()
    assert ("En mere" in page, "Lone Ravn" in page) == (True, False)
    for _head in range(14):
        assert browser.post(f"{OFFICE}{cafe.pk}/i-dag/", {"add": "1"}).status_code == 302
    row = Registration.objects.get()
    assert (row.persons, row.state, row.done_on, row.base, row.participations.count()) == (14, "held", TODAY, "cafe", 0)
    assert "Hvor mange kom til »Onsdagscaféen«" not in browser.get("/testby/kontor/").content.decode()


def test_each_week_counts_in_the_plan_and_falls_back_when_taken_out(cafe, bo):
    heads = (14, 9, 22, 17)
    for weeks, persons in enumerate(heads):
        meetings.came_today(cafe, exactly=persons, by=bo, now=NOW - timedelta(weeks=weeks))
    assert (counted("events_held"), counted("event_participants"), counted("registrations")) == (4, sum(heads), 4)
    assert (counted("groups_started"), counted("group_participants")) == (1, 0)  # nobody is a participant by name
    meetings.remove(cafe.meetings.order_by("pk")[0], by=bo, now=NOW)
    assert (counted("events_held"), counted("event_participants")) == (3, sum(heads) - 14)


def test_hosts_take_turns(cafe, client_of, bo):
    browser, own = client_of(bo), f"{OFFICE}{cafe.pk}/"
    browser.post(f"{own}moeder/", {"first": TODAY, "weeks": "1", "n": "3"})
    hosts = [each.pk for each in cafe.facilitators.order_by("person__name")]
    days = list(cafe.meetings.order_by("registration__done_on"))
    browser.post(f"{own}vagter/", {f"m{meeting.pk}": [hosts[place], hosts[(place + 1) % 3]] for place, meeting in enumerate(days)})
    assert [sorted(str(each) for each in meeting.hosts.all()) for meeting in days] == [["Kjeld Norup", "Lone Ravn"], ["Lone Ravn", "Sofie Brink"], ["Kjeld Norup", "Sofie Brink"]]
