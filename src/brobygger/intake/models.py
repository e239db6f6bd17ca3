"""A list that was uploaded, on its way in; and which rows became of it, so that it can be taken out again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField


class UploadedTable(CentreOwned):
    """A table on its way in: its headings and rows as text, and what each column is. ``chosen`` goes from column number (as text) to that."""

    filename = LineField(max_length=120)
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)

    class Meta(CentreOwned.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.filename

    def columns(self) -> dict[int, str]:
        return {int(index): name for index, name in self.chosen.items()}


class UploadedList(UploadedTable):
    """An uploaded list, and what became of it. The rows are taken away when they have been read in, and after a month anyhow.

    ``good_alone``: the wrong rows are left out. ``result`` counts rows that were new, changed, the same and wrong; ``left_out`` keeps what
    was wrong with those, to be fetched.
    """

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
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


class Intake(UploadedList):
    """A list that a centre brings along, of one of :mod:`brobygger.intake.kinds`. Its rows are numbered from ``first``, as its owner counts them.

    ``looked`` is what its page shows of the rows as the columns are chosen now; empty: nobody has looked yet. ``undo_at``: somebody wants it out again.
    """

    kind = models.CharField(max_length=30, editable=False)
    first = models.PositiveIntegerField(default=2)
    looked = models.JSONField(default=dict)
    undo_at = models.DateTimeField(null=True, blank=True)
    undo_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(UploadedList.Meta):
        verbose_name = _("list brought along")
        verbose_name_plural = _("lists brought along")
        indexes = [models.Index(fields=["centre", "kind", "-done_at"], name="intake_latest")]

    @property
    def is_going(self) -> bool:
        """Whether the worker has it in hand."""
        return not self.failed and ((self.started_at is not None and self.done_at is None) or (self.undo_at is not None and self.undone_at is None))

    @property
    def state(self) -> str:
        return "failed" if self.failed else "undone" if self.undone_at else "going" if self.is_going else "done" if self.done_at else "open"


class IntakeRow(CentreOwned):
    """What a row of a list became: the key and version of the made row, and how much referred to it from the beginning (``with_it``, by model).

    ``fingerprint`` knows the row again when its list comes once more, whatever has become of what it made; empty where it would say who somebody is.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="made")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, editable=False)
    row = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    with_it = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("row that was taken in")
        verbose_name_plural = _("rows that were taken in")
        indexes = [models.Index(fields=["centre", "kind", "row"], name="intake_row_made")]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="intake_row_once"),
            models.UniqueConstraint(fields=["centre", "fingerprint"], condition=~Q(fingerprint=""), name="intake_row_known_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
