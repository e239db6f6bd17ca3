"""The ≠: a goal that can no longer be followed up, and the one that takes its place."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from brobygger.plan import actions
from brobygger.plan.models import Activity, Goal, Target
from tests.factories import ActivityFactory, GoalFactory, MarkerFactory, MeansOfVerificationFactory, TargetFactory

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def goal(centre) -> Goal:
    goal = GoalFactory.create(title="Flere er med", area__plan__status="adopted", area__plan__starts_on=date(2026, 1, 1), area__plan__ends_on=date(2026, 12, 31))
    goal.markers.add(MarkerFactory.create())
    TargetFactory.create(activity=ActivityFactory.create(goal=goal, text="Holde to kurser", ends_on=date(2026, 10, 1)), minimum=2, due_on=date(2026, 9, 1))
    ActivityFactory.create(goal=goal, text="Skrive en folder", done_on=date(2026, 3, 1))
    ActivityFactory.create(goal=goal, text="Købe en bus", dropped_on=date(2026, 3, 1))
    MeansOfVerificationFactory.create(goal=goal, text="Antal kurser")
    return goal


def test_the_new_goal_takes_over_what_is_not_done(goal, astrid) -> None:
    changed = actions.change_goal(goal, reason="Byrådet ville andet.", new_title="Flere bliver ved", carry_on=True, by=astrid, now=NOW)
    new = changed.successor
    assert [each.text for each in new.activities.all()] == ["Holde to kurser"]
    assert new.activities.get().ends_on == date(2026, 10, 1)
    target = Target.objects.get(activity__goal=new)
    assert (target.minimum, target.due_on) == (2, date(2026, 9, 1))
    assert [each.text for each in new.means.all()] == ["Antal kurser"]
    assert new.markers.count() == 1
    assert Activity.objects.filter(goal=goal).count() == 3  # its history stays whole


def test_without_asking_it_begins_empty(goal, astrid) -> None:
    changed = actions.change_goal(goal, reason="Byrådet ville andet.", new_title="Flere bliver ved", by=astrid, now=NOW)
    assert not changed.successor.activities.exists()


def test_on_the_page_it_is_offered_and_a_reason_is_asked_for(goal, astrid, client_of) -> None:
    browser, url = client_of(astrid), reverse("plan:change_goal", kwargs={"centre": "testby", "pk": goal.pk})
    assert 'name="carry_on"' in browser.get(url).content.decode()
    answer = browser.post(url, {"reason": "", "new_title": "Flere bliver ved", "carry_on": "on"})
    assert answer.status_code == 422
    assert "Flere bliver ved" in answer.content.decode()
    assert browser.post(url, {"reason": "Byrådet ville andet.", "new_title": "Flere bliver ved", "carry_on": "on"}).status_code == 302
    assert Goal.objects.get(title="Flere bliver ved").activities.count() == 1


def test_a_goal_is_not_its_own_successor(goal, astrid) -> None:
    with pytest.raises(ValidationError):
        actions.change_goal(goal, reason="Byrådet ville andet.", successor=goal, by=astrid, now=NOW)
