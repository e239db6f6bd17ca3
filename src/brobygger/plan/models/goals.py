"""Goals and what stands under them: activities, means of verification; teams and strategic markers."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.plan.models.plans import Area, Dated, PlanPart, changed_by, period_in_order


class Team(Numbered, CentreOwned):
    """Those who answer for goals together (a core-service team). Holds follow-up ``follow_ups_a_year`` times a year."""

    name = LineField(_("name"), max_length=120)
    follow_ups_a_year = models.PositiveSmallIntegerField(_("follow-ups a year"), default=2)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("members"))
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="team_once")]

    def __str__(self) -> str:
        return self.name


class Marker(Numbered, CentreOwned):
    """A strategic marker of the centre's own (pejlemærke), such as one of the UN's goals."""

    code = LineField(_("short"), max_length=12, blank=True)
    name = LineField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "code", "name"]
        verbose_name = _("marker")
        verbose_name_plural = _("markers")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="marker_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class Goal(PlanPart, Dated):
    """A goal for the effort (mål for indsatsen). ``changed_on`` gives it the ≠: it can no longer be followed up."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="goals")
    title = TextField(_("goal"))
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="goals", verbose_name=_("team"))
    owner = changed_by(verbose_name=_("responsible"))
    lead_in = LineField(_("line above the activities"), max_length=300, blank=True)
    note = TextField(_("note"), blank=True)
    markers = models.ManyToManyField(Marker, blank=True, related_name="goals", verbose_name=_("markers"))
    changed_on = models.DateField(_("changed on"), null=True, blank=True, editable=False)
    changed_reason = TextField(_("why it was changed"), blank=True, editable=False)
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors", editable=False
    )
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta(PlanPart.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            period_in_order("goal_period_in_order"),
            models.CheckConstraint(
                condition=Q(changed_on=None) | ~Q(changed_reason=""), name="goal_changed_says_why",
                violation_error_message=_("Say why the goal was changed."),
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="goal_not_its_own_successor"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_changed(self) -> bool:
        return self.changed_on is not None


class Activity(PlanPart, Dated):
    """What is done for the goal. ``continuous``: løbende, efter behov – it has no date to be late for."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="activities")
    text = TextField(_("activity"))
    owner = changed_by(verbose_name=_("responsible"))
    continuous = models.BooleanField(_("continuous or as needed"), default=False)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    dropped_on = models.DateField(_("given up on"), null=True, blank=True)
    note = TextField(_("note"), blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta(PlanPart.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [period_in_order("activity_period_in_order")]

    def __str__(self) -> str:
        return self.text

    def state(self, today: date) -> str:
        """Where it stands in one word's code: done, dropped, late, running, ahead."""
        if self.done_on:
            return "done"
        if self.dropped_on:
            return "dropped"
        if self.ends_on and today > self.ends_on:
            return "late"
        return "ahead" if self.starts_on and today < self.starts_on else "running"


class MovedDate(CentreOwned):
    """A planned end that was moved: from, to and why; the status to the municipality shows all three."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="moves")
    old = models.DateField()
    new = models.DateField()
    reason = TextField(_("why it was moved"))
    moved_at = models.DateTimeField()
    moved_by = changed_by()

    class Meta(CentreOwned.Meta):
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class MeansOfVerification(PlanPart):
    """How one will see that the goal is met (dokumentation); ``measures`` are the keys that answer it."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="means")
    text = TextField(_("documentation"))
    measures = models.JSONField(_("counted by"), default=list, blank=True)

    class Meta(PlanPart.Meta):
        verbose_name = _("documentation")
        verbose_name_plural = _("documentation")

    def __str__(self) -> str:
        return self.text
