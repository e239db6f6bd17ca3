"""A plan's page kept between visits, and shown again only while nothing it was made of has changed.

What a page leans on beside the plan's own rows (which kinds of work, which networks, whose names) is known once the plan
has been evaluated. From then on a visit first asks for the stamps of all that, in a few small queries, and a page made
*after* its stamp was read is shown as long as the stamp stands. Within a transaction nothing is kept.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.db import connection, models

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.scoping import centre_id_in_force
from brobygger.plan.measures import groupings, measures, narrowings
from brobygger.plan.models import (
    Activity,
    Area,
    Goal,
    MeansOfVerification,
    MovedDate,
    Plan,
    Proof,
    Section,
    Target,
    Team,
)
from brobygger.plan.models.goals import Marker
from brobygger.plan.periods import Period
from brobygger.plan.shelf import Shelf
from brobygger.plan.since import lights_at_last_meeting
from brobygger.plan.stamps import stamps
from brobygger.plan.states import PlanState

PAGES = 100
OWN: tuple[type[models.Model], ...] = (
    Plan, Section, Area, Goal, Activity, MeansOfVerification, Target, Proof, MovedDate, Team, Marker, Goal.markers.through,
    Team.members.through,
)
_pages = Shelf(PAGES)
_known = Shelf(1000)


@dataclass(frozen=True, slots=True)
class Leans:
    """What an evaluated plan was made of beside its own rows."""

    watched: tuple[type[models.Model], ...]
    groupings: tuple[tuple[str, Period], ...]
    narrowings: tuple[str, ...]
    goals: tuple[int, ...]


def leans_of(state: PlanState) -> Leans:
    targets = [each for goal in state.goals() for each in goal.targets]
    keys = sorted({each.target.measure for each in targets if each.target.measure in measures})
    watched = {model for key in keys for source in measures[key].sources for model in source.watch}
    spans: dict[str, Period] = {}
    for each in targets:
        if (key := each.target.for_each) in groupings:
            watched |= set(groupings[key].watch)
            known = spans.get(key, each.span)
            spans[key] = Period(min(known.start, each.span.start), max(known.end, each.span.end))
    used = sorted({key for each in targets for key in each.target.narrow if key in narrowings})
    watched |= {model for key in used for model in narrowings[key].watch}
    return Leans(
        tuple(sorted(watched, key=lambda model: model._meta.label)),
        tuple((key, span) for key, span in sorted(spans.items()) if not groupings[key].watch),
        tuple(key for key in used if not narrowings[key].watch),
        tuple(goal.node.goal.pk for goal in state.goals()),
    )


def stamp_of(leans: Leans) -> Hashable:
    """All that tells whether a page made of ``leans`` would be the same today."""
    colleagues = User.objects.filter(pk__in=RoleAssignment.objects.values("user"))
    return (
        stamps((*OWN, *leans.watched)),
        tuple(colleagues.order_by("pk").values_list("pk", "name")),
        tuple(tuple(groupings[key].members(span)) for key, span in leans.groupings),
        tuple(tuple((str(value), str(label)) for value, label in narrowings[key].options()) for key in leans.narrowings),
        tuple(sorted(lights_at_last_meeting(leans.goals).items())),
    )


def kept_page(plan: Plan, key: Hashable, build: Callable[[], tuple[str, Leans]]) -> str:
    """The page under ``key`` (all that decides how it looks beside the rows), built anew unless nothing has changed."""
    if connection.in_atomic_block:
        return build()[0]
    place = (centre_id_in_force(), plan.pk)
    leans: Leans | None = _known.get(place)
    stamp = stamp_of(leans) if leans is not None else None
    kept = _pages.get((place, key))
    if kept is not None and kept[0] == (leans, stamp):
        return str(kept[1])
    page, now = build()
    if stamp is not None and now == leans:
        _pages.put((place, key), ((leans, stamp), page))
    _known.put(place, now)
    return page


def forget() -> None:
    """Put nothing on the shelves, as in a new process."""
    _pages.clear()
    _known.clear()
