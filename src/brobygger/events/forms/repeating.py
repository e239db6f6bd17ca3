"""How an event comes again."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField, Form
from brobygger.core.recurrence import Rule


class RepeatForm(Form):
    frequency = forms.ChoiceField(
        label=gettext_lazy("It comes again"), choices=[
            ("weekly", gettext_lazy("every week")), ("fortnightly", gettext_lazy("every other week")), ("monthly_weekday", gettext_lazy("every month on the same weekday (the second Tuesday)")),
            ("monthly", gettext_lazy("every month on the same date")), ("daily", gettext_lazy("every day")), ("yearly", gettext_lazy("every year")),
        ],
    )
    every = forms.IntegerField(label=gettext_lazy("At every so many"), min_value=1, max_value=52, initial=1, help_text=gettext_lazy("1 is every time; 3 with “every week” is every third week."))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On several days of the week"), choices=list(enumerate(WEEKDAYS.values())), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=gettext_lazy("With “every week”. Empty: on the same day of the week as the first."),
    )
    until = DayField(label=gettext_lazy("Until, this day with"), required=False)
    times = forms.IntegerField(label=gettext_lazy("Or so many times in all"), min_value=2, max_value=200, required=False)
    skipped = forms.CharField(
        label=gettext_lazy("Not on these days"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One day a line, such as 14.10.2026: holidays, for instance."),
    )
    whole = forms.ChoiceField(
        label=gettext_lazy("One signs up"), choices=[("", gettext_lazy("for each date")), ("1", gettext_lazy("once for all of it, as for a course of several evenings"))], widget=forms.RadioSelect, required=False,
    )

    def clean_skipped(self) -> list[Any]:
        found = []
        for line in self.cleaned_data["skipped"].splitlines():
            text = line.strip().rstrip(".")
            if not text:
                continue
            for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d/%m-%Y"):
                try:
                    found.append(datetime.strptime(text, pattern).date())  # noqa: DTZ007 -- a day alone has no zone
                    break
                except ValueError:
                    continue
            else:
                raise ValidationError(_("“%(text)s” is no day. Write it as 14.10.2026.") % {"text": text[:40]})
        return found

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            given = self.cleaned_data
            if bool(given["until"]) == bool(given["times"]):
                raise ValidationError(_("Say either until when, or how many times."))
            if given["weekdays"] and given["frequency"] not in {"weekly", "fortnightly"}:
                self.add_error("weekdays", _("Days of the week go with “every week” or “every other week”."))
        return cleaned

    def rule(self) -> Rule:
        given = self.cleaned_data
        frequency, every = given["frequency"], given["every"]
        if frequency == "fortnightly":
            frequency, every = "weekly", 2 * every
        return Rule(frequency, every=every, until=given["until"], times=given["times"], weekdays=tuple(int(each) for each in given["weekdays"]))


class ChangeRuleForm(RepeatForm):
    """Another rule from a date on; one signs up for each date."""

    whole = None  # type: ignore[assignment]  # takes the field of RepeatForm out


class ProlongForm(Form):
    until = DayField(label=gettext_lazy("Let it go on until, this day with"), required=False)
    day = DayField(label=gettext_lazy("Or add one date more"), required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and bool(self.cleaned_data["until"]) == bool(self.cleaned_data["day"]):
            raise ValidationError(_("Write either of the two days."))
        return cleaned
