"""The plan, its text sections and its areas.

A plan is the centre's core plan, a project's, or a strategy for one field (media, communication) that may hang on a goal. What
the centre calls the plan and its levels is data. A part that is taken out stays as a row (``removed``), so that history and
undo can speak of it.
"""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.plan.periods import Period


def period_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=_("The period ends before it begins."),
    )


class PlanQuerySet(models.QuerySet["Plan"]):
    def running_on(self, day: date) -> "PlanQuerySet":
        """Adopted plans whose period holds ``day``."""
        return self.filter(status=Plan.Status.ADOPTED, starts_on__lte=day, ends_on__gte=day)


class Plan(Numbered, CentreOwned):
    """A plan for a period. ``label`` is what the centre calls it (aktivitetsplan, virksomhedsplan, strategi …)."""

    class Kind(models.TextChoices):
        CORE = "core", _("the centre’s plan")
        PROJECT = "project", _("a project’s plan")
        STRATEGY = "strategy", _("a strategy for one field")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "draft")
        ADOPTED = "adopted", _("adopted")
        CLOSED = "closed", _("closed")

    title = LineField(_("title"), max_length=200)
    label = LineField(_("what you call it"), max_length=60, default="Aktivitetsplan")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CORE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    hangs_on = models.ForeignKey(
        "plan.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="strategies", verbose_name=_("hangs on the goal")
    )
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next_plans", editable=False
    )
    public = models.BooleanField(_("shown to the public"), default=False)
    reminds = models.BooleanField(_("remind those responsible by mail"), default=True)
    area_word = LineField(_("word for areas"), max_length=40, default="Indsatsområde")
    goal_word = LineField(_("word for goals"), max_length=40, default="Mål")
    activity_word = LineField(_("word for activities"), max_length=40, default="Aktivitet")
    means_word = LineField(_("word for documentation"), max_length=40, default="Dokumentation")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(PlanQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-starts_on", "kind", "pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_start",
                violation_error_message=_("The plan ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(adopted_on__isnull=False), name="plan_adopted_has_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class PlanPart(Numbered, CentreOwned):
    """A row of a plan's tree: has a place among its siblings, and stays when it is taken out."""

    position = models.PositiveIntegerField(default=0, editable=False)
    removed = models.BooleanField(default=False, editable=False)

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["position", "pk"]


class Dated(models.Model):
    """A level that may have a period of its own inside the plan; empty means the level above decides."""

    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True


class Section(PlanPart):
    """A text around the goals: starting point, vision, target groups, organisation … Markdown."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    title = LineField(_("heading"), max_length=200)
    text = TextField(_("text"), blank=True)
    after_goals = models.BooleanField(_("after the goals"), default=False)

    class Meta(PlanPart.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self) -> str:
        return self.title


class Area(PlanPart, Dated):
    """A core service or focus area (kerneydelse, indsatsområde)."""

    class Kind(models.TextChoices):
        FOCUS = "focus", _("focus area")
        CORE_SERVICE = "core_service", _("core service")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="areas")
    title = TextField(_("title"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.FOCUS)
    intro = TextField(_("introduction"), blank=True)

    class Meta(PlanPart.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [period_in_order("area_period_in_order")]

    def __str__(self) -> str:
        return self.title


def changed_by(**extra: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", **extra)
