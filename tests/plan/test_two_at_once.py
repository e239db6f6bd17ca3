"""Several hands at once, in threads with connections of their own: nobody is reminded twice, and no figure lags behind the work."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.journal import actions
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.plan import counting
from brobygger.plan.counting import Demand, count
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.periods import Period
from brobygger.plan.reminders import remind_owners
from tests.factories import CentreFactory, RoleAssignmentFactory, UserFactory
from tests.plan.growing import a_goal, a_kind, a_plan, a_target, an_activity, an_area

NOW = datetime(2026, 6, 16, 10, tzinfo=UTC)
TODAY = date(2026, 6, 16)
YEAR = Period.year(2026)


@pytest.fixture
def centre(transactional_db):
    counting.forget()
    made = CentreFactory.create(key="testby")
    with centre_in_force(made):
        yield made
    counting.forget()


def at_once(centre, acts: list[Callable[[], object]]) -> list[object]:
    """Run ``acts`` in a thread each, released together; gives what each gave, and raises what any raised."""
    gate, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            with centre_in_force(centre.pk):
                gate.wait(timeout=10)
                results[place] = act()
        except Exception as error:  # noqa: BLE001 -- raised again below, in the thread of the test
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


def test_four_workers_remind_each_owner_once(centre):
    plan = a_plan()
    owners = [UserFactory.create() for _number in range(3)]
    for owner in owners:
        RoleAssignmentFactory.create(user=owner, role="staff")
        an_activity(a_goal(an_area(plan)), owner=owner, ends_on=date(2026, 6, 15))
    written = at_once(centre, [lambda: remind_owners(centre, TODAY)] * 4)
    assert sorted(written) == [0, 0, 0, 3]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(owner.email for owner in owners)


def test_figures_read_while_others_register_are_never_behind_what_was_there_before(centre):
    """Four register ten each while two read over and over: no reading is below one before it, and the last holds all forty."""
    kind, by = a_kind(BaseKind.WORKSHOP), UserFactory.create()
    target = a_target(minimum=40)
    events, persons = Demand("events_held", YEAR), Demand("event_participants", YEAR)

    def register():
        for number in range(10):
            row = Registration(kind=kind, title=f"Workshop {number}", done_on=TODAY, persons=2)
            actions.register(row, by=by, today=TODAY, now=NOW)

    def read():
        return [(found[events], found[persons]) for found in (count([events, persons]) for _turn in range(25))]

    results = at_once(centre, [register, register, register, register, read, read])
    for readings in results[4:]:
        assert readings == sorted(readings)
    found = count([events, persons])
    assert (found[events], found[persons]) == (40, 80)
    assert evaluate_target(target, TODAY).count == 40


def test_edits_and_deletions_at_once_leave_the_figure_of_the_rows_that_stand(centre):
    kind, by = a_kind(BaseKind.WORKSHOP), UserFactory.create()
    rows = [Registration.objects.create(kind=kind, title=f"Workshop {n}", done_on=TODAY, persons=1) for n in range(20)]
    persons = Demand("event_participants", YEAR)
    assert count([persons])[persons] == 20

    def edit(some):
        for row in some:
            before = {"persons": row.persons}
            row.persons = 10
            actions.edit(row, before=before, by=by, today=TODAY, now=NOW)
            count([persons])

    def delete(some):
        for row in some:
            actions.delete(row, by=by, now=NOW)
            count([persons])

    at_once(centre, [lambda: edit(rows[:5]), lambda: edit(rows[5:10]), lambda: delete(rows[10:15]), lambda: delete(rows[15:18])])
    assert count([persons])[persons] == sum(Registration.objects.values_list("persons", flat=True)) == 10 * 10 + 2
