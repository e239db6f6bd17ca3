"""Owners are reminded once before an activity is due and once when it is late, in one mail a day."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment
from brobygger.core.models import OutgoingMail
from brobygger.plan.copying import copy_plan
from brobygger.plan.duties import NOTICE
from brobygger.plan.models import Activity
from brobygger.plan.periods import Period
from brobygger.plan.reminders import remind_everywhere, remind_owners
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work

DUE = date(2026, 6, 15)


@pytest.fixture
def activity(bo):
    return an_activity(text="Konference for foreninger", owner=bo, ends_on=DUE)


def mails():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def test_once_before_and_once_when_late(centre, activity, bo):
    written = [remind_owners(centre, day) for day in (
        date(2026, 5, 31), DUE - NOTICE, date(2026, 6, 2), DUE, date(2026, 6, 16), date(2026, 6, 17), date(2026, 9, 1),
    )]
    assert written == [0, 1, 0, 0, 1, 0, 0]
    assert mails() == [(bo.email, "1 aktivitet i planen venter på dig")] * 2


def test_the_mail_says_what_by_when_and_where(centre, activity, bo):
    remind_owners(centre, date(2026, 6, 16))
    assert OutgoingMail.objects.get().text == (
        "Hej Bo\n\nOver den planlagte slutdato:\n– Konference for foreninger (15. juni 2026)\n"
        f"  http://localhost:8000/testby/kontor/planer/maal/{activity.goal_id}/#activity-{activity.pk}\n\n"
        "Markér den som udført på dens side, eller flyt den planlagte slutdato, og sig hvorfor. "
        "Du bliver ikke mindet om det samme igen."
    )


def test_one_mail_a_person_however_many_activities(centre, activity, bo, astrid):
    an_activity(activity.goal, owner=bo, ends_on=date(2026, 6, 20))
    activity.goal.owner = astrid
    activity.goal.save()
    an_activity(activity.goal, ends_on=DUE)  # nobody's own: the goal's owner answers
    assert remind_owners(centre, date(2026, 6, 10)) == 2
    assert sorted(mails()) == [
        (astrid.email, "1 aktivitet i planen venter på dig"), (bo.email, "2 aktiviteter i planen venter på dig"),
    ]


def test_a_moved_end_is_a_new_thing_to_be_reminded_of(centre, activity):
    assert remind_owners(centre, date(2026, 6, 16)) == 1
    activity.refresh_from_db()
    activity.ends_on = date(2026, 9, 15)
    activity.save()
    assert [remind_owners(centre, day) for day in (date(2026, 6, 17), date(2026, 9, 5), date(2026, 9, 16))] == [0, 1, 1]


def test_being_reminded_makes_no_open_form_stale(centre, activity):
    remind_owners(centre, date(2026, 6, 16))
    assert Activity.objects.get().version == activity.version


@pytest.mark.parametrize(
    "change",
    [
        {"done_on": date(2026, 6, 1)}, {"dropped_on": date(2026, 6, 1)}, {"continuous": True}, {"removed": True}, {"owner": None},
    ],
)
def test_nobody_is_reminded_of_what_asks_nothing(centre, activity, change):
    for name, value in change.items():
        setattr(activity, name, value)
    activity.save()
    assert remind_owners(centre, date(2026, 6, 16)) == 0


def test_nobody_is_reminded_of_what_the_registrations_show_as_done(centre, activity):
    a_target(activity, minimum=1)
    assert remind_owners(centre, DUE) == 1
    work(date(2026, 6, 10))
    assert remind_owners(centre, date(2026, 6, 16)) == 0


def test_those_who_have_left_are_not_written_to(centre, activity, bo):
    RoleAssignment.objects.filter(user=bo).update(until=date(2026, 6, 1))
    assert remind_owners(centre, date(2026, 6, 16)) == 0


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_only_adopted_plans_remind(centre, bo, status):
    plan = a_plan(status=status)
    an_activity(a_goal(an_area(plan)), owner=bo, ends_on=DUE)
    assert remind_owners(centre, date(2026, 6, 16)) == 0


def test_a_plan_may_keep_silent(centre, bo):
    plan = a_plan(reminds=False)
    an_activity(a_goal(an_area(plan)), owner=bo, ends_on=DUE)
    assert remind_owners(centre, date(2026, 6, 16)) == 0
    plan.reminds = True
    plan.save()
    assert remind_owners(centre, date(2026, 6, 16)) == 1


def test_a_copy_keeps_silent_as_its_plan_did(centre, astrid):
    plan = a_plan(reminds=False)
    copy = copy_plan(plan, period=Period.year(2027), title="Aktivitetsplan 2027", by=astrid, now=timezone.now())
    assert copy.reminds is False


def test_every_centre_has_its_turn(activity, other_centre, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 6, 16))
    remind_everywhere()
    assert len(mails()) == 1
