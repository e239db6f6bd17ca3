"""A mail to those on a list, each who gets it, and the texts a centre keeps to begin from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.people.models import Person

LONGEST = 10_000


class LetterTemplate(Numbered, CentreOwned):
    """A text the centre keeps (skabelon), with words that are filled in for each who gets it."""

    name = LineField(_("what it is called"), max_length=80)
    subject = LineField(_("subject"), max_length=160)
    text = TextField(_("text"), max_length=LONGEST)
    retired = models.BooleanField(_("no longer used"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("template of mails")
        verbose_name_plural = _("templates of mails")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="letter_template_once", violation_error_message=_("There is a template of this name already."))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/mail/skabeloner/{self.pk}/"


class LetterQuerySet(models.QuerySet["Letter"]):
    def listed(self) -> "LetterQuerySet":
        return self.select_related("centre", "written_by")

    def going(self) -> "LetterQuerySet":
        return self.filter(state__in=[Letter.State.WAITING, Letter.State.SENDING])


class Letter(CentreOwned):
    """One mail to many, as it was written: its text stands here once. ``goes_at``: until then it can be taken back whole; ``whom`` is the list as it was called.

    ``once`` is the form it was sent from, so that a button pressed twice sends it once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "goes in a moment")
        SENDING = "sending", pgettext_lazy("mail", "on its way")
        SENT = "sent", pgettext_lazy("mail", "sent")
        STOPPED = "stopped", pgettext_lazy("mail", "taken back")

    subject = LineField(_("subject"), max_length=160)
    text = TextField(_("text"), max_length=LONGEST)
    whom = LineField(_("to"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="da")
    answers_to = EmailField(_("answers go to"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"))
    goes_at = models.DateTimeField(_("leaves at"))
    finished_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=40, editable=False)

    objects: ClassVar = CentreManager.from_queryset(LetterQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-written_at", "-pk"]
        verbose_name = _("mail to a list")
        verbose_name_plural = _("mails to lists")
        indexes = [models.Index(fields=["centre", "state"], name="letter_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "once"], name="letter_once"),
            models.CheckConstraint(condition=Q(finished_at__isnull=False) | ~Q(state__in=["sent", "stopped"]), name="letter_finished_says_when"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/mail/{self.pk}/"


class LetterTo(CentreOwned):
    """One who gets a mail (modtager), with her words in it. What the mail server said stands with the mail in the outbox, which is found by :attr:`once_key`."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail to one", "waits")
        OUTBOX = "outbox", pgettext_lazy("mail to one", "handed to the outbox")
        STOPPED = "stopped", pgettext_lazy("mail to one", "taken back")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="recipients")
    mail = EmailField(_("mail"))
    name = LineField(_("name"), max_length=160, blank=True)
    of = LineField(_("from which organisation"), max_length=200, blank=True)
    because = LineField(_("why"), max_length=300, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("recipient of a mail")
        verbose_name_plural = _("recipients of mails")
        indexes = [models.Index(fields=["letter", "state", "id"], name="letter_to_by_state")]

    def __str__(self) -> str:
        return self.name or self.mail

    @property
    def once_key(self) -> str:
        return f"letter-{self.letter_id}-{self.pk}"
