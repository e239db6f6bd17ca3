from datetime import UTC, date, datetime
from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.accounts.models import Invitation, RoleAssignment, User
from brobygger.accounts.roles import Role


class UserFactory(DjangoModelFactory):
    """An account without a role; ``password=...`` gives it one, or else it signs in by mailed code alone."""

    class Meta:
        model = User

    email = Sequence(lambda n: f"konto{n}@example.org")
    name = Sequence(lambda n: f"Konto {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return User.objects.create_user(*args, **kwargs)


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    user = SubFactory(UserFactory)
    role = Role.STAFF
    since = date(2024, 1, 1)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    mail = Sequence(lambda n: f"inviteret{n}@example.org")
    name = Sequence(lambda n: f"Inviteret {n}")
    roles = [Role.STAFF.value]
    digest = Sequence(lambda n: f"{n:064x}")
    invited_at = datetime(2024, 1, 1, 12, tzinfo=UTC)
    expires_at = datetime(2024, 1, 15, 12, tzinfo=UTC)
