"""A member whom somebody left out of a year's renewal round, with the reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField
from brobygger.organisations.models.members import Membership


class LeftOut(CentreOwned):
    """No round of the year charges the member; a person still may, from the membership's page."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="left_out", verbose_name=_("membership"))
    year = models.PositiveSmallIntegerField(_("membership year"))
    reason = LineField(_("why"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("member left out of a round")
        verbose_name_plural = _("members left out of a round")
        constraints = [models.UniqueConstraint(fields=["membership", "year"], name="left_out_once_a_year")]

    def __str__(self) -> str:
        return f"{self.membership_id} ({self.year})"
