"""The daily inspection of the rooms, what one looks for, and the faults that are found."""

import secrets
from datetime import date, timedelta
from pathlib import PurePath
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Listed, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation
from brobygger.rooms.models import Room


def picture_path(_instance: object, filename: str) -> str:
    """A name of our own, as for pictures of rooms."""
    return f"faults/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class CheckPoint(Listed):
    """What one looks for at the inspection (punkt på tjeklisten): windows shut, tables in place. Without ``rooms`` it is for all."""

    rooms = models.ManyToManyField(Room, blank=True, related_name="+", verbose_name=_("in these rooms"))

    class Meta(Listed.Meta):
        verbose_name = _("point of the checklist")
        verbose_name_plural = _("points of the checklist")
        constraints = [once_per_centre("check_point_once")]


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def listed(self) -> "InspectionQuerySet":
        return self.select_related("room__premises", "by", "centre").prefetch_related("amiss")


class Inspection(Numbered, CentreOwned):
    """That somebody has been in a room on a day and looked (tilsyn). ``amiss``: the points that were not in order."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="inspections", verbose_name=_("room"))
    on = models.DateField(_("day"))
    amiss = models.ManyToManyField(CheckPoint, blank=True, related_name="+", verbose_name=_("not in order"))
    note = LineField(_("note"), max_length=250, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(InspectionQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "room__premises__position", "room__position", "pk"]
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        indexes = [models.Index(fields=["centre", "on"], name="inspection_by_day")]
        constraints = [models.UniqueConstraint(fields=["room", "on"], name="inspection_once_a_day")]

    def __str__(self) -> str:
        return f"{self.room}, {self.on:%d.%m.%Y}"


class Effect(models.TextChoices):
    """What others than the house notice of a fault."""

    INSIDE = "", _("only we see it")
    SHOWN = "shown", _("it is said on the room’s page and at its door")
    CLOSED = "closed", _("the room cannot be booked meanwhile")


class FaultState(models.TextChoices):
    OPEN = "open", pgettext_lazy("a fault", "open")
    MENDING = "mending", _("being mended")
    MENDED = "mended", _("mended")


class FaultQuerySet(models.QuerySet["Fault"]):
    def listed(self) -> "FaultQuerySet":
        return self.select_related("room__premises", "organisation", "reported_by", "centre")

    def unmended(self) -> "FaultQuerySet":
        return self.exclude(state=FaultState.MENDED)

    def old(self, day: date) -> "FaultQuerySet":
        """What has not been mended for a week, or should have been by now."""
        return self.unmended().filter(Q(reported_on__lt=day - Fault.A_WEEK, expected_on=None) | Q(expected_on__lt=day))


class Fault(Numbered, CentreOwned):
    """Something to mend (fejl), in a room or elsewhere in the house: open, being mended, mended.

    ``expected_on``: when it is thought to be mended; a room that is closed can be booked for the days after.
    """

    A_WEEK: ClassVar = timedelta(days=7)

    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, blank=True, related_name="faults", verbose_name=_("room"), help_text=_("Empty: elsewhere in the house."))
    what = LineField(_("what is wrong"), max_length=160)
    note = TextField(_("note"), blank=True, max_length=2000)
    picture = models.FileField(_("picture"), upload_to=picture_path, blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    effect = models.CharField(_("what others notice"), max_length=10, choices=Effect.choices, blank=True, default=Effect.INSIDE)
    expected_on = models.DateField(_("mended by"), null=True, blank=True, help_text=_("What we think. A room that is closed can be booked for the days after."))
    mender = LineField(_("who mends it"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FaultState.choices, default=FaultState.OPEN, editable=False)
    reported_on = models.DateField(_("reported"), editable=False)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reported by"), editable=False)
    mended_on = models.DateField(_("mended"), null=True, blank=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(FaultQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-reported_on", "-pk"]
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
        indexes = [models.Index(fields=["centre", "state", "reported_on"], name="fault_by_state"), models.Index(fields=["room", "state"], name="fault_of_room")]
        constraints = [models.CheckConstraint(condition=Q(state="mended", mended_on__isnull=False) | ~Q(state="mended") & Q(mended_on=None), name="fault_mended_when")]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/reception/fejl/{self.pk}/"
