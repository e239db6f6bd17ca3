"""Where a tour or a relay comes by: the community bus, the relay of communities."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality
from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.events.models.events import Event
from brobygger.organisations.models import Affiliation


class Stop(Numbered, CentreOwned):
    """A place that a tour or a relay comes to. Of a relay it is the end of a leg: ``means`` and ``km`` say how one got there, and how far.

    ``visitors`` None: nobody counted. Those on board, or the communities of the leg, are :class:`Aboard`.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="stops")
    arrives_at = models.DateTimeField(_("arrives"), null=True, blank=True)
    place = LineField(_("place"), max_length=160)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    came_from = LineField(_("from"), max_length=160, blank=True)
    means = LineField(_("how one got there"), max_length=80, blank=True)
    km = models.DecimalField(_("kilometres"), max_digits=6, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(2000)])
    visitors = models.PositiveIntegerField(_("visitors"), null=True, blank=True, validators=[MaxValueValidator(100_000)])
    note = TextField(_("note"), blank=True, max_length=1000)

    class Meta(CentreOwned.Meta):
        ordering = ["arrives_at", "pk"]
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints = [models.CheckConstraint(condition=Q(km=None) | Q(km__gte=0), name="stop_km")]

    def __str__(self) -> str:
        return self.place


class Aboard(Affiliation):
    """An organisation or community on board at a stop, or along on a leg."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="aboard")

    class Meta(Affiliation.Meta):
        verbose_name = _("on board")
        verbose_name_plural = _("on board")
