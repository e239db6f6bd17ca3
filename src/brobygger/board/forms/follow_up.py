"""The lights of one goal, as a person chooses them beside the machine's proposals."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brobygger.board.following import GoalSeen
from brobygger.board.models.meetings import LIGHTS
from brobygger.core.forms import Form
from brobygger.plan.lights import Colour

CHOOSABLE = [(code, word) for code, word in LIGHTS if code != Colour.CHANGED]
LOCKED = [(code, word) for code, word in LIGHTS if code == Colour.CHANGED]


class FollowUpForm(Form):
    """``seen`` is the version of the decision that stood on the page: who decides over another's head is told."""

    result = forms.ChoiceField(label=_("Result"), choices=CHOOSABLE, widget=forms.RadioSelect)
    schedule = forms.ChoiceField(label=_("Schedule"), choices=CHOOSABLE, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2, "data-needed-at-times": ""}),
        help_text=_("Needed for yellow and red, and for another light than the proposed one."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, goal: GoalSeen) -> None:
        changed = goal.goal.is_changed
        comment = goal.comment or (goal.goal.changed_reason if changed and not goal.follow_up else "")
        initial = {"result": goal.result, "schedule": goal.schedule, "comment": comment, "seen": goal.version}
        if changed:  # a decision made before the goal was changed is made again
            initial |= {"result": Colour.CHANGED, "schedule": Colour.CHANGED}
        super().__init__(data, initial=initial, prefix=f"g{goal.goal.pk}")
        if changed:
            for name in ("result", "schedule"):
                self.fields[name].choices = LOCKED  # type: ignore[attr-defined]  # a ChoiceField

    def refuse(self, error: ValidationError) -> None:
        """Put the action's refusal beside the field it is about; the rule of the comment stands beside the comment."""
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.add_error(name if name in self.fields else "comment", errors)
        else:
            self.add_error("comment", error)

    def show_theirs(self, version: int) -> None:
        """Let the next save be made knowingly over the other's decision; what was typed stays."""
        self.data = {**self.data.dict(), self.add_prefix("seen"): str(version)} if isinstance(self.data, QueryDict) else self.data
