"""Those who wait for a time that is taken."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.organisations.models import Organisation
from brobygger.rooms.models.bookings import Booking, new_token
from brobygger.rooms.models.house import Room


class WaitState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("for a room", "waits")
    OFFERED = "offered", _("may have it")
    TAKEN = "taken", _("has got it")
    LEFT = "left", _("waits no longer")
    LAPSED = "lapsed", _("did not answer")


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def listed(self) -> "WaitingQuerySet":
        """With all that a list or a page shows, in a bounded number of queries."""
        return self.select_related("room__premises", "room__centre", "organisation", "booking", "centre")

    def open(self, now: datetime) -> "WaitingQuerySet":
        """Those who wait, or have been asked and may still answer."""
        return self.filter(state__in=[WaitState.WAITING, WaitState.OFFERED], starts_at__gt=now)


class Waiting(CentreOwned):
    """One who waits for a room at a time that somebody has (venteliste), first come, first asked.

    When the time comes free, ``booking`` holds it until ``offered_until``; an answer makes it hers, silence lets it go to the next. ``token`` opens her page.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="waiting", verbose_name=_("room"))
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("association"))
    name = LineField(_("name"), max_length=120, blank=True)
    mail = EmailField(_("mail"))
    phone = LineField(_("telephone"), max_length=30, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    purpose = LineField(_("what it is for"), max_length=160)
    persons = models.PositiveSmallIntegerField(_("persons"), null=True, blank=True)
    ticketed = models.BooleanField(_("tickets are sold"), default=False)
    by_office = models.BooleanField(default=False, editable=False)  # written down by staff, whom the rules of the room do not bind
    state = models.CharField(_("state"), max_length=10, choices=WaitState.choices, default=WaitState.WAITING)
    asked_at = models.DateTimeField(_("since"), editable=False)
    offered_until = models.DateTimeField(_("kept until"), null=True, blank=True, editable=False)
    booking = models.OneToOneField(Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="waited", editable=False)
    language = models.CharField(max_length=10, default="da", editable=False)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)

    objects: ClassVar = CentreManager.from_queryset(WaitingQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["asked_at", "pk"]
        verbose_name = _("wait for a room")
        verbose_name_plural = _("waits for rooms")
        indexes = [models.Index(fields=["centre", "state", "starts_at"], name="waiting_by_state"), models.Index(fields=["room", "state", "starts_at"], name="waiting_for_room")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="waiting_in_order"),
            models.UniqueConstraint(fields=["room", "mail", "starts_at", "ends_at"], condition=Q(state__in=["waiting", "offered"]), name="waits_once"),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def own_url(self) -> str:
        """Her page: the address is the key."""
        return f"/{self.centre.key}/lokaler/venter/{self.token}/"

    @property
    def who(self) -> str:
        return str(self.organisation) if self.organisation else self.name

    @property
    def is_open(self) -> bool:
        return self.state in {WaitState.WAITING, WaitState.OFFERED}
