"""Request, volunteer, meetings, end: counts by year; both parties' data erased after the period."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from brobygger.matching import accompanying
from brobygger.matching.models import Accompaniment
from brobygger.people import retention
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import VolunteerFactory


def counted(year):
    demand = Demand("accompaniments", Period.year(year))
    return count([demand])[demand]


def test_four_in_two_years(centre, astrid):
    volunteer = VolunteerFactory.create(state="available", person__mail="kaj@x.example")
    for number, first in enumerate([date(2024, 3, 1), date(2024, 11, 5), date(2025, 2, 2), None]):
        begun = datetime.combine(first or date(2025, 6, 1), datetime.min.time(), tzinfo=timezone.get_current_timezone())
        row = accompanying.begin(Accompaniment(to="Lægen", who=f"Inger {number}", reach="11 22 33 44"), by=astrid, now=begun)
        row = accompanying.ask(row, volunteer, centre=centre, by=astrid, now=begun)
        row = accompanying.answer(row, yes=True, now=begun)
        if first:
            for back in range(3):
                row = accompanying.went(row, on=first + timedelta(days=7 * back), by=None, now=begun + timedelta(days=40))
        accompanying.end(row, by=astrid, now=begun + timedelta(days=40))
    assert (counted(2024), counted(2025)) == (2, 1)  # the one that never went along counts nowhere
    accompanying.forget_due(now=timezone.now())
    retention.run()
    assert set(Accompaniment.objects.values_list("who", "reach", "volunteer")) == {("", "", None)}
    assert (counted(2024), counted(2025)) == (2, 1)
