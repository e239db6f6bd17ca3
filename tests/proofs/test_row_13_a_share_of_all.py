"""“All the municipality's welcome meetings”: the centre's own attendance over a number that somebody else counts."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from brobygger.board import actions
from brobygger.board.actions import Verdict
from brobygger.board.models import FollowUp
from brobygger.centres.models import Change
from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.evaluation import evaluate, evaluate_target
from brobygger.plan.models import Target
from tests.board.growing import a_meeting
from tests.plan.growing import a_goal, a_kind, a_plan, a_target, an_activity, an_area, work

OVER = date(2026, 1, 12)
NOW = datetime(2026, 1, 12, 18, tzinfo=UTC)


@pytest.fixture
def goal(centre):
    return a_goal(an_area(a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))))


@pytest.fixture
def welcome(centre):
    """The centre's own kind of work for the municipality's welcome meetings, five of them attended."""
    kind = a_kind(BaseKind.VISIBILITY)
    for month in (1, 3, 5, 8, 11):
        work(date(2025, month, 9), BaseKind.VISIBILITY, mode="joined")
    return kind


@pytest.fixture
def target(goal, welcome):
    return a_target(
        an_activity(goal), measure="visibility_events", narrow={"kind": [welcome.pk]}, minimum=None, share=True, whole=6,
        whole_source="Kommunens kalender, januar 2026",
    )


def test_five_of_six_are_83_per_cent_and_not_green_without_a_comment(astrid, goal, target):
    assert evaluate_target(target, OVER).count == 5
    (state,) = evaluate(goal.area.plan, OVER).goals()
    assert (state.result.colour, "83" in state.result.reason) == ("yellow", True)
    meeting = a_meeting(goal.area.plan, OVER)
    for verdict in (Verdict("green", state.schedule.colour), Verdict("yellow", state.schedule.colour)):
        with pytest.raises(ValidationError):
            actions.decide(meeting, goal, verdict, state=state, by=astrid, now=NOW)
    said = Verdict("green", state.schedule.colour, "Det sjette lå samme aften som vores eget.")
    actions.decide(meeting, goal, said, state=state, by=astrid, now=NOW)
    assert FollowUp.objects.get().result == "green"


def test_the_whole_is_entered_on_the_target_with_who_counted_it(client_of, astrid, goal, welcome):
    browser = client_of(astrid)
    address = f"/testby/kontor/planer/aktivitet/{an_activity(goal).pk}/maaltal/"
    said = {
        "phrase": "alle kommunens velkomstmøder", "measure": "visibility_events", "narrow_kind": [welcome.pk], "per": "plan", "share": "on",
        "whole": 6,
    }
    assert browser.post(address, said).status_code == 422  # nobody has said who counted the six
    assert browser.post(address, {**said, "whole_source": "Kommunens kalender"}).status_code == 302
    target = Target.objects.get()
    assert (target.share, target.whole, target.whole_source) == (True, 6, "Kommunens kalender")
    assert evaluate_target(target, OVER).light.colour == "yellow"


def test_a_whole_that_grows_changes_the_light_and_stands_in_the_history(client_of, astrid, target):
    browser = client_of(astrid)
    said = {
        "phrase": "alle velkomstmøder", "measure": "visibility_events", "narrow_kind": target.narrow["kind"], "per": "plan", "share": "on",
        "whole": 12, "whole_source": "Talt om i februar", "version": target.version,
    }
    assert browser.post(f"/testby/kontor/planer/maaltal/{target.pk}/ret/", said).status_code == 302
    target.refresh_from_db()
    assert evaluate_target(target, OVER).light.colour == "red"
    change = Change.objects.filter(model=Target._meta.label, row=target.pk).latest("pk")
    assert change.fields["whole"] == [6, 12]


def test_before_anybody_has_counted_them_there_is_no_light(goal, welcome):
    target = a_target(
        an_activity(goal), measure="visibility_events", narrow={"kind": [welcome.pk]}, minimum=None, share=True
    )
    state = evaluate_target(target, OVER)
    assert (state.count, state.light.colour) == (5, "grey")
