"""What a type costs; how fees are taken; a round; money by hand; a charge closed; a bank file."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Day, DayField, Form, Kroner, ModelForm
from brobygger.organisations.fees.reckoning import faults
from brobygger.organisations.models import Charge, FeeRule, FeeSettings, Formal
from brobygger.organisations.models.fees import MOST

STEPS = 8


class FeeSettingsForm(ModelForm):
    class Meta:
        model = FeeSettings
        fields = ["pay_text", "starts_month", "due_days", "reminders", "reminder_days", "account"]
        widgets = {"pay_text": forms.Textarea(attrs={"rows": 3}), "starts_month": forms.Select(choices=MONTHS.items())}
        help_texts = {
            "pay_text": gettext_lazy("Stands in every mail: the account number, MobilePay, whom to ask."),
            "due_days": gettext_lazy("How long a member has, from the day of the mail."),
            "reminders": gettext_lazy("From 0 to 3. When the last one has not helped, the unpaid stand on the start page."),
            "account": gettext_lazy("Where fees belong in your bookkeeping, for example 1010. Stands in the file for the accounts."),
        }

    def clean_starts_month(self) -> int:
        month: int = self.cleaned_data["starts_month"]
        if self.instance.pk and month != FeeSettings.objects.values_list("starts_month", flat=True).get(pk=self.instance.pk) and Charge.objects.exists():
            raise ValidationError(_("Members have been charged by the year as it is, so its beginning stays."))
        return month


class FeeRuleForm(ModelForm):
    """Steps stand in rows of two fields: from how many, and what it costs then. The first row is for all, or from none."""

    class Meta:
        model = FeeRule
        fields = ["valid_from", "by"]
        widgets = {"valid_from": Day()}
        help_texts = {"valid_from": gettext_lazy("Usually the first day of a membership year. What has been charged already stays as it was.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.type.formal == Formal.PERSON:
            self.fields["by"].choices = [(FeeRule.By.FIXED.value, FeeRule.By.FIXED.label)]  # type: ignore[attr-defined]  # a choice field
        steps = self.instance.steps or [[0, None]]
        for number in range(STEPS):
            start, amount = steps[number] if number < len(steps) else (None, None)
            if number:
                self.fields[f"from_{number}"] = forms.IntegerField(label=_("From how many"), required=False, min_value=1, max_value=1_000_000, initial=start)
            self.fields[f"amount_{number}"] = Kroner(most=MOST, label=_("Kroner"), required=not number, initial=amount)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "ds-input")

    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"from_{number}"] if number else None, self[f"amount_{number}"]) for number in range(STEPS)]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        steps = [[0, self.cleaned_data.get("amount_0") or 0]]
        for number in range(1, STEPS):
            start, amount = self.cleaned_data.get(f"from_{number}"), self.cleaned_data.get(f"amount_{number}")
            if (start is None and amount is None) or self.cleaned_data.get("by") == FeeRule.By.FIXED:
                continue
            for name, value in ((f"from_{number}", start), (f"amount_{number}", amount)):
                if value is None and name not in self.errors:
                    self.add_error(name, _("A step has both a number and an amount."))
            if start is not None and amount is not None:
                if start <= steps[-1][0]:
                    self.add_error(f"from_{number}", _("The steps rise: this one begins at or below the one before."))
                else:
                    steps.append([start, amount])
        day = self.cleaned_data.get("valid_from")
        if day and FeeRule.objects.filter(type=self.instance.type_id, valid_from=day).exclude(pk=self.instance.pk).exists():
            self.add_error("valid_from", _("There is a fee from this day already. Correct that one."))
        if not self.errors and not faults(steps):
            self.instance.steps = steps
        return cleaned


class RoundForm(Form):
    due_on = DayField(label=gettext_lazy("To be paid by"))
    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=370):
            raise ValidationError(_("A day to come, within a year."))
        return day


class PayForm(Form):
    amount = Kroner(most=MOST, label=gettext_lazy("Amount in kroner"))
    on = DayField(label=gettext_lazy("Day"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=120, required=False)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day is still to come."))
        if day.year < timezone.localdate().year - 10:
            raise ValidationError(_("The day is more than ten years ago."))
        return day


class CloseForm(Form):
    as_ = forms.ChoiceField(
        label=gettext_lazy("What happens to it"), choices=(
            (Charge.Closed.WAIVED, gettext_lazy("waived: they need not pay")), (Charge.Closed.WRITTEN_OFF, gettext_lazy("written off: we no longer expect the money")),
            (Charge.Closed.WITHDRAWN, gettext_lazy("taken back: it was wrong, and the member can be charged anew")),
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=250)


class BankFileForm(Form):
    file = forms.FileField(
        label=gettext_lazy("The file from the bank"), widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=gettext_lazy("CSV as your bank exports the movements of the account, or Excel. Money out is left out at once and not kept."),
    )


class SpanForm(Form):
    """From one day to another, as an address says it."""

    fra = DayField(label=gettext_lazy("From"))
    til = DayField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("fra"), self.cleaned_data.get("til")
        if start and end and end < start:
            self.add_error("til", _("It ends before it begins."))
        return cleaned
