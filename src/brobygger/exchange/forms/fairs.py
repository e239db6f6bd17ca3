"""Forms of an exchange fair: which event it is and who takes part; and a slip, in one line."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form, ModelForm
from brobygger.events.models import Event
from brobygger.exchange.fairs import Slip
from brobygger.exchange.forms.answers import HoursField, minutes
from brobygger.exchange.models import Category, Fair
from brobygger.organisations.models import Organisation

SINCE = timedelta(days=90)  # events that were no longer ago can still be made a fair


class FairForm(ModelForm):
    class Meta:
        model = Fair
        fields = ["event", "organisations", "brokers"]
        widgets = {"organisations": forms.CheckboxSelectMultiple, "brokers": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "organisations": gettext_lazy("Their posts stand in the catalogue. You can add more as they sign up."), "brokers": gettext_lazy("Who helps people find each other on the evening; a name a line."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event: Any = self.fields["event"]
        had = self.instance.event_id
        soon = Event.objects.filter(starts_at__gte=timezone.now() - SINCE, exchange_fair=None)
        event.queryset = (soon | Event.objects.filter(pk=had)).select_related("registration").distinct().order_by("starts_at")
        event.empty_label = gettext_lazy("Choose")
        event.label_from_instance = _named
        organisations: Any = self.fields["organisations"]
        organisations.queryset = Organisation.objects.order_by("name")


def _named(event: Event) -> str:
    return f"{event.registration.title}, {timezone.localtime(event.starts_at):%d.%m.%Y}"


class SlipForm(Form):
    """Who gives, who gets, what, how many hours; a post's number in the catalogue says some of it. Tab leads through, Enter keeps it."""

    post = forms.IntegerField(label=gettext_lazy("Post no."), required=False, min_value=1, max_value=10**12, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
    gives = forms.CharField(label=gettext_lazy("Who gives"), required=False, max_length=160, widget=forms.TextInput(attrs={"list": "who", "autocomplete": "off"}))
    gets = forms.CharField(label=gettext_lazy("Who gets"), required=False, max_length=160, widget=forms.TextInput(attrs={"list": "who", "autocomplete": "off"}))
    what = forms.CharField(label=gettext_lazy("What"), required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    hours = HoursField(label=gettext_lazy("Hours"))
    category = forms.ModelChoiceField(Category.objects.none(), label=gettext_lazy("Category"), required=False, empty_label=gettext_lazy("by its words"))
    own_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput(), initial=lambda: secrets.token_urlsafe(16))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.queryset = Category.objects.filter(retired=False)
        category.empty_label = gettext_lazy("by its words")
        self.fields["post"].widget.attrs["autofocus"] = True

    def slip(self) -> Slip:
        given = self.cleaned_data
        category = given["category"]
        return Slip(given["gives"].strip(), given["gets"].strip(), given["what"].strip(), minutes(given["hours"]), given["post"], category.pk if category else None)

    def key(self) -> str:
        return str(self.cleaned_data["own_key"]) or secrets.token_urlsafe(16)
