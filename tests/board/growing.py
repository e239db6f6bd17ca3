"""A plan with a meeting, grown in a few words: each function makes one row, with what a test names of it."""

from datetime import date
from typing import Any

from django.test import Client

from brobygger.accounts.models import RoleAssignment, User
from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration
from brobygger.plan.models import Activity, Area, Goal, Plan, Target

DAY = date(2026, 11, 20)


def a_centre(key: str = "prøvekøbing") -> Centre:
    key = key.replace("ø", "oe")
    return Centre.objects.create(key=key, name=f"Frivilligcenter {key}")


def a_user(name: str, role: str, **fields: Any) -> User:
    """Somebody with one role at the centre in force."""
    mail = f"{name.lower()}@{role}.example"
    user = User.objects.create_user(mail, "et langt kodeord", name=name, **fields)
    RoleAssignment.objects.create(user=user, role=role, since=date(2020, 1, 1))
    return user


def a_plan(**fields: Any) -> Plan:
    return Plan.objects.create(**{
        "title": "Aktivitetsplan 2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "status": "adopted",
        "adopted_on": date(2025, 12, 1), **fields,
    })


def an_area(plan: Plan, title: str = "Foreningsservice") -> Area:
    return Area.objects.create(plan=plan, title=title)


def a_goal(area: Area, title: str = "Foreningerne mødes", **fields: Any) -> Goal:
    return Goal.objects.create(area=area, title=title, **fields)


def a_target(goal: Goal, **fields: Any) -> Target:
    """At least two workshops in the whole period, unless the test says otherwise."""
    activity = Activity.objects.create(goal=goal, text="Workshops", **{
        name: fields.pop(name) for name in ("starts_on", "ends_on", "done_on", "continuous") if name in fields
    })
    return Target.objects.create(activity=activity, **{"measure": "events_held", "minimum": 2, **fields})


def a_workshop(done_on: date, title: str = "En workshop") -> Registration:
    kind, _made = Kind.objects.get_or_create(name="Workshop", base=BaseKind.WORKSHOP)
    return Registration.objects.create(kind=kind, title=title, done_on=done_on)


def a_meeting(plan: Plan | None = None, held_on: date = DAY, **fields: Any) -> Meeting:
    meeting = Meeting.objects.create(held_on=held_on, **fields)
    if plan is not None:
        meeting.plans.add(plan)
    return meeting


def signed_in(user: User) -> Client:
    """A browser of their own, reading English."""
    client = Client()
    client.force_login(user)
    client.cookies["language"] = "en"
    return client
