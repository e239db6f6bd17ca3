"""A status that a document told before this program followed up: kept as it was said, beside the lights of today."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.plan.lights import COLOUR_WORDS, Colour
from brobygger.plan.models.goals import Activity, Goal
from brobygger.plan.models.plans import changed_by

SAID = [(colour.value, COLOUR_WORDS[colour]) for colour in (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.CHANGED)]


class ToldStatus(CentreOwned):
    """What ``document`` says of an activity (or of the whole goal) as of ``on``. Its lights are that document's: they decide nothing here."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="told")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="told")
    on = models.DateField(_("as of"), null=True, blank=True)
    text = TextField(_("status"), blank=True)
    result = models.CharField(_("result"), max_length=10, choices=SAID, blank=True)
    schedule = models.CharField(_("schedule"), max_length=10, choices=SAID, blank=True)
    document = LineField(_("document"), max_length=200)
    added_at = models.DateTimeField()
    added_by = changed_by()

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-added_at", "pk"]
        verbose_name = _("status told by a document")
        verbose_name_plural = _("statuses told by documents")
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(result="") | ~Q(schedule=""), name="told_status_says_something"),
        ]

    def __str__(self) -> str:
        return self.text or f"{self.get_result_display()} / {self.get_schedule_display()}"
