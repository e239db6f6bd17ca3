"""The talk with somebody who wants to volunteer (frivilligsamtale), and the times at which staff can be met for one."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.matching.models.volunteers import Volunteer


class TalkTime(CentreOwned):
    """A time at which one of the staff can be met. Whoever books first has it; a talk that is cancelled gives it free."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("with"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = LineField(_("place"), max_length=160, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("time for a talk")
        verbose_name_plural = _("times for talks")
        constraints = [
            models.UniqueConstraint(fields=["centre", "by", "starts_at"], name="talk_time_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="talk_time_in_order", violation_error_message=_("It ends before it begins.")),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}–{timezone.localtime(self.ends_at):%H.%M}"


class VolunteerTalkQuerySet(models.QuerySet["VolunteerTalk"]):
    def held(self) -> "VolunteerTalkQuerySet":
        return self.filter(state=VolunteerTalk.State.HELD)

    def to_follow_up(self) -> "VolunteerTalkQuerySet":
        return self.filter(follow_up_on__isnull=False, follow_up_done_on=None)

    def listed(self) -> "VolunteerTalkQuerySet":
        return self.select_related("volunteer__person", "volunteer__locality", "time", "talked_by", "centre")


class VolunteerTalk(Numbered, CentreOwned):
    """One talk: booked by the volunteer, or held with one who walked in. The notes follow a guide, and have no question about health."""

    class State(models.TextChoices):
        BOOKED = "booked", _("booked")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")
        ABSENT = "absent", _("did not come")

    class Outcome(models.TextChoices):
        SUGGESTIONS = "suggestions", _("got suggestions")
        FOUND = "found", _("found something at once")
        MORE_TALKS = "more_talks", _("comes again")
        ELSEWHERE = "elsewhere", _("shown the way to something else")
        NOT_NOW = "not_now", _("not now")

    class Channel(models.TextChoices):
        HERE = "here", _("here")
        OUT = "out", _("out of the house")
        PHONE = "phone", _("by telephone")
        ONLINE = "online", _("online")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="talks")
    time = models.ForeignKey(TalkTime, on_delete=models.SET_NULL, null=True, blank=True, related_name="talks", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BOOKED, editable=False)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    talked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    channel = models.CharField(_("where"), max_length=10, choices=Channel.choices, default=Channel.HERE)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MaxValueValidator(600)])
    why = TextField(_("why do you want to volunteer?"), blank=True, max_length=2000)
    likes = TextField(_("what do you like to do, and what do you bring?"), blank=True, max_length=2000)
    frame = TextField(_("what must be in place for it to go well?"), blank=True, max_length=2000)
    agreed = TextField(_("what did we agree on?"), blank=True, max_length=2000)
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome.choices, blank=True)
    follow_up = LineField(_("what is to be done next"), max_length=200, blank=True)
    follow_up_on = models.DateField(_("no later than"), null=True, blank=True)
    follow_up_done_on = models.DateField(null=True, blank=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar = CentreManager.from_queryset(VolunteerTalkQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("talk with a volunteer")
        verbose_name_plural = _("talks with volunteers")
        indexes = [models.Index(fields=["centre", "state", "held_on"], name="volunteer_talk_held")]
        constraints = [
            models.UniqueConstraint(fields=["time"], condition=Q(state__in=["booked", "held"]) & Q(time__isnull=False), name="talk_time_held_once"),
            models.UniqueConstraint(fields=["volunteer"], condition=Q(state="booked"), name="volunteer_one_talk_to_come"),
            models.CheckConstraint(condition=~Q(state="held") | Q(held_on__isnull=False), name="volunteer_talk_held_when"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/frivillige/samtaler/{self.pk}/"
