"""The forms by which a questionnaire is sent: what is promised, and whom it goes to."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Locality, Theme
from brobygger.core.forms import Day, DayField, Form, ModelForm
from brobygger.surveys import recipients
from brobygger.surveys.models import Questionnaire, Sending


class SendingForm(ModelForm):
    """What those who answer are told, what is promised, and until when."""

    class Meta:
        model = Sending
        fields = ["title", "reason", "anonymous", "closes_on"]
        widgets = {"closes_on": Day(), "reason": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"closes_on": gettext_lazy("Empty: until you close it.")}


class PeopleForm(Form):
    """A group of people, narrowed or not, or addresses that are written."""

    whom = forms.ChoiceField(label=gettext_lazy("A group of people"), required=False)
    theme = forms.ModelChoiceField(label=gettext_lazy("Only with this theme"), queryset=Theme.objects.none(), required=False)
    place = forms.ModelChoiceField(label=gettext_lazy("Only of this place"), queryset=Locality.objects.none(), required=False)
    written = forms.CharField(label=gettext_lazy("Or write addresses"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("One on each line, or with commas between."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = [("", "–"), *recipients.choices(today)]
        for name, model in (("theme", Theme), ("place", Locality)):
            short = self.fields[name]
            assert isinstance(short, forms.ModelChoiceField)  # noqa: S101 -- as above
            short.queryset = model.objects.filter(retired=False)

    def clean_written(self) -> list[recipients.Recipient]:
        return recipients.written(self.cleaned_data["written"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not self.all_of_them():
            raise ValidationError(_("There is nobody in this. Choose another group, or write an address."))
        return cleaned

    def all_of_them(self) -> list[recipients.Recipient]:
        """Also those without a mail. A theme or a place alone is of all associations."""
        theme, place = self.cleaned_data.get("theme"), self.cleaned_data.get("place")
        whom = self.cleaned_data.get("whom") or ("known" if theme or place else "")
        narrow = recipients.Narrow(theme.pk if theme else None, place.pk if place else None)
        return [*recipients.all_of(whom, self._today, narrow), *self.cleaned_data.get("written", [])]


class OpeningForm(Form):
    """The last step before people can answer."""

    open_link = forms.BooleanField(label=gettext_lazy("Make an open link as well"), required=False, help_text=gettext_lazy("For a poster, a newsletter or a post: anybody who has it can answer. Answers by it are counted apart from those by personal links."))


class EvaluationForm(Form):
    """Which questionnaire about such a thing, and until when."""

    questionnaire = forms.ModelChoiceField(label=gettext_lazy("Questionnaire"), queryset=Questionnaire.objects.none(), required=False, help_text=gettext_lazy("Empty: a ready one, as a copy of your own."))
    closes_on = DayField(label=gettext_lazy("Last day to answer"))

    def __init__(self, *args: Any, about: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"closes_on": today + timedelta(days=14)}, **kwargs)
        self._today = today
        field = self.fields["questionnaire"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Questionnaire.objects.in_use().filter(about=about)
        field.initial = field.queryset.order_by("-pk").first()

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day < self._today:
            raise ValidationError(_("This day has passed."))
        return day
