"""What the plan needs of whom today, as it stands on each person's start page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.plan.measures import measures
from brobygger.plan.models import Proof
from tests.factories import ProofFactory
from tests.plan.growing import a_goal, a_plan, a_proof_wanted, a_target, an_activity, an_area, work

TODAY = timezone.localdate()
SOON, LATE = TODAY + timedelta(days=5), TODAY - timedelta(days=5)
START = "/testby/kontor/"


@pytest.fixture
def plan(centre):
    return a_plan(starts_on=TODAY - timedelta(days=60), ends_on=TODAY + timedelta(days=300), adopted_on=TODAY - timedelta(days=60))


def tasks(browser):
    return [(task.text, task.due_on) for task in browser.get(START).context["tasks"]]


def test_mine_that_are_due_or_late_the_oldest_first(client_of, bo, carla, plan):
    goal = a_goal(an_area(plan), owner=bo)
    an_activity(goal, text="Snart", ends_on=SOON)
    an_activity(goal, text="For sent", ends_on=LATE)
    an_activity(goal, text="Om længe", ends_on=TODAY + timedelta(days=100))
    an_activity(goal, text="Gjort", ends_on=LATE, done_on=LATE)
    an_activity(goal, text="Carlas", ends_on=LATE, owner=carla)
    assert tasks(client_of(bo)) == [("For sent", LATE), ("Snart", SOON)]
    assert tasks(client_of(carla)) == [("Carlas", LATE)]


def test_what_the_registrations_show_as_done_asks_nobody(client_of, bo, plan):
    activity = an_activity(a_goal(an_area(plan)), owner=bo, ends_on=LATE)
    a_target(activity, minimum=1)
    assert len(tasks(client_of(bo))) == 1
    work(LATE)
    assert tasks(client_of(bo)) == []


def test_drafts_and_targets_nobody_has_said_how_to_count_wait_for_those_who_edit(client_of, astrid, carla, plan, monkeypatch):
    monkeypatch.setitem(measures._items, "applications_sent", replace(measures["applications_sent"], sources=[]))
    a_plan(title="Næste plan", status="draft", starts_on=date(TODAY.year + 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31))
    activity = an_activity(a_goal(an_area(plan)), continuous=True)
    a_target(activity, measure="")
    a_target(activity, measure="applications_sent")
    assert sorted(text for text, _day in tasks(client_of(astrid))) == [
        "Fortæl, hvor tilgængelige jeres sider er", "Sig, hvad der tæller for 2 måltal", "Vedtag planen »Næste plan«, eller skriv videre på den",
    ]
    assert tasks(client_of(carla)) == []


def test_proof_waits_until_one_is_accepted(client_of, bo, carla, plan):
    target = a_proof_wanted(an_activity(a_goal(an_area(plan)), text="Metoden beskrives", continuous=True))
    ProofFactory.create(target=target)
    assert tasks(client_of(bo)) == [("Se på beviset for »Metoden beskrives«", None)]
    assert tasks(client_of(carla)) == []
    Proof.objects.update(accepted_on=TODAY)
    assert tasks(client_of(bo)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_start_page_asks_the_same_number_of_questions(client_of, astrid, plan, rows, django_assert_num_queries):
    for _number in range(rows):
        activity = an_activity(a_goal(an_area(plan)), owner=astrid, ends_on=LATE)
        a_target(activity, measure="")
        ProofFactory.create(target=a_proof_wanted(activity))
    browser = client_of(astrid)
    with django_assert_num_queries(79):
        browser.get(START)
