"""What one kind of evaluation that goes out by itself is like."""

from typing import Any

from django import forms

from brobygger.core.forms import ModelForm
from brobygger.surveys.models import About, EvaluationRule, Questionnaire


class RuleForm(ModelForm):
    class Meta:
        model = EvaluationRule
        fields = ["active", "questionnaire", "days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.about in {About.CONSULTATION, About.VOLUNTEER}:  # theirs goes on for half a year
            del self.fields["days"]
        field = self.fields["questionnaire"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Questionnaire.objects.in_use().filter(about=self.instance.about)
