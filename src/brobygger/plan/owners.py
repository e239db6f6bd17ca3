"""Who a plan document means by "Ansvarlig": a colleague, by name or by the one role that only one person holds."""

import re
from collections.abc import Sequence

from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import Role
from brobygger.plan.forms.parts import colleagues
from brobygger.plan.outline import Outline

_LEADER = re.compile(r"(?:center|daglig |frivilligcenter)?leder(?:en)?$|leder af centret$")
_STAFF = re.compile(r"(?:medarbejder(?:en)?|konsulent(?:en)?)$")


def match_owners(outline: Outline) -> None:
    """Give each activity that names one responsible the colleague who is meant, where that is certain."""
    people = list(colleagues())
    holding = {role: _only(role, people) for role in (Role.LEADER, Role.STAFF)}
    for area in outline["areas"]:
        for goal in area["goals"]:
            for activity in goal["activities"]:
                if activity.get("owner"):
                    found = _named(activity["owner"], people, holding)
                    activity.setdefault("owner_id", found.pk if found is not None else None)


def says_more(owner: str, person: User) -> bool:
    """Whether the document's words name more than ``person``: several people, or none that is known."""
    return _plainly(owner) not in {_plainly(person.name), _plainly(person.name).split(" ")[0]}


def _named(owner: str, people: Sequence[User], holding: dict[Role, User | None]) -> User | None:
    said = _plainly(owner)
    whole = [person for person in people if _plainly(person.name) == said]
    first = [person for person in people if _plainly(person.name).split(" ")[0] == said.split(" ")[0] and len(said.split()) == 1]
    for found in (whole, first):
        if len(found) == 1:
            return found[0]
    if _LEADER.match(said):
        return holding[Role.LEADER]
    return holding[Role.STAFF] if _STAFF.match(said) else None


def _only(role: Role, people: Sequence[User]) -> User | None:
    """The one person who holds ``role`` today, when there is just one."""
    held = set(RoleAssignment.objects.on(timezone.localdate()).filter(role=role).values_list("user", flat=True))
    found = [person for person in people if person.pk in held]
    return found[0] if len(found) == 1 else None


def _plainly(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s-]", " ", text).casefold().split())
