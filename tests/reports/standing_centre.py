"""A centre with a plan of two areas, work that counts in it, and the board's meetings: what the reports are tried on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from brobygger.accounts.models import User
from brobygger.board import actions
from brobygger.board.actions import Verdict
from brobygger.board.models import Decision, Meeting
from brobygger.plan.models import Goal, Plan
from tests import factories
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, took_part, work

MARCH, JUNE = date(2026, 3, 12), date(2026, 6, 18)


@dataclass(slots=True)
class Grown:
    plan: Plan
    workshops: Goal
    talks: Goal


def grown() -> Grown:
    """Two workshops asked for, one held with ten people from two associations; talks asked for each quarter, none held."""
    plan = a_plan()
    workshops = a_goal(an_area(plan), title="Foreningerne finder nye frivillige")
    a_target(an_activity(workshops, text="To workshops om rekruttering"), minimum=2)
    talks = a_goal(an_area(plan, title="Frivillighed for alle"), title="Alle kan få en samtale")
    a_target(an_activity(talks, text="En samtale i kvartalet"), measure="volunteer_talks", minimum=1, per="quarter")
    held = work(date(2026, 2, 3), title="Workshop i Midtby", persons=10)
    took_part(held, factories.OrganisationFactory.create(name="Tegnsprogsklubben"), 4)
    took_part(held, factories.OrganisationFactory.create(name="Læsevennerne"), 6)
    return Grown(plan, workshops, talks)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


def a_meeting(plan: Plan, held_on: date, **fields: Any) -> Meeting:
    meeting = Meeting.objects.create(held_on=held_on, **fields)
    meeting.plans.add(plan)
    return meeting


def decide(meeting: Meeting, goal: Goal, result: str, schedule: str, comment: str, by: User) -> None:
    states = {state.node.goal.pk: state for plan in actions.states(meeting, today=meeting.held_on) for state in plan.goals()}
    actions.decide(meeting, goal, Verdict(result, schedule, comment), state=states[goal.pk], by=by, now=at(meeting.held_on))


def frozen(centre: Grown, held_on: date, by: User, comment: str = "Vi er på vej.") -> Meeting:
    """A board meeting with a yellow light for the workshops, a decision on them, and everything else as proposed."""
    meeting = a_meeting(centre.plan, held_on)
    decide(meeting, centre.workshops, "yellow", "green", comment, by)
    decide(meeting, centre.talks, "red", "green", "Ingen har spurgt.", by)
    decision = Decision(meeting=meeting, goal=centre.workshops, text="Hold en workshop mere", responsible=by, due_on=date(2026, 9, 1))
    actions.make_decision(decision, by=by, now=at(held_on))
    actions.freeze(meeting, by=by, now=at(held_on))
    meeting.refresh_from_db()
    return meeting
