"""Who has said yes to newsletters, and the addresses that are not written to."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.core.versions import Numbered
from brobygger.newsletters.models.audiences import Audience
from brobygger.people.models import Person


def new_token() -> str:
    """A secret that stands in an address and opens one thing."""
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def confirmed(self) -> "SubscriberQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> "SubscriberQuerySet":
        """Those who were asked and have not said yes."""
        return self.filter(confirmed_at=None)


class Subscriber(Numbered, CentreOwned):
    """An address that wants newsletters, from the moment its own mail has said yes (``confirmed_at``). Whoever unsubscribes is deleted here.

    ``lists`` are the open audiences it chose, ``themes`` what it wants to hear of; none is all. ``by_centre``: the centre asked it, rather than that somebody signed up; who did stands in the trail.
    """

    mail = EmailField(_("mail"))
    name = LineField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="da")
    lists = models.ManyToManyField(Audience, blank=True, related_name="subscribers", verbose_name=_("newsletters"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"), editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    asked_at = models.DateTimeField(_("asked"), editable=False)
    by_centre = models.BooleanField(_("asked by the centre"), default=False, editable=False)
    confirmed_at = models.DateTimeField(_("said yes"), null=True, blank=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(SubscriberQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["mail", "pk"]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        indexes = [
            models.Index(fields=["centre", "confirmed_at"], name="subscriber_confirmed"),
            models.Index(fields=["centre", "digest"], name="subscriber_known_again"),
        ]
        constraints = [models.UniqueConstraint(fields=["centre", "mail"], name="subscriber_once", violation_error_message=_("This address is here already."))]

    def __str__(self) -> str:
        return self.name or self.mail

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.mail = plain(self.mail)
        self.digest = digest_of(self.mail, self.centre_id)
        super().save(*args, **kwargs)

    @property
    def since(self) -> datetime:
        return self.confirmed_at or self.asked_at


def plain(mail: str) -> str:
    """An address as it is compared: two ways of writing the same are one."""
    return mail.strip().casefold()


def digest_of(mail: str, centre: int) -> str:
    """What an address is known again by, at one centre."""
    return sha256(f"newsletters:{centre}:{plain(mail)}".encode()).hexdigest()


class WithheldQuerySet(models.QuerySet["Withheld"]):
    def bounced(self) -> "WithheldQuerySet":
        return self.filter(Q(why=Withheld.Why.BOUNCED))


class Withheld(CentreOwned):
    """An address that gets no newsletters. The address itself is not kept, but what it is known again by; so it holds for whoever has it, in every audience."""

    class Why(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", _("cannot be reached")

    digest = models.CharField(max_length=64, editable=False)
    why = models.CharField(_("why"), max_length=15, choices=Why.choices)
    since = models.DateField(_("since"))

    objects: ClassVar = CentreManager.from_queryset(WithheldQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-since", "-pk"]
        verbose_name = _("address that gets no newsletters")
        verbose_name_plural = _("addresses that get no newsletters")
        constraints = [models.UniqueConstraint(fields=["centre", "digest"], name="withheld_once")]

    def __str__(self) -> str:
        return str(self.get_why_display())
