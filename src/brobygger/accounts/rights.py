"""What one account may do at one centre: its roles there, and the permissions that follow. Knows nothing of requests."""

from dataclasses import dataclass

from brobygger.accounts.models import User
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

    @classmethod
    def of(cls, user: User, centre: Centre, roles: frozenset[Role]) -> "Access":
        return cls(user, centre, roles, permitted(roles))
