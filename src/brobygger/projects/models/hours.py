"""Staff hours: which grant pays how many of somebody's weekly hours, and how many went to a project week by week."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.board.models import StaffHours
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.versions import Numbered
from brobygger.projects.models.grants import Grant, PartOfGrant
from brobygger.projects.models.projects import Project

MOST_A_WEEK = 80 * 60  # minutes


class PaidHours(PartOfGrant):
    """How many of an employee's hours a week the grant pays for. Name, days and the whole number stand on the staff hours, and nowhere else."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="paid_hours")
    staff = models.ForeignKey(StaffHours, on_delete=models.PROTECT, related_name="paid", verbose_name=_("employee"))
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.1"))])

    class Meta(PartOfGrant.Meta):
        ordering = ["staff__name", "staff__since", "pk"]
        verbose_name = _("hours that a grant pays")
        verbose_name_plural = _("hours that grants pay")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="paid_hours_of_something"),
            models.UniqueConstraint(fields=["grant", "staff"], name="paid_hours_once", violation_error_message=_("The grant pays hours of this line already. Correct those.")),
        ]

    def __str__(self) -> str:
        return str(self.staff)

    @property
    def since(self) -> date:
        """The first day on which both hold."""
        return max(self.staff.since, self.grant.starts_on)

    @property
    def until(self) -> date:
        return min(self.staff.until, self.grant.last_day) if self.staff.until else self.grant.last_day


class WorkedHoursQuerySet(models.QuerySet["WorkedHours"]):
    def listed(self) -> "WorkedHoursQuerySet":
        return self.select_related("staff", "project__plan", "project__centre", "centre")


class WorkedHours(Numbered, CentreOwned):
    """How long somebody worked on a project in a week, named by its Monday. ``rate`` is what an hour costs in øre, where that is to be shown."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="worked_hours")
    staff = models.ForeignKey(StaffHours, on_delete=models.PROTECT, related_name="worked", verbose_name=_("employee"))
    week = models.DateField(_("week"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_A_WEEK)])
    rate = models.BigIntegerField(_("cost of an hour"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(WorkedHoursQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-week", "staff__name", "pk"]
        verbose_name = _("hours worked on a project")
        verbose_name_plural = _("hours worked on projects")
        constraints = [
            models.UniqueConstraint(fields=["project", "staff", "week"], name="worked_hours_once_a_week"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=MOST_A_WEEK), name="worked_hours_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.staff.name}, {self.week:%Y-%m-%d}"

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60

    @property
    def cost(self) -> int | None:
        """In øre, to the nearest."""
        return round(self.minutes * self.rate / 60) if self.rate is not None else None
