"""A grant (bevilling): who pays, what for, how it is laid out in a budget, when it comes and what is to be handed in.

Amounts are whole øre. What is laid out, spent, received and left are sums of rows, never a column (ADR 4).
"""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.projects.models.projects import Project
from brobygger.projects.models.seeking import Fund, FundApplication

MOST = 1_000_000_000_00  # øre: a thousand million kroner is no grant to a volunteer centre


class GrantQuerySet(models.QuerySet["Grant"]):
    def listed(self) -> "GrantQuerySet":
        return self.select_related("project__plan", "project__centre", "responsible", "centre", "fund", "application__centre")

    def open_on(self, day: date) -> "GrantQuerySet":
        """Those whose money may be spent on ``day``."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__gte=day) | Q(carried_until__gte=day))


class Grant(Numbered, CentreOwned):
    """Money granted for a purpose and a period: to a project, or to the centre's core operation where ``project`` is empty.

    ``carried_until`` is the last day on which what was left may be spent, where those who pay have agreed to carry it over; ``paid_back`` what went back.
    """

    title = LineField(_("title"), max_length=160)
    reference = LineField(_("their case number"), max_length=60, blank=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("project"))
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("fund"))
    application = models.OneToOneField(FundApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="grant", verbose_name=_("application"), editable=False)
    purpose = TextField(_("what it is for"), blank=True, max_length=3000)
    amount = models.BigIntegerField(_("amount"))
    granted_on = models.DateField(_("granted on"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    conditions = TextField(_("conditions"), blank=True, max_length=6000)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible"))
    carried_until = models.DateField(_("what is left may be spent until"), null=True, blank=True)
    carried_agreed = LineField(_("who agreed to carry it over, and when"), max_length=200, blank=True)
    paid_back = models.BigIntegerField(_("paid back"), null=True, blank=True)
    paid_back_on = models.DateField(_("paid back on"), null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(GrantQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-starts_on", "title", "pk"]
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & Q(amount__lte=MOST), name="grant_of_something"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="grant_ends_after_start", violation_error_message=_("It ends before it begins.")),
            models.CheckConstraint(
                condition=Q(carried_until=None) | (Q(carried_until__gt=F("ends_on")) & ~Q(carried_agreed="")), name="grant_carried_by_agreement",
                violation_error_message=_("Carried over is to a day after the grant’s last, and somebody has agreed to it."),
            ),
            models.CheckConstraint(
                condition=Q(paid_back=None, paid_back_on=None) | Q(paid_back__gt=0, paid_back_on__isnull=False), name="grant_paid_back_on_a_day",
                violation_error_message=_("What was paid back has an amount and a day."),
            ),
        ]
        indexes = [models.Index(fields=["centre", "granted_on"], name="grant_of_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/bevillinger/{self.pk}/"

    @property
    def last_day(self) -> date:
        """The last day on which its money may be spent."""
        return self.carried_until or self.ends_on


class PartOfGrant(Numbered, CentreOwned):
    """A row that belongs to a grant and is read with it."""

    grant: "models.ForeignKey[Grant, Grant]"

    class Meta(CentreOwned.Meta):
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """The grant is on no form, yet what is once in a grant is for the form to say."""
        super().validate_constraints(exclude=set(exclude or ()) - {"grant"})


class Payer(PartOfGrant):
    """One of those who pay a grant (tilskudsgiver), and how much of it."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="payers")
    name = LineField(_("name"), max_length=160)
    amount = models.BigIntegerField(_("share"))

    class Meta(PartOfGrant.Meta):
        ordering = ["pk"]
        verbose_name = _("payer")
        verbose_name_plural = _("payers")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payer_pays_something"),
            models.UniqueConstraint(fields=["grant", "name"], name="payer_once", violation_error_message=_("It is among those who pay already.")),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetLine(PartOfGrant):
    """A line of the budget (budgetpost): what it is for, its account in the bookkeeping, and how much was laid out when the grant came."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="lines")
    name = LineField(_("what it is for"), max_length=160)
    account = LineField(_("account in the bookkeeping"), max_length=20, blank=True)
    amount = models.BigIntegerField(_("amount"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(PartOfGrant.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_below_nought"),
            models.UniqueConstraint(fields=["grant", "name"], name="budget_line_once", violation_error_message=_("There is a line of this name already.")),
            models.UniqueConstraint(fields=["grant", "account"], condition=~Q(account=""), name="budget_account_once", violation_error_message=_("Another line has this account.")),
        ]

    def __str__(self) -> str:
        return self.name


class AllocationChange(PartOfGrant):
    """Money moved within the budget: from a line to a line, or from and to what is not laid out. By whose decision, when and why."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="changes")
    source = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from", verbose_name=_("from the line"))
    target = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to", verbose_name=_("to the line"))
    amount = models.BigIntegerField(_("amount"))
    decided_on = models.DateField(_("decided on"))
    decided_by = LineField(_("decided by"), max_length=160)
    reason = TextField(_("why"), max_length=2000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta(PartOfGrant.Meta):
        ordering = ["decided_on", "pk"]
        verbose_name = _("change of the budget")
        verbose_name_plural = _("changes of the budget")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="allocation_change_of_something"),
            models.CheckConstraint(
                condition=(Q(source__isnull=False) | Q(target__isnull=False)) & (Q(source=None) | Q(target=None) | ~Q(source=F("target"))), name="allocation_change_between_two",
                violation_error_message=_("Choose two lines that differ, or one and leave the other empty."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source or '–'} → {self.target or '–'}"


class Instalment(PartOfGrant):
    """Part of a grant that is to come on a day (rate); ``received_on`` once it has."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from"))
    due_on = models.DateField(_("expected on"))
    amount = models.BigIntegerField(_("amount"))
    received_on = models.DateField(_("received on"), null=True, blank=True)

    class Meta(PartOfGrant.Meta):
        ordering = ["due_on", "pk"]
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_of_something")]
        indexes = [models.Index(fields=["centre", "due_on"], condition=Q(received_on=None), name="instalment_awaited")]

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}"


class ReportDate(PartOfGrant):
    """What is to be handed in to those who pay, and by when (afrapportering)."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="report_dates")
    what = LineField(_("what"), max_length=160)
    due_on = models.DateField(_("no later than"))
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True)

    class Meta(PartOfGrant.Meta):
        ordering = ["due_on", "pk"]
        verbose_name = _("report to hand in")
        verbose_name_plural = _("reports to hand in")
        indexes = [models.Index(fields=["centre", "due_on"], condition=Q(handed_in_on=None), name="report_date_awaited")]

    def __str__(self) -> str:
        return self.what
