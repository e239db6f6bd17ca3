"""Archives that were asked for in the browser: made by the worker, fetched for a few days, then gone."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned

KEPT: Final = timedelta(days=3)


def beside() -> Storage:
    """Not among the uploaded files: a backup would take along a second copy of everything."""
    return FileSystemStorage(location=settings.DATA / "archives")


class CentreArchive(CentreOwned):
    """One asking. ``size`` is in bytes; how far it is stands in no row, since the work reads all rows as they were when it began."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who asked for it"))
    asked_at = models.DateTimeField(_("when it was asked for"))
    file = models.FileField(_("file"), upload_to="", storage=beside, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    attachments = models.PositiveIntegerField(_("attachments"), default=0)
    missing = models.PositiveIntegerField(_("attachments that were not there"), default=0)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("archive of the centre")
        verbose_name_plural = _("archives of the centre")
        constraints = [
            models.CheckConstraint(condition=Q(made_at=None) | ~Q(file=""), name="archive_made_has_file"),
            models.CheckConstraint(condition=Q(made_at=None) | Q(failed_at=None), name="archive_made_or_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def name(self) -> str:
        return f"{self.centre.key}-{self.asked_at:%Y-%m-%d}.zip"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The file goes with its row."""
        self.file.delete(save=False)
        return super().delete(*args, **kwargs)
