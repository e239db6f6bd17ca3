"""A network: its facts, its members, and a step that somebody dates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Theme
from brobygger.core.forms import Day, DayField, Form, ModelForm
from brobygger.organisations.models import Network, NetworkMember
from brobygger.organisations.together import TogetherField


class NetworkForm(ModelForm):
    class Meta:
        model = Network
        fields = ["name", "form", "theme", "purpose", "also", "started_on", "closed_on"]
        widgets = {"started_on": Day(), "closed_on": Day(), "purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "started_on": gettext_lazy("Empty while it is only wished for. A target “per network” counts it from this day."), "also": gettext_lazy("What you call it from day to day, with commas between. The line understands these too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "theme", Theme)
        if not self.instance.pk:
            del self.fields["closed_on"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("started_on"), self.cleaned_data.get("closed_on")
        if start and end and end < start:
            self.add_error("closed_on", _("The network closes before it starts."))
        if end and not start and "started_on" not in self.errors:
            self.add_error("started_on", _("When was it established?"))
        return cleaned


class MembersForm(Form):
    organisations = TogetherField(
        label=gettext_lazy("Organisations"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, help_text=gettext_lazy("Their names with commas between, or one a line."),
    )
    name = forms.CharField(label=gettext_lazy("A person to add: name"), max_length=120, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail"), required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("mail") and not self.cleaned_data.get("name"):
            self.add_error("name", _("Whose mail is it?"))
        return cleaned


class MemberForm(ModelForm):
    class Meta:
        model = NetworkMember
        fields = ["role", "since", "until"]
        widgets = {"since": Day(), "until": Day()}
        help_texts = {"since": gettext_lazy("Empty: since nobody knows when."), "until": gettext_lazy("When it has left. Empty while it is in it.")}


class StepForm(Form):
    on = DayField(label=gettext_lazy("Day"))
    text = forms.CharField(label=gettext_lazy("What there is to say"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"evaluate": gettext_lazy("What came out of it"), "close": gettext_lazy("Why it closes")}
        if step in labels:
            self.fields["text"].label = labels[step]
            self.fields["text"].required = step == "evaluate"
        else:
            del self.fields["text"]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if self.fields["text"].label == gettext_lazy("Why it closes") and len(text) > 250:
            raise ValidationError(_("Say it in 250 characters."))
        return text
