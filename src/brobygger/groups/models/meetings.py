"""A meeting of a group, standing on its registration; and what one who was in it thought of the group."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import TextField
from brobygger.core.versions import Numbered
from brobygger.groups.models.groups import Facilitator, Group
from brobygger.journal.models import Registration, State


class GroupMeetingQuerySet(models.QuerySet["GroupMeeting"]):
    def listed(self) -> "GroupMeetingQuerySet":
        return self.select_related("registration__centre", "registration__kind", "group")

    def held(self) -> "GroupMeetingQuerySet":
        return self.filter(registration__state=State.HELD)

    def to_come(self) -> "GroupMeetingQuerySet":
        """Planned or moved, and not said to have taken place yet."""
        return self.filter(registration__state__in=[State.PLANNED, State.MOVED])


class GroupMeeting(CentreOwned):
    """One meeting of a group. Day, state, reason and the number of those who came stand in the registration beneath it; nothing is said of what went on."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, primary_key=True, related_name="group_meeting")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    at = models.TimeField(_("time"), null=True, blank=True)
    absent = models.PositiveSmallIntegerField(_("how many have a seat and did not come"), null=True, blank=True, validators=[MaxValueValidator(1000)])
    hosts = models.ManyToManyField(Facilitator, blank=True, related_name="+", verbose_name=_("hosts"))

    objects: ClassVar = CentreManager.from_queryset(GroupMeetingQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["registration__done_on", "pk"]
        verbose_name = _("meeting of a group")
        verbose_name_plural = _("meetings of groups")

    def __str__(self) -> str:
        return self.registration.title

    def get_absolute_url(self) -> str:
        return f"/{self.registration.centre.key}/kontor/grupper/moeder/{self.pk}/"


class Verdict(Numbered, CentreOwned):
    """What one who was in a group thought of it: a score from 1 to 5 and what she gained. Nobody is named, and the day alone is kept.

    ``typed``: staff typed it in from paper. ``key`` is the form's own: sent twice, it is one answer.
    """

    LOWEST, HIGHEST = 1, 5

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="verdicts")
    score = models.PositiveSmallIntegerField(_("score"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)])
    gained = TextField(_("what one gained"), blank=True, max_length=2000)
    given_on = models.DateField(_("day"))
    typed = models.BooleanField(_("typed in by staff"), default=False)
    key = models.CharField(max_length=40, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("evaluation of a group")
        verbose_name_plural = _("evaluations of groups")
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="verdict_once"),
            models.CheckConstraint(condition=Q(score__gte=1) & Q(score__lte=5), name="verdict_score"),
        ]

    def __str__(self) -> str:
        return str(self.score)
