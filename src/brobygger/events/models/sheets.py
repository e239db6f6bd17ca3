"""The initiative sheet (initiativark) of a working group, of a project or of both: one row that they refer to, its dated versions, and the stories told with it."""

import secrets
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Network
from brobygger.plan.models import Plan


def story_path(_instance: object, filename: str) -> str:
    """A name of our own; what the file was called may name somebody."""
    return f"stories/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class _Parts(models.Model):
    """The parts that evaluation reports ask for: challenge, co-created idea, organisations, process, results in practice, what next."""

    challenge = TextField(_("challenge"), blank=True, max_length=4000)
    idea = TextField(_("co-created idea"), blank=True, max_length=4000)
    represented = TextField(_("organisations represented"), blank=True, max_length=4000)
    process = TextField(_("process"), blank=True, max_length=4000)
    results = TextField(_("results in practice"), blank=True, max_length=4000)
    onward = TextField(_("status, and what comes next"), blank=True, max_length=4000)

    PARTS = ("challenge", "idea", "represented", "process", "results", "onward")

    class Meta:
        abstract = True

    def parts(self) -> list[tuple[str, str, str]]:
        """Key, heading and text of each part in its order, those too in which nothing stands."""
        return [(name, str(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.PARTS]  # type: ignore[union-attr]  # fields of its own


class SheetQuerySet(models.QuerySet["Sheet"]):
    def listed(self) -> "SheetQuerySet":
        return self.select_related("network", "project", "centre", "written_by")


class Sheet(_Parts, Numbered, CentreOwned):
    """What is tried, why, by whom and with what result. A working group's, a project's or both's: they refer to the same row, so that what is written under one stands under the other.

    Its text goes on being edited; how it stood on a day is a :class:`SheetVersion`, and those are what reports print. Not to be taken for an initiative that somebody is advised on (``advice.Initiative``).
    """

    title = LineField(_("title"), max_length=160)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, blank=True, related_name="sheets", verbose_name=_("network or working group"))
    project = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name=_("project"), limit_choices_to={"kind": Plan.Kind.PROJECT})
    written_on = models.DateField(_("as of"), editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(SheetQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        constraints = [
            models.CheckConstraint(condition=Q(network__isnull=False) | Q(project__isnull=False), name="sheet_of_somebody", violation_error_message=_("Say whose it is: a working group’s, a project’s or both’s.")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/initiativark/{self.pk}/"


class SheetVersion(_Parts, CentreOwned):
    """A sheet as it stood on a day: never changed, followed by a newer one."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="versions")
    written_on = models.DateField(_("as of"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["-written_on", "-pk"]
        verbose_name = _("version of a sheet")
        verbose_name_plural = _("versions of sheets")

    def __str__(self) -> str:
        return f"{self.sheet}, {self.written_on}"


class StoryQuerySet(models.QuerySet["Story"]):
    def usable_on(self, day: date) -> "StoryQuerySet":
        """Those that may be shown to others on ``day``: somebody has said yes, and neither taken it back nor let it run out; or nobody can be recognised."""
        agreed = Q(agreed_on__lte=day) & (Q(until=None) | Q(until__gte=day)) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))
        return self.filter(agreed | Q(nobody=True, withdrawn_on=None) | Q(nobody=True, withdrawn_on__gt=day))


class Story(Numbered, CentreOwned):
    """A story or a picture told with a sheet (historie), and the yes of whoever it is about: on what day, until when, and whether it was taken back.

    ``nobody``: nobody can be recognised in it, so nobody had to be asked.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="stories")
    title = LineField(_("heading"), max_length=160)
    text = TextField(_("the story"), blank=True, max_length=4000)
    picture = models.FileField(_("picture"), upload_to=story_path, blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    picture_text = LineField(_("what the picture shows"), max_length=250, blank=True)
    nobody = models.BooleanField(_("nobody can be recognised in it"), default=False)
    who = LineField(_("who has said yes"), max_length=160, blank=True)
    agreed_on = models.DateField(_("said yes on"), null=True, blank=True)
    until = models.DateField(_("until and including"), null=True, blank=True)
    withdrawn_on = models.DateField(_("taken back on"), null=True, blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(StoryQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(picture=""), name="story_is_something", violation_error_message=_("Write the story, or choose a picture.")),
            models.CheckConstraint(condition=Q(picture="") | ~Q(picture_text=""), name="story_picture_in_words", violation_error_message=_("Say in words what the picture shows, for those who cannot see it.")),
            models.CheckConstraint(condition=Q(nobody=True) | Q(agreed_on__isnull=False), name="story_agreed", violation_error_message=_("Write on what day they said yes, or that nobody can be recognised.")),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("agreed_on")), name="story_agreed_in_order", violation_error_message=_("It runs out before it was given.")),
        ]

    def __str__(self) -> str:
        return self.title

    def usable_on(self, day: date) -> bool:
        if self.withdrawn_on is not None and self.withdrawn_on <= day:
            return False
        return self.nobody or (self.agreed_on is not None and self.agreed_on <= day and (self.until is None or self.until >= day))
