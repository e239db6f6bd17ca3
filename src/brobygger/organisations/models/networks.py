"""Networks that the centre convenes."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.organisations.models.organisations import Organisation


class NetworkQuerySet(models.QuerySet["Network"]):
    def alive_in(self, start: date, end: date) -> "NetworkQuerySet":
        """Networks that existed at some time from ``start`` to ``end``."""
        return self.filter(Q(started_on__lte=end), Q(closed_on=None) | Q(closed_on__gte=start))


class Network(Numbered, CentreOwned):
    """A network (netværk) the centre convenes: professional or informal, with a theme, from its start to its closing."""

    name = LineField(_("name"), max_length=160)
    also = LineField(_("also called"), max_length=250, blank=True, help_text=_("Other words for it, with commas between."))
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    started_on = models.DateField(_("started on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    members = models.ManyToManyField(Organisation, blank=True, related_name="networks", verbose_name=_("members"))

    objects: ClassVar = CentreManager.from_queryset(NetworkQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="network_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("started_on")), name="network_closes_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.also.split(",") if word.strip())
