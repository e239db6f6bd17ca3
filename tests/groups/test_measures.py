"""What the plan counts of groups, against counts made by hand, with the rows behind each number."""

from datetime import date, timedelta

import pytest

from brobygger.groups.models import Break
from brobygger.plan.counting import Demand, count, days_reached
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.factories import (
    BreakFactory,
    GroupFactory,
    InitiativeFactory,
    LocalityFactory,
    OrganisationFactory,
    ParticipantFactory,
    ThemeFactory,
    VerdictFactory,
)

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def counted(key, period=YEAR, **narrow):
    demand = Demand(key, period, tuple((name, values if isinstance(values, tuple) else (values,)) for name, values in sorted(narrow.items())))
    return count([demand])[demand]


def titles(key, period=YEAR):
    return [source.show(row).title for source in measures[key].sources for row in source.evidence(period, {})]


def a_group(title, started, ended=None, **fields):
    state = "ended" if ended else "running"
    return GroupFactory.create(title=title, started_on=started, ended_on=ended, state=state, gathering_since=date(2024, 1, 1), **fields)


@pytest.fixture
def groups(centre):
    grief, place = ThemeFactory.create(name="Sorg"), LocalityFactory.create()
    return {
        "new": a_group("Ny", date(2025, 3, 1), theme=grief, locality=place),
        "old": a_group("Gammel", date(2024, 3, 1), date(2025, 2, 1), theme=grief),
        "over": a_group("Slut", date(2023, 3, 1), date(2024, 12, 31)),
        "later": a_group("Senere", date(2026, 1, 2)),
        "theirs": a_group("Foreningens", date(2025, 5, 1), organisation=OrganisationFactory.create()),
        "knits": a_group("Strik", date(2025, 4, 1), type="interest"),
        "gathers": GroupFactory.create(title="Samler"),
        "grief": grief, "place": place,
    }


def test_started_and_running_by_theme_place_type_and_whose(groups):
    assert (counted("groups_started"), counted("groups_running")) == (2, 3)
    assert (titles("groups_started"), sorted(titles("groups_running"))) == (["Strik", "Ny"], ["Gammel", "Ny", "Strik"])
    assert (counted("groups_started", theme=groups["grief"].pk), counted("groups_running", theme=groups["grief"].pk)) == (1, 2)
    assert (counted("groups_started", locality=groups["place"].pk), counted("groups_started", group_type="self_help")) == (1, 1)
    assert (counted("groups_started", mode="offered"), counted("groups_started", mode=("held", "offered"))) == (1, 3)
    assert counted("groups_started", organisation=groups["theirs"].organisation_id, mode="offered") == 1
    assert (counted("groups_started", project=None), counted("groups_running", online=True)) == (2, 0)


def test_one_at_rest_all_through_does_not_run(groups):
    rest = BreakFactory.create(group=groups["new"], since=date(2025, 6, 1), until=date(2025, 9, 1))
    summer = Period(date(2025, 7, 1), date(2025, 7, 31))
    assert (counted("groups_running"), counted("groups_running", summer)) == (3, 1)
    Break.objects.get(pk=rest.pk).delete()
    BreakFactory.create(group=groups["new"], since=date(2025, 6, 1), until=None)
    assert counted("groups_running", Period(date(2026, 2, 1), date(2026, 2, 28))) == 2  # Strik and Senere


def test_a_community_that_grew_out_of_an_initiative_is_one_new_community(groups):
    assert counted("communities_started") == 1
    start = InitiativeFactory.create(begun_on=date(2025, 1, 1), started_on=date(2025, 2, 1))
    assert counted("communities_started") == 2
    groups["knits"].initiative = start
    groups["knits"].save()
    assert counted("communities_started") == 1


def test_participants_are_those_who_had_a_seat_at_any_time_in_the_period(groups):
    seat = {"state": "seated", "forget_on": None}
    ParticipantFactory.create(group=groups["new"], seated_on=date(2025, 3, 1), **seat)
    ParticipantFactory.create(group=groups["old"], seated_on=date(2024, 3, 1), left_on=date(2025, 2, 1), state="left")
    ParticipantFactory.create(group=groups["old"], seated_on=date(2024, 3, 1), left_on=date(2024, 12, 31), state="left")
    ParticipantFactory.create(group=groups["new"])  # waits
    ParticipantFactory.create(group=groups["theirs"], seated_on=date(2025, 6, 1), **seat)
    assert (counted("group_participants"), counted("group_participants", theme=groups["grief"].pk), counted("group_participants", mode="offered")) == (2, 2, 1)
    (source,) = measures["group_participants"].sources
    shown = [source.show(row) for row in source.evidence(YEAR, {"mode": ["held"]})]
    assert {(each.title, each.amount) for each in shown} == {("Ny", 1), ("Gammel", 1)}  # nobody's name


def test_evaluations_count_once_a_group_on_the_day_of_the_first_answer_and_the_score_is_an_average(groups):
    for score, day in ((5, date(2025, 6, 1)), (4, date(2025, 6, 2)), (3, date(2026, 1, 5))):
        VerdictFactory.create(group=groups["new"], score=score, given_on=day)
    assert (counted("evaluations_done"), counted("evaluation_score"), counted("evaluation_score", theme=groups["grief"].pk)) == (1, 90, 90)
    assert counted("evaluations_done", Period(date(2026, 1, 1), date(2026, 12, 31))) == 0
    demand = Demand("evaluations_done", YEAR)
    assert days_reached([(demand, 1)])[demand, 1] == date(2025, 6, 1)


def test_several_windows_are_counted_in_one_pass(groups):
    quarters = [Period(date(2025, month, 1), date(2025, month + 2, 28)) for month in (1, 4, 7, 10)]
    demands = [Demand(key, period) for key in ("groups_started", "evaluations_done") for period in quarters]
    VerdictFactory.create(group=groups["new"], given_on=date(2025, 8, 1))
    found = count(demands)
    assert [found[each] for each in demands] == [1, 1, 0, 0, 0, 0, 1, 0]


def test_a_kept_count_is_not_old(groups, django_assert_max_num_queries):
    one = ParticipantFactory.create(group=groups["new"], state="seated", seated_on=date(2025, 3, 1), forget_on=None)
    assert counted("group_participants") == 1
    one.state, one.left_on, one.forget_on, one.seated_on = "left", date(2025, 3, 2), date(2025, 4, 1), None
    one.save()
    assert counted("group_participants") == 0
    with django_assert_max_num_queries(4):
        counted("groups_running", Period(date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=5)))
