"""What one account may do at one centre: its roles there, and the permissions that follow. Knows nothing of requests."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import May, Role, permitted
from brobygger.centres.models import Centre


@dataclass(frozen=True, slots=True)
class Access:
    """One account at one centre."""

    user: User
    centre: Centre
    roles: frozenset[Role]
    permissions: frozenset[May]

    def may(self, permission: May | str) -> bool:
        return permission in self.permissions

    @property
    def home(self) -> str:
        """Where one stands after coming in: the office, the association's own pages, one's referrals, or the public page."""
        for permission, place in ((May.SEE_OFFICE, "kontor/"), (May.OWN_ORGANISATION, "forening/"), (May.REFER, "henvis/")):
            if self.may(permission):
                return f"/{self.centre.key}/{place}"
        return f"/{self.centre.key}/"

    @classmethod
    def of(cls, user: User, centre: Centre, roles: frozenset[Role]) -> "Access":
        return cls(user, centre, roles, permitted(roles))


def everywhere(user: User, day: date) -> list[Access]:
    """The account's access at each centre where it holds a role on ``day``."""
    held: dict[int, set[Role]] = defaultdict(set)
    for centre, role in RoleAssignment.everywhere.filter(user=user, since__lte=day).exclude(until__lt=day).values_list("centre", "role"):
        held[centre].add(Role(role))
    return [Access.of(user, centre, frozenset(held[centre.pk])) for centre in Centre.objects.filter(pk__in=held)]
