"""The figure is the sum of its rows: what is tallied in one pass equals what the evidence lists row by row."""

from datetime import date, timedelta
from random import Random

import pytest

from brobygger.centres.models import Locality, Theme
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Format, Kind, Participation, Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import measures
from brobygger.plan.periods import Per, Period, windows
from tests.plan.by_hand import MEANT, figure

YEAR = Period(date(2024, 1, 1), date(2025, 12, 31))
BASES = (BaseKind.COURSE, BaseKind.CAFE, BaseKind.NETWORK_MEETING, BaseKind.CONSULTATION, BaseKind.PUBLICATION)


@pytest.fixture
def work(centre):
    """Four hundred registrations of five kinds over two years, the same each time."""
    chance = Random(7)
    kinds = [Kind.objects.create(name=base.value, base=base) for base in BASES]
    themes = [Theme.objects.create(name=f"Tema {n}") for n in range(3)]
    places = [Locality.objects.create(name=f"Sted {n}") for n in range(3)]
    networks = [Network.objects.create(name=f"Netværk {n}", started_on=YEAR.start) for n in range(2)]
    organisations = [Organisation.objects.create(name=f"Forening {n}") for n in range(8)]
    for _number in range(400):
        row = Registration.objects.create(
            done_on=YEAR.start + timedelta(days=chance.randrange(YEAR.days)),
            kind=chance.choice(kinds),
            title="Arbejde",
            theme=chance.choice([None, *themes]),
            locality=chance.choice([None, *places]),
            network=chance.choice([None, *networks]),
            mode=chance.choice(["held", "held", "joined", "offered"]),
            state=chance.choice(["held", "held", "held", "planned"]),
            format=chance.choice(Format.values),
            persons=chance.choice([None, 1, 5, 12]),
            minutes=chance.choice([None, 30, 45, 90]),
        )
        for organisation in chance.sample(organisations, chance.randrange(3)):
            Participation.objects.create(registration=row, organisation=organisation, persons=1)
    return {"themes": themes, "networks": networks, "organisations": organisations}


def narrowings(work):
    return (
        {},
        {"base": ["course"]},
        {"theme": [work["themes"][0].pk, work["themes"][2].pk]},
        {"theme": [None]},
        {"mode": ["joined", "held"]},
        {"online": [True]},
        {"online": [False], "base": ["cafe", "course"]},
        {"organisation": [work["organisations"][0].pk]},
        {"network": [work["networks"][1].pk], "mode": ["offered"]},
    )


def row_by_row(measure, narrow, period, each=None):
    """The number by the plainest means there is: the rows of the evidence, one at a time."""
    total = {}
    for source in (known.towards(narrow) for known in measures[measure].sources):
        for row in source.evidence(period, narrow):
            member = getattr(getattr(row, "registration", row), f"{each}_id") if each else None
            if each and member is None:
                continue
            total[member] = total.get(member, 0) + ((getattr(row, source.value) or 0) if source.value else 1)
    if measures[measure].unit is Unit.HOURS:
        total = {member: minutes // 60 for member, minutes in total.items()}
    return total if each else total.get(None, 0)


@pytest.mark.parametrize("per", [Per.PLAN, Per.YEAR, Per.QUARTER, Per.MONTH])
@pytest.mark.parametrize("measure", ["events_held", "event_participants", "consultations", "consultation_hours", "network_meetings", "publications"])
def test_every_window_counts_its_rows(work, measure, per):
    asked = [Demand(measure, window.period, freeze(narrow)) for window in windows(per, YEAR) for narrow in narrowings(work)]
    found = count(asked)
    if per is Per.YEAR and measure in MEANT:
        assert [found[demand] for demand in asked] == [figure(measure, demand.period, {key: list(values) for key, values in demand.narrow}) for demand in asked]
    for demand in asked:
        assert found[demand] == row_by_row(measure, {key: list(values) for key, values in demand.narrow}, demand.period)


@pytest.mark.parametrize("measure", ["network_meetings", "event_participants"])
def test_every_member_counts_its_own_rows(work, measure):
    asked = [Demand(measure, window.period, freeze(narrow), "network") for window in windows(Per.QUARTER, YEAR) for narrow in narrowings(work)]
    found = count(asked)
    for demand in asked:
        expected = row_by_row(measure, {key: list(values) for key, values in demand.narrow}, demand.period, "network")
        assert {key: n for key, n in found[demand].items() if n} == {key: n for key, n in expected.items() if n}


def test_weeks_of_two_years_count_as_well(work):
    asked = [Demand("events_held", window.period, freeze({"base": ["course"]})) for window in windows(Per.WEEK, YEAR)]
    found = count(asked)
    assert [found[demand] for demand in asked] == [row_by_row("events_held", {"base": ["course"]}, demand.period) for demand in asked]


def test_those_who_took_part_cost_one_query_more_however_many_windows(work, django_assert_num_queries):
    for per in (Per.YEAR, Per.MONTH):
        narrowed = [{}, {"organisation": [work["organisations"][0].pk]}, {"sector": ["civil_society"], "online": [True]}, {"member": [False]}]
        asked = [Demand("event_participants", window.period, freeze(narrow)) for window in windows(per, YEAR) for narrow in narrowed]
        with django_assert_num_queries(2):
            count(asked)


def test_one_query_however_many_windows(work, django_assert_num_queries):
    for per in (Per.YEAR, Per.MONTH):
        asked = [Demand("events_held", window.period, freeze(narrow)) for window in windows(per, YEAR) for narrow in narrowings(work)]
        with django_assert_num_queries(1):
            count(asked)
