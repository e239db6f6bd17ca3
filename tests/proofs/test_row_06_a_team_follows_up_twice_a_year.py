"""A goal belongs to a team; the team has its own view, and its follow-up is itself a target that counts."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from brobygger.board import actions
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.lights import Colour
from brobygger.plan.models import Team
from tests.board.growing import a_meeting
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area


@pytest.fixture
def plan(centre):
    year = timezone.localdate().year
    return a_plan(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), adopted_on=date(year, 1, 1))


@pytest.fixture
def team(plan, bo):
    team = Team.objects.create(name="Foreningsservice", since=plan.starts_on)
    team.members.add(bo)
    return team


def hold(plan, team, held_on, astrid):
    meeting = a_meeting(plan, held_on, kind="team", team=team)
    actions.freeze(meeting, by=astrid, now=datetime(held_on.year, held_on.month, held_on.day, 20, tzinfo=UTC))
    return meeting


def test_after_one_follow_up_it_shows_one_of_two(client_of, astrid, plan, team):
    a_goal(an_area(plan), title="Teamets eget mål", team=team)
    a_goal(an_area(plan), title="De andres mål")
    hold(plan, team, plan.starts_on, astrid)
    page = client_of(astrid).get(f"/testby/kontor/teams/{team.pk}/")
    assert (page.context["held"].held, page.context["held"].asked) == (1, 2)
    text = page.content.decode()
    assert ("Teamets eget mål" in text, "De andres mål" in text) == (True, False)


def test_a_target_on_the_follow_up_itself_counts_each_team(centre, astrid, plan, team):
    """Both teams are to follow up twice a year; one has done so once, the other not at all."""
    other = Team.objects.create(name="Bliv frivillig", since=plan.starts_on)
    target = a_target(
        an_activity(a_goal(an_area(plan)), text="Hvert team følger op to gange om året"),
        measure="follow_ups_done", narrow={"meeting": ["team"]}, minimum=2, per="year", for_each="team",
    )
    hold(plan, team, plan.starts_on, astrid)
    a_meeting(plan, plan.ends_on, kind="team", team=other)  # called and not held
    a_meeting(plan, plan.starts_on, kind="board")
    state = evaluate_target(target, plan.ends_on)
    assert [(each.member.name, each.count) for each in state.members] == [("Bliv frivillig", 0), ("Foreningsservice", 1)]
    hold(plan, team, plan.starts_on.replace(month=6), astrid)
    over = evaluate_target(target, date(plan.ends_on.year + 1, 1, 1))
    assert [(each.count, each.light.colour) for each in over.members] == [(0, Colour.RED), (2, Colour.GREEN)]


def test_the_plan_shows_one_of_two_and_opens_the_meeting(client_of, astrid, plan, team):
    target = a_target(
        an_activity(a_goal(an_area(plan), team=team)), measure="follow_ups_done", narrow={"team": [team.pk]}, minimum=2, per="year"
    )
    meeting = hold(plan, team, plan.starts_on, astrid)
    page = client_of(astrid).get(f"/testby/kontor/planer/maaltal/{target.pk}/")
    assert page.context["evidence"].figure == 1
    assert meeting.get_absolute_url() in page.content.decode()


def test_the_form_offers_the_follow_up_as_something_to_count(client_of, astrid, plan, team):
    activity = an_activity(a_goal(an_area(plan), team=team))
    page = client_of(astrid).get(f"/testby/kontor/planer/aktivitet/{activity.pk}/maaltal/").content.decode()
    assert 'value="follow_ups_done"' in page
    assert 'value="team"' in page
