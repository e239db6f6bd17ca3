"""What volunteers do: shifts they take, and the hours they write down and somebody approves."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.durations import duration
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.matching.models.matches import Match
from brobygger.matching.models.opportunities import Opportunity
from brobygger.matching.models.volunteers import Volunteer


class Shift(CentreOwned):
    """A stretch of time at an event for which so many volunteers are wanted."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    places = models.PositiveSmallIntegerField(_("how many are wanted"), default=1, validators=[MinValueValidator(1), MaxValueValidator(1000)])
    note = LineField(_("note"), max_length=160, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_in_order", violation_error_message=_("It ends before it begins."))]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}–{timezone.localtime(self.ends_at):%H.%M}"


class ShiftTaken(CentreOwned):
    """That a volunteer has a shift. One who is forgotten keeps her place in the count."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="taken")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="shifts")
    taken_at = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        ordering = ["taken_at", "pk"]
        verbose_name = _("shift taken")
        verbose_name_plural = _("shifts taken")
        constraints = [models.UniqueConstraint(fields=["shift", "volunteer"], name="shift_taken_once")]

    def __str__(self) -> str:
        return str(self.shift)


class VolunteerHoursQuerySet(models.QuerySet["VolunteerHours"]):
    def approved(self) -> "VolunteerHoursQuerySet":
        return self.filter(state=VolunteerHours.State.APPROVED)

    def waiting(self) -> "VolunteerHoursQuerySet":
        return self.filter(state=VolunteerHours.State.WAITING)

    def listed(self) -> "VolunteerHoursQuerySet":
        return self.select_related("match__volunteer__person", "match__opportunity__organisation", "match__opportunity__centre", "decided_by", "centre")


class VolunteerHours(Numbered, CentreOwned):
    """Time given on one day, written down by the volunteer. Approved it counts.

    The association approves at its own jobs, ``asked_on`` by mail ``asks`` times, and the centre at its own. Without ``decided_by`` it was done by the link.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("not approved")

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="hours")
    on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(5), MaxValueValidator(24 * 60)])
    what = LineField(_("what you did"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    reason = LineField(_("why not"), max_length=250, blank=True, editable=False)
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    asks = models.PositiveSmallIntegerField(default=0, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    key = models.CharField(max_length=40, editable=False)

    objects: ClassVar = CentreManager.from_queryset(VolunteerHoursQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("volunteer’s hours")
        verbose_name_plural = _("volunteers’ hours")
        indexes = [models.Index(fields=["centre", "state", "on"], name="volunteer_hours_state")]
        constraints = [
            models.UniqueConstraint(fields=["match", "key"], name="volunteer_hours_once"),
            models.CheckConstraint(condition=Q(state="waiting") | Q(decided_at__isnull=False), name="volunteer_hours_decided_when"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}, {self.in_words}"

    @property
    def in_words(self) -> str:
        return duration(self.minutes)
