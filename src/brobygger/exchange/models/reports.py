"""That somebody has reported a post: why, and what the centre did about it. Nobody is asked who reports."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import TextField
from brobygger.exchange.models.posts import ExchangePost


class ReportQuerySet(models.QuerySet["PostReport"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(handled_at=None)


class PostReport(CentreOwned):
    class Why(models.TextChoices):
        MONEY = "money", _("it is about money, or advertising")
        DECENT = "decent", _("it is not decent")
        PERSONAL = "personal", _("it tells about a person")
        OVER = "over", _("it is no longer right")
        OTHER = "other", pgettext_lazy("why a post is reported", "something else")

    post = models.ForeignKey(ExchangePost, on_delete=models.CASCADE, related_name="reports")
    why = models.CharField(_("what is the matter?"), max_length=10, choices=Why.choices)
    text = TextField(_("a few words, if you like"), blank=True, max_length=1000)
    at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar = CentreManager.from_queryset(ReportQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-at", "-pk"]
        verbose_name = _("report of a post")
        verbose_name_plural = _("reports of posts")

    def __str__(self) -> str:
        return str(self.get_why_display())
