"""An exchange fair (frivilligbørs): an event at which associations make many swaps in one evening."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import TextField
from brobygger.core.versions import Numbered
from brobygger.events.models import Event
from brobygger.organisations.models import Organisation


class FairQuerySet(models.QuerySet["Fair"]):
    def listed(self) -> "FairQuerySet":
        return self.select_related("event__registration", "centre").order_by("-event__starts_at", "-pk")


class Fair(Numbered, CentreOwned):
    """Attached to ``event``, whose day and place it has. ``organisations`` take part: their posts stand in the catalogue. ``brokers`` help them find each other."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="exchange_fair", verbose_name=_("event"))
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("who takes part"))
    brokers = TextField(_("brokers"), blank=True, max_length=1000)

    objects: ClassVar = CentreManager.from_queryset(FairQuerySet)()

    class Meta(CentreOwned.Meta):
        verbose_name = _("exchange fair")
        verbose_name_plural = _("exchange fairs")

    def __str__(self) -> str:
        return str(self.event.registration.title)

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/byttebors/boers/{self.pk}/"

    @property
    def day(self) -> date:
        return localtime(self.event.starts_at).date()
