"""Forms of a match: the steps it takes, a place made ready, the weights of suggestions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField, Form, ModelForm
from brobygger.matching.models import Match, MatchWeights


class StepForm(Form):
    on = DayField(label=gettext_lazy("Day"), initial=timezone.localdate)
    because = forms.ChoiceField(label=gettext_lazy("Why it ended"), choices=[("", "–"), *Match.Because.choices], required=False, help_text=gettext_lazy("Only where it ends."))


class HostForm(Form):
    """What a host says behind its link: a day where somebody began, a reason where it came to nothing."""

    on = DayField(label=gettext_lazy("Day"), initial=timezone.localdate)
    because = forms.ChoiceField(
        label=gettext_lazy("If it ends: why"), required=False,
        choices=[("", "–"), *((each.value, each.label) for each in (Match.Because.FULL, Match.Because.HOST_NO, Match.Because.VOLUNTEER_NO, Match.Because.DONE, Match.Because.TIME, Match.Because.SUIT, Match.Because.OTHER))],
    )


class PrepareForm(Form):
    on = DayField(label=gettext_lazy("Day"), initial=timezone.localdate)
    agreed = forms.CharField(label=gettext_lazy("What the place does"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("A fixed contact, shorter times, somebody who goes along. Write nothing about the volunteer."))


class WeightsForm(ModelForm):
    class Meta:
        model = MatchWeights
        fields = ["interest", "skill", "time", "place", "support"]
