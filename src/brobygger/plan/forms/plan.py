"""A plan's particulars, its copy, and what it is compared with."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField, Form, ModelForm
from brobygger.plan.forms.dates import use_date_pickers
from brobygger.plan.models import Goal, Plan


class PlanForm(ModelForm):
    """``hangs_on`` offers the goals of the centre's plans that are not closed."""

    class Meta:
        model = Plan
        fields = [
            "title", "kind", "starts_on", "ends_on", "label", "area_word", "goal_word", "activity_word", "means_word",
            "hangs_on", "public", "reminds",
        ]
        help_texts = {
            "label": gettext_lazy("For example aktivitetsplan, virksomhedsplan, handlingsplan, strategi."),
            "public": gettext_lazy("Once adopted, anybody can read it at the centre’s public address, without names of people."),
            "reminds": gettext_lazy("Once two weeks before an activity’s planned end, and once when it is late."),
            "hangs_on": gettext_lazy("For a strategy for one field: the goal of the centre’s plan that it serves."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_date_pickers(self)
        goals = Goal.objects.filter(removed=False, area__removed=False, area__plan__kind=Plan.Kind.CORE)
        if self.instance.pk:
            goals = goals.exclude(area__plan=self.instance.pk)
        field = self.fields["hangs_on"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: it is a foreign key
        field.queryset = goals.select_related("area__plan").order_by("-area__plan__starts_on", "area__position", "position")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("kind") != Plan.Kind.STRATEGY and self.cleaned_data.get("hangs_on"):
            self.add_error("hangs_on", _("Only a strategy hangs on a goal."))
        return cleaned


class CopyForm(Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    starts_on = DayField(label=gettext_lazy("The new plan begins on"))
    ends_on = DayField(label=gettext_lazy("and ends on"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            raise ValidationError({"ends_on": _("The plan ends before it begins.")})
        return cleaned


class AdoptForm(Form):
    on = DayField(label=gettext_lazy("Adopted on"))
