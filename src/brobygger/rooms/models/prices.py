"""What an hour costs, and for whom."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Listed, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation


class Booker(models.TextChoices):
    """The kinds of bookers that houses tell apart."""

    VOLUNTARY = "voluntary", _("voluntary social associations")
    PUBLIC = "public", _("popular education, political, unions and municipality")
    PRIVATE = "private", _("private and commercial")


class PriceClass(Numbered, Listed):
    """What an hour costs (prisklasse) for one kind of booker. Several classes may be of one kind: the first of them is the usual one."""

    booker = models.CharField(_("for"), max_length=10, choices=Booker.choices)
    hourly = models.DecimalField(_("kroner an hour"), max_digits=8, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0), MaxValueValidator(100_000)])
    about = LineField(_("in your own words"), max_length=250, blank=True, help_text=_("Shown to those who book."))

    objects: ClassVar = CentreManager()

    class Meta(Listed.Meta):
        verbose_name = _("price class")
        verbose_name_plural = _("price classes")
        constraints = [once_per_centre("price_class_once"), models.CheckConstraint(condition=Q(hourly__gte=0), name="price_class_not_below_nought")]


class BookerTerms(Numbered, CentreOwned):
    """What holds for one association where it is not what usually holds: its price class, and how many hours a month it may book in all."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="booker_terms", verbose_name=_("association"))
    price_class = models.ForeignKey(PriceClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("price class"), help_text=_("Empty: the usual one for its kind."))
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month, all rooms together"), null=True, blank=True, help_text=_("Empty: what the rooms say. 0: it cannot book."))

    class Meta(CentreOwned.Meta):
        ordering = ["organisation__name", "pk"]
        verbose_name = _("terms of an association")
        verbose_name_plural = _("terms of associations")

    def __str__(self) -> str:
        return str(self.organisation)
