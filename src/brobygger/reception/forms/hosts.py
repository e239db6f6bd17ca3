from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Day, Form, ModelForm
from brobygger.matching.models import Opportunity, Volunteer
from brobygger.reception.models import HostRota


class RotaForm(ModelForm):
    """Which job the hosts have, and which of them have agreed to be named."""

    class Meta:
        model = HostRota
        fields = ["job", "shown"]
        widgets = {"shown": forms.CheckboxSelectMultiple}
        help_texts = {"shown": gettext_lazy("Tick only those who have said yes. Their first name stands on the screen in the hall while they are hosts; nobody else’s does.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        job, shown = self.fields["job"], self.fields["shown"]
        assert isinstance(job, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: both are keys' fields
        assert isinstance(shown, forms.ModelMultipleChoiceField)  # noqa: S101 -- as above
        job.queryset = Opportunity.objects.filter(organisation=None).exclude(state=Opportunity.State.CLOSED) | Opportunity.objects.filter(pk=self.instance.job_id or 0)
        shown.queryset = Volunteer.objects.filter(shifts__shift__opportunity=self.instance.job_id or 0, person__isnull=False).select_related("person").distinct().order_by("person__name", "pk")
        shown.required = False
        if not self.instance.job_id:
            del self.fields["shown"]


class CarryForm(Form):
    week = forms.DateField(label=gettext_lazy("like the week of"), widget=Day())
    weeks = forms.IntegerField(label=gettext_lazy("for so many weeks more"), min_value=1, max_value=26, initial=4)
