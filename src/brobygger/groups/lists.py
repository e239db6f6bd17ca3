"""Those who wait for a theme that has no group yet: how many on each list, when they are enough, and a group started from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Theme
from brobygger.groups import actions, seats
from brobygger.groups.models import Group, GroupType, Participant, TypeRule
from brobygger.groups.models.groups import ENOUGH


@dataclass(frozen=True, slots=True)
class Waiting:
    """A theme's list: so many wait for a group of ``type``; ``enough`` of them, and one can be started."""

    theme: int
    name: str
    type: str
    n: int
    enough: int

    @property
    def is_enough(self) -> bool:
        return self.n >= self.enough

    @property
    def of(self) -> str:
        return str(GroupType(self.type).label)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.n / self.enough))


def enough_by_type() -> dict[str, int]:
    """How many are enough to begin, of each type the centre has said it of."""
    return dict(TypeRule.objects.values_list("type", "enough"))


def waiting_lists(enough: dict[str, int] | None = None) -> list[Waiting]:
    """Those with anybody on them, the longest first. Two queries, or one where it is known how many are enough."""
    enough = enough_by_type() if enough is None else enough
    rows: Iterable[Any] = Participant.objects.on_themes().order_by().values_list("theme", "theme__name", "type").annotate(n=Count("pk"))
    found = [Waiting(theme, name, type_, n, enough.get(type_, ENOUGH)) for theme, name, type_, n in rows]
    return sorted(found, key=lambda each: (-each.n, each.name, each.type))


@transaction.atomic
def start_from_list(theme: Theme, type_: str, *, title: str, centre: Centre, by: User, now: datetime) -> tuple[Group, int]:
    """A new group for a theme that people wait for, and all of them asked; how many that was. It is a draft that staff alone see."""
    group = actions.keep(Group(theme=theme, type=type_, title=title, first_talk=type_ == GroupType.SELF_HELP), before=None, by=by, now=now)
    waiting = Participant.objects.on_themes().filter(theme=theme, type=type_).values_list("pk", flat=True)
    return group, seats.ask_those_waiting(group, list(waiting), centre=centre, by=by, now=now)
