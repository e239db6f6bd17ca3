"""One who wants to be in a group, waits, and has a seat; and the first talk with her. Nothing here says how anybody is."""

import secrets
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.core.versions import Numbered
from brobygger.groups.models.groups import Group, GroupType

ONCE = ("participant_once_in_group", "participant_once_on_theme")  # the constraints by which one mail stands on a list once
GONE = "–"  # what a name says when it was deleted


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def alive(self) -> "ParticipantQuerySet":
        return self.exclude(state=Participant.State.LEFT)

    def seated(self) -> "ParticipantQuerySet":
        return self.filter(state=Participant.State.SEATED)

    def waiting(self) -> "ParticipantQuerySet":
        """The queue, in its order."""
        return self.filter(state=Participant.State.WAITING).order_by("queued_at", "pk")

    def on_themes(self) -> "ParticipantQuerySet":
        """Those who wait for a group that is not there yet."""
        return self.filter(group=None, state=Participant.State.WAITING)

    def in_at_any_time(self, start: date, end: date) -> "ParticipantQuerySet":
        """Those who had a seat on any day from ``start`` to ``end``."""
        return self.filter(during(start, end))

    def remembered(self) -> "ParticipantQuerySet":
        return self.exclude(name=GONE, mail="", phone="")

    def to_forget(self, today: date) -> "ParticipantQuerySet":
        """Those whose day has come, and who are not forgotten or still stand on a list."""
        return self.filter(forget_on__lte=today).exclude(name=GONE, mail="", phone="", state=Participant.State.LEFT)


def during(start: date, end: date) -> Q:
    return Q(seated_on__lte=end) & (Q(left_on=None) | Q(left_on__gte=start))


class Participant(Numbered, CentreOwned):
    """One who is interested in a group, or in a theme that has none yet; who waits; who has a seat; who has left.

    A first name and a way to reach her are all that is asked. ``token`` is the key to her own page. Her particulars are deleted on ``forget_on``, which is
    empty while she has a seat; the row stays and counts. ``asked``: a group has come up, and she has not said yet whether she wants to be on its list.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("is asked")
        WAITING = "waiting", _("waits")
        SEATED = "seated", _("has a seat")
        LEFT = "left", pgettext_lazy("a group", "has left")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="participants", verbose_name=_("group"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    type = models.CharField(_("type"), max_length=10, choices=GroupType.choices, default=GroupType.SELF_HELP)
    name = LineField(_("first name"), max_length=60)
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    language = LineField(max_length=10, default="da")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("came on the list"))
    queued_at = models.DateTimeField()
    seated_on = models.DateField(_("had a seat from"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    forget_on = models.DateField(_("deleted on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=43, unique=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(ParticipantQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["queued_at", "pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        indexes = [models.Index(fields=["group", "state", "queued_at"], name="participant_queue"), models.Index(fields=["centre", "forget_on"], name="participant_forget")]
        constraints = [
            models.UniqueConstraint("group", Lower("mail"), condition=~Q(state="left") & ~Q(mail="") & Q(group__isnull=False), name=ONCE[0], violation_error_message=_("This mail is on the list already.")),
            models.UniqueConstraint("theme", "type", Lower("mail"), condition=~Q(state="left") & ~Q(mail="") & Q(group=None), name=ONCE[1], violation_error_message=_("This mail is on the list already.")),
            models.CheckConstraint(condition=Q(group__isnull=False) | Q(theme__isnull=False), name="participant_of_something"),
            models.CheckConstraint(condition=Q(state="seated") | Q(forget_on__isnull=False), name="participant_forgotten_when"),
            models.CheckConstraint(condition=~Q(state="seated") | Q(seated_on__isnull=False, group__isnull=False), name="participant_seated_when"),
            models.CheckConstraint(condition=Q(state="left", left_on__isnull=False) | (~Q(state="left") & Q(left_on=None)), name="participant_left_when"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.token = self.token or secrets.token_urlsafe(32)
        super().save(*args, **kwargs)

    @property
    def is_forgotten(self) -> bool:
        return (self.name, self.mail, self.phone) == (GONE, "", "")


class FirstTalk(CentreOwned):
    """The first, clarifying talk (afklarende samtale) with one who waits: when, and which of four ways it led. There is nowhere to write how she is."""

    class State(models.TextChoices):
        BOOKED = "booked", _("agreed on")
        HELD = "held", _("held")
        ABSENT = "absent", _("did not take place")

    class Outcome(models.TextChoices):
        FITS = "fits", _("this group fits")
        OTHER_GROUP = "other_group", _("another group fits better")
        OTHER_HELP = "other_help", _("other help was recommended")
        NO = "no", _("not now")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="talks")
    on = models.DateField(_("day"))
    at = models.TimeField(_("time"), null=True, blank=True)
    with_whom = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who talks with her or him"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BOOKED)
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome.choices, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["on", "pk"]
        verbose_name = _("clarifying talk")
        verbose_name_plural = _("clarifying talks")
        indexes = [models.Index(fields=["centre", "on"], condition=Q(state="booked"), name="first_talk_booked")]
        constraints = [
            models.UniqueConstraint(fields=["participant"], condition=Q(state="booked"), name="first_talk_one_booked"),
            models.CheckConstraint(condition=Q(state="held") & ~Q(outcome="") | ~Q(state="held") & Q(outcome=""), name="first_talk_outcome", violation_error_message=_("Say what came of it.")),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"
