"""A plan carried on into its next period: the same goals with their dates shifted, and none of what was done."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, Section, Target
from brobygger.plan.models.plans import Dated
from brobygger.plan.periods import Period, add_months
from brobygger.plan.tree import ActivityNode, GoalNode, load


def next_period(period: Period) -> Period:
    """The period of the same length that follows: calendar years follow calendar years."""
    start = period.end + timedelta(days=1)
    months = (start.year - period.start.year) * 12 + start.month - period.start.month
    if add_months(period.start, months) == start:
        return Period(start, add_months(start, months) - timedelta(days=1))
    return Period(start, start + timedelta(days=period.days - 1))


def shifted(day: date, old: Period, new: Period) -> date:
    """``day`` as far into ``new`` as it was into ``old``, by calendar months where both begin on the same day of the month.

    A month's last day stays a month's last day. Days past the new period's end become its last day.
    """
    months = (new.start.year - old.start.year) * 12 + new.start.month - old.start.month
    if old.start.day == new.start.day:
        found = add_months(day, months)
        if day.day == monthrange(day.year, day.month)[1]:
            found = found.replace(day=monthrange(found.year, found.month)[1])
    else:
        found = day + (new.start - old.start)
    return min(max(found, new.start), new.end)


@transaction.atomic
def copy_plan(plan: Plan, *, title: str, period: Period, by: User, now: datetime) -> Plan:
    """A draft of ``plan`` for ``period``. Goals with the ≠, activities given up, proofs and moved dates stay behind."""
    tree = load(plan)
    new = Plan(
        title=title, label=plan.label, kind=plan.kind, starts_on=period.start, ends_on=period.end, previous=plan,
        hangs_on=plan.hangs_on, public=plan.public, reminds=plan.reminds, area_word=plan.area_word,
        goal_word=plan.goal_word, activity_word=plan.activity_word, means_word=plan.means_word,
    )
    new.full_clean()
    new.save()
    carry = Carry(plan.period, period)
    for section in tree.sections:
        Section(
            plan=new, title=section.title, text=section.text, after_goals=section.after_goals, position=section.position
        ).save()
    for node in tree.areas:
        area = carry.dated(Area(plan=new, title=node.area.title, kind=node.area.kind, intro=node.area.intro, position=node.area.position), node.area)
        area.save()
        for goal in node.goals:
            if not goal.goal.is_changed:
                carry.goal(goal, area)
    audit.record("copied", new, by=by, extra={"from": plan.title}, now=now)
    return new


Row = TypeVar("Row", bound=Dated)


class Carry:
    """Copies parts from one period into another."""

    def __init__(self, old: Period, new: Period) -> None:
        self.old, self.new = old, new

    def day(self, day: date | None) -> date | None:
        return shifted(day, self.old, self.new) if day else None

    def dated(self, row: Row, like: Dated) -> Row:
        row.starts_on, row.ends_on = self.day(like.starts_on), self.day(like.ends_on)
        return row

    def whole(self, target: Target) -> dict[str, Any]:
        """What a share is a share of: in another period it has to be counted anew."""
        return {"whole": target.whole, "whole_source": target.whole_source} if self.old == self.new else {}

    def goal(self, node: GoalNode, area: Area) -> None:
        old = node.goal
        goal = self.dated(
            Goal(
                area=area, title=old.title, team=old.team, owner=old.owner, lead_in=old.lead_in, note=old.note,
                position=old.position, copied_from=old,
            ),
            old,
        )
        goal.save()
        goal.markers.set(old.markers.all())
        self.content(node, goal)

    def content(self, node: GoalNode, goal: Goal, *, unfinished: bool = False) -> None:
        """What is done to reach the goal and how it is documented; activities given up, and with ``unfinished`` those done too, stay behind."""
        for activity in node.activities:
            if not activity.activity.dropped_on and not (unfinished and activity.activity.done_on):
                self.activity(activity, goal)
        for means in node.means:
            MeansOfVerification(goal=goal, text=means.text, measures=means.measures, position=means.position).save()

    def activity(self, node: ActivityNode, goal: Goal) -> None:
        old = node.activity
        activity = self.dated(
            Activity(goal=goal, text=old.text, owner=old.owner, continuous=old.continuous, note=old.note, position=old.position), old
        )
        activity.save()
        for each in node.targets:
            target = each.target
            self.dated(
                Target(
                    activity=activity, evidenced=target.evidenced, measure=target.measure, narrow=target.narrow,
                    minimum=target.minimum, maximum=target.maximum, per=target.per, for_each=target.for_each,
                    about=target.about, share=target.share, due_on=self.day(target.due_on),
                    own_work_only=target.own_work_only, phrase=target.phrase, position=target.position, **self.whole(target),
                ),
                target,
            ).save()
