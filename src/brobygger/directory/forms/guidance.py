"""Counting one who was shown the way. Every field is a choice: there is nowhere to write who it was."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.core.forms import Day, ModelForm
from brobygger.directory.models import AgeBand, GuidanceContact, Meaning


class GuidanceForm(ModelForm):
    class Meta:
        model = GuidanceContact
        fields = ["meaning", "theme", "channel", "outcome", "age", "locality", "on"]
        widgets = {"channel": forms.RadioSelect, "outcome": forms.RadioSelect, "age": forms.RadioSelect, "on": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("meaning", Meaning.objects.in_use()), ("theme", Theme.objects.filter(retired=False)), ("locality", Locality.objects.filter(retired=False))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
            field.queryset = rows
            if not rows:
                del self.fields[name]
        age = self.fields["age"]
        assert isinstance(age, forms.TypedChoiceField)  # noqa: S101 -- as above
        age.choices = [("", _("not asked")), *AgeBand.choices]
