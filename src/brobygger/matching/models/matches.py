"""A volunteer and an opportunity brought together: from the suggestion to still being there after three months, and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import TextField
from brobygger.core.versions import Numbered
from brobygger.matching.models.opportunities import Opportunity
from brobygger.matching.models.volunteers import Volunteer


class MatchWeights(Numbered, CentreOwned):
    """How much each soft criterion counts at this centre; a centre has at most one row, and the numbers below until it has."""

    interest = models.PositiveSmallIntegerField(_("interests in common"), default=35, validators=[MaxValueValidator(100)])
    skill = models.PositiveSmallIntegerField(_("knows something about it"), default=15, validators=[MaxValueValidator(100)])
    time = models.PositiveSmallIntegerField(_("can at the time"), default=25, validators=[MaxValueValidator(100)])
    place = models.PositiveSmallIntegerField(_("lives in the same town"), default=15, validators=[MaxValueValidator(100)])
    support = models.PositiveSmallIntegerField(_("the support that is wished for"), default=10, validators=[MaxValueValidator(100)])

    class Meta(CentreOwned.Meta):
        verbose_name = _("weights of suggestions")
        verbose_name_plural = _("weights of suggestions")
        constraints = [models.UniqueConstraint(fields=["centre"], name="match_weights_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class MatchQuerySet(models.QuerySet["Match"]):
    def alive(self) -> "MatchQuerySet":
        return self.exclude(state=Match.State.ENDED)

    def running(self) -> "MatchQuerySet":
        return self.filter(state__in=[Match.State.STARTED, Match.State.LASTING])

    def listed(self) -> "MatchQuerySet":
        return self.select_related("volunteer__person", "volunteer__centre", "opportunity__organisation", "opportunity__centre", "centre")


class Match(Numbered, CentreOwned):
    """One of a pair at a time. The days stay when it ends: what was reached counts. ``answered_at``: when the host first answered by the link."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        INTRODUCED = "introduced", _("introduced")
        STARTED = "started", _("has begun")
        LASTING = "lasting", _("still there after three months")
        ENDED = "ended", _("ended")

    class Because(models.TextChoices):
        NO_ANSWER = "no_answer", _("the host did not answer")
        FULL = "full", _("the place was taken")
        HOST_NO = "host_no", _("the host said no")
        VOLUNTEER_NO = "volunteer_no", _("the volunteer said no")
        DONE = "done", _("the task was done")
        TIME = "time", _("no longer has the time")
        SUIT = "suit", _("it did not suit")
        MOVED = "moved", _("moved away")
        LEFT = "left", _("left the volunteer bank")
        OTHER = "other", _("another reason")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="matches")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="matches")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUGGESTED, editable=False)
    suggested_on = models.DateField(_("suggested"))
    introduced_on = models.DateField(_("introduced"), null=True, blank=True)
    introduced_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_on = models.DateField(_("begun"), null=True, blank=True)
    lasting_on = models.DateField(_("still there on"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    because = models.CharField(_("why"), max_length=12, choices=Because.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    talked_on = models.DateField(_("the host has talked with her"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_lasting = models.BooleanField(default=False, editable=False)
    suggested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(MatchQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        indexes = [models.Index(fields=["centre", "state"], name="match_state")]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "opportunity"], condition=~Q(state="ended"), name="match_of_a_pair_once"),
            models.CheckConstraint(condition=~Q(state__in=["introduced", "started", "lasting"]) | Q(introduced_on__isnull=False), name="match_introduced_when"),
            models.CheckConstraint(condition=~Q(state__in=["started", "lasting"]) | Q(started_on__isnull=False), name="match_started_when"),
            models.CheckConstraint(condition=~Q(state="lasting") | Q(lasting_on__isnull=False), name="match_lasting_when"),
            models.CheckConstraint(condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(because="")), name="match_ended_why"),
        ]

    def __str__(self) -> str:
        return str(_("match no. %(n)s") % {"n": self.pk})

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/frivillige/match/{self.pk}/"


class PlacePreparation(CentreOwned):
    """That a place was made ready for a volunteer who needs a little extra: when, by whom, what was agreed. Nothing about the volunteer."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="preparations")
    on = models.DateField(_("day"))
    agreed = TextField(_("what the place does"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("preparation of a place")
        verbose_name_plural = _("preparations of places")

    def __str__(self) -> str:
        return f"{self.opportunity}, {self.on:%d.%m.%Y}"
