"""Copies and prints that associations take at the house, and what a sheet costs."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from brobygger.centres.models import Listed, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation


class SheetPrice(Numbered, Listed):
    """A kind of sheet (pris pr. ark), as the centre tells them apart, and what one costs."""

    colour = models.BooleanField(_("in colour"), default=False)
    each = models.DecimalField(_("kroner a sheet"), max_digits=6, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0), MaxValueValidator(1000)])

    objects: ClassVar = CentreManager()

    class Meta(Listed.Meta):
        verbose_name = _("price of a sheet")
        verbose_name_plural = _("prices of sheets")
        constraints = [once_per_centre("sheet_price_once"), models.CheckConstraint(condition=Q(each__gte=0), name="sheet_price_not_below_nought")]


class CopyingQuerySet(models.QuerySet["Copying"]):
    def listed(self) -> "CopyingQuerySet":
        return self.select_related("organisation", "price", "centre")


class Copying(Numbered, CentreOwned):
    """So many sheets that an association copied or printed on a day (kopiering). ``each``: what a sheet cost then, whatever it costs now."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="copies", verbose_name=_("association"))
    price = models.ForeignKey(SheetPrice, on_delete=models.PROTECT, related_name="copies", verbose_name=_("kind of sheet"))
    sheets = models.PositiveIntegerField(pgettext_lazy("of paper", "sheets"), validators=[MinValueValidator(1), MaxValueValidator(100_000)])
    each = models.DecimalField(_("kroner a sheet"), max_digits=6, decimal_places=2, editable=False)
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    objects: ClassVar = CentreManager.from_queryset(CopyingQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("copying")
        verbose_name_plural = _("copyings")
        indexes = [models.Index(fields=["centre", "on"], name="copying_by_day"), models.Index(fields=["organisation", "on"], name="copying_of_organisation")]
        constraints = [models.CheckConstraint(condition=Q(sheets__gte=1), name="copying_of_something")]

    def __str__(self) -> str:
        return ngettext("%(n)s sheet", "%(n)s sheets", self.sheets) % {"n": self.sheets}

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/reception/kopiering/?maaned={self.on:%Y-%m}"

    @property
    def amount(self) -> Decimal:
        return self.sheets * self.each
