"""Targets (måltal): what an activity promises in numbers or in proof, and the proof itself."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.plan import wording
from brobygger.plan.lights import Aim
from brobygger.plan.models.goals import Activity
from brobygger.plan.models.plans import Dated, PlanPart, changed_by, period_in_order
from brobygger.plan.periods import Per


class Target(PlanPart, Dated):
    """A number to reach, of a measure named by its stable key and narrowed; or (``evidenced``) a proof to attach.

    ``narrow`` maps a narrowing's key to the values that count, any of them: ``{"base": ["course"], "theme": [3]}``.
    ``share``: all of ``whole``, which someone counts.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="targets")
    evidenced = models.BooleanField(_("shown by proof, not by counting"), default=False)
    measure = models.CharField(_("what is counted"), max_length=60, blank=True)
    narrow = models.JSONField(_("only those"), default=dict, blank=True)
    minimum = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    maximum = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    per = models.CharField(
        _("how often"), max_length=10, default=Per.PLAN, choices=[(per.value, wording.PER_LABELS[per]) for per in Per]
    )
    for_each = models.CharField(_("for each"), max_length=20, blank=True, choices=list(wording.EACH_LABELS.items()))
    about = models.BooleanField(_("the number is approximate"), default=False)
    share = models.BooleanField(_("all of them"), default=False)
    whole = models.PositiveIntegerField(
        _("how many there were in all"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    whole_source = LineField(_("who counted them, and when"), max_length=200, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    own_work_only = models.BooleanField(_("leave out work of projects"), default=False)
    phrase = TextField(_("words of the plan"), blank=True)

    class Meta(PlanPart.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            period_in_order("target_period_in_order"),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gte=F("minimum")), name="target_range_in_order",
                violation_error_message=_("“At most” is lower than “at least”."),
            ),
            models.CheckConstraint(
                condition=Q(share=False) | Q(minimum=None, maximum=None), name="target_share_has_no_number",
                violation_error_message=_("“All of them” has no number of its own."),
            ),
        ]

    def __str__(self) -> str:
        return wording.aim(self)

    @property
    def only(self) -> dict[str, Any]:
        """What is left of the measure: its own narrowing, and projects' work taken out where the target says so."""
        narrow: dict[str, Any] = dict(self.narrow)
        if self.own_work_only:
            narrow["project"] = [None]
        return narrow

    @property
    def aim(self) -> Aim:
        return Aim(minimum=self.minimum, maximum=self.maximum, share=self.share, whole=self.whole)


class Proof(Numbered, CentreOwned):
    """What shows that an evidenced target is met: words, a link, a file; a person accepts it."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="proofs")
    text = TextField(_("what shows it"), blank=True)
    link = UrlField(_("link"), blank=True)
    file = models.FileField(_("file"), upload_to="proofs/%Y/", blank=True)
    added_at = models.DateTimeField()
    added_by = changed_by()
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    accepted_by = changed_by()

    class Meta(CentreOwned.Meta):
        ordering = ["added_at", "pk"]
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(link="") | ~Q(file=""), name="proof_shows_something",
                violation_error_message=_("Write, link or attach something."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.link or self.file.name or ""
