"""Counts are live: what is kept in memory is never older than the last committed write."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction

from brobygger.centres.scoping import centre_in_force
from brobygger.journal.base_kinds import BaseKind
from brobygger.plan import counting
from brobygger.plan.counting import Demand, count, days_reached, freeze
from brobygger.plan.periods import Period
from tests.factories import CentreFactory, LocalityFactory, ThemeFactory
from tests.plan.growing import a_network, an_association, took_part, work

YEAR = Period.year(2026)
EVENTS = Demand("events_held", YEAR)


@pytest.fixture
def kept(transactional_db):
    """A centre outside any transaction, where counts are kept; the shelf is empty before and after."""
    counting.forget()
    with centre_in_force(CentreFactory.create(key="testby")):
        yield
    counting.forget()


def held():
    return count([EVENTS])[EVENTS]


def test_every_write_shows_in_the_next_count(kept):
    assert held() == 0
    row = work(date(2026, 2, 1))
    assert held() == 1
    second = work(date(2026, 2, 2))
    assert held() == 2
    row.done_on = date(2025, 2, 1)
    row.save()
    assert held() == 1
    second.state, second.reason = "cancelled", "Sygdom"
    second.save()
    assert held() == 0
    second.state = "held"
    second.save()
    assert held() == 1
    second.delete()
    assert held() == 0


def test_one_in_and_one_out_is_still_a_change(kept):
    first = work(date(2026, 2, 1), persons=5)
    people = Demand("event_participants", YEAR)
    assert count([people])[people] == 5
    first.delete()
    work(date(2026, 2, 1), persons=7)
    assert count([people])[people] == 7


def test_a_count_asked_for_again_costs_one_query(kept, django_assert_num_queries):
    for day in range(1, 9):
        work(date(2026, 3, day))
    demands = [EVENTS, Demand("event_participants", YEAR), Demand("consultations", YEAR)]
    first = count(demands)
    with django_assert_num_queries(1):
        assert count(demands) == first


def test_what_is_rolled_back_was_never_counted(kept):
    assert held() == 0
    with transaction.atomic():
        work(date(2026, 2, 1))
        assert held() == 1
        transaction.set_rollback(True)
    work(date(2025, 2, 1))  # on SQLite this row may take the key of the one that was rolled back
    assert held() == 0


def test_another_centres_rows_are_another_count(kept):
    work(date(2026, 2, 1))
    assert held() == 1
    with centre_in_force(CentreFactory.create(key="fjernby")):
        assert held() == 0


def test_a_write_in_another_thread_is_seen(kept):
    assert held() == 0

    def elsewhere(centre):
        with centre_in_force(centre):
            work(date(2026, 2, 1))
        connection.close()

    from brobygger.centres.scoping import centre_id_in_force

    thread = Thread(target=elsewhere, args=(centre_id_in_force(),))
    thread.start()
    thread.join()
    assert held() == 1


def test_a_row_with_two_participations_of_one_association_counts_once_for_it(centre):
    first, second = an_association("Røde Kors"), an_association("Ældre Sagen")
    row = work(date(2026, 2, 1), persons=9)
    took_part(row, first, 2)
    took_part(row, first, 3)
    took_part(row, second, 4)
    events = Demand("events_held", YEAR, each="association")
    people = Demand("event_participants", YEAR, each="association")
    one = Demand("events_held", YEAR, freeze({"association": [first.pk]}))
    counts = count([events, people, one])
    assert counts[events] == {first.pk: 1, second.pk: 1}
    assert counts[people] == {first.pk: 5, second.pk: 4}
    assert counts[one] == 1


def test_narrowing_one_target_by_association_leaves_the_others_count_alone(centre):
    row = work(date(2026, 2, 1))
    for name in ("Røde Kors", "Ældre Sagen", "Natteravnene"):
        took_part(row, an_association(name), 1)
    narrowed = Demand("events_held", YEAR, freeze({"association": [took_part(row, an_association("KFUM"), 1).organisation_id]}))
    assert count([EVENTS, narrowed]) == {EVENTS: 1, narrowed: 1}


def test_distinct_organisations_are_counted_once_over_all_rows(centre):
    """Six trips with organisations on board: one that came along on three trips counts once."""
    faithful = an_association("Ældre Sagen")
    for month in range(1, 7):
        trip = work(date(2026, month, 3), BaseKind.TOUR)
        took_part(trip, f"Gæsteforening {month}", 2)
        if month <= 3:
            took_part(trip, faithful, 2)
    organisations = Demand("tour_organisations", YEAR)
    assert count([organisations])[organisations] == 7


def test_hours_are_whole_hours_of_all_minutes(centre):
    for minutes in (45, 45, 50):
        work(date(2026, 2, 1), BaseKind.CONSULTATION, minutes=minutes)
    hours = Demand("consultation_hours", YEAR)
    assert count([hours])[hours] == 2


def test_localities_are_told_apart(centre):
    here, there = LocalityFactory.create(), LocalityFactory.create()
    for locality in (here, here, there, None):
        work(date(2026, 2, 1), locality=locality)
    active = Demand("localities_active", YEAR)
    assert count([active])[active] == 2


def test_a_narrowing_wants_any_of_its_values_and_all_of_its_keys(centre):
    theme, other = ThemeFactory.create(), ThemeFactory.create()
    work(date(2026, 2, 1), theme=theme)
    work(date(2026, 2, 2), theme=other)
    work(date(2026, 2, 3), BaseKind.COURSE, theme=theme)
    either = Demand("events_held", YEAR, freeze({"theme": [theme.pk, other.pk]}))
    both = Demand("events_held", YEAR, freeze({"theme": [theme.pk], "base": ["course"]}))
    assert count([either, both]) == {either: 3, both: 1}


@pytest.mark.parametrize("rows", [1, 40])
def test_counting_costs_as_many_queries_for_one_row_as_for_forty(centre, rows, django_assert_num_queries):
    a_network("Demens")
    for number in range(rows):
        work(date(2026, 1 + number % 12, 5))
    demands = [Demand("events_held", Period(date(2026, month, 1), date(2026, month, 28))) for month in range(1, 13)]
    with django_assert_num_queries(2):
        counts = count([*demands, Demand("network_meetings", YEAR, each="network")])
    assert sum(counts[each] for each in demands) == rows


@pytest.mark.parametrize(
    ("measure", "number", "day"),
    [("events_held", 2, date(2026, 2, 9)), ("event_participants", 13, date(2026, 3, 1)), ("event_organisations", 2, date(2026, 3, 1))],
)
def test_the_day_a_number_was_reached(centre, measure, number, day):
    for done_on, persons, name in ((date(2026, 2, 1), 6, "A"), (date(2026, 2, 9), 6, "A"), (date(2026, 3, 1), 6, "B")):
        took_part(work(done_on, persons=persons), name, persons)
    demand = Demand(measure, YEAR)
    assert days_reached([(demand, number)]) == {(demand, number): day}
    assert days_reached([(demand, 999)]) == {(demand, 999): None}
