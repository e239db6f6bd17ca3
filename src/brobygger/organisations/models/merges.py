"""Two rows for the same organisation or person, made one; and pairs that look alike and are not."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField
from brobygger.organisations.models.organisations import Organisation
from brobygger.people.models import Person

UNDONE_WITHIN: Final = timedelta(days=30)


class Merged(CentreOwned):
    """``kept`` took over all that stood on another row, which is gone. What is needed to part them again is kept for 30 days.

    ``was``: the gone row's own fields. ``steps``: what was done to others' rows, see :mod:`brobygger.organisations.carrying`. ``filled``:
    fields of the kept row that were empty, with what they got.
    """

    was = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    filled = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["-pk"]


class Merge(Merged):
    """Two organisations made one. ``filled`` holds ``also`` with what it was; ``targets``: how those were narrowed that are narrowed anew."""

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges")
    name = LineField(_("name"), max_length=160)
    targets = models.JSONField(default=dict)

    class Meta(Merged.Meta):
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.name} → {self.kept}"


class PersonMerge(Merged):
    """Two persons made one."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")

    class Meta(Merged.Meta):
        verbose_name = _("merge of persons")
        verbose_name_plural = _("merges of persons")

    def __str__(self) -> str:
        return str(self.kept)


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


class PersonApart(CentreOwned):
    """Two persons that look alike and are not the same, the one with the lower key first."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta(CentreOwned.Meta):
        verbose_name = _("pair of persons that is not the same")
        verbose_name_plural = _("pairs of persons that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="person_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="person_apart_lower_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
