"""Forms of grants, of their parts, and of what is spent."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.board.models import StaffHours
from brobygger.core.forms import Day, Kroner, ModelForm
from brobygger.projects.colleagues import colleagues
from brobygger.projects.forms.projects import choose
from brobygger.projects.models import (
    AllocationChange,
    BudgetLine,
    Expense,
    Fund,
    Grant,
    Instalment,
    PaidHours,
    Payer,
    Project,
    ReportDate,
    WorkedHours,
)
from brobygger.projects.models.grants import MOST

AMOUNT = gettext_lazy("Amount in kroner")


class GrantForm(ModelForm):
    amount = Kroner(most=MOST, least=1, label=AMOUNT)
    paid_back = Kroner(most=MOST, least=1, label=gettext_lazy("Paid back, kroner"), required=False)

    class Meta:
        model = Grant
        fields = [
            "title", "amount", "granted_on", "starts_on", "ends_on", "project", "fund", "reference", "responsible", "purpose", "conditions", "carried_until", "carried_agreed", "paid_back", "paid_back_on",
        ]
        widgets = {name: Day() for name in ("granted_on", "starts_on", "ends_on", "carried_until", "paid_back_on")} | {"conditions": forms.Textarea(attrs={"rows": 5}), "purpose": forms.Textarea(attrs={"rows": 3})}
        labels = {"project": gettext_lazy("For the project")}
        help_texts = {
            "project": gettext_lazy("Empty: for the centre’s core operation."),
            "conditions": gettext_lazy("What they ask of you: who may be employed, what must be shown, when changes must be asked for."),
            "granted_on": gettext_lazy("The day of their letter. It counts as granted from then."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "responsible", colleagues(and_also=self.instance.responsible_id))
        choose(self, "project", Project.objects.select_related("plan"))
        choose(self, "fund", Fund.objects.all())
        if not self.instance.pk:
            for name in ("carried_until", "carried_agreed", "paid_back", "paid_back_on"):
                del self.fields[name]


class PayerForm(ModelForm):
    amount = Kroner(most=MOST, least=1, label=gettext_lazy("Share in kroner"))

    class Meta:
        model = Payer
        fields = ["name", "amount"]


class LineForm(ModelForm):
    amount = Kroner(most=MOST, label=AMOUNT)

    class Meta:
        model = BudgetLine
        fields = ["name", "amount", "account"]
        help_texts = {"account": gettext_lazy("Postings on this account are proposed for the line when you read in a file from the bookkeeping.")}


class ChangeForm(ModelForm):
    amount = Kroner(most=MOST, least=1, label=AMOUNT)

    class Meta:
        model = AllocationChange
        fields = ["source", "target", "amount", "decided_on", "decided_by", "reason"]
        widgets = {"decided_on": Day(), "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "source": gettext_lazy("Empty: from what is not laid out yet."), "target": gettext_lazy("Empty: back to what is not laid out."),
            "decided_by": gettext_lazy("The board, the leader, those who pay …"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            choose(self, name, BudgetLine.objects.filter(grant=self.instance.grant_id))


class InstalmentForm(ModelForm):
    amount = Kroner(most=MOST, least=1, label=AMOUNT)

    class Meta:
        model = Instalment
        fields = ["due_on", "amount", "payer", "received_on"]
        widgets = {"due_on": Day(), "received_on": Day()}
        help_texts = {"received_on": gettext_lazy("Empty until it has come.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "payer", Payer.objects.filter(grant=self.instance.grant_id))


class ReportDateForm(ModelForm):
    class Meta:
        model = ReportDate
        fields = ["what", "due_on", "handed_in_on"]
        widgets = {"due_on": Day(), "handed_in_on": Day()}
        help_texts = {"what": gettext_lazy("Accounts, a status, the evaluation …"), "handed_in_on": gettext_lazy("Empty until it is handed in.")}


class ExpenseForm(ModelForm):
    amount = Kroner(most=MOST, least=-MOST, label=AMOUNT, help_text=gettext_lazy("With a minus in front where money came back."))

    class Meta:
        model = Expense
        fields = ["line", "on", "amount", "text", "voucher"]
        widgets = {"on": Day()}

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "line", BudgetLine.objects.filter(grant=grant))


class StaffChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # stubs' parameter does not exist at run time
    """An employee's hours of a time: the same name may stand several times, with other hours from another day."""

    def label_from_instance(self, obj: Any) -> str:
        until = f"{obj.until:%d.%m.%Y}" if obj.until else ""
        return f"{obj.name}, {number_format(obj.hours)} {_('hours a week')}, {obj.since:%d.%m.%Y} – {until}"


class PaidHoursForm(ModelForm):
    staff = StaffChoice(StaffHours.objects.none(), label=gettext_lazy("Employee"), help_text=gettext_lazy("Weekly hours are written under Board, Staff hours: there alone, with their days."))

    class Meta:
        model = PaidHours
        fields = ["staff", "hours"]
        labels = {"hours": gettext_lazy("Hours a week that the grant pays")}
        widgets = {"hours": forms.NumberInput(attrs={"step": "0.1", "min": "0.1", "max": "48"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", StaffHours.objects.all())


class WorkedHoursForm(ModelForm):
    staff = StaffChoice(StaffHours.objects.none(), label=gettext_lazy("Employee"))
    hours = forms.DecimalField(label=gettext_lazy("Hours"), min_value=Decimal("0.25"), max_value=80, max_digits=4, decimal_places=2, widget=forms.NumberInput(attrs={"step": "0.25", "min": "0.25", "max": "80"}))
    rate = Kroner(most=10_000_00, least=1, label=gettext_lazy("An hour costs, kroner"), required=False, help_text=gettext_lazy("If those who pay want to see it. It is shown, and is no expense: wages come from the bookkeeping."))

    field_order = ["staff", "week", "hours", "rate"]

    class Meta:
        model = WorkedHours
        fields = ["staff", "week", "rate"]
        widgets = {"week": Day()}
        help_texts = {"week": gettext_lazy("Any day of the week.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", StaffHours.objects.all())
        if self.instance.pk:
            self.initial["hours"] = self.instance.hours.quantize(Decimal("0.01"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if hours := self.cleaned_data.get("hours"):
            self.instance.minutes = round(hours * 60)
        return cleaned
