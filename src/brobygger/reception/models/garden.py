"""Who keeps the allotment garden in order, week by week."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.rooms.models import Premises


class UpkeepTurnQuerySet(models.QuerySet["UpkeepTurn"]):
    def listed(self) -> "UpkeepTurnQuerySet":
        return self.select_related("organisation", "premises", "centre")

    def to_come(self, day: date) -> "UpkeepTurnQuerySet":
        """The one of this week and those after it."""
        return self.filter(starts_on__gt=day - timedelta(days=7))

    def missed(self, day: date) -> "UpkeepTurnQuerySet":
        """Those of the last weeks that nobody has said are done."""
        return self.filter(starts_on__range=(day - timedelta(days=28), day - timedelta(days=7)), done_on=None, organisation__isnull=False)


class UpkeepTurn(Numbered, CentreOwned):
    """A week in which an association keeps a garden in order (havetjans). Without an association it is to be taken by one of those that use the garden."""

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="upkeep", verbose_name=_("garden"))
    starts_on = models.DateField(_("week from"))
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="upkeep", verbose_name=_("association"))
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(UpkeepTurnQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["starts_on", "premises", "pk"]
        verbose_name = _("upkeep turn")
        verbose_name_plural = _("upkeep turns")
        indexes = [models.Index(fields=["organisation", "starts_on"], name="upkeep_of_organisation")]
        constraints = [models.UniqueConstraint(fields=["premises", "starts_on"], name="upkeep_once_a_week")]

    def __str__(self) -> str:
        return str(_("week %(week)s, from %(day)s") % {"week": self.starts_on.isocalendar().week, "day": formats.date_format(self.starts_on, "j. F")})

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/reception/have/?sted={self.premises_id}"
