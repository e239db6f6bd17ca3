"""A year's figures as open data: which figures, and what they were when they were given to everybody."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.versions import Numbered


class OpenYearQuerySet(models.QuerySet["OpenYear"]):
    def listed(self) -> "OpenYearQuerySet":
        return self.select_related("centre", "published_by")

    def public(self) -> "OpenYearQuerySet":
        return self.filter(published_at__isnull=False)


class OpenYear(Numbered, CentreOwned):
    """One year. ``content`` is what everybody reads; it says the same until somebody gives the year out anew, at the same address."""

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", _("may be used by everybody who says where it is from (CC BY 4.0)")
        CC_ZERO = "cc0-1.0", _("may be used by everybody without conditions (CC0)")

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    measures = models.JSONField(_("figures"), default=list)
    licence = models.CharField(_("how it may be used"), max_length=12, choices=Licence.choices, default=Licence.CC_BY)
    content = models.JSONField(default=dict, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(OpenYearQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-year"]
        verbose_name = _("a year’s open figures")
        verbose_name_plural = _("years’ open figures")
        constraints = [
            models.UniqueConstraint(fields=["centre", "year"], name="open_year_once", violation_error_message=_("This year is here already.")),
            models.CheckConstraint(condition=Q(published_at__isnull=False) | Q(published_by=None), name="open_year_published_by_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/rapporter/aabne-tal/{self.pk}/"

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/rapporter/aabne-tal/{self.year}/"
