"""The centre's own short lists of interests and skills."""

from typing import Any

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Listed
from brobygger.centres.scoping import CentreOwned


class Topic(Listed):
    """An interest or a skill. ``bit`` is its place in the numbers that rows keep: given once, never to another line."""

    class Sort(models.TextChoices):
        INTEREST = "interest", _("interest")
        SKILL = "skill", _("skill")

    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices)
    bit = models.PositiveSmallIntegerField(editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["sort", "position", "name"]
        verbose_name = _("interest or skill")
        verbose_name_plural = _("interests and skills")
        constraints = [
            models.UniqueConstraint(fields=["centre", "sort", "name"], name="topic_once", violation_error_message=_("This name is already on the list.")),
            models.UniqueConstraint(fields=["centre", "sort", "bit"], name="topic_bit_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.bit is None:
            last = Topic.objects.filter(sort=self.sort).aggregate(last=Max("bit"))["last"]
            self.bit = 0 if last is None else last + 1
        super().save(*args, **kwargs)
