"""A booking of a room, what it takes of the house, and a series of them."""

import secrets
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.core.prepared import InsertedPrepared
from brobygger.core.versions import Numbered
from brobygger.journal.models import Registration
from brobygger.organisations.models import Organisation
from brobygger.rooms.models.house import Room, SetUp, Space
from brobygger.rooms.models.prices import PriceClass


def new_token() -> str:
    return secrets.token_urlsafe(16)


class BookingState(models.TextChoices):
    ASKED = "asked", _("waits for an answer")
    CONFIRMED = "confirmed", _("booked")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled in time")
    CANCELLED_LATE = "late", _("cancelled late")
    NO_SHOW = "no_show", _("nobody came")
    KEPT = "kept", _("kept for one who waits")


class BookingSeries(Numbered, CentreOwned):
    """Bookings that come again by a rule. Each is a booking of its own; the rule says which there are.

    ``rule`` is an RRULE of RFC 5545 in local time, ``skipped`` the days it names that are left out (ISO dates).
    """

    rule = models.CharField(max_length=200, editable=False)
    skipped = models.JSONField(default=list, blank=True, editable=False)
    reconfirm_on = models.DateField(_("asked whether it is still in use on"), null=True, blank=True, editable=False)
    reconfirmed_on = models.DateField(_("said to be still in use on"), null=True, blank=True, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("series of bookings")
        verbose_name_plural = _("series of bookings")

    def __str__(self) -> str:
        return self.rule

    @property
    def is_unanswered(self) -> bool:
        """The booker was asked whether it is still in use, and has not answered."""
        return self.reconfirm_on is not None and (self.reconfirmed_on is None or self.reconfirmed_on < self.reconfirm_on)


class BookingQuerySet(models.QuerySet["Booking"]):
    def listed(self) -> "BookingQuerySet":
        """With all that a list or a page shows, in a bounded number of queries."""
        return self.select_related("room__premises", "room__centre", "organisation", "registration__centre", "set_up", "price_class", "series", "centre")

    def taking(self) -> "BookingQuerySet":
        """Those that hold their time: booked, or asked for and not answered yet."""
        return self.filter(state__in=[BookingState.ASKED, BookingState.CONFIRMED])

    def between(self, start: datetime, end: datetime) -> "BookingQuerySet":
        """Those that touch the time from ``start`` up to ``end``."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def over(self, now: datetime) -> "BookingQuerySet":
        """Booked, and over, and not written down as held yet."""
        return self.filter(state=BookingState.CONFIRMED, held_on=None, ends_at__lte=now)

    def held(self) -> "BookingQuerySet":
        """The room was used."""
        return self.filter(held_on__isnull=False)


class Booking(InsertedPrepared, Numbered, CentreOwned):
    """A room booked from a moment to another, by an association, by the centre itself, or by somebody who left a name and a mail.

    ``registration``: the centre's own work that the room is for. ``held_on``: the day it counts on, written down once it is over. ``hourly`` is the price as it was when it was booked. ``minutes`` repeats its length, so that
    hours can be added up on every database. ``token`` opens the booker's own page.
    What is only kept for one who waits is nobody's booking yet, though its time is taken (:mod:`brobygger.rooms.offering`).
    """

    # Every index is written to while all others wait who book: what another begins with has none of its own, and what is seldom filled in one of the filled alone.
    room = models.ForeignKey(Room, on_delete=models.PROTECT, db_index=False, related_name="bookings", verbose_name=_("room"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("association"))
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, db_index=False, null=True, blank=True, related_name="bookings", editable=False)
    name = LineField(_("name"), max_length=120, blank=True)
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    minutes = models.PositiveIntegerField(editable=False)
    purpose = LineField(_("what it is for"), max_length=160)
    persons = models.PositiveSmallIntegerField(_("persons"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5000)])
    set_up = models.ForeignKey(SetUp, on_delete=models.PROTECT, db_index=False, null=True, blank=True, related_name="+", verbose_name=_("set-up"))
    ticketed = models.BooleanField(_("tickets are sold"), default=False)
    price_class = models.ForeignKey(PriceClass, on_delete=models.PROTECT, db_index=False, null=True, blank=True, related_name="+", verbose_name=_("price class"))
    hourly = models.DecimalField(_("kroner an hour"), max_digits=8, decimal_places=2, default=Decimal(0))
    state = models.CharField(_("state"), max_length=10, choices=BookingState.choices, default=BookingState.CONFIRMED)
    reason = LineField(_("why"), max_length=250, blank=True)
    series = models.ForeignKey(BookingSeries, on_delete=models.SET_NULL, db_index=False, null=True, blank=True, related_name="bookings", editable=False)
    series_day = models.DateField(null=True, blank=True, editable=False)  # the day the rule gave it, wherever it has been moved since
    asked_at = models.DateTimeField(editable=False)
    held_on = models.DateField(_("held on"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)  # when it was declined or cancelled
    sequence = models.PositiveIntegerField(default=0, editable=False)
    unwritten = models.BooleanField(default=False, editable=False)  # that it is booked or asked for is still to be written
    language = models.CharField(max_length=10, default="da", editable=False)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(BookingQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        indexes = [
            models.Index(fields=["centre", "starts_at", "ends_at"], name="booking_by_time"),
            models.Index(fields=["room", "starts_at"], name="booking_of_room"),
            models.Index(fields=["centre", "state", "starts_at"], name="booking_by_state"),
            models.Index(fields=["centre", "held_on"], name="booking_held", condition=Q(held_on__isnull=False)),
            models.Index(fields=["centre"], name="booking_unwritten", condition=Q(unwritten=True)),
            *(models.Index(fields=[each], name=f"booking_of_{each}", condition=Q((f"{each}__isnull", False))) for each in ("registration", "set_up", "price_class", "series")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_in_order", violation_error_message=_("It ends before it begins.")),
            models.CheckConstraint(condition=~Q(organisation=None, registration=None, name="", mail=""), name="booking_of_somebody", violation_error_message=_("Who books?")),
        ]

    def __str__(self) -> str:
        return self.purpose

    def in_universal_time(self) -> None:
        """Times of one zone are compared and reckoned by their clocks, on which an hour is missing in spring and comes twice in autumn."""
        self.starts_at, self.ends_at = self.starts_at.astimezone(UTC), self.ends_at.astimezone(UTC)

    def save(self, *args: object, **kwargs: object) -> None:
        self.in_universal_time()
        self.minutes = round((self.ends_at - self.starts_at).total_seconds() / 60)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/lokaler/booking/{self.pk}/"

    @property
    def own_url(self) -> str:
        """The booker's page: the address is the key."""
        return f"/{self.centre.key}/lokaler/booking/{self.token}/"

    @property
    def day(self) -> date:
        """The day it begins, in Danish time."""
        return timezone.localtime(self.starts_at).date()

    @property
    def is_taking(self) -> bool:
        return self.state in {BookingState.ASKED, BookingState.CONFIRMED}

    @property
    def price(self) -> Decimal:
        return (self.hourly * self.minutes / 60).quantize(Decimal("0.01"))


class Occupation(InsertedPrepared, CentreOwned):
    """That a booking takes a space from a moment until the room is free again, the buffer with. No two of one space overlap (:mod:`brobygger.rooms.never_twice`)."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="occupations")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, db_index=False, related_name="occupations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("occupation of a space")
        verbose_name_plural = _("occupations of spaces")
        indexes = [models.Index(fields=["space", "ends_at", "starts_at", "centre"], name="occupation_of_space_in_time")]  # all that is asked for: the rows themselves are not read
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occupation_in_order")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}–{self.ends_at:%H:%M}"
