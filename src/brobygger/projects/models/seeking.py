"""Money that is sought: funds with their deadlines, and applications from an idea to an answer."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.advice.models import Consultation
from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.projects.models.projects import Project


class Fund(Numbered, CentreOwned):
    """Where money can be sought, on the centre's own list (fond, pulje)."""

    class Kind(models.TextChoices):
        BASE = "base", _("base funding")
        MUNICIPAL = "municipal", _("the municipality’s § 18 money")
        PUBLIC = "public", _("public pool")
        FOUNDATION = "foundation", _("private foundation")
        OTHER = "other", pgettext_lazy("fund", "other")

    name = LineField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.FOUNDATION)
    about = TextField(_("what it gives to"), blank=True, max_length=3000)
    link = UrlField(_("link"), blank=True)
    notes = TextField(_("our own notes"), blank=True, max_length=4000)
    retired = models.BooleanField(_("no longer of interest"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["name"]
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="fund_once", violation_error_message=_("It is on the list already."))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/fonde/{self.pk}/"


class FundDeadline(Numbered, CentreOwned):
    """A last day to apply; ``yearly`` where it comes again each year on about that day."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="deadlines")
    on = models.DateField(_("last day"))
    yearly = models.BooleanField(_("every year"), default=False)
    note = LineField(_("note"), max_length=200, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["on", "pk"]
        verbose_name = _("deadline of a fund")
        verbose_name_plural = _("deadlines of funds")

    def __str__(self) -> str:
        return f"{self.fund}, {self.on:%Y-%m-%d}"

    def within(self, start: date, end: date) -> list[date]:
        """The days from ``start`` to ``end`` on which it is."""
        if not self.yearly:
            return [self.on] if start <= self.on <= end else []
        days = [_in_year(self.on, year) for year in range(max(start.year, self.on.year), end.year + 1)]
        return [day for day in days if start <= day <= end]


def _in_year(day: date, year: int) -> date:
    """``day`` in another year; 29 February on the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


class FundApplicationQuerySet(models.QuerySet["FundApplication"]):
    def listed(self) -> "FundApplicationQuerySet":
        return self.select_related("fund", "project__plan", "responsible", "organisation", "theme", "centre")

    def own(self) -> "FundApplicationQuerySet":
        """The centre's own, and none that associations were helped with: those count as consultations."""
        return self.filter(organisation=None)

    def open(self) -> "FundApplicationQuerySet":
        return self.filter(state__in=[FundApplication.State.IDEA, FundApplication.State.DRAFT, FundApplication.State.SENT])


class FundApplication(Numbered, CentreOwned):
    """An application for money (fondsansøgning). Amounts in øre; ``granted`` is what the answer said.

    ``organisation``: an association's own, which the centre helps with; the help is ``consultation`` and is counted there alone.
    """

    class State(models.TextChoices):
        IDEA = "idea", _("idea")
        DRAFT = "draft", pgettext_lazy("application", "being written")
        SENT = "sent", pgettext_lazy("application", "sent")
        GRANTED = "granted", pgettext_lazy("application", "granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("given up")

    title = LineField(_("what it is for"), max_length=160)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="applications", verbose_name=_("fund"))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("project"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="fund_applications", verbose_name=_("an association’s own"))
    consultation = models.ForeignKey(Consultation, on_delete=models.SET_NULL, null=True, blank=True, related_name="fund_applications", verbose_name=_("the help, as a consultation"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDEA, editable=False)
    asked = models.BigIntegerField(_("asked for"), null=True, blank=True)
    granted = models.BigIntegerField(pgettext_lazy("amount", "granted"), null=True, blank=True, editable=False)
    deadline = models.DateField(_("apply by"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True, editable=False)
    answer_by = models.DateField(_("answer expected"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answer = TextField(_("what they answered"), blank=True, max_length=4000, editable=False)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible"))

    objects: ClassVar = CentreManager.from_queryset(FundApplicationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("application for money")
        verbose_name_plural = _("applications for money")
        constraints = [
            models.CheckConstraint(condition=~Q(state__in=["sent", "granted", "refused"]) | Q(sent_on__isnull=False, asked__gt=0), name="application_sent_on_a_day"),
            models.CheckConstraint(condition=~Q(state="granted") | Q(granted__gt=0), name="application_granted_something"),
            models.CheckConstraint(condition=(Q(state__in=["granted", "refused"]) & Q(answered_on__isnull=False)) | (~Q(state__in=["granted", "refused"]) & Q(answered_on=None, granted=None)), name="application_answered_on_a_day"),
            models.CheckConstraint(condition=Q(consultation=None) | Q(organisation__isnull=False), name="application_helped_is_somebodys", violation_error_message=_("Say whose application it is that you help with.")),
        ]
        indexes = [models.Index(fields=["centre", "state"], name="application_state"), models.Index(fields=["centre", "sent_on"], name="application_sent")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/ansoegninger/{self.pk}/"


class PartOfApplication(Numbered, CentreOwned):
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["position", "pk"]


class ApplicationText(PartOfApplication):
    """A text of an application by its heading; ``copied_from`` is the earlier one that it was taken over from."""

    application = models.ForeignKey(FundApplication, on_delete=models.CASCADE, related_name="texts")
    heading = LineField(_("heading"), max_length=160)
    text = TextField(_("text"), max_length=20_000)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta(PartOfApplication.Meta):
        verbose_name = _("text of an application")
        verbose_name_plural = _("texts of applications")

    def __str__(self) -> str:
        return self.heading


class Annex(PartOfApplication):
    """Something to be sent along (bilag), ticked when it is ready."""

    application = models.ForeignKey(FundApplication, on_delete=models.CASCADE, related_name="annexes")
    name = LineField(_("annex"), max_length=160)
    ready_on = models.DateField(_("ready on"), null=True, blank=True, editable=False)

    class Meta(PartOfApplication.Meta):
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")

    def __str__(self) -> str:
        return self.name
