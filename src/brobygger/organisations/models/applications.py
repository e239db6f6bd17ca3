"""An association, or a person, that asks to become a member."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.organisations.cvr import refuse_impossible_cvr
from brobygger.organisations.models.members import Formal, Membership, MembershipType

UNANSWERED_FOR: Final = timedelta(days=183)


class Application(Numbered, CentreOwned):
    """What was written on the public site, until somebody decides; then what was decided and why.

    ``kept_from`` is the day from which the applicant's particulars are kept for a while and no longer: the day of the answer, and
    where none comes, half a year after the application.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    name = LineField(_("name of the association"), max_length=160)
    type = models.ForeignKey(MembershipType, on_delete=models.PROTECT, related_name="+", verbose_name=_("type"))
    cvr = LineField(_("CVR number"), max_length=8, blank=True, validators=[refuse_impossible_cvr])
    purpose = TextField(_("purpose"), max_length=2000, blank=True)
    website = UrlField(_("website"), blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    localities = models.ManyToManyField(Locality, blank=True, related_name="+", verbose_name=_("works in"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="+", verbose_name=_("target groups"))
    member_count = models.PositiveIntegerField(_("members of its own"), null=True, blank=True)
    volunteer_count = models.PositiveIntegerField(_("volunteers"), null=True, blank=True)
    contact_name = LineField(_("your name"), max_length=120)
    contact_mail = EmailField(_("your mail"))
    contact_phone = LineField(_("your telephone"), max_length=30, blank=True)
    message = TextField(_("anything else"), max_length=2000, blank=True)
    language = LineField(max_length=10, default="da")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    applied_at = models.DateTimeField(_("applied"))
    kept_from = models.DateField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = LineField(_("answer"), max_length=500, blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["-applied_at", "-pk"]
        verbose_name = _("application for membership")
        verbose_name_plural = _("applications for membership")
        constraints = [
            models.CheckConstraint(condition=models.Q(state="waiting") | models.Q(decided_at__isnull=False), name="application_decided_when"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.kept_from = localtime(self.decided_at).date() if self.decided_at else localtime(self.applied_at + UNANSWERED_FOR).date()
        super().save(*args, **kwargs)

    @property
    def personal(self) -> bool:
        """Whether a person applies for herself."""
        return self.type.formal == Formal.PERSON
