"""A list of organisations on its way in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField


class ListImport(CentreOwned):
    """An uploaded list: its headings and rows as text, the field chosen for each column, and what became of it.

    ``chosen`` goes from column number (as text) to field. The rows are taken away when they have been read in, and after a month anyhow.
    ``result`` counts rows that were new, changed and the same.
    """

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    filename = LineField(max_length=120)
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    language = LineField(max_length=10, default="da")
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failed = LineField(max_length=500, blank=True)
    result = models.JSONField(default=dict)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("list read in")
        verbose_name_plural = _("lists read in")

    def __str__(self) -> str:
        return self.filename

    def columns(self) -> dict[int, str]:
        return {int(index): name for index, name in self.chosen.items()}
