"""The shelf of guides, templates and links, and when one was sent to somebody."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.advice.models.consultations import Consultation
from brobygger.advice.models.tokens import new_token
from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.versions import Numbered

MOST_BYTES = 15_000_000
READABLE = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "txt", "md", "csv", "png", "jpg", "jpeg", "webp", "zip")


def shelf_path(_instance: object, filename: str) -> str:
    """A name of our own; what the file is called stands in the row."""
    return f"shelf/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class ShelfItem(Numbered, CentreOwned):
    """A guide, a template or a link that helps again and again. Public ones stand on the site for everybody."""

    class Sort(models.TextChoices):
        GUIDE = "guide", _("guide")
        TEMPLATE = "template", _("template")
        LINK = "link", _("link")

    title = LineField(_("title"), max_length=160)
    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices, default=Sort.GUIDE)
    text = TextField(_("what it is good for"), blank=True, max_length=2000)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    file = models.FileField(_("file"), upload_to=shelf_path, blank=True, validators=[FileExtensionValidator(READABLE)])
    link = UrlField(_("link"), blank=True)
    public = models.BooleanField(_("on the public site"), default=True)
    retired = models.BooleanField(_("out of date"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("item on the shelf")
        verbose_name_plural = _("items on the shelf")
        constraints = [models.CheckConstraint(condition=~Q(file="") | ~Q(link=""), name="shelf_item_is_something", violation_error_message=_("Choose a file, or write a link."))]

    def __str__(self) -> str:
        return self.title


class AnswerMail(CentreOwned):
    """A mail that was written after a consultation, kept as it was sent. Of one with a citizen only that it went: neither to whom nor what it said.

    ``key`` is the form's own: sent twice, it is one.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="answers")
    to = EmailField(_("to"), blank=True)
    subject = LineField(_("subject"), max_length=200, blank=True)
    text = TextField(_("text"), blank=True, max_length=10_000)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=32, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("answer by mail")
        verbose_name_plural = _("answers by mail")
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="answer_mail_once")]

    def __str__(self) -> str:
        return self.subject or str(self._meta.verbose_name)


class ItemSent(CentreOwned):
    """That an item was sent with an answer: once for each answer. ``token`` opens it for whoever got the mail, also when it is not on the site."""

    item = models.ForeignKey(ShelfItem, on_delete=models.CASCADE, related_name="sent")
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sent")
    answer = models.ForeignKey(AnswerMail, on_delete=models.CASCADE, null=True, blank=True, related_name="items")
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("item sent")
        verbose_name_plural = _("items sent")

    def __str__(self) -> str:
        return str(self.item)
