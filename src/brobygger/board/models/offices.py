"""Who sits on the board and for whom; the centre's governing documents; staff hours week by week."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.people.models import Person
from brobygger.plan.models import Target


class DatedQuerySet(models.QuerySet["Seat"]):
    def on(self, day: date) -> "DatedQuerySet":
        """Those in force on ``day``."""
        return self.filter(Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Seat(Numbered, CentreOwned):
    """A seat on the board: who, as what, elected or appointed by an organisation, from when to when."""

    class Office(models.TextChoices):
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice-chair")
        TREASURER = "treasurer", _("treasurer")
        MEMBER = "member", _("member")
        SUBSTITUTE = "substitute", _("substitute")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats", verbose_name=_("person"))
    office = models.CharField(_("office"), max_length=12, choices=Office.choices, default=Office.MEMBER)
    appointed_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("appointed by"),
        help_text=_("Empty for those elected by the general meeting."),
    )
    represents = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comes from")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(DatedQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["since", "pk"]
        verbose_name = _("seat on the board")
        verbose_name_plural = _("seats on the board")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="seat_ends_after_start",
                violation_error_message=_("The term ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_office_display()})"


class BoardRules(Numbered, CentreOwned):
    """The centre's own rule for its board, as its statutes say; each part can be switched off."""

    majority_voluntary = models.BooleanField(_("a majority comes from local voluntary social associations"), default=True)
    chair_not_municipal = models.BooleanField(_("chair and vice-chair do not come from the municipality"), default=True)
    size = models.PositiveSmallIntegerField(_("members, without substitutes"), default=8)
    meetings_a_year = models.PositiveSmallIntegerField(_("meetings a year"), default=8)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre"], name="board_rules_once")]

    def __str__(self) -> str:
        return str(_("rules for the board"))


class GoverningDocument(Numbered, CentreOwned):
    """Statutes, policies, co-operation agreements: what governs the centre, version by version.

    ``obligations`` are targets of the plan that an agreement binds the centre to: a yearly dialogue meeting, an evaluation.
    """

    class Kind(models.TextChoices):
        STATUTES = "statutes", _("statutes")
        STAFF_POLICY = "staff_policy", _("staff policy")
        VOLUNTEER_POLICY = "volunteer_policy", _("volunteer policy")
        AGREEMENT = "agreement", _("co-operation agreement")
        PLAN = "plan", _("plan or strategy")
        OTHER = "other", _("other")

    title = LineField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed with")
    )
    review_by = models.DateField(_("review by"), null=True, blank=True)
    obligations = models.ManyToManyField(Target, blank=True, related_name="+", verbose_name=_("obligations"))

    class Meta(CentreOwned.Meta):
        ordering = ["kind", "title"]
        verbose_name = _("governing document")
        verbose_name_plural = _("governing documents")
        constraints = [models.UniqueConstraint(fields=["centre", "title"], name="governing_document_once")]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(Numbered, CentreOwned):
    """One version: adopted on a day it counts as adopted; evaluated on a day it counts as reviewed."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = TextField(_("what changed, and who took part"), blank=True)
    file = models.FileField(_("file"), upload_to="documents/%Y/", blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    reviewed_on = models.DateField(_("evaluated on"), null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"


class StaffHours(Numbered, CentreOwned):
    """Weekly hours of one employee for a time, and what pays for them. One record, so that no two reports differ."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    name = LineField(_("name"), max_length=120)
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)
    paid_by = LineField(_("paid by"), max_length=120, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["name", "since"]
        verbose_name = _("staff hours")
        verbose_name_plural = _("staff hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="hours_end_after_start",
                violation_error_message=_("The time ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.hours}"
