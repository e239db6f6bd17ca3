"""A plan as it stands on a day: the rules of the lights met with rows in the database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from brobygger.journal.base_kinds import BaseKind
from brobygger.plan import actions
from brobygger.plan.evaluation import evaluate, evaluate_all, evaluate_target
from brobygger.plan.lights import Colour
from brobygger.plan.measures import measures
from brobygger.plan.models import MovedDate
from tests.plan.growing import (
    a_goal,
    a_network,
    a_plan,
    a_proof_wanted,
    a_target,
    an_activity,
    an_area,
    an_association,
    took_part,
    work,
)

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("centre")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def stands(target, today):
    return evaluate_target(target, today)


def goal_state(goal, today):
    return next(state for state in evaluate(goal.area.plan, today).goals() if state.node.goal.pk == goal.pk)


def test_one_network_meeting_by_ten_from_five_organisations_is_yellow():
    """The plan's own example: at least 2 were the target, and the period is over."""
    network = a_network("Demensnetværket")
    target = a_target(measure="network_meetings", narrow={"network": [network.pk]})
    organisations = a_target(target.activity, measure="network_organisations", minimum=None)
    people = a_target(target.activity, measure="event_participants", narrow={"base": ["network_meeting"]}, minimum=None)
    meeting = work(date(2026, 5, 4), BaseKind.NETWORK_MEETING, network=network, persons=10)
    for name in ("Ældre Sagen", "Røde Kors", "Alzheimerforeningen"):
        took_part(meeting, an_association(name), 2)
    took_part(meeting, "Ældreråd", 3)
    took_part(meeting, "kommunens demenskoordinator", 1)
    state = stands(target, date(2027, 1, 2))
    assert (state.count, state.light.colour) == (1, Colour.YELLOW)
    assert state.light.reason == "1 of at least 2 counted; the period ended on Dec. 31, 2026."
    assert stands(organisations, date(2027, 1, 2)).count == 5
    assert stands(people, date(2027, 1, 2)).count == 10


def test_one_record_counts_in_every_target_whose_filter_fits_and_leaves_them_all():
    quarterly = a_target(measure="events_held", narrow={"base": ["bridge_building_meeting"]}, minimum=1, per="quarter")
    yearly = a_target(quarterly.activity, measure="event_participants", minimum=10, per="year")
    open_activities = a_target(quarterly.activity, measure="events_held", narrow={"base": ["open_activity"]}, minimum=1)
    online = a_target(quarterly.activity, measure="events_held", narrow={"online": [True]}, minimum=1)
    row = work(date(2026, 2, 3), BaseKind.BRIDGE_BUILDING_MEETING, persons=12, format="online")
    today = date(2026, 3, 1)
    assert [stands(each, today).count for each in (quarterly, yearly, open_activities, online)] == [1, 12, 0, 1]
    row.delete()
    assert [stands(each, today).count for each in (quarterly, yearly, open_activities, online)] == [0, 0, 0, 0]


def test_four_meetings_in_the_first_quarter_do_not_meet_quarterly():
    target = a_target(measure="network_meetings", minimum=1, per="quarter")
    for day in (5, 12, 19, 26):
        work(date(2026, 1, day), BaseKind.NETWORK_MEETING)
    state = stands(target, date(2027, 1, 1))
    assert [window.count for window in state.windows] == [4, 0, 0, 0]
    assert (state.light.colour, state.total) == (Colour.RED, 4)


def test_three_networks_with_2_1_2_meetings():
    target = a_target(measure="network_meetings", for_each="network")
    for name, meetings in (("Demens", 2), ("Kultur", 1), ("Unge", 2)):
        network = a_network(name)
        for day in range(1, meetings + 1):
            work(date(2026, 3, day), BaseKind.NETWORK_MEETING, network=network)
    state = stands(target, date(2027, 1, 1))
    assert [(each.member.name, each.count, each.light.colour) for each in state.members] == [
        ("Demens", 2, Colour.GREEN), ("Kultur", 1, Colour.YELLOW), ("Unge", 2, Colour.GREEN),
    ]
    assert (state.light.colour, state.count) == (Colour.GREEN, 5)
    assert state.light.reason == "Of 3: 2 green, 1 yellow, 0 red. Behind: Kultur."


def test_a_network_started_on_1_july_is_judged_from_then():
    target = a_target(measure="network_meetings", minimum=4, for_each="network", per="year")
    late = a_network("Ny i byen", date(2026, 7, 1))
    for day in (5, 20):
        work(date(2026, 9, day), BaseKind.NETWORK_MEETING, network=late)
    (member,) = stands(target, date(2027, 1, 1)).members
    assert (member.count, member.light.colour) == (2, Colour.GREEN)  # half a year asks for half
    assert member.windows[0].period.start == date(2026, 7, 1)
    assert stands(target, date(2026, 6, 30)).light.colour is Colour.GREY


def test_for_each_without_members_is_grey():
    assert stands(a_target(measure="network_meetings", for_each="network"), date(2026, 12, 1)).light.colour is Colour.GREY


def test_planned_moved_and_cancelled_never_count_as_held():
    target = a_target(measure="tours_held", minimum=6)
    for month in range(1, 7):
        work(date(2026, month, 2), BaseKind.TOUR)
    for month in (8, 9):
        work(date(2026, month, 2), BaseKind.TOUR, state="planned")
    work(date(2026, 10, 2), BaseKind.TOUR, state="cancelled", reason="Storm")
    work(date(2026, 4, 2), BaseKind.TOUR, draft=True)
    assert stands(target, date(2026, 11, 1)).count == 6


def test_held_joined_and_offered_are_told_apart():
    held, joined = a_target(), a_target(narrow={"mode": ["joined"]})
    either = a_target(narrow={"mode": ["held", "joined"]})
    work(date(2026, 2, 1))
    work(date(2026, 2, 2), mode="joined")
    work(date(2026, 2, 3), mode="offered")
    assert [stands(each, date(2026, 3, 1)).count for each in (held, joined, either)] == [1, 1, 2]


def test_projects_work_counts_unless_the_target_says_not():
    project = a_plan(kind="project", title="Fællesskabsbus")
    with_projects, own = a_target(), a_target(own_work_only=True)
    work(date(2026, 2, 1), project=project)
    work(date(2026, 2, 2))
    assert [stands(each, date(2026, 3, 1)).count for each in (with_projects, own)] == [2, 1]


def test_a_share_of_all_is_counted_over_what_somebody_counted():
    target = a_target(measure="visibility_events", minimum=None, share=True, whole=6, whole_source="kommunen, januar 2027")
    for month in range(1, 6):
        work(date(2026, month, 9), BaseKind.VISIBILITY)
    state = stands(target, date(2027, 1, 5))
    assert (state.count, state.light.colour, state.light.reason) == (5, Colour.YELLOW, "5 of 6: 83 per cent.")


def test_a_goals_own_period_bounds_its_count():
    goal = a_goal(an_area(a_plan(ends_on=date(2027, 12, 31))), starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    target = a_target(an_activity(goal))
    work(date(2026, 5, 1))
    work(date(2027, 5, 1))
    assert stands(target, date(2027, 6, 1)).count == 1


def test_an_activity_with_a_period_of_its_own_counts_within_it():
    plan = a_plan(ends_on=date(2027, 12, 31))
    goal = a_goal(an_area(plan))
    first = a_target(an_activity(goal, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)), minimum=1)
    second = a_target(an_activity(goal, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31)), minimum=1)
    work(date(2026, 5, 1))
    assert [stands(each, date(2027, 12, 31)).count for each in (first, second)] == [1, 0]


def test_late_work_reaches_the_number_and_the_schedule_tells_the_delay():
    goal = a_goal()
    target = a_target(an_activity(goal, text="To workshops"), due_on=date(2026, 3, 1))
    work(date(2026, 2, 1))
    assert stands(target, date(2026, 3, 2)).light.colour is Colour.YELLOW
    work(date(2026, 7, 10))
    assert stands(target, date(2026, 8, 1)).reached_on == date(2026, 7, 10)
    state = goal_state(goal, date(2026, 8, 1))
    assert (state.result.colour, state.schedule.colour) == (Colour.GREEN, Colour.RED)
    assert state.schedule.reason == "“To workshops” was due on March 1, 2026 and was done 4 months late."


def test_two_on_one_day_reach_two():
    target = a_target(due_on=date(2026, 3, 1))
    work(date(2026, 2, 1))
    work(date(2026, 2, 1))
    assert stands(target, date(2026, 4, 1)).reached_on == date(2026, 2, 1)


def test_persons_reach_a_number_on_the_day_that_made_it():
    target = a_target(measure="event_participants", minimum=25, due_on=date(2026, 3, 1))
    work(date(2026, 2, 1), persons=20)
    work(date(2026, 3, 9), persons=4)
    work(date(2026, 3, 20), persons=1)
    assert stands(target, date(2026, 5, 1)).reached_on == date(2026, 3, 20)


def test_an_activitys_planned_end_is_its_targets_deadline():
    goal = a_goal()
    activity = an_activity(goal, ends_on=date(2026, 3, 31))
    a_target(activity, minimum=1)
    assert goal_state(goal, date(2026, 3, 31)).schedule.colour is Colour.GREY
    assert goal_state(goal, date(2026, 4, 1)).schedule.colour is Colour.YELLOW
    work(date(2026, 3, 1))
    assert goal_state(goal, date(2026, 4, 1)).schedule.colour is Colour.GREEN


def test_dates_are_taken_from_the_nearest_level_that_names_one():
    plan = a_plan()
    area = an_area(plan, ends_on=date(2026, 9, 30))
    goal = a_goal(area, ends_on=date(2026, 6, 30))
    (activity,) = goal_state_of(goal, an_activity(goal))
    assert activity.due == date(2026, 6, 30)
    other = a_goal(area)
    (activity,) = goal_state_of(other, an_activity(other))
    assert activity.due == date(2026, 9, 30)
    third = a_goal(an_area(plan))
    (activity,) = goal_state_of(third, an_activity(third))
    assert activity.due == date(2026, 12, 31)


def goal_state_of(goal, _activity):
    return goal_state(goal, date(2026, 5, 1)).activities


def test_continuous_activities_give_no_schedule_light():
    goal = a_goal()
    an_activity(goal, continuous=True)
    assert goal_state(goal, date(2027, 6, 1)).schedule.colour is Colour.GREY


def test_moved_with_a_reason_is_neither_held_nor_failed_until_its_new_date(astrid):
    goal = a_goal()
    activity = an_activity(goal, text="Konference", ends_on=date(2026, 5, 15))
    assert goal_state(goal, date(2026, 6, 1)).schedule.colour is Colour.YELLOW
    actions.move_end(activity, to=date(2026, 9, 15), reason="Salen var optaget.", by=astrid, now=NOW)
    assert goal_state(goal, date(2026, 6, 1)).schedule.colour is Colour.GREY
    assert goal_state(goal, date(2026, 9, 16)).schedule.colour is Colour.YELLOW
    assert list(MovedDate.objects.values_list("old", "new", "reason")) == [
        (date(2026, 5, 15), date(2026, 9, 15), "Salen var optaget.")
    ]


def test_an_activity_given_up_weighs_no_longer(astrid):
    goal = a_goal()
    kept, dropped = an_activity(goal), an_activity(goal, ends_on=date(2026, 2, 1))
    a_target(kept, minimum=1)
    a_target(dropped, minimum=5, narrow={"base": ["course"]})
    work(date(2026, 1, 9))
    assert goal_state(goal, date(2026, 6, 1)).result.colour is Colour.RED
    actions.give_up(dropped, on=date(2026, 5, 1), reason="Ingen vil komme.", by=astrid, now=NOW)
    state = goal_state(goal, date(2026, 6, 1))
    assert (state.result.colour, state.schedule.colour) == (Colour.GREEN, Colour.GREY)


def test_a_changed_goal_cannot_be_followed_up():
    goal = a_goal(changed_on=date(2026, 4, 1), changed_reason="Kommunen overtog opgaven.")
    a_target(an_activity(goal))
    state = goal_state(goal, date(2026, 6, 1))
    assert (state.result.colour, state.schedule.colour) == (Colour.CHANGED, Colour.CHANGED)


def test_proof_counts_when_accepted(astrid, bo):
    goal = a_goal()
    target = a_proof_wanted(an_activity(goal), due_on=date(2026, 3, 1))
    proof = actions.add_proof(target, text="Metoden er beskrevet.", by=bo, now=NOW)
    assert stands(target, date(2026, 4, 1)).light.colour is Colour.YELLOW
    actions.accept_proof(proof, by=astrid, now=NOW)
    assert stands(target, date(2026, 7, 1)).light.colour is Colour.GREEN
    assert goal_state(goal, date(2026, 7, 1)).schedule.colour is Colour.RED  # accepted on 1 June, three months late


def test_what_nobody_counts_is_grey_and_left_out_of_the_goal(monkeypatch):
    monkeypatch.setitem(measures._items, "applications_sent", replace(measures["applications_sent"], sources=[]))
    goal = a_goal()
    activity = an_activity(goal)
    nobody, not_here = a_target(activity, measure=""), a_target(activity, measure="applications_sent")
    a_target(activity, minimum=1)
    work(date(2026, 1, 9))
    assert stands(nobody, date(2026, 6, 1)).light.reason == "Nobody has said yet what counts here."
    assert stands(not_here, date(2026, 6, 1)).light.reason == "This is not counted here yet."
    assert goal_state(goal, date(2026, 6, 1)).result.colour is Colour.GREEN


def test_parts_taken_out_are_not_evaluated():
    goal = a_goal()
    a_target(an_activity(goal), minimum=5, removed=True)
    an_activity(goal, removed=True)
    a_goal(goal.area, removed=True)
    plan_state = evaluate(goal.area.plan, date(2027, 2, 1))
    (state,) = plan_state.goals()
    assert (len(state.activities), state.targets) == (1, [])


def test_a_plan_over_a_leap_day_counts_it():
    target = a_target(an_activity(a_goal(an_area(a_plan(starts_on=date(2028, 2, 1), ends_on=date(2028, 2, 29))))), minimum=1)
    work(date(2028, 2, 29))
    assert stands(target, date(2028, 3, 1)).light.colour is Colour.GREEN


@pytest.mark.parametrize("goals", [1, 3])
def test_a_plan_is_evaluated_in_as_many_queries_with_one_goal_as_with_three(goals, django_assert_num_queries):
    plan = a_plan()
    area = an_area(plan)
    for _number in range(goals):
        activity = an_activity(a_goal(area), ends_on=date(2026, 2, 1))
        a_target(activity, minimum=1)
        a_target(activity, measure="network_meetings", for_each="network")
        a_proof_wanted(activity)
        work(date(2026, 1, 9))
    a_network("Demens")
    with django_assert_num_queries(13):
        evaluate(plan, date(2026, 6, 1))


def test_two_plans_cost_what_one_costs(django_assert_num_queries):
    plans = [a_plan(), a_plan(kind="project")]
    for plan in plans:
        a_target(an_activity(a_goal(an_area(plan))))
    with django_assert_num_queries(10):
        states = evaluate_all(plans, date(2026, 6, 1))
    assert [state.tree.plan for state in states] == plans
