"""Forms of a swap: the answer, what the two write and propose, how it went; and the office's."""

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality
from brobygger.core.fields import EmailField
from brobygger.core.forms import Day, DayField, Form, ModelForm
from brobygger.exchange.models import Category, Exchange
from brobygger.organisations.models import Organisation


class HoursField(forms.DecimalField):
    """Hours, halves and quarters too; ``minutes`` of what was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": gettext_lazy("Hours, all together"), "required": False, "min_value": 0, "max_value": 10_000, "decimal_places": 2, "localize": True,
                "widget": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs,
            },
        )


def minutes(hours: Decimal | None) -> int | None:
    return round(hours * 60) if hours else None


class AnswerForm(Form):
    """Who answers, and the first words. ``second_name`` is for robots."""

    text = forms.CharField(label=gettext_lazy("Your message"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    association = forms.CharField(label=gettext_lazy("Your association"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    mail = forms.EmailField(
        label=gettext_lazy("Your mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}), validators=EmailField.default_validators,
        help_text=gettext_lazy("We write to you here when there is an answer. It is shown to the other once you both have agreed."),
    )
    phone = forms.CharField(label=gettext_lazy("Your telephone"), required=False, max_length=30, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}), help_text=gettext_lazy("Shown at the same time."))
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    own_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput(), initial=lambda: secrets.token_urlsafe(16))

    def __init__(self, *args: Any, acts_for: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if acts_for:
            self.fields["association"] = choice = forms.ModelChoiceField(
                Organisation.objects.filter(pk__in=[each.pk for each in acts_for]), label=gettext_lazy("Your association"), empty_label=None if len(acts_for) == 1 else gettext_lazy("Choose"),
            )
            choice.widget.attrs["class"] = "ds-input"

    def clean_own_key(self) -> str:
        return str(self.cleaned_data["own_key"]) or secrets.token_urlsafe(16)


class MessageForm(Form):
    text = forms.CharField(label=gettext_lazy("Write to them"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))


class ProposalForm(Form):
    what = forms.CharField(label=gettext_lazy("What we agree on"), max_length=200, help_text=gettext_lazy("Such as: four of us set up tables on Friday, and borrow the tent in May."))
    on = DayField(label=gettext_lazy("On the day"), required=False)
    hours = HoursField(help_text=gettext_lazy("Two people for three hours are six."))


class DoneForm(Form):
    hours = HoursField(help_text=gettext_lazy("Two people for three hours are six. Leave it empty where no hours were given."))


class ThanksForm(Form):
    thanks = forms.CharField(label=gettext_lazy("Say thank you"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ExchangeForm(ModelForm):
    """The office's: put right who it was between and what came of it."""

    hours = HoursField()

    class Meta:
        model = Exchange
        fields = ["gives", "gives_name", "gets", "gets_name", "category", "locality", "what", "on", "hours"]
        widgets = {"on": Day()}
        help_texts = {"what": gettext_lazy("No names of persons.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("category", Category), ("locality", Locality)):
            in_use(self, name, model)
        for name in ("gives", "gets"):
            choice: Any = self.fields[name]
            choice.queryset = Organisation.objects.order_by("name")
        if self.instance.minutes:
            self.initial["hours"] = Decimal(self.instance.minutes) / 60

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        for name in ("gives", "gets"):
            if given.get(name):
                given[f"{name}_name"] = ""
                setattr(self.instance, f"{name}_name", "")
            elif not given.get(f"{name}_name") and f"{name}_name" not in self.errors:
                self.add_error(name, _("Choose an association, or write what it is called."))
        if given.get("gives") and given.get("gives") == given.get("gets"):
            self.add_error("gets", _("One cannot swap with oneself."))
        if "hours" in given:
            self.instance.minutes = minutes(given["hours"])
        return cleaned
