"""What the centre has decided for each type of group, and what a group's meetings count as."""

from datetime import date, timedelta
from typing import Final

from brobygger.groups.models import Group, GroupType, TypeRule
from brobygger.groups.models.groups import ENOUGH, KEPT_DAYS
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind

# A café is an event like others; what goes on between people in a self-help group is none.
COUNTS_AS: Final = {
    GroupType.CAFE: (BaseKind.CAFE, BaseKind.OPEN_ACTIVITY), GroupType.INTEREST: (BaseKind.OPEN_ACTIVITY, BaseKind.CAFE), GroupType.SELF_HELP: (),
}
MEETING: Final = "Gruppemøde"  # Danish, as the kinds are that a new centre begins with


def rule_of(type_: str) -> TypeRule:
    """The rule for a type; where the centre has decided nothing, what most want."""
    return TypeRule.objects.filter(type=type_).first() or TypeRule(type=type_, enough=ENOUGH, kept_days=KEPT_DAYS)


def forget_on(type_: str, day: date) -> date:
    """When one who leaves on ``day`` is forgotten."""
    return day + timedelta(days=rule_of(type_).kept_days)


def kind_of(type_: str) -> Kind:
    """What the meetings of such a group count as, unless somebody says otherwise: the centre's own kind of that sort, or one made for it."""
    for base in COUNTS_AS[GroupType(type_)]:
        found: Kind | None = Kind.objects.filter(base=base, retired=False).first()
        if found is not None:
            return found
    made, _new = Kind.objects.get_or_create(name=MEETING, defaults={"base": BaseKind.OTHER})
    return made


def is_enough(group: Group, waiting: int) -> bool:
    return waiting >= rule_of(group.type).enough
