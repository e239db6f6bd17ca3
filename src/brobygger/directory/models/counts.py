"""What is counted of those who search and look: numbers by day, never who."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality
from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField
from brobygger.directory.models.meanings import Meaning
from brobygger.directory.models.offers import Offer


class SearchCount(CentreOwned):
    """How often was searched on a day: for what life situation as far as it was understood, in which locality, and whether anything was found.

    ``slot`` says those three in one, so that a day has one row for each.
    """

    on = models.DateField(_("day"))
    meaning = models.ForeignKey(Meaning, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("life situation"))
    locality = models.ForeignKey(Locality, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    found = models.BooleanField(_("something was found"))
    slot = models.CharField(max_length=50, editable=False)
    n = models.PositiveIntegerField(_("times"), default=0)

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "pk"]
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches by day")
        constraints = [models.UniqueConstraint(fields=["centre", "on", "slot"], name="search_count_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.meaning or ''} {self.n}"


class Phrase(CentreOwned):
    """What was searched for in a month without anything being found, as it was written; and how often.

    The words are kept once three searches have had them: what one alone has written, which may be about herself, is there as a ``digest`` only.
    """

    month = models.DateField(_("month"))
    digest = models.CharField(max_length=64, editable=False)
    text = LineField(_("words"), max_length=100, blank=True)
    n = models.PositiveIntegerField(_("times"), default=0)

    class Meta(CentreOwned.Meta):
        ordering = ["-month", "-n", "pk"]
        verbose_name = _("search without a hit")
        verbose_name_plural = _("searches without a hit")
        constraints = [
            models.UniqueConstraint(fields=["centre", "month", "digest"], name="phrase_once"),
            models.CheckConstraint(condition=Q(text="") | Q(n__gte=3), name="phrase_of_one_is_not_kept"),
        ]

    def __str__(self) -> str:
        return self.text or "–"


class ViewCount(CentreOwned):
    """How often an offer's page was opened on a day."""

    on = models.DateField(_("day"))
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="views")
    n = models.PositiveIntegerField(_("times"), default=0)

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "pk"]
        verbose_name = _("views of a day")
        verbose_name_plural = _("views by day")
        constraints = [models.UniqueConstraint(fields=["offer", "on"], name="view_count_once")]

    def __str__(self) -> str:
        return f"{self.offer} {self.on} {self.n}"
