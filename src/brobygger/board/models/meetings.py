"""Meetings with follow-up. Freezing a meeting keeps values, lights, comments, who and when for good.

What stays open after the freezing is said row by row (``still_open``): the minutes may be finished, and a decision is marked as
carried out when it is.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.board.models.keeping import KeptQuerySet, KeptWithMeeting
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.plan.lights import Colour
from brobygger.plan.models import Goal, Plan, Target, Team

LIGHTS = [
    (Colour.GREEN.value, _("green")),
    (Colour.YELLOW.value, _("yellow")),
    (Colour.RED.value, _("red")),
    (Colour.GREY.value, _("not yet")),
    (Colour.CHANGED.value, _("≠ the goal was changed")),
]


def someone() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")


class MeetingQuerySet(KeptQuerySet["Meeting"]):
    def frozen(self) -> "MeetingQuerySet":
        return self.filter(frozen_at__isnull=False)

    def before(self, meeting: "Meeting") -> "MeetingQuerySet":
        """Frozen meetings of the same kind and team before ``meeting``, the latest first."""
        return self.filter(
            kind=meeting.kind, team=meeting.team, frozen_at__isnull=False, held_on__lt=meeting.held_on
        ).order_by("-held_on", "-pk")


class Meeting(KeptWithMeeting, Numbered, CentreOwned):
    """A meeting that follows the plan up: the board's (about eight a year), a team's (twice), the staff's."""

    still_open = frozenset({"minutes", "present"})
    kept_by = ""

    class Kind(models.TextChoices):
        BOARD = "board", _("board meeting")
        TEAM = "team", _("team meeting")
        STAFF = "staff", _("staff meeting")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BOARD)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("team"))
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    place = LineField(_("place"), max_length=120, blank=True)
    plans = models.ManyToManyField(Plan, blank=True, related_name="meetings", verbose_name=_("plans followed up"))
    minutes = TextField(pgettext_lazy("meeting", "minutes"), blank=True)
    present = TextField(_("present"), blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_by = someone()

    objects: ClassVar = CentreManager.from_queryset(MeetingQuerySet)()  # type: ignore[assignment]  # a kept one too, of its own kind

    class Meta(CentreOwned.Meta):
        ordering = ["-held_on", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="team") | Q(team__isnull=False), name="team_meeting_has_team",
                violation_error_message=_("Say which team met."),
            ),
            models.CheckConstraint(
                condition=Q(kind="team") | Q(team__isnull=True), name="only_team_meeting_has_team",
                violation_error_message=_("Only a team meeting has a team."),
            ),
        ]

    def __str__(self) -> str:
        what = self.team.name if self.team else capfirst(str(self.get_kind_display()))
        return f"{what} {formats.date_format(self.held_on, 'DATE_FORMAT')}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/moeder/{self.pk}/"

    def meeting_key(self) -> int | None:
        return self.pk


class AgendaItem(KeptWithMeeting, Numbered, CentreOwned):
    """One item of the agenda with its minutes."""

    still_open = frozenset({"minutes"})

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = LineField(_("item"), max_length=200)
    text = TextField(_("for the agenda"), blank=True)
    for_decision = models.BooleanField(_("to be decided"), default=False)
    minutes = TextField(pgettext_lazy("meeting", "minutes"), blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("item on the agenda")

    def __str__(self) -> str:
        return self.title


class FollowUp(KeptWithMeeting, Numbered, CentreOwned):
    """What a meeting decided of one goal: two lights beside the machine's two proposals, and why.

    A comment is required for yellow, red and ≠, and where a decided light departs from the proposal (the plans' own rule). The reasons
    are the machine's sentences as they stood.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="follow_ups")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="follow_ups")
    result = models.CharField(_("result"), max_length=10, choices=LIGHTS)
    schedule = models.CharField(_("schedule"), max_length=10, choices=LIGHTS)
    proposed_result = models.CharField(max_length=10, choices=LIGHTS)
    proposed_schedule = models.CharField(max_length=10, choices=LIGHTS)
    result_reason = TextField(blank=True)
    schedule_reason = TextField(blank=True)
    comment = TextField(_("comment"), blank=True)
    goal_text = TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = someone()

    class Meta(CentreOwned.Meta):
        ordering = ["meeting", "goal__area__position", "goal__position", "pk"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "goal"], name="follow_up_once"),
            models.CheckConstraint(
                condition=~Q(comment="")
                | (
                    ~Q(result__in=["yellow", "red", "changed"])
                    & ~Q(schedule__in=["yellow", "red", "changed"])
                    & Q(result=F("proposed_result"), schedule=F("proposed_schedule"))
                ),
                name="follow_up_says_why",
                violation_error_message=_("Say why: a yellow or red light, ≠, or another light than the proposed one needs a comment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()} / {self.get_schedule_display()}"


class FrozenCount(KeptWithMeeting, CentreOwned):
    """A target's count as the meeting saw it, with the aim as it was worded then; shown beside today's."""

    kept_by = "follow_up__meeting__"

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="counts")
    target = models.ForeignKey(Target, on_delete=models.SET_NULL, null=True, related_name="frozen")
    position = models.PositiveSmallIntegerField(default=0)
    aim = TextField()
    phrase = TextField(blank=True)
    count = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    light = models.CharField(max_length=10, choices=LIGHTS)
    reason = TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.count}: {self.aim}"

    def meeting_key(self) -> int | None:
        return self.follow_up.meeting_id


class Decision(KeptWithMeeting, Numbered, CentreOwned):
    """What a meeting decided: on a goal (adjust, reprioritise, close) or anything else. An open one comes back next time."""

    still_open = frozenset({"done_on", "outcome"})

    class Kind(models.TextChoices):
        ADJUST = "adjust", _("adjust the goal")
        REPRIORITISE = "reprioritise", _("give it another priority")
        CLOSE = "close", _("close the goal")
        OTHER = "other", _("other")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("goal"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.OTHER)
    text = TextField(_("decision"))
    responsible = someone()
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("carried out on"), null=True, blank=True)
    outcome = TextField(_("what came of it"), blank=True)
    made_at = models.DateTimeField()
    made_by = someone()

    class Meta(CentreOwned.Meta):
        ordering = ["meeting", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.text


class CollectionAsk(CentreOwned):
    """The round before a meeting: one contributor is asked what is missing; ``answered_at`` ends the to-do."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    note = TextField(_("anything to add"), blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["user__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="asked_once")]

    def __str__(self) -> str:
        return str(self.user)
