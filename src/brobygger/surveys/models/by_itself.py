"""What the centre lets be sent by itself, what was; and who would rather not be asked."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.surveys.models.questionnaires import EVALUATIONS, About, Questionnaire
from brobygger.surveys.models.sendings import Sending


class EvaluationRule(Numbered, CentreOwned):
    """That evaluations of one kind go out by themselves, of what happens from ``since`` on. Without ``questionnaire`` the centre's newest of the kind, or a ready one."""

    about = models.CharField(_("what is evaluated"), max_length=15, choices=[(each.value, each.label) for each in About if each in EVALUATIONS], editable=False)
    active = models.BooleanField(_("Send it by itself"), default=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("questionnaire"), help_text=_("Empty: your newest about this, or a ready one."))
    days = models.PositiveSmallIntegerField(_("days to answer"), default=14, validators=[MinValueValidator(3), MaxValueValidator(90)])
    since = models.DateField(_("switched on"), null=True, blank=True, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("evaluation that goes out by itself")
        verbose_name_plural = _("evaluations that go out by themselves")
        constraints = [models.UniqueConstraint(fields=["centre", "about"], name="evaluation_rule_once")]

    def __str__(self) -> str:
        return str(self.get_about_display())

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/spoergeskemaer/af-sig-selv/{self.about}/"


class SentByItselfQuerySet(models.QuerySet["SentByItself"]):
    def listed(self) -> "SentByItselfQuerySet":
        return self.select_related("rule", "sending__centre")


class SentByItself(CentreOwned):
    """That the machine took something up, once: ``row`` is the event, group, network, consultation or match, in ``year`` where it comes again each year; and what came of it."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("sent")
        TOO_FEW = "too_few", _("not sent: fewer than five could be written to")
        DECLINED = "declined", _("not sent: would rather not be asked")
        BY_HAND = "by_hand", _("not sent: somebody had asked already")

    rule = models.ForeignKey(EvaluationRule, on_delete=models.CASCADE, related_name="sent")
    row = models.PositiveBigIntegerField()
    year = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(_("day"))
    title = LineField(_("title"), max_length=160, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=8, choices=Outcome.choices)
    people = models.PositiveSmallIntegerField(_("asked"), default=0)
    sending = models.ForeignKey(Sending, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar = CentreManager.from_queryset(SentByItselfQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("what was sent by itself")
        verbose_name_plural = _("what was sent by itself")
        constraints = [models.UniqueConstraint(fields=["rule", "row", "year"], name="sent_by_itself_once")]

    def __str__(self) -> str:
        return self.title or str(self.rule)


class Declined(CentreOwned):
    """Somebody would rather not be asked by mail (har frabedt sig spørgeskemaer). The address itself is not kept, but what it is known again by."""

    digest = models.CharField(max_length=64, editable=False)
    said_on = models.DateField(_("said on"))

    class Meta(CentreOwned.Meta):
        verbose_name = _("wish not to be asked")
        verbose_name_plural = _("wishes not to be asked")
        constraints = [models.UniqueConstraint(fields=["centre", "digest"], name="declined_once")]

    def __str__(self) -> str:
        return str(_("wish not to be asked"))
