"""An organisation and a network, as far as the plan and the line need them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.core.forms import ModelForm
from brobygger.organisations.models import Network, Organisation


def _in_use(form: ModelForm, name: str, model: Any) -> None:
    """Offer the list's lines that are in use, and the one the row already has."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
    field.queryset = model.objects.filter(retired=False) | model.objects.filter(pk=getattr(form.instance, f"{name}_id"))


class OrganisationForm(ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "also", "sector", "parent", "locality", "voluntary_social"]
        help_texts = {
            "also": _("What you call it from day to day, with commas between. The line understands these too."),
            "parent": _("For example the municipality that a department belongs to."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_use(self, "locality", Locality)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
        # Two steps deep is what centres have; a part of one's own part would go round in circles.
        field.queryset = Organisation.objects.filter(parent=None).exclude(pk=self.instance.pk)


class NetworkForm(ModelForm):
    class Meta:
        model = Network
        fields = ["name", "also", "theme", "started_on", "closed_on", "members"]
        widgets = {
            "started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "closed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "members": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "started_on": _("A target “per network” counts this one from this day."),
            "also": _("What you call it from day to day, with commas between. The line understands these too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_use(self, "theme", Theme)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("started_on"), self.cleaned_data.get("closed_on")
        if start and end and end < start:
            self.add_error("closed_on", _("The network closes before it starts."))
        return cleaned
