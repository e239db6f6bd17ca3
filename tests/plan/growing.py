"""A plan grown in a few words for the tests of the plan: each function makes one row, with what the test names of it."""

from datetime import date
from typing import Any

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Participation, Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.models import Activity, Area, Goal, Plan, Target


def a_plan(**fields: Any) -> Plan:
    fields = {
        "title": "Aktivitetsplan 2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "status": "adopted",
        "adopted_on": date(2025, 12, 1), **fields,
    }
    if fields["status"] == "draft":
        fields["adopted_on"] = None
    return Plan.objects.create(**fields)


def an_area(plan: Plan | None = None, **fields: Any) -> Area:
    return Area.objects.create(plan=plan or a_plan(), **{"title": "Foreningsservice", **fields})


def a_goal(area: Area | None = None, **fields: Any) -> Goal:
    return Goal.objects.create(area=area or an_area(), **{"title": "Foreningerne står stærkere", **fields})


def an_activity(goal: Goal | None = None, **fields: Any) -> Activity:
    return Activity.objects.create(goal=goal or a_goal(), **{"text": "Vi holder workshops", **fields})


def a_target(activity: Activity | None = None, **fields: Any) -> Target:
    return Target.objects.create(activity=activity or an_activity(), **{"measure": "events_held", "minimum": 2, **fields})


def a_kind(base: BaseKind = BaseKind.WORKSHOP) -> Kind:
    return Kind.objects.get_or_create(name=str(base.value), defaults={"base": base})[0]


def work(done_on: date, base: BaseKind = BaseKind.WORKSHOP, **fields: Any) -> Registration:
    return Registration.objects.create(done_on=done_on, kind=a_kind(base), **{"title": f"Noget {base.value}", **fields})


def took_part(registration: Registration, organisation: Organisation | str, persons: int | None = None) -> Participation:
    who = {"label": organisation} if isinstance(organisation, str) else {"organisation": organisation}
    return Participation.objects.create(registration=registration, persons=persons, **who)


def a_network(name: str, started_on: date = date(2020, 1, 1), **fields: Any) -> Network:
    return Network.objects.create(name=name, started_on=started_on, **fields)


def an_association(name: str) -> Organisation:
    return Organisation.objects.create(name=name)
