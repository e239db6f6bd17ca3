"""Two rows for the same organisation, made one; and pairs that look alike and are not."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField
from brobygger.organisations.models.organisations import Organisation

UNDONE_WITHIN: Final = timedelta(days=30)


class Merge(CentreOwned):
    """``kept`` took over all that stood on another row, which is gone. What is needed to part them again is kept for 30 days.

    ``was``: the gone row's own fields. ``moved``: keys of rows that pointed to it, by model and field. ``doubled``: rows of tables
    between two that the kept one had too, as their other end. ``filled``: fields of the kept row that were empty, with what they got;
    ``also`` with what it was. ``targets``: keys of targets that were narrowed to the gone one.
    """

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges")
    name = LineField(_("name"), max_length=160)
    was = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    doubled = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    targets = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.name} → {self.kept}"


class Apart(CentreOwned):
    """Two organisations that look alike and are not the same: somebody has said so. The one with the lower key is first."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta(CentreOwned.Meta):
        verbose_name = _("pair that is not the same")
        verbose_name_plural = _("pairs that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="apart_lower_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
