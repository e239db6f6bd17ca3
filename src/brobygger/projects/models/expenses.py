"""What a grant was spent on, entered by hand or read in from the bookkeeping."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.intake.models import UploadedTable
from brobygger.projects.models.grants import BudgetLine, Grant


class ExpenseImport(Numbered, UploadedTable):
    """A file of postings on its way in: its rows go when they are read in.

    ``flipped``: the program writes what is spent as negative. Taken back, its expenses are gone and it stays with the day.
    """

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="imports")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    first = models.PositiveSmallIntegerField(default=2)
    flipped = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    written = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("file of expenses")
        verbose_name_plural = _("files of expenses")


class ExpenseQuerySet(models.QuerySet["Expense"]):
    def listed(self) -> "ExpenseQuerySet":
        return self.select_related("line__grant", "centre", "imported")

    def of(self, grant: int) -> "ExpenseQuerySet":
        return self.filter(line__grant=grant)


class Expense(Numbered, CentreOwned):
    """Money spent on a line of a budget (udgift); below nought where some came back. ``fingerprint`` is that of the bookkeeping's line, so that none is read in twice."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="expenses", verbose_name=_("budget line"))
    on = models.DateField(_("day"))
    amount = models.BigIntegerField(_("amount"))
    text = LineField(_("text"), max_length=200)
    voucher = LineField(_("voucher"), max_length=40, blank=True)
    imported = models.ForeignKey(ExpenseImport, on_delete=models.PROTECT, null=True, blank=True, related_name="expenses", editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(ExpenseQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="expense_of_something", violation_error_message=_("Write an amount that is not nought.")),
            models.UniqueConstraint(fields=["centre", "fingerprint"], condition=~Q(fingerprint=""), name="bookkeeping_line_once"),
        ]
        indexes = [models.Index(fields=["line", "on"], name="expense_of_line")]

    def __str__(self) -> str:
        return self.text
