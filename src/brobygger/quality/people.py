"""Who may be responsible for a framework, and who may be asked in a round."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May, Role
from brobygger.quality.models import Assessor

Side = Assessor.Side


def colleagues(*, and_also: int | None = None) -> QuerySet[User]:
    """Accounts that run quality work here today; and the one who is responsible already."""
    roles = [role for role in Role if May.RUN_QUALITY in POLICY[role]]
    return User.objects.filter(Q(pk__in=RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles).values("user"), is_active=True) | Q(pk=and_also)).order_by("name", "email")


def askable(today: date) -> list[tuple[User, str]]:
    """Members of the board and of the staff with an account that works today; who is both answers for the board."""
    sides = {Role.BOARD: Side.BOARD, Role.LEADER: Side.STAFF, Role.STAFF: Side.STAFF}
    found: dict[int, tuple[User, str]] = {}
    for row in RoleAssignment.objects.on(today).filter(role__in=sides, user__is_active=True).select_related("user").order_by("user__name", "user"):
        side = sides[Role(row.role)]
        if row.user_id not in found or side == Side.BOARD:
            found[row.user_id] = (row.user, side)
    return list(found.values())
