"""An allotment garden: plots booked in their season, tools on site, what is broken reported, turns to keep it in order, and counts per association."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from brobygger.reception import gardening, inspecting
from brobygger.reception.models import Fault, UpkeepTurn
from brobygger.rooms import booking, finding, lending
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, Loan
from brobygger.rooms.rules import Who
from tests.factories import EquipmentFactory, OrganisationFactory, PremisesFactory, RoomFactory

NOW = datetime(2025, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def plot(centre):
    garden = PremisesFactory.create(name="Nyttehaven")
    return RoomFactory.create(name="Bed 1", premises=garden, season_from=401, season_to=1031)


def wish(plot, own, day, hours=2):
    starts = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Booking(room=plot, organisation=own, starts_at=starts, ends_at=starts + timedelta(hours=hours), purpose="Havedag")


def test_a_plot_is_booked_in_its_season_and_a_sentence_says_when_that_is(plot, bo):
    own = OrganisationFactory.create()
    for day in (date(2025, 3, 31), date(2025, 11, 1)):
        with pytest.raises(ValidationError) as refused:
            booking.book(wish(plot, own, day), Who(own), by=None, now=NOW)
        assert refused.value.messages == ["Bed 1 har åbent fra 1. april til 31. oktober."]
        wanted = wish(plot, own, day)
        assert finding.free_rooms([plot], Span(wanted.starts_at, wanted.ends_at)) == []
    for day in (date(2025, 4, 1), date(2025, 10, 31)):
        assert booking.book(wish(plot, own, day), Who(own), by=None, now=NOW).pk


def test_two_wheelbarrows_on_site_are_never_taken_by_three(plot, centre):
    barrows = EquipmentFactory.create(name="Trillebør", stock=2, on_site=True)
    day = date(2025, 5, 3)
    for number in range(2):
        lending.put_aside(Loan(equipment=barrows, name=f"Hold {number}", starts_on=day, due_on=day), by=None, now=NOW, centre=centre)
    with pytest.raises(ValidationError):
        lending.put_aside(Loan(equipment=barrows, name="Hold 3", starts_on=day, due_on=day), by=None, now=NOW, centre=centre)


def test_what_is_broken_is_reported_and_closes_the_plot_until_it_is_mended(plot, bo):
    own = OrganisationFactory.create()
    inspecting.report(Fault(room=plot, organisation=own, what="Hanen drypper", effect="closed", expected_on=date(2025, 5, 10)), by=None, now=NOW)
    with pytest.raises(ValidationError):
        booking.book(wish(plot, own, date(2025, 5, 10)), Who(own), by=None, now=NOW)
    assert booking.book(wish(plot, own, date(2025, 5, 11)), Who(own), by=None, now=NOW).pk


def test_turns_by_rule_and_counts_per_association(plot, bo):
    sind, elders = OrganisationFactory.create(name="SIND"), OrganisationFactory.create(name="Ældre Sagen")
    gardening.lay_out(plot.premises, [sind, elders], first=date(2025, 4, 1), last=date(2025, 4, 24), by=bo, now=NOW)
    turns = list(UpkeepTurn.objects.listed())
    assert [(row.starts_on, row.organisation.name) for row in turns] == [(date(2025, 3, 31), "SIND"), (date(2025, 4, 7), "Ældre Sagen"), (date(2025, 4, 14), "SIND"), (date(2025, 4, 21), "Ældre Sagen")]
    gardening.swap(turns[0], turns[1], by=bo, now=NOW)
    later = datetime(2025, 4, 20, tzinfo=UTC)
    gardening.done(turns[0], by=bo, now=later)
    for own, day, hours in ((sind, date(2025, 4, 5), 2), (sind, date(2025, 4, 12), 3), (elders, date(2025, 4, 13), 1)):
        booking.book(wish(plot, own, day, hours), Who(own), by=None, now=NOW)
    booking.settle(now=later)
    assert [(each.who, each.bookings, each.hours, each.turns, each.done) for each in gardening.use_of(plot.premises, 2025)] == [("SIND", 2, 5.0, 2, 0), ("Ældre Sagen", 1, 1.0, 2, 1)]
    demand = Demand("booking_hours", Period.year(2025), freeze({"room": [plot.pk], "organisation": [sind.pk]}))
    assert count([demand])[demand] == 5
