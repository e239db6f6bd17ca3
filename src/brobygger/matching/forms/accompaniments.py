"""The forms of going along."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.core.forms import DayField, Form, ModelForm
from brobygger.matching.models import Accompaniment


class AccompanimentForm(ModelForm):
    class Meta:
        model = Accompaniment
        fields = ["to", "who", "reach", "meet", "locality", "theme"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("locality", Locality.objects.filter(retired=False)), ("theme", Theme.objects.filter(retired=False))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
            field.queryset = rows
        if self.instance.referral_id:  # who it is stands on the referral
            del self.fields["who"], self.fields["reach"]


class WentForm(Form):
    on = DayField(label=_("The day you went together"), initial=timezone.localdate)
