"""A group with its rhythm and its state; its breaks; those who carry it, and their supervision."""

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.advice.models import Initiative
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.journal.models import Format, Kind
from brobygger.organisations.models import Organisation
from brobygger.people.models import Person
from brobygger.plan.models import Plan

ENOUGH = 5  # who wait, until somebody asks whether to start a group
KEPT_DAYS = 30  # that participants are remembered after the end


class GroupType(models.TextChoices):
    SELF_HELP = "self_help", _("self-help group")
    INTEREST = "interest", _("community of interest")
    CAFE = "cafe", _("open café or lunch")


class GroupState(models.TextChoices):
    GATHERING = "gathering", _("gathers people")
    STARTING = "starting", _("is about to start")
    RUNNING = "running", pgettext_lazy("a group", "runs")
    PAUSED = "paused", _("has a break")
    ENDED = "ended", _("has ended")


class TypeRule(Numbered, CentreOwned):
    """What the centre has decided for one type of group: how many waiting are enough to start one, and how long participants are kept after the end."""

    type = models.CharField(_("type"), max_length=10, choices=GroupType.choices)
    enough = models.PositiveSmallIntegerField(_("enough waiting to start a group"), default=ENOUGH, validators=[MinValueValidator(1), MaxValueValidator(50)])
    kept_days = models.PositiveSmallIntegerField(
        _("days that participants are kept after the end"), default=KEPT_DAYS, validators=[MaxValueValidator(180)], help_text=_("Then names, mails and telephone numbers are deleted. The counts stay."),
    )

    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes one can wait for"), help_text=_("None chosen: all of the centre’s themes."))

    class Meta(CentreOwned.Meta):
        ordering = ["type"]
        verbose_name = _("rule for a type of group")
        verbose_name_plural = _("rules for types of groups")
        constraints = [models.UniqueConstraint(fields=["centre", "type"], name="type_rule_once")]

    def __str__(self) -> str:
        return str(self.get_type_display())


def _how_many(state: str) -> Count:
    return Count("participants", filter=Q(participants__state=state), distinct=True)


class GroupQuerySet(models.QuerySet["Group"]):
    def listed(self) -> "GroupQuerySet":
        """With all that a list or a page shows, in a bounded number of queries."""
        return self.select_related("centre", "theme", "locality", "organisation", "target_group", "project", "initiative")

    def public(self) -> "GroupQuerySet":
        """What the public overview shows: published, and not over."""
        return self.filter(published_at__isnull=False).exclude(state=GroupState.ENDED)

    def alive(self) -> "GroupQuerySet":
        return self.exclude(state=GroupState.ENDED)

    def counted(self) -> "GroupQuerySet":
        """With ``seated`` and ``waiting``, how many there are of each; nobody's name is read."""
        return self.annotate(  # type: ignore[no-redef]  # their types are named on the model
            seated=_how_many("seated"), waiting=_how_many("waiting"),
        )


class Group(Numbered, CentreOwned):
    """A group people are in for themselves. Without ``organisation`` it is the centre's own.

    ``started_on`` and ``ended_on`` are the days it counts from and to; breaks are rows of their own. ``first_talk``: somebody talks with each
    before she has a seat, so that no seat is given by itself. ``initiative`` is what it grew out of.
    """

    type = models.CharField(_("type"), max_length=10, choices=GroupType.choices, default=GroupType.SELF_HELP)
    title = LineField(_("title"), max_length=160)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("association"), help_text=_("Whose group it is. Empty: the centre’s own."),
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    text = TextField(_("what it is"), blank=True, max_length=10_000)
    format = models.CharField(_("where"), max_length=10, choices=Format.choices, default=Format.ON_SITE)
    place = LineField(_("place"), max_length=200, blank=True)
    online_link = UrlField(_("link to the online meeting"), blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("target group"))
    project = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project"), limit_choices_to={"kind": Plan.Kind.PROJECT})
    initiative = models.ForeignKey(Initiative, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups", verbose_name=_("grew out of the initiative"))
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(500)], help_text=_("Empty: as many as want to."))
    weekday = models.PositiveSmallIntegerField(_("day of the week"), null=True, blank=True, choices=list(WEEKDAYS.items()))
    at = models.TimeField(_("from"), null=True, blank=True)
    until = models.TimeField(_("to"), null=True, blank=True)
    rhythm = LineField(_("how often"), max_length=120, blank=True, help_text=_("Such as “every other week” or “8–10 meetings”."))
    first_on = models.DateField(_("planned first meeting"), null=True, blank=True)
    planned_meetings = models.PositiveSmallIntegerField(_("planned number of meetings"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)])
    anonymous = models.BooleanField(_("one can be anonymous"), default=True, help_text=_("A first name is enough, and nobody asks for more."))
    first_talk = models.BooleanField(_("we talk with each before a seat"), default=True, help_text=_("Else a free seat is given at once, in the order people came."))
    contact = LineField(_("whom to write or call"), max_length=160, blank=True, help_text=_("Shown on the public page. Needed where one cannot put oneself on a list."))
    takes_interest = models.BooleanField(_("one can put oneself on the list"), default=True)
    supervision_weeks = models.PositiveSmallIntegerField(
        _("weeks between supervision"), null=True, blank=True, default=8, validators=[MinValueValidator(1), MaxValueValidator(52)], help_text=_("Then it stands on the start page. Empty: never."),
    )
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", verbose_name=_("its meetings count as"))
    state = models.CharField(_("state"), max_length=10, choices=GroupState.choices, default=GroupState.GATHERING, editable=False)
    gathering_since = models.DateField(_("gathers people since"), editable=False)
    starting_on = models.DateField(_("to start since"), null=True, blank=True, editable=False)
    started_on = models.DateField(_("started on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    ended_because = LineField(_("why it ended"), max_length=250, blank=True, editable=False)
    supervision_asked_on = models.DateField(_("supervision asked for on"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)  # by its association, and nobody has looked yet

    seated: int  # of rows from ``counted``
    waiting: int

    objects: ClassVar = CentreManager.from_queryset(GroupQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        indexes = [models.Index(fields=["centre", "state", "title"], name="group_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")), name="group_ends_after_start", violation_error_message=_("It cannot end before it started.")),
            models.CheckConstraint(condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on=None)), name="group_ended_when"),
            models.CheckConstraint(condition=~Q(state__in=["running", "paused"]) | Q(started_on__isnull=False), name="group_runs_since"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/grupper/{self.pk}/"

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/grupper/{self.pk}/"

    @property
    def is_open_door(self) -> bool:
        """One just comes: nobody has a seat, and heads alone are counted."""
        return self.type == GroupType.CAFE

    @property
    def takes_people(self) -> bool:
        return self.takes_interest and not self.is_open_door and self.published_at is not None and self.state != GroupState.ENDED


class Break(Numbered, CentreOwned):
    """A time in which a group rests: from a day, until the day it goes on again."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="breaks")
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)
    reason = LineField(_("why"), max_length=250, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["since", "pk"]
        verbose_name = _("break of a group")
        verbose_name_plural = _("breaks of groups")
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="break_in_order", violation_error_message=_("It ends before it begins.")),
            models.UniqueConstraint(fields=["group"], condition=Q(until=None), name="break_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%d.%m.%Y}–{f'{self.until:%d.%m.%Y}' if self.until else ''}"


class FacilitatorQuerySet(models.QuerySet["Facilitator"]):
    def on(self, day: date) -> "FacilitatorQuerySet":
        """Those who carry a group on ``day``."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Facilitator(CentreOwned):
    """A person who carries a group (igangsætter), from a day to another; two are a pair."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(FacilitatorQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["since", "pk"]
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="facilitator_in_order", violation_error_message=_("It ends before it begins.")),
            models.UniqueConstraint(fields=["group", "person"], condition=Q(until=None), name="facilitator_once", violation_error_message=_("She or he carries it already.")),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Supervision(CentreOwned):
    """That those who carry a group had supervision: when, by whom, how long. Never what was said."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="supervisions")
    held_on = models.DateField(_("day"))
    by_whom = LineField(_("by whom"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(600)])

    class Meta(CentreOwned.Meta):
        ordering = ["-held_on", "-pk"]
        verbose_name = _("supervision")
        verbose_name_plural = pgettext_lazy("several times", "supervision")

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}"
