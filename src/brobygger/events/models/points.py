"""What a network carries from meeting to meeting: its points, with what was said of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.events.models.events import Event
from brobygger.organisations.models import Network


class Point(Numbered, CentreOwned):
    """Something a network is to talk about or do: on the agenda of every meeting until it is closed.

    With an owner or a day it is an action point. ``owner`` has an account here; ``owner_name`` is somebody of an association.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="points")
    title = LineField(_("point"), max_length=200)
    text = TextField(_("about it"), blank=True, max_length=4000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner here"))
    owner_name = LineField(_("or owner elsewhere"), max_length=120, blank=True)
    owner_mail = EmailField(_("their mail"), blank=True, help_text=_("They get the point with the minutes, and a reminder three days before."))
    due_on = models.DateField(_("no later than"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place on the agenda"), default=0)
    raised_on = models.DateField(_("raised"), editable=False)
    raised_at = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("point")
        verbose_name_plural = _("points")
        indexes = [models.Index(fields=["centre", "due_on"], condition=Q(closed_on=None), name="point_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        return str(self.owner or self.owner_name)

    @property
    def is_action(self) -> bool:
        """Somebody is to do something by a day, rather than all are to talk of it."""
        return bool(self.owner_id or self.owner_name or self.due_on)


class Minute(CentreOwned):
    """What was said of a point at one meeting."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="minutes")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="point_minutes")
    text = TextField(_("what was said"), blank=True, max_length=4000)

    class Meta(CentreOwned.Meta):
        ordering = ["event__starts_at", "pk"]
        verbose_name = pgettext_lazy("of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("of a meeting", "minutes")
        constraints = [models.UniqueConstraint(fields=["point", "event"], name="minute_once")]

    def __str__(self) -> str:
        return self.text[:60]
