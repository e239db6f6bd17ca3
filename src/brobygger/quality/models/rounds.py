"""A round of self-assessment: who is asked, what each answered, the joint answer with its evidence, and what is to become better.

A closed round stays as it is; only its improvements go on, since they live in the plan.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.plan.models import Activity
from brobygger.quality.models.frameworks import Framework, Point


class RoundClosed(Exception):
    """The round is closed: what it found can no longer be changed."""


class RoundQuerySet(models.QuerySet["Round"]):
    def listed(self) -> "RoundQuerySet":
        return self.select_related("framework__centre", "framework__responsible", "centre", "closed_by")

    def closed(self) -> "RoundQuerySet":
        return self.filter(closed_at__isnull=False)

    def before(self, row: "Round") -> "RoundQuerySet":
        """Closed rounds of the same framework, in this edition or another, that ended before ``row`` does; the latest first."""
        return self.closed().filter(ends_on__lt=row.ends_on, framework__name=row.framework.name, framework__kind=row.framework.kind).exclude(pk=row.pk).order_by("-ends_on", "-pk")


class Round(Numbered, CentreOwned):
    """How well the centre did in a period, by one framework. Figures are those of the period; ``due_on`` is when the answers are to be in."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("quality framework"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    due_on = models.DateField(_("answers by"))
    conclusion = TextField(_("conclusion"), blank=True, max_length=6000)
    begun_at = models.DateTimeField(editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(RoundQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-ends_on", "-pk"]
        verbose_name = _("round of self-assessment")
        verbose_name_plural = _("rounds of self-assessment")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_in_order", violation_error_message=_("It ends before it begins.")),
            models.UniqueConstraint(fields=["framework"], condition=Q(closed_at=None), name="round_open_once", violation_error_message=_("A round is under way already. Close it first.")),
        ]

    def __str__(self) -> str:
        years = f"{self.starts_on.year}" if self.starts_on.year == self.ends_on.year else f"{self.starts_on.year}–{self.ends_on.year}"
        return f"{self.framework.name} {years}"

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/kvalitet/runder/{self.pk}/"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class OfRound(Numbered, CentreOwned):
    """A row that stays as it is once its round is closed. The state is read from the database, so that a copy read before cannot slip through."""

    round: "models.ForeignKey[Round, Round]"

    class Meta(CentreOwned.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_closed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_closed()
        return super().delete(*args, **kwargs)

    def _refuse_closed(self) -> None:
        if Round.objects.closed().filter(pk=self.round_id).exists():  # type: ignore[attr-defined]  # the key of the field that each declares
            raise RoundClosed

    def validate_constraints(self, exclude: Any = None) -> None:
        """The round is on no form, yet what is once in a round is for the form to say."""
        super().validate_constraints(exclude=set(exclude or ()) - {"round", "point"})


class Assessor(OfRound):
    """One who is asked, for the board or for the staff. ``answered_at`` once they have said that theirs is whole."""

    class Side(models.TextChoices):
        BOARD = "board", _("board")
        STAFF = "staff", _("staff")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    side = models.CharField(_("for"), max_length=10, choices=Side.choices)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(OfRound.Meta):
        ordering = ["side", "user__name", "pk"]
        verbose_name = _("assessor")
        verbose_name_plural = _("assessors")
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="assessor_once")]

    def __str__(self) -> str:
        return str(self.user or self.get_side_display())


class Answer(OfRound):
    """Of one point: by an assessor, or the joint one where ``assessor`` is empty. A step of the scale, or follows or not; who does not follow explains."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="answers")
    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, null=True, blank=True, related_name="answers", editable=False)
    score = models.PositiveSmallIntegerField(_("assessment"), null=True, blank=True)
    follows = models.BooleanField(_("we follow it"), null=True, blank=True)
    text = TextField(_("why"), blank=True, max_length=4000)

    class Meta(OfRound.Meta):
        ordering = ["pk"]
        verbose_name = _("answer in a self-assessment")
        verbose_name_plural = _("answers in self-assessments")
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, follows=None) | Q(score=None, follows__isnull=False), name="answer_is_one_of_two"),
            models.CheckConstraint(condition=~Q(follows=False) | ~Q(text=""), name="who_does_not_follow_explains", violation_error_message=_("Explain what you do instead, and why.")),
            models.UniqueConstraint(fields=["round", "point", "assessor"], name="assessed_once"),
            models.UniqueConstraint(fields=["round", "point"], condition=Q(assessor=None), name="answered_jointly_once"),
        ]

    def __str__(self) -> str:
        return str(self.value)

    @property
    def value(self) -> int:
        return int(self.follows) if self.follows is not None else int(self.score or 0)


class Evidence(OfRound):
    """What shows it: a figure that is counted (``measure``), something of the centre's (``thing`` and ``ref``, see :mod:`brobygger.quality.things`), or words.

    ``figure`` is kept when the round is closed; until then it is counted. ``name`` is what a thing was called when it was chosen.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evidence")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="evidence")
    measure = LineField(_("figure"), max_length=60, blank=True)
    thing = models.CharField(max_length=30, blank=True, editable=False)
    ref = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    name = LineField(max_length=250, blank=True, editable=False)
    text = TextField(_("in words"), blank=True, max_length=2000)
    figure = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta(OfRound.Meta):
        ordering = ["pk"]
        verbose_name = _("evidence in a self-assessment")
        verbose_name_plural = _("evidence in self-assessments")
        constraints = [
            models.CheckConstraint(condition=~Q(measure="") | ~Q(thing="") | ~Q(text=""), name="evidence_of_something", violation_error_message=_("Choose a figure or something of the centre’s, or write what shows it.")),
            models.CheckConstraint(condition=Q(thing="", ref=None) | (~Q(thing="") & Q(ref__isnull=False)), name="evidence_thing_with_ref"),
        ]

    def __str__(self) -> str:
        return self.name or self.measure or self.text


class Improvement(Numbered, CentreOwned):
    """What is to become better. In the plan it is an activity, whose words, days and state are the plan's; here is only which."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="improvements")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="improvements")
    text = TextField(_("what is to be done"), blank=True, max_length=1000)
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="improvement", editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        constraints = [models.CheckConstraint(condition=(Q(activity=None) & ~Q(text="")) | Q(activity__isnull=False, text=""), name="improvement_here_or_in_the_plan", violation_error_message=_("Write what is to be done."))]

    def __str__(self) -> str:
        return self.activity.text if self.activity else self.text
