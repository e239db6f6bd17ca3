"""The yearly round: each member is asked whether what the centre knows of it is still right."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, TextField
from brobygger.organisations.models.organisations import Organisation


class CheckRules(CentreOwned):
    """When a round begins by itself; a centre has at most one row, and none as long as nobody has chosen a month."""

    month = models.PositiveSmallIntegerField(
        _("begins by itself in"), null=True, blank=True, choices=list(MONTHS.items()), help_text=_("Empty: only when somebody starts one."),
    )

    class Meta(CentreOwned.Meta):
        verbose_name = _("rule for the yearly round")
        verbose_name_plural = _("rules for the yearly round")
        constraints = [models.UniqueConstraint(fields=["centre"], name="check_rules_once")]

    def __str__(self) -> str:
        return str(self.get_month_display() or "–")


class CheckRound(CentreOwned):
    """One round. ``started_by`` is empty where the month came by itself."""

    started_on = models.DateField(_("started"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["-started_on", "-pk"]
        verbose_name = _("yearly round")
        verbose_name_plural = _("yearly rounds")
        constraints = [models.UniqueConstraint(fields=["centre", "started_on"], name="check_round_once_a_day")]

    def __str__(self) -> str:
        return f"{self.started_on:%d.%m.%Y}"


class CheckAnswerQuerySet(models.QuerySet["CheckAnswer"]):
    def of_newest_round(self) -> "CheckAnswerQuerySet":
        newest = CheckRound.objects.order_by("-started_on", "-pk").values("pk")[:1]
        return self.filter(round=Subquery(newest))

    def unanswered(self) -> "CheckAnswerQuerySet":
        return self.filter(answered_at=None)

    def in_vain(self) -> "CheckAnswerQuerySet":
        """Unanswered, and nothing more is sent: all reminders have gone, or there is nowhere to write."""
        return self.unanswered().filter(Q(mail="") | Q(reminders__gte=MOST_REMINDERS))


MOST_REMINDERS = 3


class CheckAnswer(CentreOwned):
    """One member in one round: where it was asked, how often it was reminded, and how it answered."""

    class How(models.TextChoices):
        CONFIRMED = "confirmed", _("all is right, by the link")
        CHANGED = "changed", _("changed by the link")
        OWN_PAGES = "own_pages", _("on its own pages")
        STAFF = "staff", _("told to staff")

    round = models.ForeignKey(CheckRound, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="checks")
    mail = EmailField(_("mail"), blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=10, choices=How.choices, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    message = TextField(_("anything else that has changed"), blank=True, max_length=2000)

    objects: ClassVar = CentreManager.from_queryset(CheckAnswerQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["organisation__name", "pk"]
        verbose_name = _("answer in the yearly round")
        verbose_name_plural = _("answers in the yearly round")
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="check_answer_once"),
            models.CheckConstraint(condition=Q(answered_at=None, how="") | (Q(answered_at__isnull=False) & ~Q(how="")), name="check_answered_how"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
