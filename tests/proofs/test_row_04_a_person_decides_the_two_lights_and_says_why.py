"""The machine proposes from numbers, a person decides; a reason is mandatory, history is kept, and ≠ locks the follow-up."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from brobygger.board import actions
from brobygger.board.actions import Verdict
from brobygger.board.models import FollowUp
from brobygger.centres.models import Change
from brobygger.journal.base_kinds import BaseKind
from brobygger.plan import actions as plan_actions
from brobygger.plan.evaluation import evaluate
from tests.board.growing import a_meeting
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, an_association, took_part, work

OVER = date(2026, 1, 20)
NOW = datetime(2026, 1, 20, 18, tzinfo=UTC)


@pytest.fixture
def goal(centre):
    """At least two network meetings in 2025; one was held, by ten people from five organisations."""
    plan = a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    goal = a_goal(an_area(plan), title="Netværkene mødes")
    activity = an_activity(goal, text="Mindst to netværksmøder")
    a_target(activity, measure="network_meetings", minimum=2)
    a_target(activity, measure="event_participants", narrow={"base": ["network_meeting"]}, minimum=None)
    a_target(activity, measure="network_organisations", minimum=None)
    meeting = work(date(2025, 10, 7), BaseKind.NETWORK_MEETING, persons=10)
    for name, persons in (("Ældre Sagen", 2), ("Røde Kors", 2), ("Alzheimerforeningen", 2), ("SIND", 1)):
        took_part(meeting, an_association(name), persons)
    took_part(meeting, "kommunens demenskoordinator", 3)
    return goal


@pytest.fixture
def meeting(goal):
    return a_meeting(goal.area.plan, OVER)


def page_of(meeting):
    return f"/testby/kontor/moeder/{meeting.pk}/opfoelgning/"


def decided(goal, result, schedule, comment="", seen=0):
    fields = {"result": result, "schedule": schedule, "comment": comment, "seen": seen}
    return {f"g{goal.pk}-{name}": value for name, value in fields.items()}


def test_the_sentence_holds_the_figures_and_yellow_needs_a_comment(client_of, astrid, meeting, goal):
    browser = client_of(astrid)
    with translation.override("da"):
        (state,) = evaluate(goal.area.plan, OVER).goals()
        assert state.result.colour == "yellow"
        assert state.result.reason == "1 af mindst 2 talt med; perioden sluttede 31. december 2025."
        assert [target.count for target in state.targets] == [1, 10, 5]
    text = browser.get(page_of(meeting)).content.decode()
    assert state.result.reason in text
    refused = browser.post(f"{page_of(meeting)}{goal.pk}/", decided(goal, "yellow", "yellow"))
    assert (refused.status_code, FollowUp.objects.count()) == (422, 0)
    kept = browser.post(f"{page_of(meeting)}{goal.pk}/", decided(goal, "yellow", "yellow", "Det andet møde blev aflyst på grund af sne."))
    assert kept.status_code == 302
    row = FollowUp.objects.get()
    assert (row.result, row.comment, row.decided_by) == ("yellow", "Det andet møde blev aflyst på grund af sne.", astrid)
    assert timezone.localdate(row.decided_at) == timezone.localdate()
    assert [each.count for each in row.counts.all()] == [1, 10, 5]


@pytest.mark.parametrize(("result", "schedule"), [("green", "green"), ("green", "yellow"), ("grey", "green"), ("red", "red")])
def test_departing_from_the_proposal_needs_a_reason(astrid, meeting, goal, result, schedule):
    (state,) = evaluate(goal.area.plan, OVER).goals()
    with pytest.raises(ValidationError):
        actions.decide(meeting, goal, Verdict(result, schedule), state=state, by=astrid, now=NOW)
    assert FollowUp.objects.count() == 0
    actions.decide(meeting, goal, Verdict(result, schedule, "Fordi vi ved mere end tallet."), state=state, by=astrid, now=NOW)
    assert FollowUp.objects.get().result == result


def test_every_change_of_mind_stands_in_the_history(astrid, meeting, goal):
    (state,) = evaluate(goal.area.plan, OVER).goals()
    for result, why in (("red", "For lidt."), ("yellow", "Halvdelen er nået.")):
        actions.decide(meeting, goal, Verdict(result, "yellow", why), state=state, by=astrid, now=NOW)
    said = Change.objects.filter(model=FollowUp._meta.label, verb="decided").order_by("pk").values_list("by__name", "fields")
    first, second = list(said)
    assert (first[0], first[1]["result"][1], second[1]["result"], second[1]["comment"]) == (
        astrid.name, "red", ["red", "yellow"], ["For lidt.", "Halvdelen er nået."],
    )


@pytest.mark.parametrize(
    ("held_on", "colour"),
    [(date(2025, 6, 30), "green"), (date(2025, 7, 1), "yellow"), (date(2025, 8, 31), "yellow"), (date(2025, 9, 30), "red"), (date(2025, 11, 3), "red")],
)
def test_two_months_late_is_yellow_and_four_are_red(centre, held_on, colour):
    goal = a_goal(an_area(a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))))
    a_target(an_activity(goal, text="Konference", ends_on=date(2025, 6, 30)), narrow={"base": ["conference"]}, minimum=1)
    work(held_on, BaseKind.CONFERENCE)
    (state,) = evaluate(goal.area.plan, date(2025, 12, 31)).goals()
    assert state.schedule.colour == colour


def test_a_changed_goal_is_locked(client_of, astrid, meeting, goal):
    plan_actions.change_goal(goal, reason="Kommunen har overtaget netværkene.", successor=None, by=astrid, now=NOW)
    browser = client_of(astrid)
    refused = browser.post(f"{page_of(meeting)}{goal.pk}/", decided(goal, "yellow", "yellow", "Prøver alligevel."))
    assert (refused.status_code, FollowUp.objects.count()) == (422, 0)
    browser.post(f"/testby/kontor/moeder/{meeting.pk}/frys/")
    row = FollowUp.objects.get()
    assert (row.result, row.schedule, row.comment) == ("changed", "changed", "Kommunen har overtaget netværkene.")
