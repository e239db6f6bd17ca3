"""The plan at a glance: an evaluated plan as plain rows for a page, filtered as the address asks.

Rows are dictionaries because a page shows hundreds of their values and Django's templates look in dictionaries first.
Nothing here knows of requests; addresses come in ready-made.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brobygger.plan import wording
from brobygger.plan.lights import Colour, Light
from brobygger.plan.measures import measures
from brobygger.plan.narrowing_words import narrowings_in_words
from brobygger.plan.periods import Per
from brobygger.plan.since import FrozenLights, movement
from brobygger.plan.states import ActivityState, GoalState, PlanState, TargetState

Row = dict[str, Any]
SHOWN_LIGHTS = [Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY, Colour.CHANGED]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; None and "" ask for all. ``mine`` is the account whose goals and activities are wanted."""

    area: int | None = None
    team: int | None = None
    owner: int | None = None
    marker: int | None = None
    light: str = ""
    mine: int | None = None
    my_teams: frozenset[int] = frozenset()

    def fits(self, area: int, state: GoalState) -> bool:
        goal = state.node.goal
        if self.area is not None and self.area != area:
            return False
        if self.team is not None and goal.team_id != self.team:
            return False
        if self.owner is not None and self.owner not in _answerable(state):
            return False
        if self.marker is not None and all(marker.pk != self.marker for marker in goal.markers.all()):
            return False
        if self.light and self.light not in {state.result.colour, state.schedule.colour}:
            return False
        return self.mine is None or self.mine in _answerable(state) or goal.team_id in self.my_teams


def _answerable(state: GoalState) -> set[int | None]:
    return {state.node.goal.owner_id, *(each.node.activity.owner_id for each in state.activities)}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a goal's page, a target's evidence and a plan are; each gives the address of a key."""

    goal: Callable[[int], str]
    evidence: Callable[[int], str]
    plan: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Glance:
    """What the page shows: areas with their goals, the number of goals by light before filtering, and what to filter by."""

    areas: list[Row]
    result: Counter[str]
    schedule: Counter[str]
    shown: int
    goals: int
    targets: int
    uncounted: int
    since: date | None
    choices: dict[str, list[tuple[int, str]]]


def glance(state: PlanState, wanted: Wanted, seen: Mapping[int, FrozenLights], addresses: Addresses, *, names: bool = True) -> Glance:
    """``names``: whether persons are named (never on the public page)."""
    every = list(state.goals())
    words = narrowings_in_words(each.target for goal in every for each in goal.targets)
    areas, shown = [], 0
    for area in state.areas:
        row = area.node.area
        goals = [
            goal_row(goal, seen.get(goal.node.goal.pk), words, addresses, state.today, names=names)
            for goal in area.goals
            if wanted.fits(row.pk, goal)
        ]
        shown += len(goals)
        if goals or wanted == Wanted():
            areas.append({"pk": row.pk, "title": row.title, "intro": row.intro, "kind": row.kind, "goals": goals, "period": own_period(row)})
    return Glance(
        areas=areas,
        result=Counter(goal.result.colour.value for goal in every),
        schedule=Counter(goal.schedule.colour.value for goal in every),
        shown=shown,
        goals=len(every),
        targets=sum(len(goal.targets) for goal in every),
        uncounted=sum(not (each.counted or each.target.evidenced) for goal in every for each in goal.targets),
        since=max((lights.on for lights in seen.values()), default=None),
        choices=_choices(state),
    )


def goal_row(
    state: GoalState, seen: FrozenLights | None, words: Mapping[int, str], addresses: Addresses, today: date, *, names: bool = True
) -> Row:
    goal = state.node.goal
    return {
        "pk": goal.pk,
        "title": goal.title,
        "url": addresses.goal(goal.pk),
        "lead_in": goal.lead_in,
        "period": own_period(goal),
        "team": goal.team.name if goal.team else "",
        "owner": str(goal.owner) if names and goal.owner else "",
        "markers": [{"code": marker.code or marker.name[:3], "name": marker.name} for marker in goal.markers.all()],
        "result": light_row(state.result),
        "schedule": light_row(state.schedule),
        "since": _since(state, seen),
        "activities": [activity_row(each, words, addresses, today, names=names) for each in state.activities],
        "means": [means.text for means in state.node.means],
        "changed": goal.changed_reason if goal.is_changed else "",
        "successor": {"title": goal.successor.title, "url": addresses.goal(goal.successor.pk)} if goal.successor else None,
    }


def activity_row(state: ActivityState, words: Mapping[int, str], addresses: Addresses, today: date, *, names: bool = True) -> Row:
    activity = state.node.activity
    standing = activity.state(today)
    if standing == "late" and state.done is not None:
        standing = "done"
    move = state.node.moves[-1] if state.node.moves else None
    return {
        "pk": activity.pk,
        "text": activity.text,
        "note": activity.note,
        "owner": str(activity.owner) if names and activity.owner else "",
        "state": standing,
        "done": wording.day(activity.done_on) if activity.done_on else "",
        "due": wording.day(activity.ends_on) if activity.ends_on else "",
        "dropped": wording.day(activity.dropped_on) if activity.dropped_on else "",
        "moves": [
            {"old": wording.day(each.old), "new": wording.day(each.new), "reason": each.reason} for each in state.node.moves
        ],
        "moved_from": wording.day(move.old) if move else "",
        "moved_why": move.reason if move else "",
        "targets": [target_row(each, words, addresses) for each in state.targets],
    }


def target_row(state: TargetState, words: Mapping[int, str], addresses: Addresses) -> Row:
    target = state.target
    measure = measures.get(target.measure)
    counted = state.counted and measure is not None and measure.counted
    per_window = Per(target.per) is not Per.PLAN
    url = addresses.evidence(target.pk)
    now = _window_now(state) if per_window else 0
    here = f"?window={now}" if now else ""
    return {
        "pk": target.pk,
        "aim": wording.aim(target),
        "what": str(measure.label) if measure else "",
        "narrow": words.get(target.pk, ""),
        "phrase": target.phrase,
        "evidenced": target.evidenced,
        "proofs": len(state.node.proofs),
        "counted": counted,
        "count": wording.number(state.count),
        "total": wording.number(state.total) if per_window and state.total != state.count else "",
        "url": f"{url}{here}",
        "light": light_row(state.light),
        "bar": None if target.for_each or not counted else bar(state.count, target.minimum, target.maximum, target.whole),
        "members": [
            {
                "key": str(member.member.pk),
                "name": member.member.name,
                "count": wording.number(member.count),
                "light": light_row(member.light),
                "url": f"{url}?for={member.member.pk}" + (f"&window={now}" if now else ""),
                "bar": bar(member.count, target.minimum, target.maximum, None),
            }
            for member in state.members
        ],
    }


def _window_now(state: TargetState) -> int:
    """The number of the window that the count is of."""
    of = state.windows or next((member.windows for member in state.members if member.windows), [])
    return of[-1].number if of else 0


def light_row(light: Light) -> Row:
    return {"colour": light.colour.value, "reason": light.reason, "more": light.more}


def bar(count: int, minimum: int | None, maximum: int | None, whole: int | None) -> Row | None:
    """The figures of a picture of progress against the range, where there is a range."""
    low, high = (whole, whole) if whole else (minimum, maximum)
    if low is None and high is None:
        return None
    return {"value": count, "low": low, "high": high}


def own_period(row: Any) -> str:
    """The level's own dates in words, or nothing where the level above decides."""
    if row.starts_on and row.ends_on:
        whole_years = (row.starts_on.month, row.starts_on.day, row.ends_on.month, row.ends_on.day) == (1, 1, 12, 31)
        if whole_years and row.starts_on.year == row.ends_on.year:
            return str(row.starts_on.year)
        if whole_years:
            return f"{row.starts_on.year}–{row.ends_on.year}"
        return f"{wording.day(row.starts_on)} – {wording.day(row.ends_on)}"
    if row.ends_on:
        return _("until %(day)s") % {"day": wording.day(row.ends_on)}
    return _("from %(day)s") % {"day": wording.day(row.starts_on)} if row.starts_on else ""


def _since(state: GoalState, seen: FrozenLights | None) -> Row | None:
    if seen is None:
        return None
    result, schedule = movement(seen.result, state.result.colour), movement(seen.schedule, state.schedule.colour)
    return {
        "on": wording.day(seen.on),
        "result": seen.result,
        "schedule": seen.schedule,
        "result_changed": seen.result != state.result.colour,
        "schedule_changed": seen.schedule != state.schedule.colour,
        "changed": seen.result != state.result.colour or seen.schedule != state.schedule.colour,
        "movement": "up" if result + schedule > 0 else "down" if result + schedule < 0 else "",
    }


def _choices(state: PlanState) -> dict[str, list[tuple[int, str]]]:
    teams: dict[int, str] = {}
    owners: dict[int, str] = {}
    markers: dict[int, str] = {}
    for each in state.goals():
        goal = each.node.goal
        if goal.team:
            teams[goal.team.pk] = goal.team.name
        for owner in (goal.owner, *(activity.node.activity.owner for activity in each.activities)):
            if owner:
                owners[owner.pk] = str(owner)
        markers.update({marker.pk: str(marker) for marker in goal.markers.all()})
    return {
        "area": [(area.node.area.pk, area.node.area.title) for area in state.areas],
        **{
            name: sorted(found.items(), key=lambda item: item[1].casefold())
            for name, found in (("team", teams), ("owner", owners), ("marker", markers))
        },
    }
