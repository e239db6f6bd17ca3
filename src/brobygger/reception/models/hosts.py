"""Who is host in the house: which volunteer job that is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.versions import Numbered
from brobygger.matching.models import Opportunity


class HostRota(Numbered, CentreOwned):
    """The hosts of a centre (værter) are the shifts of one of its own volunteer jobs. A centre has at most one row."""

    job = models.ForeignKey(Opportunity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("the volunteer job of the hosts"))

    class Meta(CentreOwned.Meta):
        verbose_name = _("host rota")
        verbose_name_plural = _("host rotas")
        constraints = [models.UniqueConstraint(fields=["centre"], name="host_rota_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
