"""Six bus tours held and three planned that are not counted; 17 organisations on board, one of them on three trips."""

from datetime import date

from brobygger.events.models import Event
from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from tests.factories import OrganisationFactory
from tests.proofs.a_years_events import a_stop, an_event, heads, six_tours

YEAR, BOTH = Period.year(2025), Period(date(2025, 1, 1), date(2026, 12, 31))


def counted(measure, period=YEAR, **narrow):
    demand = Demand(measure, period, freeze(narrow))
    return count([demand])[demand]


def test_six_held_three_planned_and_seventeen_on_board(centre, bo):
    faithful = six_tours(bo)[0]
    for number in range(3):
        planned = an_event(BaseKind.TOUR, date(2026, 3 + number, 5), by=bo)
        a_stop(planned, by=bo, aboard=[OrganisationFactory.create(name=f"Vil med {number}")])
    assert Event.objects.count() == 9
    for period in (YEAR, BOTH):
        assert [counted(key, period) for key in ("tours_held", "tour_organisations", "tour_visitors")] == [6, 17, 120]
    assert (counted("tours_held", organisation=[faithful.pk]), counted("tour_organisations", organisation=[faithful.pk])) == (3, 1)


def test_who_came_by_to_see_the_bus_was_not_on_it(centre, bo):
    six_tours(bo)
    first = Event.objects.listed().order_by("starts_at").first()
    heads(first, [(OrganisationFactory.create(name="Kommunen", sector="municipality"), 4), ("borgere", 3)], by=bo)
    assert [counted(key) for key in ("tours_held", "tour_organisations", "tour_visitors")] == [6, 17, 127]
    assert counted("tour_visitors", sector=["municipality"]) == 4


def test_a_tour_without_stops_has_those_on_board_who_came_along(centre, bo):
    heads(an_event(BaseKind.TOUR, date(2025, 3, 5), by=bo), [(OrganisationFactory.create(), 4)], by=bo)
    assert counted("tour_organisations") == 1
