"""The public reads an adopted plan the centre wants read: goals, lights and figures, and never a name or a way to change anything."""

from datetime import date

import pytest
from django.utils import timezone

from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, an_association, took_part, work

TODAY = timezone.localdate()
ADDRESS = "/testby/plan/"


@pytest.fixture
def plan(centre, bo):
    plan = a_plan(public=True, starts_on=date(TODAY.year, 1, 1), ends_on=date(TODAY.year, 12, 31), adopted_on=date(TODAY.year, 1, 1))
    goal = a_goal(an_area(plan), title="Foreninger finder nye kræfter", owner=bo)
    a_target(an_activity(goal, text="Workshops", owner=bo, note="Ring til Bo på kontoret"), minimum=1)
    row = work(TODAY, title="Workshop hos Poul Persson", persons=8)
    took_part(row, an_association("Natteravnene"), 8)
    return plan


def test_goals_and_figures_without_names_of_people_or_rows(client, plan):
    page = client.get(ADDRESS)
    text = page.content.decode()
    assert page.status_code == 200
    assert [word in text for word in ("Foreninger finder nye kræfter", "Workshops")] == [True, True]
    assert [word in text for word in ("Bo<", "Bo ", "Poul Persson", "Natteravnene", "/kontor/")] == [False] * 5


@pytest.mark.parametrize("change", [{"public": False}, {"status": "draft", "adopted_on": None}])
def test_what_the_centre_keeps_to_itself_is_not_found(client, plan, change):
    for name, value in change.items():
        setattr(plan, name, value)
    plan.save()
    assert client.get(ADDRESS).status_code == 404


def test_at_another_centres_address_it_is_not_found(client, plan, other_centre):
    assert client.get("/fjernby/plan/").status_code == 404


@pytest.mark.parametrize("goals", [1, 3])
def test_it_asks_the_same_number_of_questions(client, plan, goals, django_assert_num_queries):
    for _number in range(goals - 1):
        a_target(an_activity(a_goal(an_area(plan))))
    client.get(ADDRESS)
    with django_assert_num_queries(12):
        client.get(ADDRESS)
