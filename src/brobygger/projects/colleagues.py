"""Who may be responsible for a project, a grant or an application."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May, Role


def colleagues(*, and_also: int | None = None) -> QuerySet[User]:
    """Accounts that write projects here today; and the one who is responsible already."""
    roles = [role for role in Role if May.EDIT_PROJECTS in POLICY[role]]
    held = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles).values("user")
    return User.objects.filter(Q(pk__in=held, is_active=True) | Q(pk=and_also)).order_by("name", "email")
