"""A relay of ten localities, over a hundred communities, over 125 kilometres: sums of its legs, and nothing typed twice."""

from datetime import date
from decimal import Decimal

from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from tests.factories import LocalityFactory
from tests.proofs.a_years_events import a_relay, a_stop, an_event

SUMS = ("relay_localities", "relay_communities", "relay_km")


def counted(measure, **narrow):
    demand = Demand(measure, Period(date(2025, 1, 1), date(2026, 12, 31)), freeze(narrow))
    return count([demand])[demand]


def test_ten_localities_over_a_hundred_communities_over_125_km(client_of, bo):
    relay = a_relay(bo)
    assert [counted(key) for key in SUMS] == [10, 101, 127]
    page = client_of(bo).get(f"{relay.get_absolute_url()}stop/").context
    assert (page["localities"], page["organisations"], page["km"]) == (10, 101, Decimal("127.0"))


def test_a_leg_to_come_and_one_that_others_held_count_nothing(centre, bo):
    a_relay(bo)
    a_stop(an_event(BaseKind.RELAY, date(2026, 5, 5), by=bo), by=bo, locality=LocalityFactory.create(), communities=["Ny"], km=Decimal(50))
    a_stop(an_event(BaseKind.RELAY, date(2025, 5, 5), by=bo, mode="joined"), by=bo, locality=LocalityFactory.create(), communities=["Andres"], km=Decimal(40))
    assert [counted(key) for key in SUMS] == [10, 101, 127]
    assert counted("relay_km", mode=["joined"]) == 40
