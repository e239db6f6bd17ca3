"""A project, standing on its plan, and the organisations that are partners in it."""

import secrets
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import TargetGroup
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.plan.models import Plan, Team

MOST_BYTES = 15_000_000
READABLE = ("pdf", "docx", "odt", "txt", "md", "png", "jpg", "jpeg")


def agreement_path(_instance: object, filename: str) -> str:
    """A name of our own: what a partner called the file is no business of whoever looks into the folder."""
    return f"agreements/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class ProjectQuerySet(models.QuerySet["Project"]):
    def listed(self) -> "ProjectQuerySet":
        return self.select_related("plan", "centre", "team", "responsible", "led_by")

    def with_partners(self, day: date) -> "ProjectQuerySet":
        """Each with ``partners_now``: how many are partners on ``day``."""
        there = Q(partners__since__lte=day) & (Q(partners__until=None) | Q(partners__until__gte=day))
        return self.annotate(partners_now=Count("partners", filter=there))  # type: ignore[no-redef]  # its type is named on the model

    def running_on(self, day: date) -> "ProjectQuerySet":
        return self.filter(plan__starts_on__lte=day, plan__ends_on__gte=day)


class Project(Numbered, CentreOwned):
    """What a plan of the kind *project* is besides its goals: whose, with whom, for whom. Title and period are the plan's.

    ``partner_cap`` is how many partners it takes at a time; empty where there is no such limit. ``about`` is the text of the annual report.
    """

    class Part(models.TextChoices):
        LEAD = "lead", _("we lead it")
        PARTICIPANT = "participant", _("we take part")

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="project", verbose_name=_("plan"), limit_choices_to={"kind": Plan.Kind.PROJECT})
    part = models.CharField(_("our part"), max_length=12, choices=Part.choices, default=Part.LEAD)
    led_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("led by"))
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible"))
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="+", verbose_name=_("target groups"))
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True, validators=[MaxValueValidator(120)])
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True, validators=[MaxValueValidator(120)])
    partner_cap = models.PositiveSmallIntegerField(_("partners at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(500)])
    about = TextField(_("what it is, for the annual report"), blank=True, max_length=3000)

    objects: ClassVar = CentreManager.from_queryset(ProjectQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-plan__starts_on", "pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")), name="project_ages_in_order",
                violation_error_message=_("The highest age is below the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(led_by=None) | Q(part="participant"), name="project_led_by_one",
                violation_error_message=_("If you lead it yourselves, nobody else does."),
            ),
        ]

    partners_now: int  # of rows ``with_partners``

    def __str__(self) -> str:
        return self.plan.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/projekter/{self.pk}/"


class PartnerQuerySet(models.QuerySet["Partner"]):
    def listed(self) -> "PartnerQuerySet":
        return self.select_related("organisation", "project__plan", "project__centre", "centre")

    def on(self, day: date) -> "PartnerQuerySet":
        """Those who are partners on ``day``."""
        return self.filter(Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Partner(Numbered, CentreOwned):
    """An organisation of any sector that takes part in a project, for a time. One that comes back gets a new row."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="project_partnerships", verbose_name=_("organisation"))
    role = LineField(_("what it does in the project"), max_length=160, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)
    agreed_on = models.DateField(_("agreement of"), null=True, blank=True)
    agreement = models.FileField(_("the agreement"), upload_to=agreement_path, blank=True, validators=[FileExtensionValidator(READABLE)])
    link = UrlField(_("link to the agreement"), blank=True)

    objects: ClassVar = CentreManager.from_queryset(PartnerQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["organisation__name", "since"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="partner_ends_after_start", violation_error_message=_("It ends before it begins.")),
            models.UniqueConstraint(fields=["project", "organisation"], condition=Q(until=None), name="partner_once_at_a_time", violation_error_message=_("It is a partner already.")),
        ]

    def __str__(self) -> str:
        return self.organisation.name
