"""A plan document on its way in: what was read from it and corrected, before anything of the plan is written."""

from django.db import models

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.plan.models.plans import Plan, changed_by


class PlanDraft(Numbered, CentreOwned):
    """One uploaded document. ``outline`` is corrected until it is adopted; ``source`` is the document's text in blocks."""

    filename = LineField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = changed_by()
    outline = models.JSONField()
    source = models.JSONField(default=list)
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.filename
