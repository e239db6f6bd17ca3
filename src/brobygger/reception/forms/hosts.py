from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField, Form, ModelForm
from brobygger.matching.models import Opportunity
from brobygger.reception.models import HostRota


class RotaForm(ModelForm):
    """Which job the hosts have."""

    class Meta:
        model = HostRota
        fields = ["job"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        job = self.fields["job"]
        assert isinstance(job, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        job.queryset = Opportunity.objects.filter(organisation=None).exclude(state=Opportunity.State.CLOSED) | Opportunity.objects.filter(pk=self.instance.job_id or 0)


class CarryForm(Form):
    week = DayField(label=gettext_lazy("like the week of"))
    weeks = forms.IntegerField(label=gettext_lazy("for so many weeks more"), min_value=1, max_value=26, initial=4)
