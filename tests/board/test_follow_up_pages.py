from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.board import actions
from brobygger.board.actions import Verdict
from brobygger.board.models import FollowUp, Meeting
from brobygger.plan.models import Goal
from tests.board.growing import a_goal, a_meeting, a_plan, a_target, a_workshop, an_area, signed_in

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def goal(astrid: User) -> Goal:
    """Two workshops by the end of September 2025, of which one was held."""
    plan = a_plan(title="Aktivitetsplan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), adopted_on=date(2024, 12, 1))
    goal = a_goal(an_area(plan))
    a_target(goal, ends_on=date(2025, 9, 30), due_on=date(2025, 9, 30))
    a_workshop(date(2025, 3, 12))
    return goal


@pytest.fixture
def meeting(goal: Goal) -> Meeting:
    return a_meeting(goal.area.plan, date(2025, 11, 20))


@pytest.fixture
def leader(astrid: User) -> Client:
    return signed_in(astrid)


def page(meeting: Meeting, office: str) -> str:
    return f"{office}/moeder/{meeting.pk}/opfoelgning/"


def given(goal: Goal, result: str, schedule: str, comment: str = "", seen: int = 0) -> dict[str, str]:
    fields = {"result": result, "schedule": schedule, "comment": comment, "seen": str(seen)}
    return {f"g{goal.pk}-{name}": value for name, value in fields.items()}


def test_the_proposals_stand_with_their_reasons_and_every_count_opens(
    leader: Client, meeting: Meeting, goal: Goal, office: str
) -> None:
    text = unescape(leader.get(page(meeting, office)).content.decode())
    assert "1 of at least 2 counted; the period ended on" in text
    assert text.count(f'href="{office}/planer/maaltal/{goal.activities.get().targets.get().pk}/"') == 1
    assert text.count('type="radio"') == 8
    assert 'value="changed"' not in text


def test_a_yellow_light_without_a_reason_is_refused_and_what_was_chosen_stays(
    leader: Client, meeting: Meeting, goal: Goal, office: str
) -> None:
    answer = leader.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "red", "yellow"))
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert text.count("Say why: a yellow or red light, ≠, or another light than the proposed one needs a comment.") == 1
    assert 'value="red" ' in text
    assert text.count("checked") == 2
    assert FollowUp.objects.count() == 0


def test_a_goal_is_saved_alone_and_the_page_comes_back_to_it(leader: Client, meeting: Meeting, goal: Goal, office: str) -> None:
    answer = leader.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "yellow", "yellow", "Vi nåede én."))
    assert (answer.status_code, answer["Location"]) == (302, f"{page(meeting, office)}#goal-{goal.pk}")
    kept = FollowUp.objects.get()
    assert (kept.result, kept.schedule, kept.comment) == ("yellow", "yellow", "Vi nåede én.")


def test_with_htmx_that_goal_alone_is_answered(leader: Client, meeting: Meeting, goal: Goal, office: str) -> None:
    htmx = {"HX-Request": "true"}
    refused = leader.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "yellow", "yellow"), headers=htmx)
    assert refused.status_code == 200
    assert refused.content.strip().startswith(b"<article")
    assert b"needs a comment" in refused.content
    kept = leader.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "yellow", "yellow", "Nåede én."), headers=htmx)
    assert kept.content.strip().startswith(b"<article")
    assert FollowUp.objects.get().comment == "Nåede én."


def test_the_second_of_two_is_told_and_loses_nothing(
    leader: Client, bo: User, meeting: Meeting, goal: Goal, office: str
) -> None:
    leader.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "yellow", "yellow", "Astrids begrundelse"))
    other = signed_in(bo)
    answer = other.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "red", "yellow", "Bos begrundelse"))
    text = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Astrid has decided this goal in the meantime" in text
    assert "Astrids begrundelse" in text
    assert "Bos begrundelse" in text
    assert FollowUp.objects.get().comment == "Astrids begrundelse"
    version = FollowUp.objects.get().version
    assert f'name="g{goal.pk}-seen" value="{version}"' in text
    again = other.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "red", "yellow", "Bos begrundelse", seen=version))
    assert again.status_code == 302
    assert FollowUp.objects.get().comment == "Bos begrundelse"


def test_all_proposals_that_need_no_comment_are_accepted_at_once(
    leader: Client, meeting: Meeting, goal: Goal, office: str
) -> None:
    quiet = a_goal(goal.area, "Intet er talt")
    answer = leader.post(f"{page(meeting, office)}forslag/")
    assert answer["Location"] == f"{page(meeting, office)}#goal-{goal.pk}"
    assert [each.goal for each in FollowUp.objects.all()] == [quiet]


def test_the_freezing_says_what_waits_and_then_what_it_does(leader: Client, meeting: Meeting, goal: Goal, office: str) -> None:
    address = f"{office}/moeder/{meeting.pk}/frys/"
    text = leader.get(address).content.decode()
    assert "1 goal still needs a comment" in text
    assert "There is no way back." not in text
    assert leader.post(address).status_code == 422
    leader.post(f"{page(meeting, office)}{goal.pk}/", given(goal, "yellow", "yellow", "Vi nåede én."))
    assert "There is no way back." in leader.get(address).content.decode()
    assert leader.post(address)["Location"] == f"{office}/moeder/{meeting.pk}/"
    assert Meeting.objects.get().is_frozen


@pytest.fixture
def frozen(meeting: Meeting, goal: Goal, astrid: User) -> Meeting:
    state = next(state for plan in actions.states(meeting) for state in plan.goals())
    actions.decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), state=state, by=astrid, now=NOW)
    return actions.freeze(meeting, by=astrid, now=NOW)


def test_a_frozen_meeting_shows_the_later_difference_openly(leader: Client, frozen: Meeting, goal: Goal, office: str) -> None:
    before = unescape(leader.get(page(frozen, office)).content.decode())
    assert "; <b>now" not in before
    assert '<form method="post" action="' + page(frozen, office) not in before
    a_workshop(date(2025, 8, 1))
    after = unescape(leader.get(page(frozen, office)).content.decode())
    assert "as of Nov. 20, 2025: 1</a>; <b>now 2</b>" in after
    assert "(corrected since: 2 by that day)" in after
    assert "Vi nåede én." in after


def test_a_frozen_meeting_is_not_decided_again(leader: Client, frozen: Meeting, goal: Goal, office: str) -> None:
    for address, data in (
        (f"{page(frozen, office)}{goal.pk}/", given(goal, "green", "green", "Nu!", seen=1)),
        (f"{page(frozen, office)}forslag/", {}),
        (f"{office}/moeder/{frozen.pk}/frys/", {}),
        (f"{office}/moeder/{frozen.pk}/punkter/", {"title": "Mere"}),
        (f"{office}/moeder/{frozen.pk}/ret/", {"kind": "board", "held_on": "2026-01-01"}),
        (f"{office}/moeder/{frozen.pk}/rundspoerge/", {}),
    ):
        answer = leader.post(address, data)
        assert (answer.status_code, answer["Location"]) == (302, f"{office}/moeder/{frozen.pk}/")
        shown = unescape(leader.get(answer["Location"]).content.decode())
        assert shown.count("The meeting is frozen: what it saw and decided can no longer be changed.") == 1
    assert FollowUp.objects.get().result == "yellow"
    assert frozen.items.count() == 0


def test_the_plan_page_knows_the_lights_of_the_last_meeting(leader: Client, frozen: Meeting, goal: Goal, office: str) -> None:
    a_workshop(date(2025, 8, 1))
    text = unescape(leader.get(f"{office}/planer/{goal.area.plan_id}/").content.decode())
    assert "Changed since the meeting on Nov. 20, 2025." in text


def test_what_changed_since_the_meeting_before_stands_on_the_next(
    leader: Client, frozen: Meeting, goal: Goal, office: str
) -> None:
    a_workshop(date(2025, 12, 1))
    following = a_meeting(goal.area.plan, date(2025, 12, 20))
    text = unescape(leader.get(f"{office}/moeder/{following.pk}/").content.decode())
    assert "What has changed since Nov. 20, 2025" in text
    assert "Counts that changed" in text
    first = unescape(leader.get(f"{office}/moeder/{frozen.pk}/").content.decode())
    assert "There is no frozen meeting of this kind before this one." in first


def test_staff_hold_their_own_meetings_and_the_leader_the_boards(
    bo: User, meeting: Meeting, goal: Goal, office: str
) -> None:
    staff = signed_in(bo)
    assert staff.get(f"{office}/moeder/{meeting.pk}/frys/").status_code == 403
    own = a_meeting(goal.area.plan, timezone.localdate(), kind="staff")
    assert staff.get(f"{office}/moeder/{own.pk}/frys/").status_code == 200
    refused = staff.post(f"{office}/moeder/nyt/", {"kind": "board", "held_on": "2026-12-01"})
    assert refused.status_code == 422
    assert Meeting.objects.filter(kind="board").count() == 1
