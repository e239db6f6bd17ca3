"""Forms of equipment: what is lent out, a loan of it, and how it came back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Day, DayField, Form, ModelForm
from brobygger.organisations.models import Organisation
from brobygger.rooms.models import Condition, Equipment, Half, Loan


class EquipmentForm(ModelForm):
    class Meta:
        model = Equipment
        fields = ["name", "stock", "longest_days", "text", "on_site", "retired"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["retired"]

    def clean_stock(self) -> int:
        stock: int = self.cleaned_data["stock"]
        if not stock and not self.instance.pk:
            raise ValidationError(gettext_lazy("There must be at least one."))
        return stock


class LoanForm(ModelForm):
    """A new loan, written at the desk, or by an association for itself (``own``)."""

    class Meta:
        model = Loan
        fields = ["equipment", "quantity", "organisation", "name", "mail", "starts_on", "due_on", "half", "note"]
        widgets = {"starts_on": Day(), "due_on": Day(), "half": forms.RadioSelect}

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Equipment.objects.in_use()
        _choose(self, "equipment", kinds)
        if not kinds.filter(on_site=True).exists():
            del self.fields["half"]
        else:
            self.fields["half"].choices = Half.choices  # type: ignore[attr-defined]  # a choice field; "all day" is one of them, not the lack of one
        if own:
            del self.fields["organisation"]
            self.fields["name"].help_text = gettext_lazy("Who fetches it.")
            self.fields["mail"].help_text = gettext_lazy("We write here about the loan.")
            self.fields["note"].help_text = gettext_lazy("What it is for, if you like to say.")
        else:
            _choose(self, "organisation", Organisation.objects.all())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        starts, due = self.cleaned_data.get("starts_on"), self.cleaned_data.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", gettext_lazy("It is to be back before it is fetched."))
        if "organisation" in self.fields and not self.cleaned_data.get("organisation") and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", gettext_lazy("Who borrows it?"))
        return cleaned


class BackForm(Form):
    """What is wrong with what came back; what came back whole has a button of its own, and is asked nothing."""

    condition = forms.ChoiceField(label=gettext_lazy("how it came back"), choices=[each for each in Condition.choices if each[0] != Condition.WHOLE], widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("what is wrong"), max_length=250, required=False)
    lost = forms.IntegerField(label=gettext_lazy("so many can no longer be lent out"), min_value=0, max_value=5000, required=False, help_text=gettext_lazy("They are taken out of stock."))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("condition") in {Condition.BROKEN, Condition.MISSING} and not given.get("note") and "note" not in self.errors:
            self.add_error("note", gettext_lazy("Say in a few words what is wrong, so that it can be mended."))
        return cleaned


class DaysForm(Form):
    due_on = DayField(label=gettext_lazy("back on"))


class DeclineForm(Form):
    reason = forms.CharField(label=gettext_lazy("why"), max_length=250, help_text=gettext_lazy("The borrower reads it."))


def _choose(form: forms.BaseForm, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
    field.queryset = rows
