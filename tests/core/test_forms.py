"""Forms of both kinds refuse CPR numbers in every text field, whatever the field says itself."""

import pytest
from django import forms

from brobygger.core.forms import Form, ModelForm
from brobygger.core.models import OutgoingMail


class _Plain(Form):
    words = forms.CharField()
    more = forms.CharField(widget=forms.Textarea, required=False)
    number = forms.IntegerField(required=False)


class _OverARow(ModelForm):
    aside = forms.CharField(required=False)

    class Meta:
        model = OutgoingMail
        fields = ["subject"]


@pytest.mark.parametrize("field", ["words", "more"])
def test_a_plain_form_refuses(field: str) -> None:
    form = _Plain({"words": "ord", "more": "flere", field: "Ring til 010203-1234 i morgen"})
    assert not form.is_valid()
    assert set(form.errors) == {field}
    assert form.errors[field].as_data()[0].code == "cpr"
    assert form[field].value() == "Ring til 010203-1234 i morgen"


def test_a_form_over_a_row_refuses_in_fields_of_its_own_too() -> None:
    form = _OverARow({"subject": "Emne", "aside": "010203-1234"})
    assert not form.is_valid()
    assert set(form.errors) == {"aside"}


def test_other_numbers_pass() -> None:
    assert _Plain({"words": "CVR 12345678, telefon 55 55 55 55, konto 1234-0001234567", "number": "102031234"}).is_valid()
