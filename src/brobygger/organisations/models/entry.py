"""The way into an association's own pages."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField
from brobygger.organisations.models.contacts import Contact


class ContactInvitationQuerySet(models.QuerySet["ContactInvitation"]):
    def open(self) -> "ContactInvitationQuerySet":
        """Neither accepted nor withdrawn; some may be past their day."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class ContactInvitation(CentreOwned):
    """A contact is asked to act for its organisation on its own pages. ``mail`` is the address it was sent to, and the only one it opens for.

    The link's secret stands in the mail alone; here is its SHA-256 digest.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="invitations")
    mail = EmailField(_("mail"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(ContactInvitationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-invited_at", "-pk"]
        verbose_name = _("invitation to an association’s own pages")
        verbose_name_plural = _("invitations to associations’ own pages")
        constraints = [
            models.UniqueConstraint(fields=["contact"], condition=Q(accepted_at=None, withdrawn_at=None), name="contact_invited_once"),
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="contact_invitation_ends_once"),
        ]

    def __str__(self) -> str:
        return str(self.contact.organisation)

    def is_usable(self, now: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > now
