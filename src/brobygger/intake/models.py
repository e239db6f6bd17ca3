"""A list that was uploaded, on its way in."""

from django.conf import settings
from django.db import models

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField


class UploadedList(CentreOwned):
    """An uploaded list: its headings and rows as text, the field chosen for each column, and what became of it.

    ``chosen`` goes from column number (as text) to field. The rows are taken away when they have been read in, and after a month anyhow.
    ``good_alone``: the wrong rows are left out. ``result`` counts rows that were new, changed, the same and wrong; ``left_out`` keeps what
    was wrong with those, to be fetched.
    """

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    filename = LineField(max_length=120)
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    good_alone = models.BooleanField(default=False)
    language = LineField(max_length=10, default="da")
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failed = LineField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.filename

    def columns(self) -> dict[int, str]:
        return {int(index): name for index, name in self.chosen.items()}
