"""Forms of shifts and hours."""

import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import ClockField, DayField, Form
from brobygger.core.times import moment
from brobygger.matching.models import Match


class HoursForm(Form):
    """Hours on one day at one of her jobs."""

    match = forms.ModelChoiceField(label=gettext_lazy("Where"), queryset=Match.objects.none(), empty_label=None)
    on = DayField(label=gettext_lazy("Day"), initial=timezone.localdate)
    hours = forms.IntegerField(label=gettext_lazy("Hours"), min_value=0, max_value=24, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=0, max_value=59, required=False)
    what = forms.CharField(label=gettext_lazy("What you did"), max_length=160, required=False)
    own_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput(), initial=lambda: secrets.token_urlsafe(16))

    def __init__(self, *args: Any, matches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["match"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = matches
        field.label_from_instance = lambda row: f"{row.opportunity.title}, {row.opportunity.host}"  # type: ignore[assignment,method-assign]  # Django's own hook for it

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        total = (given.get("hours") or 0) * 60 + (given.get("minutes") or 0)
        if total < 5 and not {"hours", "minutes"} & set(self.errors):
            self.add_error("hours", _("How long was it? Five minutes at least."))
        given["total"] = total
        return cleaned

    def clean_own_key(self) -> str:
        return str(self.cleaned_data["own_key"]) or secrets.token_urlsafe(16)


class ShiftForm(Form):
    day = DayField(label=gettext_lazy("Day"))
    first = ClockField(label=gettext_lazy("From"))
    last = ClockField(label=gettext_lazy("Until"))
    places = forms.IntegerField(label=gettext_lazy("How many are wanted"), min_value=1, max_value=1000, initial=2)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=160, required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not self.errors:
            given["starts_at"], given["ends_at"] = moment(given["day"], given["first"]), moment(given["day"], given["last"])
            if given["ends_at"] <= given["starts_at"]:
                self.add_error("last", _("It ends before it begins."))
        return cleaned


class ReasonForm(Form):
    """Why hours are not approved."""

    reason = forms.CharField(label=gettext_lazy("Why not? The volunteer reads it."), max_length=250, error_messages={"required": gettext_lazy("Say why in a few words; the volunteer reads it.")})


class ThankForm(Form):
    words = forms.CharField(label=gettext_lazy("A few words of thanks"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
