"""Two people at one plan at once, in threads with connections of their own: the second is told, and nothing is lost."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from brobygger.centres.scoping import centre_in_force
from brobygger.core.versions import Stale
from brobygger.plan import edits
from brobygger.plan.models import Activity, Goal, PlanEdit
from tests.factories import CentreFactory, UserFactory
from tests.plan.growing import a_goal, a_plan, an_area

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.fixture
def centre(transactional_db):
    made = CentreFactory.create(key="testby")
    with centre_in_force(made):
        yield made


def at_once(centre, *acts: Callable[[], object]) -> list[object]:
    """Run ``acts`` in a thread each, released together; gives what each gave or raised."""
    gate, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            with centre_in_force(centre.pk):
                gate.wait(timeout=10)
                results[place] = act()
        except Exception as error:  # noqa: BLE001 -- what it raised is what the test asks about
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_edit_the_same_goal_one_is_told(centre, attempt):
    goal = a_goal()
    astrid, bo = UserFactory.create(), UserFactory.create()
    read = {who: Goal.objects.get(pk=goal.pk) for who in (astrid, bo)}
    for who, copy in read.items():
        copy.title = f"Ord af {who.pk}"
    results = at_once(
        centre, *(lambda who=who, copy=copy: edits.change(copy, by=who, now=NOW) for who, copy in read.items())
    )
    assert sorted(type(each) is Stale for each in results) == [False, True]
    winner = next(who for who, each in zip(read, results, strict=True) if type(each) is not Stale)
    goal.refresh_from_db()
    assert (goal.title, goal.version, PlanEdit.objects.count()) == (f"Ord af {winner.pk}", 2, 1)


@pytest.mark.parametrize("attempt", range(3))
def test_of_many_who_reorder_none_loses_a_goal_or_a_place(centre, attempt):
    area = an_area(a_plan())
    goals = [a_goal(area, title=f"Mål {number}", position=number) for number in range(6)]
    by = UserFactory.create()
    moves = [(goals[5], -1), (goals[0], 1), (goals[3], -1), (goals[2], 1)]
    results = at_once(centre, *(lambda goal=goal, step=step: edits.move(goal, step, by=by, now=NOW) for goal, step in moves))
    assert results == [None] * 4
    standing = list(Goal.objects.filter(area=area).order_by("position", "pk"))
    assert [goal.position for goal in standing] == [0, 1, 2, 3, 4, 5]
    assert {goal.title for goal in standing} == {f"Mål {number}" for number in range(6)}


@pytest.mark.parametrize("attempt", range(3))
def test_two_who_add_at_once_get_a_place_each(centre, attempt):
    goal = a_goal()
    by = UserFactory.create()
    results = at_once(
        centre,
        *(lambda text=text: edits.add(Activity(goal=goal, text=text), by=by, now=NOW) for text in ("Workshop", "Kursus", "Café")),
    )
    assert all(isinstance(each, Activity) for each in results)
    assert sorted(Activity.objects.values_list("position", flat=True)) == [0, 1, 2]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_undo_the_same_step_one_is_told(centre, attempt):
    goal = a_goal()
    astrid, bo = UserFactory.create(), UserFactory.create()
    edits.remove(goal, version=None, by=astrid, now=NOW)
    step = PlanEdit.objects.get()
    results = at_once(centre, *(lambda who=who: edits.undo(step, by=who, now=NOW) for who in (astrid, bo)))
    assert sorted(type(each) is edits.WentOn for each in results) == [False, True]
    assert Goal.objects.get(pk=goal.pk).removed is False
