"""The form of a year's open figures."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from brobygger.core.forms import ModelForm
from brobygger.reports.models import OpenYear
from brobygger.reports.open_figures import can_be_open


class OpenYearForm(ModelForm):
    measures = forms.MultipleChoiceField(label=gettext_lazy("Figures"), widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("What you tick is told for the whole year, and by theme and locality where the work has one."))

    class Meta:
        model = OpenYear
        fields = ["year", "licence", "measures"]
        widgets = {"licence": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].choices = [(each.key, capfirst(str(each.label))) for each in can_be_open()]  # type: ignore[attr-defined]  # a field of choices
        if self.instance.pk:
            del self.fields["year"]  # its address is the year's
