"""Kinds of work, registrations, who took part, and external figures."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Listed, Locality, TargetGroup, Theme, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.journal.base_kinds import EVENTS, BaseKind
from brobygger.journal.channels import Channel
from brobygger.journal.tools import address
from brobygger.organisations.models import Affiliation, Network, Organisation
from brobygger.plan.models import Plan


class Mode(models.TextChoices):
    """Whose it was: an axis of its own beside the state."""

    HELD = "held", _("held by us")
    JOINED = "joined", _("joined by us")
    OFFERED = "offered", _("offered")


class State(models.TextChoices):
    """What became of it. Planned, moved and cancelled never count as held."""

    HELD = "held", _("took place")
    PLANNED = "planned", _("planned")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")


class Format(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    BOTH = "both", _("on site and online")


class Kind(Listed):
    """The centre's own kind of work (slags) over one of the fixed base kinds; measures count base kinds."""

    base = models.CharField(_("counts as"), max_length=30, choices=BaseKind.choices)

    class Meta(Listed.Meta):
        verbose_name = _("kind of work")
        verbose_name_plural = _("kinds of work")
        constraints = [once_per_centre("kind_once")]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def counting(self) -> "RegistrationQuerySet":
        """What took place and is no draft: all that any measure may count."""
        return self.filter(draft=False, state=State.HELD)

    def of(self, *bases: BaseKind) -> "RegistrationQuerySet":
        return self.counting().filter(base__in=bases)

    def events(self) -> "RegistrationQuerySet":
        return self.of(*EVENTS)

    def figures(self) -> dict[str, int]:
        """What a list adds up to: registrations, persons, minutes."""
        found = self.order_by().aggregate(n=models.Count("pk", distinct=True), persons=models.Sum("persons"), minutes=models.Sum("minutes"))
        return {"n": found["n"], "persons": found["persons"] or 0, "hours": (found["minutes"] or 0) // 60}

    def listed(self) -> "RegistrationQuerySet":
        """With all that a list shows, in a bounded number of queries."""
        return self.select_related("kind", "theme", "locality", "network", "project", "created_by", "centre").prefetch_related(
            "participations__organisation"
        )


class Registration(Numbered, CentreOwned):
    """One piece of work, registered once. ``persons`` is the head count; who they were stands in the participations.

    ``base`` repeats the kind's base so that counting needs no join; it is set when the row is saved. ``tool`` is the key of the tool
    that stands on it (:mod:`brobygger.journal.tools`); such a row is shown and changed there.
    """

    done_on = models.DateField(_("date"))
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("kind of work"))
    base = models.CharField(max_length=30, choices=BaseKind.choices, editable=False)
    title = LineField(_("what"), max_length=250)
    mode = models.CharField(_("whose"), max_length=10, choices=Mode.choices, default=Mode.HELD)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.HELD)
    reason = TextField(_("why it was moved or cancelled"), blank=True)
    moved_from = models.DateField(_("was planned for"), null=True, blank=True)
    format = models.CharField(_("where"), max_length=10, choices=Format.choices, default=Format.ON_SITE)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("target group")
    )
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality")
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("network")
    )
    project = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project"),
        limit_choices_to={"kind": Plan.Kind.PROJECT},
    )
    persons = models.PositiveIntegerField(_("persons"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    note = TextField(_("note"), blank=True)
    link = UrlField(_("link"), blank=True)
    channel = models.CharField(_("channel"), max_length=15, choices=Channel.choices, blank=True)
    attachment = models.FileField(_("attachment"), upload_to="registrations/%Y/", blank=True)
    co_hosts = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("held together with"))
    invited_at = models.DateTimeField(_("invitation sent"), null=True, blank=True, editable=False)
    tool = models.CharField(max_length=20, blank=True, editable=False)
    draft = models.BooleanField(_("draft"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects: ClassVar = CentreManager.from_queryset(RegistrationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-done_on", "-pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [
            models.Index(fields=["centre", "base", "done_on"], name="registration_counted"),
            models.Index(fields=["centre", "-done_on", "-id"], name="registration_listed"),
            models.Index(fields=["centre", "version"], name="registration_stamp"),
            models.Index(fields=["centre", "tool", "kind", "state", "id"], name="registration_of_tool"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["moved", "cancelled"]) | ~Q(reason=""), name="registration_says_why",
                violation_error_message=_("Say why it was moved or cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.base = self.kind.base
        if self.base != BaseKind.PUBLICATION:
            self.channel = ""  # publicity alone stands somewhere
        super().save(*args, **kwargs)

    def check_reason(self) -> None:
        """What the constraint says, without asking the database."""
        if self.state in {State.MOVED, State.CANCELLED} and not self.reason:
            raise ValidationError(_("Say why it was moved or cancelled."))

    def check_day(self, today: date) -> None:
        """Raise ValidationError for work said to have taken place on a day to come."""
        if self.state == State.HELD and self.done_on > today:
            raise ValidationError({"done_on": _("This day is still to come. Choose “planned”, or correct the date.")})

    def get_absolute_url(self) -> str:
        return address(self.centre.key, self.tool, self.pk)


class Participation(Affiliation):
    """Persons at a registered piece of work and where they come from."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="participations")

    class Meta(Affiliation.Meta):
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")


class ExternalFigure(Numbered, CentreOwned):
    """A figure from elsewhere (a national portal's statistics), with its source and the day it was read."""

    source = LineField(_("source"), max_length=120)
    name = LineField(_("what the figure counts"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    value = models.PositiveIntegerField(_("figure"))
    read_on = models.DateField(_("read on"))
    link = UrlField(_("link"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(CentreOwned.Meta):
        ordering = ["-ends_on", "source", "name"]
        verbose_name = _("external figure")
        verbose_name_plural = _("external figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="external_figure_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["centre", "source", "name", "starts_on", "ends_on"], name="external_figure_once",
                violation_error_message=_("This figure is already here for that period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.source})"

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/registreringer/eksterne-tal/{self.pk}/"
