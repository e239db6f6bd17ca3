"""Post that comes to the house for associations."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation


class Sort(models.TextChoices):
    LETTER = "letter", _("letter")
    PARCEL = "parcel", _("parcel")


class Ending(models.TextChoices):
    """What became of it. Empty: it is still here."""

    HANDED = "handed", _("handed out")
    RETURNED = "returned", _("sent back to the sender")


class PostQuerySet(models.QuerySet["Post"]):
    def listed(self) -> "PostQuerySet":
        return self.select_related("organisation", "centre")

    def waiting(self) -> "PostQuerySet":
        return self.filter(ending="")

    def overdue(self, day: date) -> "PostQuerySet":
        """What has waited for more than a fortnight on ``day``."""
        return self.waiting().filter(received_on__lt=day - Post.FORTNIGHT)


class Post(Numbered, CentreOwned):
    """Something the postman brought for an association (post til en forening): received, told of by mail, handed out. To whom by name is not kept."""

    FORTNIGHT: ClassVar = timedelta(days=14)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="post", verbose_name=_("association"))
    sort = models.CharField(_("what"), max_length=10, choices=Sort.choices, default=Sort.LETTER)
    pieces = models.PositiveSmallIntegerField(_("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)])
    received_on = models.DateField(_("received"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    notified_on = models.DateField(_("told of"), null=True, blank=True, editable=False)
    ending = models.CharField(_("what became of it"), max_length=10, choices=Ending.choices, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(PostQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-received_on", "-pk"]
        verbose_name = _("post for an association")
        verbose_name_plural = pgettext_lazy("several", "post for associations")
        indexes = [models.Index(fields=["centre", "ending", "organisation"], name="post_waiting"), models.Index(fields=["centre", "received_on"], name="post_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(pieces__gte=1), name="post_of_something"),
            models.CheckConstraint(condition=Q(ending="", ended_at=None) | ~Q(ending="") & Q(ended_at__isnull=False), name="post_ended_when"),
            models.CheckConstraint(condition=Q(notified_on=None) | Q(notified_on__gte=F("received_on")), name="post_told_of_after_it_came"),
        ]

    def __str__(self) -> str:
        if self.sort == Sort.PARCEL:
            return ngettext("%(n)s parcel", "%(n)s parcels", self.pieces) % {"n": self.pieces}
        return ngettext("%(n)s letter", "%(n)s letters", self.pieces) % {"n": self.pieces}

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/reception/post/forening/{self.organisation_id}/"
