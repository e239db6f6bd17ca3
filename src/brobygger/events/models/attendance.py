"""Who came: of those who signed up, how many; and heads counted by where they came from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.events.models.events import Event
from brobygger.events.models.signups import Companion, SignUp
from brobygger.organisations.models import Affiliation


class Attendance(CentreOwned):
    """How many of a sign-up's persons came to an event; 0 is "did not come". No row: nobody has said. Who comes with her by name, the
    ``companion``, has a row for herself, and is not among the persons of the other.

    ``marked_at`` is the moment of the tick on the device it was made on, so that a tick that arrives late never undoes a newer one.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendance")
    signup = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="attendance")
    companion = models.ForeignKey(Companion, on_delete=models.CASCADE, null=True, blank=True, related_name="attendance")
    persons = models.PositiveSmallIntegerField(_("came"))
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["event", "signup"], condition=models.Q(companion=None), name="attendance_once"),
            models.UniqueConstraint(fields=["event", "companion"], name="attendance_of_companion_once"),
        ]

    def __str__(self) -> str:
        return str(self.persons)


class HeadCount(Affiliation):
    """Heads counted at the door, by where they came from, without personal data. ``key`` makes a count that is sent twice one."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="head_counts")
    key = models.CharField(max_length=40, blank=True)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Affiliation.Meta):
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        constraints = [models.UniqueConstraint(fields=["event", "key"], condition=~models.Q(key=""), name="head_count_once")]
