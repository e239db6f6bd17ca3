"""The form of a life situation in the vocabulary."""

from typing import Any

from django import forms

from brobygger.core.forms import ModelForm
from brobygger.directory.models import Meaning


class MeaningForm(ModelForm):
    class Meta:
        model = Meaning
        fields = ["name", "words", "sensitive", "retired"]
        widgets = {"words": forms.Textarea(attrs={"rows": 14})}

    def save(self, commit: bool = True) -> Any:
        """Whoever changed it has made it the centre's own: a newer one of the product's leaves it alone."""
        self.instance.edited = True
        return super().save(commit)
