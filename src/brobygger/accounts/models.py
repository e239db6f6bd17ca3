"""Accounts and the roles they hold at centres."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import Role
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account; without a password it signs in by mailed code alone."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One person's sign-in for the whole installation. ``is_superuser`` runs the machine and sees no centre's rows."""

    email = EmailField(_("mail"), max_length=254)
    name = LineField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="account_mail_once")]

    def __str__(self) -> str:
        return self.name or self.email


class AssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def on(self, day: date) -> "AssignmentQuerySet":
        """Those in force on ``day``."""
        return self.filter(Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class RoleAssignment(CentreOwned):
    """``user`` holds ``role`` at the centre from ``since`` up to and including ``until``."""

    # No way back from the account: a join from there would see the roles at every centre.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(AssignmentQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["user__name", "role"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "user", "role", "since"], name="role_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="role_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())  # without the name: the audit trail keeps this when the person is erased


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; some may be past their day."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(CentreOwned):
    """A colleague to be: the roles that wait at this centre for whoever opens the link in the mail.

    The link's secret stands in the mail alone; here is its SHA-256 digest. An account is made when it is accepted.
    """

    mail = EmailField(_("mail"))
    name = LineField(_("name"), max_length=120)
    roles = models.JSONField(_("roles"), default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(InvitationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                "centre", Lower("mail"), condition=Q(accepted_at=None, withdrawn_at=None), name="invited_once",
                violation_error_message=_("This address has already been invited."),
            ),
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_ends_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_names(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]
