"""Equipment that the house lends out, and each loan of it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.organisations.models.contacts import mail_of


class EquipmentQuerySet(models.QuerySet["Equipment"]):
    def in_use(self) -> "EquipmentQuerySet":
        return self.filter(retired=False)


class Equipment(Numbered, CentreOwned):
    """Something the centre lends out (udstyr til udlån), of which it has ``stock``: three tents, two desks.

    ``on_site``: it stays in the house, as a desk does. Then nothing is handed out, and a day can be taken by halves.
    """

    name = LineField(_("name"), max_length=120)
    text = TextField(_("what one should know"), blank=True, max_length=2000, help_text=_("What belongs to it, how it is carried, what one must remember."))
    stock = models.PositiveSmallIntegerField(_("how many there are"), default=1, validators=[MaxValueValidator(5000)])
    longest_days = models.PositiveSmallIntegerField(_("days at a time, at most"), default=14, validators=[MinValueValidator(1), MaxValueValidator(366)])
    on_site = models.BooleanField(_("it stays in the house"), default=False, help_text=_("As a desk does: taken by the day or half-day, never handed out."))
    retired = models.BooleanField(_("no longer lent out"), default=False)

    objects: ClassVar = CentreManager.from_queryset(EquipmentQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = pgettext_lazy("lent out", "equipment")
        verbose_name_plural = pgettext_lazy("lent out, several", "equipment")
        constraints = [once_per_centre("equipment_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/lokaler/udstyr/{self.pk}/"


class LoanState(models.TextChoices):
    RESERVED = "reserved", _("put aside")
    OUT = "out", _("lent out")
    BACK = "back", pgettext_lazy("a loan", "returned")
    DECLINED = "declined", pgettext_lazy("a loan", "declined")
    CANCELLED = "cancelled", pgettext_lazy("a loan", "cancelled")
    LAPSED = "lapsed", _("not fetched")


class Half(models.TextChoices):
    """The part of a day. What is handed out goes by whole days."""

    ALL = "", _("all day")
    MORNING = "am", _("morning, until 12")
    AFTERNOON = "pm", _("afternoon, from 12")


class Condition(models.TextChoices):
    WHOLE = "whole", _("whole and complete")
    WORN = "worn", _("used, but works")
    BROKEN = "broken", _("something is broken")
    MISSING = "missing", _("something is missing")


class LoanQuerySet(models.QuerySet["Loan"]):
    def listed(self) -> "LoanQuerySet":
        """With all that a list or a page shows, in a bounded number of queries."""
        return self.select_related("equipment__centre", "organisation", "centre")

    def taking(self) -> "LoanQuerySet":
        """Those that hold what they are of: put aside, or out."""
        return self.filter(state__in=[LoanState.RESERVED, LoanState.OUT])

    def overdue(self, day: date) -> "LoanQuerySet":
        return self.filter(state=LoanState.OUT, due_on__lt=day)

    def made(self) -> "LoanQuerySet":
        """What has been in somebody's hands: handed out, whether it is back or not."""
        return self.filter(handed_out_on__isnull=False)


class Loan(Numbered, CentreOwned):
    """So many of one kind, lent to somebody from a day to another, both included (udlån).

    Put aside, handed out, taken back. What is out stays out until it is back, however long that is past ``due_on``.
    """

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="loans", verbose_name=pgettext_lazy("lent out", "equipment"))
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5000)])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="loans", verbose_name=_("association"))
    name = LineField(_("name"), max_length=120, blank=True, help_text=_("Who fetches it; or who borrows, where it is no association we know."))
    mail = EmailField(_("mail"), blank=True, help_text=_("Reminders go here; else to the association’s own mail."))
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("back on"))
    half = models.CharField(_("part of the day"), max_length=2, choices=Half.choices, blank=True, default=Half.ALL)
    state = models.CharField(_("state"), max_length=10, choices=LoanState.choices, default=LoanState.RESERVED, editable=False)
    note = LineField(_("note"), max_length=250, blank=True)
    reason = LineField(_("why"), max_length=250, blank=True, editable=False)
    handed_out_on = models.DateField(_("handed out"), null=True, blank=True, editable=False)
    returned_on = models.DateField(pgettext_lazy("a loan", "returned"), null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)  # when it was over, whichever way
    condition = models.CharField(_("how it came back"), max_length=10, choices=Condition.choices, blank=True)
    condition_note = LineField(_("what is wrong"), max_length=250, blank=True)
    lost = models.PositiveSmallIntegerField(_("so many can no longer be lent out"), default=0)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(LoanQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["due_on", "pk"]
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        indexes = [models.Index(fields=["centre", "state", "due_on"], name="loan_by_state"), models.Index(fields=["equipment", "state"], name="loan_of_equipment")]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="loan_in_order", violation_error_message=_("It is to be back before it is fetched.")),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="loan_of_something"),
            models.CheckConstraint(condition=Q(lost__lte=F("quantity")), name="loan_loses_no_more_than_it_has"),
            models.CheckConstraint(condition=~Q(organisation=None, name=""), name="loan_to_somebody", violation_error_message=_("Who borrows it?")),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.equipment}" if self.quantity > 1 else str(self.equipment)

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/lokaler/udlaan/{self.pk}/"

    @property
    def who(self) -> str:
        return str(self.organisation) if self.organisation else self.name

    def mail_on(self, day: date) -> str:
        """Where one writes about it; empty where nobody can be reached."""
        return self.mail or (mail_of(self.organisation, day) if self.organisation else "")

    @property
    def state_words(self) -> str:
        """What stays in the house is not put aside for somebody to fetch: it is booked."""
        return str(_("booked") if self.equipment.on_site and self.state == LoanState.RESERVED else self.get_state_display())

    def is_overdue(self, day: date) -> bool:
        return self.state == LoanState.OUT and self.due_on < day
