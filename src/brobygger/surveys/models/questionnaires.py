"""A questionnaire, and its editions: what it asked at any time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered


class About(models.TextChoices):
    """What a questionnaire is about. It says under which of the plan's numbers it counts."""

    MEMBERS = "members", _("members’ survey")
    WELCOME = "welcome", _("welcome of vulnerable people")
    EVENT = "event", _("evaluation of an event")
    NETWORK = "network", _("evaluation of a network")
    GROUP = "group", _("evaluation of a group")
    CONSULTATION = "consultation", _("evaluation of a consultation")
    VOLUNTEER = "volunteer", _("volunteer after three months")
    NEEDS = "needs", _("survey of needs")
    GOALS = "goals", _("feedback on goals")
    OTHER = "other", pgettext_lazy("questionnaire", "something else")


EVALUATIONS = (About.EVENT, About.NETWORK, About.GROUP, About.CONSULTATION, About.VOLUNTEER)


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def in_use(self) -> "QuestionnaireQuerySet":
        return self.filter(retired=False)


class Questionnaire(Numbered, CentreOwned):
    """What is asked, again and again: each time its newest edition is sent. One that is retired is kept for its results and sent no more."""

    title = LineField(_("title"), max_length=160)
    about = models.CharField(_("what it is about"), max_length=15, choices=About.choices, default=About.OTHER)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    retired = models.BooleanField(_("no longer used"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(QuestionnaireQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [models.UniqueConstraint(fields=["centre", "title"], name="questionnaire_once", violation_error_message=_("There is a questionnaire of this name already."))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/spoergeskemaer/skemaer/{self.pk}/"


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-number")


class Edition(Numbered, CentreOwned):
    """What a questionnaire asks, as one document (:mod:`brobygger.surveys.structure`). From the day it is first sent it never changes: what is changed then is the next edition."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    content = models.JSONField(_("questions"), default=dict)

    objects: ClassVar = CentreManager.from_queryset(EditionQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["number"]
        verbose_name = _("edition of a questionnaire")
        verbose_name_plural = _("editions of questionnaires")
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.questionnaire} ({self.number})"

    @property
    def is_frozen(self) -> bool:
        """Whether somebody may have answered it."""
        return self.sendings.filter(opened_on__isnull=False).exists()
