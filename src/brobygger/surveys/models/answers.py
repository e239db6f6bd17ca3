"""What was answered. An anonymous answer lies sealed in an envelope until there are enough to be mixed; a response is an answer that may be read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.surveys.models.sendings import PersonalLink, Sending, random_key


class Way(models.TextChoices):
    """How an answer came: the open link and the personal ones are kept apart."""

    OPEN = "open", _("by the open link")
    PERSONAL = "personal", _("by a personal link")
    PAPER = "paper", _("on paper")


class Envelope(CentreOwned):
    """An anonymous answer, sealed with a key that does not lie in the database (:mod:`brobygger.surveys.sealing`). ``once`` is the form's own: sent twice, it is one answer."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="envelopes")
    once = models.CharField(max_length=40, editable=False)
    sealed = models.BinaryField()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("sealed answer")
        verbose_name_plural = _("sealed answers")
        constraints = [models.UniqueConstraint(fields=["sending", "once"], name="envelope_once")]

    def __str__(self) -> str:
        return str(_("sealed answer"))


class ResponseQuerySet(models.QuerySet["Response"]):
    def listed(self) -> "ResponseQuerySet":
        return self.select_related("sending__centre", "sending__edition__questionnaire")


class Response(CentreOwned):
    """One questionnaire answered (besvarelse). ``answers`` by the questions' keys.

    Anonymous: no link, no day, a random key, and rows that are mixed anew whenever some are added. Named: ``link`` says whose it is, and ``answered_on`` when it came. ``score`` is what it
    gives in per cent of the highest, where the questionnaire asks for a score.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="responses")
    link = models.ForeignKey(PersonalLink, on_delete=models.CASCADE, null=True, blank=True, related_name="responses")
    way = models.CharField(_("how it came"), max_length=10, choices=Way.choices)
    answers = models.JSONField(_("answers"), default=dict)
    score = models.PositiveSmallIntegerField(_("score in per cent"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    once = models.CharField(max_length=40, editable=False)

    objects: ClassVar = CentreManager.from_queryset(ResponseQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("response to a questionnaire")
        verbose_name_plural = _("responses to questionnaires")
        constraints = [
            models.UniqueConstraint(fields=["sending", "once"], name="response_once"),
            models.UniqueConstraint(fields=["link"], condition=Q(link__isnull=False), name="response_of_link_once"),
            models.CheckConstraint(condition=Q(link=None, answered_on=None) | Q(link__isnull=False, answered_on__isnull=False), name="response_named_or_not"),
        ]

    def __str__(self) -> str:
        return str(_("response"))


class SavedAnswers(CentreOwned):
    """Answers that somebody will go on with later (gemt halvvejs). Sealed with the code she was shown, by which alone they are found and read; tied to no link and to nobody."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="saved")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sealed = models.BinaryField()
    forget_on = models.DateField(_("forgotten on"))

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("saved answers")
        verbose_name_plural = _("saved answers")

    def __str__(self) -> str:
        return str(_("saved answers"))
