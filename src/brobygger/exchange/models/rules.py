"""What a centre has chosen for its exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Centre
from brobygger.centres.scoping import CentreOwned
from brobygger.core.versions import Numbered


class ExchangeRules(Numbered, CentreOwned):
    """A centre has at most one row, and what stands here until it has. ``neighbours``: whose public posts are shown beside its own, where they have chosen this centre too."""

    hour_accounts = models.BooleanField(_("keep accounts of hours"), default=False)
    neighbours = models.ManyToManyField(Centre, blank=True, related_name="+", verbose_name=_("neighbours to exchange with"))

    class Meta(CentreOwned.Meta):
        verbose_name = _("rules of the exchange")
        verbose_name_plural = _("rules of the exchange")
        constraints = [models.UniqueConstraint(fields=["centre"], name="exchange_rules_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
