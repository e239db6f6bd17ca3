"""A try whether mail leaves: when, by whom, and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.correspondence import talking


class MailTrial(CentreOwned):
    """One mail sent to see whether the mail server takes it (afprøvning). ``step`` is what is being tried; ``outcome`` how it ended, ``said`` what the server answered."""

    class Step(models.TextChoices):
        NAME = talking.NAME, _("looking up the name")
        CONNECT = talking.CONNECT, _("calling the server")
        GREETING = talking.GREETING, _("waiting for its greeting")
        TLS = talking.TLS, _("making the connection secret")
        SIGN_IN = talking.SIGN_IN, _("signing in")
        SENDER = talking.SENDER, _("saying who sends")
        RECIPIENT = talking.RECIPIENT, _("saying who gets it")
        MESSAGE = talking.MESSAGE, _("handing the mail over")

    class Outcome(models.TextChoices):
        TAKEN = talking.TAKEN, pgettext_lazy("mail server", "taken")
        NAME = talking.NAME, pgettext_lazy("mail server", "name not found")
        REFUSED = talking.REFUSED, pgettext_lazy("mail server", "nothing listens there")
        CONNECT = talking.CONNECT, pgettext_lazy("mail server", "no way to it")
        GREETING = talking.GREETING, pgettext_lazy("mail server", "no greeting")
        TLS = talking.TLS, pgettext_lazy("mail server", "no secret connection")
        CERTIFICATE = talking.CERTIFICATE, pgettext_lazy("mail server", "certificate not valid")
        NO_TLS = talking.NO_TLS, pgettext_lazy("mail server", "offers no secret connection")
        SIGN_IN = talking.SIGN_IN, pgettext_lazy("mail server", "sign-in refused")
        NO_SIGN_IN = talking.NO_SIGN_IN, pgettext_lazy("mail server", "offers no sign-in")
        SENDER = talking.SENDER, pgettext_lazy("mail server", "sender refused")
        RECIPIENT = talking.RECIPIENT, pgettext_lazy("mail server", "recipient refused")
        MESSAGE = talking.MESSAGE, pgettext_lazy("mail server", "mail refused")
        SILENT = talking.SILENT, pgettext_lazy("mail server", "no answer in time")

    to = EmailField(_("to"))
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    step = models.CharField(max_length=12, choices=Step.choices, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    said = LineField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("try of the mail server")
        verbose_name_plural = _("tries of the mail server")
        constraints = [models.CheckConstraint(condition=models.Q(done_at=None, outcome="") | models.Q(done_at__isnull=False) & ~models.Q(outcome=""), name="mail_trial_done_says_how")]

    def __str__(self) -> str:
        return str(self.get_outcome_display() or self.get_step_display())

    @property
    def worked(self) -> bool:
        return self.outcome == self.Outcome.TAKEN
