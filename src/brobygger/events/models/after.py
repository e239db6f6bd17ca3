"""What goes with an event before and after it: tasks, materials, the invitation as it was sent, what people thought of it."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.events.models.events import Event
from brobygger.people.models import Person

MOST_BYTES = 15_000_000
READABLE = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "txt", "md", "csv", "png", "jpg", "jpeg", "webp", "mp3", "zip")


def material_path(_instance: object, filename: str) -> str:
    """A name of our own; what the file is called stands in the row."""
    return f"materials/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class EventTask(CentreOwned):
    """Something to do before or after an event. Its day moves with the event, and it comes along when the event is copied."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tasks")
    text = LineField(_("what"), max_length=200)
    due_on = models.DateField(_("no later than"), null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who"))
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["due_on", "pk"]
        verbose_name = _("task of an event")
        verbose_name_plural = _("tasks of events")
        indexes = [models.Index(fields=["centre", "due_on"], condition=Q(done_on=None), name="event_task_due")]

    def __str__(self) -> str:
        return self.text


class Material(CentreOwned):
    """A file or a link that belongs to an event: slides, an exercise. Public ones stand on its page and in the thanks."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    title = LineField(_("title"), max_length=160)
    file = models.FileField(_("file"), upload_to=material_path, blank=True, validators=[FileExtensionValidator(READABLE)])
    link = UrlField(_("link"), blank=True)
    public = models.BooleanField(_("for those who come"), default=True, help_text=_("It stands on the event’s page and in the thanks. Else it is for colleagues."))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(condition=~Q(file="") | ~Q(link=""), name="material_is_something", violation_error_message=_("Choose a file, or write a link.")),
        ]

    def __str__(self) -> str:
        return self.title


class SentInvitation(CentreOwned):
    """An invitation as it was sent: the words, when, and to whom. Kept as evidence, so it is never changed.

    ``sent_to`` names organisations and networks; the addresses themselves are :class:`Invited`, and go when their time is up.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    subject = LineField(_("subject"), max_length=200)
    text = TextField(_("text"), max_length=20_000)
    sent_to = TextField(_("to whom"), blank=True)
    people = models.PositiveIntegerField(_("mails"))
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=32, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("invitation sent")
        verbose_name_plural = _("invitations sent")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="invitation_once")]

    def __str__(self) -> str:
        return self.subject


class Invited(CentreOwned):
    """An address that an invitation went to, kept so that whoever was invited is told when the event is moved or cancelled. Gone soon after it."""

    invitation = models.ForeignKey(SentInvitation, on_delete=models.CASCADE, related_name="invited")
    mail = EmailField(_("mail"), blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("invited")
        verbose_name_plural = _("those invited")
        constraints = [models.UniqueConstraint("invitation", Lower("mail"), condition=~Q(mail=""), name="invited_address_once")]

    def __str__(self) -> str:
        return self.mail


class Feedback(Numbered, CentreOwned):
    """What one who came thought of the event: a score from 1 to 5 and two open answers. Nobody is named, and the day alone is kept.

    ``common``: it came by the link that everybody has, so one person may have answered more than once; the others came each by a link of their
    own, which is not kept with them. ``key`` is the form's own: sent twice, it is one answer.
    """

    LOWEST, HIGHEST = 1, 5

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="feedback")
    score = models.PositiveSmallIntegerField(_("score"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)])
    gained = TextField(_("what one takes along"), blank=True, max_length=2000)
    better = TextField(_("what could be better"), blank=True, max_length=2000)
    given_on = models.DateField(_("day"))
    common = models.BooleanField(_("by the common link"), default=True)
    key = models.CharField(max_length=32, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="feedback_once"),
            models.CheckConstraint(condition=Q(score__gte=1) & Q(score__lte=5), name="feedback_score"),
        ]

    def __str__(self) -> str:
        return str(self.score)


class FeedbackKey(CentreOwned):
    """The right of one who came to evaluate the event once. Its secret stands in the mail alone; here is its digest, and whether it is spent.

    It names neither who got it nor what was answered with it, and no moment, so nothing leads from an answer to a person.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="feedback_keys")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    spent = models.BooleanField(_("used"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("key to an evaluation")
        verbose_name_plural = _("keys to evaluations")

    def __str__(self) -> str:
        return str(_("used") if self.spent else _("not used"))
