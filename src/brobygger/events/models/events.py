"""An event, standing on its registration; and a series of them."""

import secrets
from datetime import date, datetime
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.events.models.signups import SignUpList
from brobygger.journal.models import Registration, State
from brobygger.organisations.models import Network

MAX_IMAGE = 4_000_000


def image_path(_instance: object, filename: str) -> str:
    """A name of our own: what a file was called on somebody's machine is nobody's business, and may be meant to harm."""
    return f"events/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class Series(Numbered, CentreOwned):
    """Events that come again by a rule. Each is an event of its own; the rule says which there are.

    ``rule`` is an RRULE of RFC 5545 in local time, ``skipped`` the days it names that are left out (ISO dates).
    """

    rule = models.CharField(max_length=200)
    skipped = models.JSONField(default=list, blank=True)
    shifted = models.SmallIntegerField(default=0, editable=False)  # days: by so much its dates have been moved since, all to come at once
    whole = models.BooleanField(
        _("one signs up for the whole series"), default=False, help_text=_("As for a course of several evenings. Else one signs up for each date."),
    )

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("series")
        verbose_name_plural = _("series of events")

    def __str__(self) -> str:
        return self.rule


class EventQuerySet(models.QuerySet["Event"]):
    def listed(self) -> "EventQuerySet":
        """With all that a list or a page shows, in a bounded number of queries."""
        return self.select_related(
            "registration__kind", "registration__theme", "registration__locality", "registration__network", "registration__target_group", "registration__centre",
            "signup_list", "series",
        )

    def briefly(self) -> "EventQuerySet":
        """With what a letter says, and what decides whether one can sign up. The rest is read when somebody asks for it."""
        return self.select_related("registration__kind", "registration__centre", "signup_list").only(
            "centre", "starts_at", "ends_at", "text", "place", "online_link", "accessibility", "published_at", "sequence", "key", "series", "signup_list",
            "registration__title", "registration__state", "registration__kind__name", "registration__centre__key", "registration__centre__name", "registration__centre__mail",
        )

    def between(self, start: datetime, end: datetime) -> "EventQuerySet":
        """Those that touch the time from ``start`` up to ``end``."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def public(self) -> "EventQuerySet":
        """What the public calendar shows; the cancelled among them, marked as such."""
        return self.filter(published_at__isnull=False, listed_publicly=True)

    def taking_place(self) -> "EventQuerySet":
        return self.exclude(registration__state=State.CANCELLED)


class Event(Numbered, CentreOwned):
    """An event (arrangement): when and where, what is said about it, and whether one signs up. What counts stands in its registration.

    ``published_at`` empty: a draft that staff alone see. ``sequence`` grows whenever time, place or state changes, as calendars want it.
    """

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, primary_key=True, related_name="event")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    text = TextField(_("what it is about"), blank=True, max_length=10_000)
    place = LineField(_("place"), max_length=200, blank=True)
    online_link = UrlField(_("link to the online meeting"), blank=True)
    accessibility = TextField(_("accessibility"), blank=True, max_length=1000)
    price = LineField(_("price"), max_length=120, blank=True)
    image = models.FileField(_("picture"), upload_to=image_path, blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    image_text = LineField(_("what the picture shows"), max_length=200, blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible"))
    published_at = models.DateTimeField(null=True, blank=True)
    listed_publicly = models.BooleanField(_("in the public calendar"), default=True)
    signup_list = models.ForeignKey(SignUpList, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("sign-up"))
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    series_day = models.DateField(null=True, blank=True)  # the day the rule gave it, wherever it has been moved since
    minutes = TextField(pgettext_lazy("of a meeting", "minutes"), blank=True, max_length=20_000)
    thanks = TextField(_("thanks"), blank=True, max_length=4000)
    came_of_it = models.ManyToManyField(Network, blank=True, related_name="grown_from", verbose_name=_("what came of it"))
    sequence = models.PositiveIntegerField(default=0, editable=False)
    key = models.CharField(max_length=32, unique=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(EventQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["centre", "starts_at"], name="event_by_time"),
            # All that the calendar's month reads of thousands, in its order.
            models.Index(fields=["centre", "starts_at", "registration", "ends_at"], condition=Q(published_at__isnull=False, listed_publicly=True), name="event_public_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_in_order", violation_error_message=_("It ends before it begins.")),
            models.UniqueConstraint(fields=["series", "series_day"], condition=Q(series__isnull=False), name="event_once_a_day_of_series"),
        ]

    def __str__(self) -> str:
        return self.registration.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = self.key or secrets.token_urlsafe(16)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/{self.registration.centre.key}/kontor/arrangementer/{self.pk}/"

    @property
    def public_url(self) -> str:
        return f"/{self.registration.centre.key}/arrangementer/{self.pk}/"

    @property
    def day(self) -> date:
        """The day it begins, in Danish time."""
        return timezone.localtime(self.starts_at).date()

    @property
    def on_one_day(self) -> bool:
        return timezone.localtime(self.ends_at).date() == self.day

    @property
    def is_cancelled(self) -> bool:
        return bool(self.registration.state == State.CANCELLED)

    @property
    def is_held(self) -> bool:
        return bool(self.registration.state == State.HELD)

    def takes_signups(self, now: datetime) -> bool:
        own = self.signup_list
        return own is not None and own.takes(now, self.published_at, self.registration.state, self.starts_at, self.ends_at)
