"""A pool by interest, time and place; pause; withdraw consent: gone from the pool at once, and the count is kept."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.matching import own_link
from brobygger.matching.masks import half_day
from brobygger.matching.models import Volunteer
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import LocalityFactory, TopicFactory, VolunteerFactory

TODAY = timezone.localdate()
YEAR = Period(date(TODAY.year, 1, 1), date(TODAY.year, 12, 31))
OFFICE = "/testby/kontor/frivillige/"


@pytest.fixture
def bank(centre):
    """Three volunteers, who differ in what, when and where."""
    nature, place = TopicFactory.create(name="Natur"), LocalityFactory.create(name="Testby")
    return [
        VolunteerFactory.create(person__name="Anna", interests=1 << nature.bit, times=1 << half_day(0, 0), locality=place), VolunteerFactory.create(person__name="Bent", locality=place),
        VolunteerFactory.create(person__name="Cilla", interests=1 << nature.bit),
    ], nature, place


def in_the_pool(browser, query=""):
    return {row.person.name for row in browser.get(f"{OFFICE}?{query}").context["page"]}


def counted():
    demand = Demand("volunteer_enquiries", YEAR)
    return count([demand])[demand]


def test_the_pool_is_searched_by_interest_and_place(bank, client_of, bo):
    _rows, nature, place = bank
    browser = client_of(bo)
    assert in_the_pool(browser) == {"Anna", "Bent", "Cilla"}
    assert in_the_pool(browser, f"om={nature.bit}") == {"Anna", "Cilla"}
    assert in_the_pool(browser, f"om={nature.bit}&sted={place.pk}") == {"Anna"}


def test_who_takes_a_break_is_not_in_it_until_she_is_back(bank, client, client_of, bo, centre):
    anna, browser = bank[0][0], client_of(bo)
    path = own_link.path_of(anna, centre)
    client.post(path, {"act": "pause"})
    assert in_the_pool(browser) == {"Bent", "Cilla"}
    client.post(path, {"act": "renew"})
    assert in_the_pool(browser) == {"Anna", "Bent", "Cilla"}


def test_who_withdraws_is_gone_at_once_and_still_counted(bank, client, client_of, bo, centre):
    bent = bank[0][1]
    assert counted() == 3
    client.post(own_link.path_of(bent, centre), {"act": "withdraw"})
    assert in_the_pool(client_of(bo)) == {"Anna", "Cilla"}
    assert counted() == 3
    client.post(own_link.path_of(bent, centre), {"act": "forget", "sure": "on"})
    assert (counted(), Volunteer.objects.filter(state="forgotten", person=None).count()) == (3, 1)
