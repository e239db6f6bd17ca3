"""The links of a letter, counted where the centre has asked for it: how often each was opened on a day, and never by whom."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.newsletters.models.letters import Newsletter
from brobygger.newsletters.models.subscribers import new_token


class ClickRules(CentreOwned):
    """Whether a centre's letters have their links counted (klik). Without a row they have not."""

    counts = models.BooleanField(_("count how often the links of our newsletters are opened"), default=False)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        verbose_name = _("rules of clicks")
        verbose_name_plural = _("rules of clicks")
        constraints = [models.UniqueConstraint(fields=["centre"], name="click_rules_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class LetterLink(CentreOwned):
    """An address in one block of one letter (link i et nyhedsbrev), written down when the letter is let go: ``token`` leads there and nowhere else."""

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="links")
    block = models.PositiveIntegerField()  # its place in the letter, from 1
    url = TextField()
    label = LineField(max_length=200, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["newsletter", "block", "pk"]
        verbose_name = _("link of a newsletter")
        verbose_name_plural = _("links of newsletters")
        constraints = [models.UniqueConstraint(fields=["newsletter", "block", "url"], name="letter_link_once")]

    def __str__(self) -> str:
        return self.label or self.url


class ClickCount(CentreOwned):
    """How often a link was opened on a day (klik)."""

    link = models.ForeignKey(LetterLink, on_delete=models.CASCADE, related_name="counts")
    on = models.DateField()
    n = models.PositiveIntegerField(default=0)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["on", "pk"]
        verbose_name = _("clicks of a day")
        verbose_name_plural = _("clicks of a day")
        constraints = [models.UniqueConstraint(fields=["link", "on"], name="click_count_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.n}"
