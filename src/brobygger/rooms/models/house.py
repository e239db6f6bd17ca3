"""Premises, the rooms in them, and the spaces that rooms consist of."""

import secrets
from pathlib import PurePath
from typing import ClassVar

from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Listed, Locality, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered


def picture_path(_instance: object, filename: str) -> str:
    """A name of our own: what a file was called on somebody's machine is nobody's business, and may be meant to harm."""
    return f"rooms/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class Feature(Listed):
    """What a room has (udstyr i lokalet): a projector, a hearing loop, a piano."""

    class Meta(Listed.Meta):
        verbose_name = _("feature of a room")
        verbose_name_plural = _("features of rooms")
        constraints = [once_per_centre("room_feature_once")]


class SetUp(Listed):
    """How tables and chairs can stand (bordopstilling): as a theatre, a horseshoe, a café."""

    class Meta(Listed.Meta):
        verbose_name = _("set-up")
        verbose_name_plural = _("set-ups")
        constraints = [once_per_centre("room_set_up_once")]


class Premises(Numbered, CentreOwned):
    """A place of the centre's own (sted), with its address and how one gets in."""

    name = LineField(_("name"), max_length=120)
    address = LineField(_("address"), max_length=200, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    access = TextField(_("how one gets in"), blank=True, max_length=2000, help_text=_("Entrance, parking, bus. Shown to everybody, so no code."))
    opening_hours = TextField(_("opening hours"), blank=True, max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired = models.BooleanField(_("no longer used"), default=False)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "name", "pk"]
        verbose_name = _("premises")
        verbose_name_plural = pgettext_lazy("several", "premises")
        constraints = [once_per_centre("premises_once")]

    def __str__(self) -> str:
        return self.name


class Space(CentreOwned):
    """What can be taken only once at a time: a room of itself, or what two rooms that exclude each other share (``other``, the later made of them)."""

    room = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("rooms.Room", on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("space")
        verbose_name_plural = _("spaces")
        constraints = [
            models.UniqueConstraint(fields=["room"], condition=Q(other=None), name="space_of_room_once"),
            models.UniqueConstraint(fields=["room", "other"], name="space_of_two_once"),
        ]

    def __str__(self) -> str:
        return " / ".join(str(each) for each in (self.room, self.other) if each)


class OpenTo(models.TextChoices):
    """Who may book; each lets in those before it too."""

    CENTRE = "centre", _("the centre’s own events and groups alone")
    MEMBERS = "members", _("members")
    ORGANISATIONS = "organisations", _("all associations we know")
    EVERYBODY = "everybody", _("everybody")


class RoomQuerySet(models.QuerySet["Room"]):
    def listed(self) -> "RoomQuerySet":
        """With all that a list or a page shows, in a bounded number of queries."""
        return self.select_related("premises__locality", "centre").prefetch_related("features", "set_ups")

    def in_use(self) -> "RoomQuerySet":
        return self.filter(retired=False, premises__retired=False)

    def public(self) -> "RoomQuerySet":
        """What the public overview shows: every room in use that others than the centre may book."""
        return self.in_use().exclude(open_to=OpenTo.CENTRE)


class Room(Numbered, CentreOwned):
    """A room, what is in it, and the rules of booking it.

    ``parts``: the rooms it is made of (hall A+B). ``excludes``: rooms that cannot be used at the same time, as with a wall that carries every sound.
    ``spaces`` follow from the two (:mod:`brobygger.rooms.spaces`) and are what a booking takes.
    """

    premises = models.ForeignKey(Premises, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("premises"))
    name = LineField(_("name"), max_length=120)
    text = TextField(_("what it is good for"), blank=True, max_length=4000)
    capacity = models.PositiveSmallIntegerField(_("room for how many"), validators=[MinValueValidator(1, _("There must be room for at least one.")), MaxValueValidator(5000)])
    features = models.ManyToManyField(Feature, blank=True, related_name="rooms", verbose_name=_("what is in it"))
    set_ups = models.ManyToManyField(SetUp, blank=True, related_name="rooms", verbose_name=_("set-ups"))
    step_free = models.BooleanField(_("one can get there without steps"), default=False)
    accessibility = TextField(_("accessibility"), blank=True, max_length=1000)
    house_rules = TextField(_("house rules"), blank=True, max_length=4000)
    picture = models.FileField(_("picture"), upload_to=picture_path, blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    picture_text = LineField(_("what the picture shows"), max_length=200, blank=True)
    parts = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="part_of", verbose_name=_("made of"))
    excludes = models.ManyToManyField("self", blank=True, verbose_name=_("cannot be used at the same time as"))
    spaces = models.ManyToManyField(Space, blank=True, related_name="rooms", editable=False)

    open_to = models.CharField(_("who may book"), max_length=15, choices=OpenTo.choices, default=OpenTo.MEMBERS)
    approval = models.BooleanField(_("we approve each booking"), default=False, help_text=_("Else a booking that follows the rules holds at once."))
    opens = models.TimeField(_("from"), null=True, blank=True, help_text=_("The earliest a booking begins. Empty: at any time."))
    closes = models.TimeField(_("to"), null=True, blank=True, help_text=_("The latest a booking ends. Empty: midnight."))
    weekends = models.BooleanField(_("also on Saturdays and Sundays"), default=True)
    season_from = models.PositiveSmallIntegerField(_("season, from"), null=True, blank=True)  # days of the year as rooms.seasons has them
    season_to = models.PositiveSmallIntegerField(_("season, to"), null=True, blank=True)
    ahead_days = models.PositiveSmallIntegerField(_("days ahead, at most"), null=True, blank=True, default=365, validators=[MinValueValidator(1), MaxValueValidator(1100)], help_text=_("Empty: no limit."))
    longest_hours = models.DecimalField(_("hours at a time, at most"), max_digits=4, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0.5), MaxValueValidator(336)], help_text=_("Empty: no limit."))
    buffer_minutes = models.PositiveSmallIntegerField(_("minutes kept free after each booking"), default=0, validators=[MaxValueValidator(600)], help_text=_("For airing and putting chairs in place."))
    quota_hours = models.PositiveSmallIntegerField(_("hours a month for each association, at most"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit."))
    cancel_hours = models.PositiveSmallIntegerField(_("cancelled in time until so many hours before"), default=24, validators=[MaxValueValidator(1000)])
    way_in = TextField(_("key or code"), blank=True, max_length=500, help_text=_("Where the key is, or the code of the door. Mailed before the time to those who have booked, and shown to nobody else."))
    way_in_hours = models.PositiveSmallIntegerField(_("mailed so many hours before"), default=24, validators=[MinValueValidator(1), MaxValueValidator(336)])
    charged = models.BooleanField(_("the price classes hold for it"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired = models.BooleanField(_("no longer used"), default=False)

    objects: ClassVar = CentreManager.from_queryset(RoomQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["premises__position", "premises__name", "position", "name", "pk"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(fields=["premises", "name"], name="room_once", violation_error_message=_("There is a room of this name here already.")),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_has_room", violation_error_message=_("There must be room for at least one.")),
            models.CheckConstraint(condition=Q(season_from=None, season_to=None) | Q(season_from__isnull=False, season_to__isnull=False), name="room_season_whole", violation_error_message=_("A season has a first and a last day.")),
            models.CheckConstraint(condition=Q(opens=None) | Q(closes=None) | Q(closes__gt=models.F("opens")), name="room_open_in_order", violation_error_message=_("It closes before it opens.")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/lokaler/rum/{self.pk}/"

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/lokaler/{self.pk}/"
