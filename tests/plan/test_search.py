"""Goals are found by their own words, then by those of their activities and documentation; each once, and only in plans one may read."""

import pytest

from brobygger.plan.models import MeansOfVerification
from tests.plan.growing import a_goal, a_plan, an_activity, an_area

SEARCH = "/testby/kontor/soeg/?q="


@pytest.fixture
def goals(centre):
    plan = a_plan(title="Plan 2026")
    first = a_goal(an_area(plan, title="Netværk"), title="Demensnetværket står stærkt")
    an_activity(first, text="Møder i demensnetværket")
    second = a_goal(an_area(plan), title="Flere frivillige")
    an_activity(second, text="Oplæg om demens")
    third = a_goal(an_area(plan), title="Et hus for alle")
    MeansOfVerification.objects.create(goal=third, text="Antal demensvenlige møder")
    draft = a_goal(an_area(a_plan(title="Udkast", status="draft")), title="Demens i den næste plan")
    a_goal(an_area(plan), title="Demens, taget ud", removed=True)
    return [first, second, third, draft]


def found(browser, words):
    return [(hit.title, hit.detail) for _label, hits in browser.get(SEARCH + words).context["groups"] for hit in hits]


def test_by_its_own_words_first_and_each_once(client_of, carla, goals):
    assert found(client_of(carla), "demens") == [
        ("Demensnetværket står stærkt", "Plan 2026 · Netværk"),
        ("Flere frivillige", "Plan 2026 · Foreningsservice"),
        ("Et hus for alle", "Plan 2026 · Foreningsservice"),
    ]


def test_those_who_write_plans_find_drafts_too(client_of, bo, goals):
    assert ("Demens i den næste plan", "Udkast · Foreningsservice") in found(client_of(bo), "demens")


def test_somebody_who_sees_no_plan_finds_none(client_of, fatma, goals):
    assert found(client_of(fatma), "demens") == []


def test_another_centres_goals_are_not_found(client_of, fremmed, goals):
    assert client_of(fremmed).get(f"{SEARCH}demens").status_code == 404
    page = client_of(fremmed).get("/fjernby/kontor/soeg/?q=demens")
    assert page.context["groups"] == []
