"""Files that take longer than a moment: asked for, being made by the worker, fetched as often as wanted, gone after a week."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned

KEPT = timedelta(days=7)


class Prepared(CentreOwned):
    """One file for one person. ``asked`` is what it is made of, with the rights its asker had; ``percent`` how far it is."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked = models.JSONField()
    percent = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(_("file"), upload_to="prepared/", blank=True)
    name = models.CharField(max_length=120)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("prepared file")
        verbose_name_plural = _("prepared files")
        constraints = [
            models.CheckConstraint(condition=Q(made_at=None) | ~Q(file=""), name="prepared_made_has_file"),
            models.CheckConstraint(condition=Q(made_at=None) | Q(failed_at=None), name="prepared_made_or_failed"),
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The file goes with its row."""
        self.file.delete(save=False)
        return super().delete(*args, **kwargs)
