"""A list of organisations on its way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.intake.models import UploadedList


class ListImport(UploadedList):
    """A list of organisations, their members and contacts. ``same`` names the organisation that a row was said to be, by the row's number."""

    same = models.JSONField(default=dict)

    class Meta(UploadedList.Meta):
        verbose_name = _("list read in")
        verbose_name_plural = _("lists read in")

    def same_rows(self) -> dict[int, int]:
        return {int(number): key for number, key in self.same.items()}
