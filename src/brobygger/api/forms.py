"""What a leader says of a program that is to be let in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.api.models import AccessToken
from brobygger.core.forms import Day, ModelForm
from brobygger.core.resources import resources, scopes


def _readable() -> list[tuple[str, Any]]:
    return sorted(scopes.items(), key=lambda each: str(each[1]))


def _writable() -> list[tuple[str, Any]]:
    written = {each.scope for each in resources.values() if each.writing is not None}
    return [(key, label) for key, label in _readable() if key in written]


class TokenForm(ModelForm):
    reads = forms.MultipleChoiceField(label=gettext_lazy("May read"), choices=_readable, widget=forms.CheckboxSelectMultiple, required=False)
    writes = forms.MultipleChoiceField(
        label=gettext_lazy("May also change"), choices=_writable, widget=forms.CheckboxSelectMultiple, required=False, help_text=gettext_lazy("What a program may change it may read too. Give no more than it needs."),
    )
    field_order = ["name", "reads", "writes", "persons", "ends_on"]

    class Meta:
        model = AccessToken
        fields = ["name", "reads", "writes", "persons", "ends_on"]
        widgets = {"ends_on": Day()}

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("reads") and not self.cleaned_data.get("writes") and not {"reads", "writes"} & set(self.errors):
            self.add_error("reads", _("Say what the program may read."))
        return cleaned
