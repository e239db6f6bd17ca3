"""An association that asks to become a member."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality
from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.organisations.cvr import refuse_impossible_cvr
from brobygger.organisations.models.members import Membership, MembershipType


class Application(Numbered, CentreOwned):
    """What was written on the public site, until somebody decides; then what was decided and why."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    name = LineField(_("name of the association"), max_length=160)
    type = models.ForeignKey(MembershipType, on_delete=models.PROTECT, related_name="+", verbose_name=_("type"))
    cvr = LineField(_("CVR number"), max_length=8, blank=True, validators=[refuse_impossible_cvr])
    purpose = TextField(_("purpose"), max_length=2000)
    website = UrlField(_("website"), blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    contact_name = LineField(_("your name"), max_length=120)
    contact_mail = EmailField(_("your mail"))
    contact_phone = LineField(_("your telephone"), max_length=30, blank=True)
    message = TextField(_("anything else"), max_length=2000, blank=True)
    language = LineField(max_length=10, default="da")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    applied_at = models.DateTimeField(_("applied"))
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
