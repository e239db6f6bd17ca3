"""Reports that people write: a template's parts, filled with texts and pictures beside the figures, reviewed, and published as they then stood."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Count, F, Max, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.plan.models import Plan, Team


class ReportTemplate(Numbered, CentreOwned):
    """What a kind of report holds, in its order. ``key``: the one of ours that it began as; empty for the centre's own."""

    key = models.CharField(max_length=30, blank=True, editable=False)
    name = LineField(_("name"), max_length=100)
    about = TextField(_("what the report is for"), blank=True, max_length=500)
    for_board = models.BooleanField(_("for the board alone"), default=False, help_text=_("Who does not see the board’s papers does not see these reports either."))
    names = models.BooleanField(_("names persons"), default=False, help_text=_("Those who decided and are responsible are named in figures and tables. Leave it off for what leaves the house."))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    retired = models.BooleanField(_("no longer used"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["retired", "position", "pk"]
        verbose_name = _("report template")
        verbose_name_plural = _("report templates")
        constraints = [models.UniqueConstraint(fields=["centre", "key"], name="report_template_once", condition=~Q(key=""))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/rapporter/skabeloner/{self.pk}/"


class _Part(models.Model):
    """A heading; below it what people write, and what the house fills in by itself (``section``, a key of :mod:`brobygger.reports.sections`)."""

    position = models.PositiveSmallIntegerField(default=0, editable=False)
    heading = LineField(_("heading"), max_length=120)
    section = LineField(_("filled in by itself"), max_length=30, blank=True)
    measures = models.JSONField(_("figures"), default=list, blank=True)
    guidance = TextField(_("guidance to who writes"), blank=True, max_length=1000)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.heading


class TemplatePart(_Part, Numbered, CentreOwned):
    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="parts")

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("part of a report template")
        verbose_name_plural = _("parts of report templates")


class WrittenReportQuerySet(models.QuerySet["Report"]):
    def listed(self) -> "WrittenReportQuerySet":
        return self.select_related("template", "plan", "team", "centre", "reviewed_by", "published_by")

    def published(self) -> "WrittenReportQuerySet":
        return self.filter(state=Report.State.PUBLISHED)

    def public(self) -> "WrittenReportQuerySet":
        """Those that stand on the centre's site."""
        return self.published().filter(public=True, for_board=False)


def frozen_path(report: "Report", _name: str) -> str:
    return f"reports/{report.centre_id}-{report.pk}.json.gz"


class Report(Numbered, CentreOwned):
    """On a period. Until it is published its figures are those of today; then ``frozen`` holds the whole document, and nothing in it changes any more.

    ``plan``: the one it follows; without one, those that ran in the period. ``team``: whose goals alone it tells of. ``follows``: the edition before it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEWED = "reviewed", _("reviewed")
        PUBLISHED = "published", pgettext_lazy("report", "published")

    template = models.ForeignKey(ReportTemplate, on_delete=models.SET_NULL, null=True, related_name="reports", editable=False)
    title = LineField(_("title"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("plan"))
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("team"))
    for_board = models.BooleanField(default=False, editable=False)
    names = models.BooleanField(default=False, editable=False)
    language = models.CharField(max_length=10, default="da", editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    frozen = models.FileField(upload_to=frozen_path, blank=True, editable=False)
    public = models.BooleanField(_("on the centre’s site"), default=False, editable=False)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="editions", editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(WrittenReportQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-ends_on", "-pk"]
        verbose_name = _("written report")
        verbose_name_plural = _("written reports")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="report_in_order", violation_error_message=_("It ends before it begins.")),
            models.CheckConstraint(condition=(Q(state="published") & ~Q(frozen="")) | (~Q(state="published") & Q(frozen="", public=False)), name="report_frozen_when_published"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/rapporter/skrevne/{self.pk}/"

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/rapporter/{self.pk}/"

    @property
    def stamp(self) -> str:
        """Another one after each change of what people wrote, so that who says that it is right says it of what they read."""
        parts = self.parts.order_by().aggregate(n=Count("pk"), versions=Sum("version"))
        pictures = ReportPicture.objects.filter(part__report=self).aggregate(n=Count("pk"), last=Max("pk"))
        return ".".join(str(each or 0) for each in (self.version, *parts.values(), *pictures.values()))

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def as_of(self, today: date) -> date:
        """The day its figures are of: today, while the period lasts."""
        return min(self.ends_on, today)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The files go with the row."""
        if self.frozen:
            self.frozen.delete(save=False)
        for picture in ReportPicture.objects.filter(part__report=self):
            picture.file.delete(save=False)
        return super().delete(*args, **kwargs)


class ReportPart(_Part, Numbered, CentreOwned):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    text = TextField(_("text"), blank=True, max_length=20_000)
    left_out = models.BooleanField(_("leave this part out"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("part of a report")
        verbose_name_plural = _("parts of reports")

    @property
    def anchor(self) -> str:
        return f"del-{self.pk}"


def picture_path(picture: "ReportPicture", _name: str) -> str:
    return f"reports/pictures/{picture.centre_id}-{picture.part_id}.jpg"


class ReportPicture(CentreOwned):
    """A photograph beside a part's text, kept small. ``consent``: those in it have said that it may be shown here."""

    part = models.ForeignKey(ReportPart, on_delete=models.CASCADE, related_name="pictures")
    file = models.FileField(_("picture"), upload_to=picture_path, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    alt = LineField(_("what it shows, for those who cannot see it"), max_length=250)
    caption = LineField(_("caption"), max_length=250, blank=True)
    consent = models.BooleanField(_("those in it have said that it may be shown"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("picture in a report")
        verbose_name_plural = _("pictures in reports")

    def __str__(self) -> str:
        return self.caption or self.alt
