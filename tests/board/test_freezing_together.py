"""Two at once, each with a connection of its own: one wins, the other is told, and nothing is half done."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from brobygger.accounts.models import User
from brobygger.board import actions
from brobygger.board.actions import Frozen, Verdict
from brobygger.board.models import FollowUp, Meeting
from brobygger.centres.models import Centre, Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.versions import Stale
from brobygger.plan.models import Goal
from tests.board.growing import a_centre, a_goal, a_meeting, a_plan, a_target, a_user, a_workshop, an_area

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared(transactional_db: None) -> Iterator[Centre]:
    found = a_centre("samtidig")
    with centre_in_force(found):
        yield found


@pytest.fixture
def goal(shared: Centre) -> Goal:
    goal = a_goal(an_area(a_plan()))
    a_target(goal, ends_on=date(2026, 9, 30), due_on=date(2026, 9, 30))
    a_workshop(date(2026, 3, 12))
    return goal


@pytest.fixture
def meeting(goal: Goal) -> Meeting:
    return a_meeting(goal.area.plan)


def at_once(centre: Centre, *acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same time; gives for each "done" or the name of what stopped it, sorted."""
    barrier, ends = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            with centre_in_force(centre):
                barrier.wait()
                act()
            ends.append("done")
        except Exception as error:  # noqa: BLE001 -- what stopped it is the test's answer
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def decide(meeting: Meeting, goal: Goal, verdict: Verdict, by: User) -> None:
    fresh = Meeting.objects.get(pk=meeting.pk)
    state = next(state for plan in actions.states(fresh) for state in plan.goals())
    actions.decide(fresh, goal, verdict, state=state, by=by, now=NOW, seen=0)


def test_two_who_decide_the_same_goal(shared: Centre, meeting: Meeting, goal: Goal) -> None:
    astrid, bo = a_user("Astrid", "leader"), a_user("Bo", "staff")
    ends = at_once(
        shared,
        lambda: decide(meeting, goal, Verdict("yellow", "yellow", "Astrids ord"), astrid),
        lambda: decide(meeting, goal, Verdict("red", "yellow", "Bos ord"), bo),
    )
    assert ends == sorted(["done", Stale.__name__])
    assert FollowUp.objects.count() == 1
    assert FollowUp.objects.get().counts.count() == 1


def test_two_who_freeze(shared: Centre, meeting: Meeting, goal: Goal) -> None:
    astrid, bo = a_user("Astrid", "leader"), a_user("Agnete", "leader")
    decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid)
    quiet = a_goal(goal.area, "Intet er talt")

    def freeze(by: User) -> Callable[[], object]:
        return lambda: actions.freeze(Meeting.objects.get(pk=meeting.pk), by=by, now=NOW)

    assert at_once(shared, freeze(astrid), freeze(bo)) == sorted(["done", Frozen.__name__])
    assert Change.objects.filter(verb="frozen").count() == 1
    assert FollowUp.objects.filter(goal=quiet).count() == 1


def test_one_decides_while_another_freezes(shared: Centre, meeting: Meeting, goal: Goal) -> None:
    astrid, bo = a_user("Astrid", "leader"), a_user("Bo", "staff")
    decide(meeting, goal, Verdict("yellow", "yellow", "Vi nåede én."), astrid)
    late = a_goal(goal.area, "Intet er talt")

    def decides() -> None:
        fresh = Meeting.objects.get(pk=meeting.pk)
        states = {state.node.goal.pk: state for plan in actions.states(fresh) for state in plan.goals()}
        actions.decide(fresh, late, Verdict("green", "green", "Det går godt."), state=states[late.pk], by=bo, now=NOW)

    ends = at_once(shared, decides, lambda: actions.freeze(Meeting.objects.get(pk=meeting.pk), by=astrid, now=NOW))
    kept = FollowUp.objects.get(goal=late)
    # Whoever came first: the decision is in the frozen meeting, or it was refused and the proposal is.
    assert (ends, kept.result) in [(["done", "done"], "green"), (["Frozen", "done"], "grey")]
    assert Meeting.objects.get().is_frozen
