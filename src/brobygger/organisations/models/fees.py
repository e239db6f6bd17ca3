"""What members pay: the centre's rules, what each member was asked for in a membership year, and what came in.

Amounts are whole øre. What is paid and what is owed are sums of payments, never a column (ADR 4).
"""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.intake.models import UploadedTable
from brobygger.organisations.models.members import Membership, MembershipType

MOST = 1_000_000_00  # øre: a million kroner is no membership fee
MOST_REMINDERS = 3


class FeeSettings(Numbered, CentreOwned):
    """How the centre takes its fees: one row a centre. Whoever writes charges or payments holds it, so that two never write at once."""

    starts_month = models.PositiveSmallIntegerField(
        _("the membership year begins in month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    due_days = models.PositiveSmallIntegerField(_("days to pay"), default=30, validators=[MinValueValidator(1), MaxValueValidator(180)])
    pay_text = TextField(_("how to pay"), max_length=1000, blank=True)
    account = LineField(_("account in the bookkeeping"), max_length=20, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders at most"), default=2, validators=[MaxValueValidator(MOST_REMINDERS)])
    reminder_days = models.PositiveSmallIntegerField(_("days between reminders"), default=14, validators=[MinValueValidator(3), MaxValueValidator(180)])

    class Meta(CentreOwned.Meta):
        verbose_name = _("settings for fees")
        verbose_name_plural = _("settings for fees")
        constraints = [models.UniqueConstraint(fields=["centre"], name="fee_settings_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def first_day(self, year: int) -> date:
        """The first day of the membership year that begins in ``year``."""
        return date(year, self.starts_month, 1)

    def last_day(self, year: int) -> date:
        return date(year + 1, self.starts_month, 1) - timedelta(days=1)

    def year_of(self, day: date) -> int:
        """The membership year that holds ``day``, by the year it begins in."""
        return day.year if day.month >= self.starts_month else day.year - 1

    def label(self, year: int) -> str:
        """As people say it: 2026, or 2026/27 where it begins within the year."""
        return str(year) if self.starts_month == 1 else f"{year}/{(year + 1) % 100:02}"


class FeeRule(Numbered, CentreOwned):
    """What a type of membership costs from a day: ``steps`` are [from how many, øre], the first from none.

    The rule of a day is the newest that is valid by then. A charge keeps its own copy, so no rule changes what has been asked for.
    """

    class By(models.TextChoices):
        FIXED = "fixed", _("the same for all")
        MEMBERS = "members", _("by its members")
        VOLUNTEERS = "volunteers", _("by its volunteers")

    type = models.ForeignKey(MembershipType, on_delete=models.CASCADE, related_name="fee_rules", verbose_name=_("type of membership"))
    valid_from = models.DateField(_("valid from"))
    by = models.CharField(_("how it is reckoned"), max_length=10, choices=By.choices, default=By.FIXED)
    steps = models.JSONField(default=list)

    class Meta(CentreOwned.Meta):
        ordering = ["-valid_from", "-pk"]
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [
            models.UniqueConstraint(fields=["type", "valid_from"], name="fee_rule_once_a_day", violation_error_message=_("There is a fee from this day already. Correct that one."))
        ]

    def __str__(self) -> str:
        return f"{self.type}, {self.valid_from:%Y-%m-%d}"


class FeeRound(CentreOwned):
    """A renewal round: all members who had not been charged for ``year`` were, by the worker. How far it has come is the number of its charges."""

    year = models.PositiveSmallIntegerField(_("membership year"))
    due_on = models.DateField(_("to be paid by"))
    expected = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("renewal round")
        verbose_name_plural = _("renewal rounds")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.year}"


class State(models.TextChoices):
    """Where a charge stands; worked out from its payments and from what was decided."""

    OPEN = "open", pgettext_lazy("charge", "open")
    PART = "part", _("partly paid")
    PAID = "paid", _("paid")
    FREE = "free", _("free of charge")
    WAIVED = "waived", _("waived")
    WRITTEN_OFF = "written_off", _("written off")
    WITHDRAWN = "withdrawn", _("taken back")


class ChargeQuerySet(models.QuerySet["Charge"]):
    def with_paid(self) -> "ChargeQuerySet":
        """Each with ``paid``: the sum of its payments, returned ones taken off."""
        paid = Payment.objects.filter(charge=OuterRef("pk")).order_by().values("charge").annotate(sum=Sum("amount")).values("sum")
        return self.annotate(paid=Coalesce(Subquery(paid), Value(0), output_field=models.BigIntegerField()))  # type: ignore[no-redef]  # its type is named on the model

    def in_state(self, state: str) -> "ChargeQuerySet":
        """Those that stand so; for rows ``with_paid``."""
        if state in (State.WAIVED, State.WRITTEN_OFF, State.WITHDRAWN):
            return self.filter(closed=state)
        wanted = {
            State.OPEN: Q(amount__gt=0, paid__lte=0), State.PART: Q(paid__gt=0, paid__lt=F("amount")), State.PAID: Q(amount__gt=0, paid__gte=F("amount")),
            State.FREE: Q(amount=0),
        }
        return self.filter(wanted[State(state)], closed="")

    def unpaid(self) -> "ChargeQuerySet":
        """Those that somebody still owes something on; for rows ``with_paid``."""
        return self.filter(Q(closed="") & Q(paid__lt=F("amount")))

    def reminded(self) -> "ChargeQuerySet":
        """Each with how many reminders it has had, and the day of the last."""
        return self.annotate(reminded_times=Count("reminders", distinct=True), reminded_on=Max("reminders__sent_on"))  # type: ignore[no-redef]  # as above

    def left_to_people(self, today: date, how: FeeSettings) -> "ChargeQuerySet":
        """Unpaid ones that no mail will remind of any more: the last reminder went long enough ago, or there was nobody to write to."""
        spaced = today - timedelta(days=how.reminder_days)
        rows = self.with_paid().unpaid().reminded().filter(due_on__lt=spaced)
        return rows.filter(Q(mailed_on=None) | Q(reminded_times__gte=how.reminders)).filter(Q(reminded_on=None) | Q(reminded_on__lt=spaced))


class Charge(Numbered, CentreOwned):
    """What a member is asked to pay for a membership year. ``amount`` and ``basis`` stay as they were when it was made.

    One a membership and year, unless it was withdrawn; that a member who changed type is not asked twice is looked after by the action.
    ``mailed_on`` is empty where there was nobody to write to.
    """

    class Closed(models.TextChoices):
        WAIVED = "waived", _("waived")
        WRITTEN_OFF = "written_off", _("written off")
        WITHDRAWN = "withdrawn", _("taken back")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="charges", verbose_name=_("membership"))
    round = models.ForeignKey(FeeRound, on_delete=models.PROTECT, null=True, blank=True, related_name="charges")
    year = models.PositiveSmallIntegerField(_("membership year"))
    amount = models.PositiveIntegerField(_("amount"))
    basis = models.JSONField(default=dict)
    charged_on = models.DateField(_("charged on"))
    due_on = models.DateField(_("to be paid by"))
    reference = LineField(_("reference"), max_length=12)
    mailed_on = models.DateField(_("mailed on"), null=True, blank=True)
    closed = models.CharField(max_length=12, choices=Closed.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = LineField(_("why"), max_length=250, blank=True)

    objects: ClassVar = CentreManager.from_queryset(ChargeQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        constraints = [
            models.UniqueConstraint(fields=["membership", "year"], condition=~Q(closed="withdrawn"), name="charge_once_a_year"),
            models.UniqueConstraint(fields=["centre", "reference"], name="charge_reference_once"),
            models.CheckConstraint(condition=Q(closed="", closed_on=None) | (~Q(closed="") & Q(closed_on__isnull=False)), name="charge_closed_on_a_day"),
        ]
        indexes = [models.Index(fields=["centre", "year"], name="charge_of_year")]

    def __str__(self) -> str:
        return f"{self.reference} ({self.year})"

    paid: int  # of rows ``with_paid``
    reminded_times: int  # of rows ``reminded``
    reminded_on: date | None

    @property
    def member(self) -> str:
        return str(self.membership.organisation or self.membership.person)

    @property
    def state(self) -> State:
        """As ``in_state`` tells them apart; for rows ``with_paid``."""
        if self.closed:
            return State(self.closed)
        if not self.amount:
            return State.FREE
        return State.PAID if self.paid >= self.amount else State.PART if self.paid > 0 else State.OPEN

    @property
    def owed(self) -> int:
        return 0 if self.closed else max(self.amount - self.paid, 0)

    @property
    def too_much(self) -> int:
        """What came in beyond it."""
        return max(self.paid - self.amount, 0)


class Payment(CentreOwned):
    """Money on a day, for a charge. Rows are added and never edited; one that was wrong is met by a returned one that names it.

    ``fingerprint`` is that of the bank's line, so that no line is read in twice; a line that pays several charges has several ``share``, from 0.
    """

    class Source(models.TextChoices):
        HAND = "hand", _("entered by hand")
        BANK = "bank", _("from a bank file")
        RETURNED = "returned", _("returned")

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments", verbose_name=_("charge"))
    paid_on = models.DateField(_("day"))
    amount = models.IntegerField(_("amount"))
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.HAND)
    note = LineField(_("note"), max_length=120, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    share = models.PositiveSmallIntegerField(default=0, editable=False)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(CentreOwned.Meta):
        ordering = ["paid_on", "pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["centre", "fingerprint", "share"], condition=~Q(fingerprint=""), name="bank_line_once"),
            models.CheckConstraint(condition=(Q(source="returned") & Q(amount__lt=0)) | (~Q(source="returned") & Q(amount__gt=0)), name="payment_has_its_sign"),
        ]
        indexes = [
            models.Index(fields=["centre", "paid_on"], name="payment_of_day"),
            models.Index(fields=["centre", "charge", "amount"], name="payment_of_charge"),  # without it SQLite goes through all the centre's payments for each charge
        ]

    def __str__(self) -> str:
        return f"{self.paid_on:%Y-%m-%d}: {self.amount}"


class Reminder(CentreOwned):
    """A reminder that was mailed: the first, second or third of a charge."""

    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    sent_on = models.DateField()

    class Meta(CentreOwned.Meta):
        ordering = ["number"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["charge", "number"], name="reminder_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST_REMINDERS), name="reminder_of_three"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.sent_on:%Y-%m-%d}"


class BankFile(UploadedTable):
    """A file of bank lines on its way in: money out is left out before it is kept. The rows go when they are read in, and after a month anyhow.

    ``left_out`` counts lines of money out.
    """

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    left_out = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")
