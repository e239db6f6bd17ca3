from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from brobygger.accounts.models import User
from brobygger.board import actions
from brobygger.board.actions import Verdict
from brobygger.board.collecting import ask_before_meetings
from brobygger.board.models import AgendaItem, CollectionAsk, Decision, FollowUp, Frozen, FrozenCount, Meeting
from brobygger.centres.models import Centre
from brobygger.core.models import OutgoingMail
from brobygger.core.versions import Stale
from brobygger.plan.models import Goal, Plan, Team
from brobygger.plan.states import GoalState
from brobygger.plan.wording import day
from tests.board.growing import DAY, a_goal, a_meeting, a_plan, a_target, a_user, a_workshop, an_area

pytestmark = pytest.mark.usefixtures("english")
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def plan(astrid: User) -> Plan:
    return a_plan()


@pytest.fixture
def goal(plan: Plan) -> Goal:
    """Two workshops by the end of September, of which one was held: yellow on result, and on schedule."""
    goal = a_goal(an_area(plan))
    a_target(goal, ends_on=date(2026, 9, 30), due_on=date(2026, 9, 30))
    a_workshop(date(2026, 3, 12))
    return goal


@pytest.fixture
def meeting(plan: Plan) -> Meeting:
    return a_meeting(plan)


def state_of(meeting: Meeting, goal: Goal) -> GoalState:
    return next(
        state for plan in actions.states(meeting) for state in plan.goals() if state.node.goal.pk == goal.pk
    )


def decide(meeting: Meeting, goal: Goal, verdict: Verdict, by: User, seen: int | None = None) -> FollowUp:
    return actions.decide(meeting, goal, verdict, state=state_of(meeting, goal), by=by, now=NOW, seen=seen)


def test_one_of_two_at_the_end_of_the_period_is_proposed_yellow_with_the_figures(meeting: Meeting, goal: Goal) -> None:
    state = state_of(meeting, goal)
    assert (state.result.colour, state.schedule.colour) == ("yellow", "yellow")
    assert state.result.reason == f"1 of at least 2 counted; the period ended on {day(date(2026, 9, 30))}."


@pytest.mark.parametrize(
    ("result", "schedule"), [("yellow", "yellow"), ("green", "green"), ("red", "yellow"), ("grey", "yellow")]
)
def test_no_yellow_red_or_departing_light_without_a_reason(
    meeting: Meeting, goal: Goal, astrid: User, result: str, schedule: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        decide(meeting, goal, Verdict(result, schedule, "   "), astrid)
    assert FollowUp.objects.count() == 0
    assert len(refused.value.messages) == 1
    kept = decide(meeting, goal, Verdict(result, schedule, "Sygdom i foråret."), astrid)
    assert (kept.result, kept.proposed_result, kept.comment) == (result, "yellow", "Sygdom i foråret.")


def test_the_proposal_needs_no_comment_where_it_is_green(plan: Plan, meeting: Meeting, astrid: User) -> None:
    goal = a_goal(an_area(plan), "Alt går godt")
    a_target(goal, minimum=1)
    a_workshop(date(2026, 2, 1))
    kept = decide(meeting, goal, Verdict("green", "grey"), astrid)
    assert (kept.result, kept.schedule, kept.comment) == ("green", "grey", "")


def test_a_changed_goal_is_locked_and_no_other_takes_its_mark(
    meeting: Meeting, goal: Goal, plan: Plan, astrid: User
) -> None:
    with pytest.raises(ValidationError):
        decide(meeting, goal, Verdict("changed", "changed", "Vi ændrer det."), astrid)
    goal.changed_on, goal.changed_reason = DAY, "Kommunen har overtaget opgaven."
    goal.save()
    with pytest.raises(ValidationError):
        decide(meeting, goal, Verdict("green", "green", "Jo!"), astrid)
    accepted, waiting = actions.accept_proposals(meeting, by=astrid, now=NOW)
    kept = FollowUp.objects.get()
    assert (accepted, waiting) == ([goal], [])
    assert (kept.result, kept.schedule, kept.comment) == ("changed", "changed", "Kommunen har overtaget opgaven.")


def test_the_second_to_decide_the_same_goal_is_told(meeting: Meeting, goal: Goal, astrid: User, bo: User) -> None:
    first = decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid, seen=0)
    with pytest.raises(Stale):
        decide(meeting, goal, Verdict("red", "yellow", "Det er for lidt."), bo, seen=0)
    assert FollowUp.objects.get().comment == "Vi nåede én."
    decide(meeting, goal, Verdict("red", "yellow", "Det er for lidt."), bo, seen=first.version)
    assert FollowUp.objects.get().decided_by == bo


def test_a_decision_keeps_the_figure_and_the_sentence(meeting: Meeting, goal: Goal, astrid: User) -> None:
    decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid)
    kept = FrozenCount.objects.get()
    assert (kept.count, kept.total, kept.light) == (1, 1, "yellow")
    assert kept.aim == f"at least 2 in the whole period, by {day(date(2026, 9, 30))}"
    assert kept.reason == f"1 of at least 2 counted; the period ended on {day(date(2026, 9, 30))}."


def test_freezing_accepts_what_needs_no_comment_and_names_what_does(
    plan: Plan, meeting: Meeting, goal: Goal, astrid: User
) -> None:
    quiet = a_goal(goal.area, "Endnu ikke i gang")
    with pytest.raises(ValidationError) as refused:
        actions.freeze(meeting, by=astrid, now=NOW)
    assert goal.title in refused.value.messages[0]
    assert quiet.title not in refused.value.messages[0]
    assert FollowUp.objects.count() == 0
    decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid)
    frozen = actions.freeze(meeting, by=astrid, now=NOW)
    assert (frozen.frozen_at, frozen.frozen_by) == (NOW, astrid)
    assert FollowUp.objects.get(goal=quiet).result == "grey"


def test_a_meeting_is_not_frozen_before_its_day(plan: Plan, astrid: User) -> None:
    ahead = a_meeting(plan, DAY + timedelta(days=1))
    with pytest.raises(ValidationError):
        actions.freeze(ahead, by=astrid, now=NOW)


@pytest.fixture
def frozen(meeting: Meeting, goal: Goal, astrid: User) -> Meeting:
    AgendaItem.objects.create(meeting=meeting, title="Opfølgning")
    decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid)
    decision = Decision(meeting=meeting, goal=goal, kind="adjust", text="Vi prøver igen.", made_at=NOW)
    actions.make_decision(decision, by=astrid, now=NOW)
    return actions.freeze(meeting, by=astrid, now=NOW)


def test_a_frozen_meeting_takes_no_more_decisions(frozen: Meeting, goal: Goal, astrid: User) -> None:
    with pytest.raises(Frozen):
        decide(frozen, goal, Verdict("green", "green", "Nu er det godt."), astrid)
    with pytest.raises(Frozen):
        actions.make_decision(Decision(meeting=frozen, text="Mere", made_at=NOW), by=astrid, now=NOW)
    with pytest.raises(Frozen):
        actions.freeze(frozen, by=astrid, now=NOW)
    with pytest.raises(Frozen):
        actions.accept_proposals(frozen, by=astrid, now=NOW)
    with pytest.raises(Frozen):
        actions.ask_contributors(frozen, by=astrid, now=NOW)


def test_what_is_frozen_is_not_changed_by_saving_it_either(frozen: Meeting) -> None:
    for row, field, value in (
        (FollowUp.objects.get(), "comment", "Noget andet"),
        (FollowUp.objects.get(), "result", "green"),
        (FrozenCount.objects.get(), "count", 2),
        (Decision.objects.get(), "text", "Noget andet"),
        (AgendaItem.objects.get(), "title", "Noget andet"),
        (Meeting.objects.get(), "held_on", date(2026, 11, 21)),
        (Meeting.objects.get(), "frozen_at", None),
    ):
        setattr(row, field, value)
        with pytest.raises(Frozen):
            row.save()
        with pytest.raises(Frozen):
            row.delete()
        assert type(row).objects.get().__dict__ != row.__dict__
    with pytest.raises(Frozen):
        AgendaItem.objects.create(meeting=frozen, title="Et punkt mere")


def test_many_frozen_rows_at_once_are_not_changed_either(frozen: Meeting, astrid: User) -> None:
    for model, values in (
        (FollowUp, {"comment": "Noget andet"}), (FrozenCount, {"count": 2}), (Decision, {"text": "Noget andet"}), (AgendaItem, {"title": "Noget andet"}),
        (Meeting, {"frozen_at": None}), (FollowUp, {"goal": None}),
    ):
        with pytest.raises(Frozen):
            model.objects.update(**values)
        with pytest.raises(Frozen):
            model.objects.all().delete()
    row = AgendaItem.objects.get()
    row.title = "Noget andet"
    with pytest.raises(Frozen), transaction.atomic():
        AgendaItem.objects.bulk_update([row], ["title"])
    with pytest.raises(Frozen):
        AgendaItem.objects.bulk_create([AgendaItem(meeting=frozen, title="Et punkt mere")])
    assert AgendaItem.objects.update(minutes="Skrevet færdigt bagefter") == 1
    assert FollowUp.objects.update(decided_by=None) == 1  # whoever is erased no longer stands there


def test_a_copy_read_before_the_freezing_cannot_slip_through(meeting: Meeting, goal: Goal, astrid: User) -> None:
    decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid)
    held = Meeting.objects.get(pk=meeting.pk)
    row = FollowUp.objects.select_related("meeting").get()
    actions.freeze(meeting, by=astrid, now=NOW)
    row.comment = "Skrevet bagefter"
    with pytest.raises(Frozen):
        row.save()
    held.place = "Et andet sted"
    with pytest.raises(Frozen):
        held.save()


def test_minutes_may_be_finished_and_decisions_carried_out_afterwards(frozen: Meeting, astrid: User) -> None:
    frozen.minutes, frozen.present = "Godkendt.", "Dorte"
    frozen.save()
    item = AgendaItem.objects.get()
    item.minutes = "Taget til efterretning."
    item.save()
    done = actions.carry_out(Decision.objects.get(), done_on=DAY, outcome=" Det lykkedes. ", by=astrid, now=NOW)
    assert (done.done_on, done.outcome) == (DAY, "Det lykkedes.")


def test_later_work_changes_the_count_and_not_what_was_frozen(frozen: Meeting, goal: Goal) -> None:
    a_workshop(date(2026, 9, 1))
    assert state_of(frozen, goal).targets[0].count == 2
    assert FrozenCount.objects.get().count == 1


def test_what_was_done_after_the_meetings_day_does_not_count_in_it(frozen: Meeting, plan: Plan) -> None:
    goal = a_goal(Goal.objects.get().area, "Hele året")
    a_target(goal, minimum=3)
    a_workshop(DAY)
    a_workshop(DAY + timedelta(days=1))
    assert state_of(frozen, goal).targets[0].count == 2


def test_open_decisions_come_back_at_the_next_meeting_of_the_same_kind(frozen: Meeting, plan: Plan, astrid: User) -> None:
    decision = Decision.objects.get()
    following = a_meeting(plan, DAY + timedelta(days=40))
    staff = a_meeting(plan, DAY + timedelta(days=40), kind="staff")
    assert actions.open_decisions(following) == [decision]
    assert actions.open_decisions(staff) == []
    assert actions.open_decisions(frozen) == []
    actions.carry_out(decision, done_on=DAY, outcome="", by=astrid, now=NOW)
    assert actions.open_decisions(following) == []


def test_a_team_sees_its_own_goals_alone(plan: Plan, goal: Goal) -> None:
    team = Team.objects.create(name="Foreningsservice", since=date(2026, 1, 1))
    own = a_goal(goal.area, "Teamets mål", team=team)
    meeting = a_meeting(plan, kind="team", team=team)
    assert [state.node.goal for found in actions.states(meeting) for state in found.goals()] == [own]


def test_each_contributor_is_asked_once(meeting: Meeting, astrid: User, bo: User, dorte: User) -> None:
    a_user("Gerd", "referrer")
    asked = actions.ask_contributors(meeting, by=astrid, now=NOW, link="https://centre.example/svar/")
    assert {ask.user for ask in asked} == {astrid, bo, dorte}
    fatma = a_user("Fatma", "volunteer")
    again = actions.ask_contributors(meeting, by=astrid, now=NOW, link="https://centre.example/svar/")
    assert [ask.user for ask in again] == [fatma]
    mails = OutgoingMail.objects.order_by("pk")
    assert sorted(mail.to for mail in mails) == sorted(each.email for each in (astrid, bo, dorte, fatma))
    assert all("https://centre.example/svar/" in mail.text for mail in mails)
    ask = CollectionAsk.objects.get(user=fatma)
    actions.answer_ask(ask, note="Vi havde en gæst mere.", now=NOW)
    assert CollectionAsk.objects.filter(answered_at=None).count() == 3


def test_a_week_before_a_board_meeting_the_round_goes_out_once(centre: Centre, plan: Plan, bo: User) -> None:
    soon = a_meeting(plan, held_on=NOW.date() + timedelta(days=7))
    later = a_meeting(plan, held_on=NOW.date() + timedelta(days=8))

    assert ask_before_meetings(centre, NOW) == [soon]
    assert ask_before_meetings(centre, NOW) == []

    assert later.asks.count() == 0
    assert f"/{centre.key}/kontor/moeder/{soon.pk}/mit-svar/" in OutgoingMail.objects.get(to=bo.email).text
