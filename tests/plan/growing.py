"""A plan of the year 2026 grown in a few words for the tests of the plan; each function names what most tests care about."""

from datetime import date
from typing import Any

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Participation, Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.models import Activity, Area, Goal, Plan, Target
from tests import factories


def a_plan(**fields: Any) -> Plan:
    fields = {
        "title": "Aktivitetsplan 2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "adopted_on": date(2025, 12, 1),
        **fields,
    }
    if fields.get("status") == "draft":
        fields["adopted_on"] = None
    return factories.PlanFactory.create(**fields)


def an_area(plan: Plan | None = None, **fields: Any) -> Area:
    return factories.AreaFactory.create(plan=plan or a_plan(), **{"title": "Foreningsservice", **fields})


def a_goal(area: Area | None = None, **fields: Any) -> Goal:
    return factories.GoalFactory.create(area=area or an_area(), **{"title": "Foreningerne står stærkere", **fields})


def an_activity(goal: Goal | None = None, **fields: Any) -> Activity:
    return factories.ActivityFactory.create(goal=goal or a_goal(), **{"text": "Vi holder workshops", **fields})


def a_target(activity: Activity | None = None, **fields: Any) -> Target:
    return factories.TargetFactory.create(activity=activity or an_activity(), **{"measure": "events_held", "minimum": 2, **fields})


def a_proof_wanted(activity: Activity | None = None, **fields: Any) -> Target:
    return a_target(activity, evidenced=True, measure="", minimum=None, **fields)


def a_kind(base: BaseKind = BaseKind.WORKSHOP) -> Kind:
    return Kind.objects.filter(name=base.value).first() or factories.KindFactory.create(name=base.value, base=base)


def work(done_on: date, base: BaseKind = BaseKind.WORKSHOP, **fields: Any) -> Registration:
    """A piece of work held by the centre, registered."""
    return factories.RegistrationFactory.create(done_on=done_on, kind=a_kind(base), **fields)


def took_part(registration: Registration, who: Organisation | str, persons: int | None = None) -> Participation:
    said: dict[str, Any] = {"label": who} if isinstance(who, str) else {"label": "", "organisation": who}
    return factories.ParticipationFactory.create(registration=registration, persons=persons, **said)


def a_network(name: str, started_on: date = date(2020, 1, 1), **fields: Any) -> Network:
    return factories.NetworkFactory.create(name=name, started_on=started_on, **fields)


def an_association(name: str) -> Organisation:
    return factories.OrganisationFactory.create(name=name)
