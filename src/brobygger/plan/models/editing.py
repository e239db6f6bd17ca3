"""The steps a plan was edited in, so that each can be undone and everybody can see who did what."""

from django.db import models

from brobygger.centres.scoping import CentreOwned
from brobygger.plan.models.plans import Plan, changed_by


class PlanEdit(CentreOwned):
    """One step: for each row touched, its fields before and after. Undone in one, or refused where others went on."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edits")
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = changed_by()
    steps = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
