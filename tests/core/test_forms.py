"""Forms of both kinds refuse CPR numbers in every text field, whatever the field says itself."""

from datetime import date, time

import pytest
from django import forms

from brobygger.centres.models import Theme
from brobygger.core.forms import ClockField, DayField, Form, ModelForm
from brobygger.core.models import OutgoingMail
from brobygger.projects.models import Project


class _Plain(Form):
    words = forms.CharField()
    more = forms.CharField(widget=forms.Textarea, required=False)
    number = forms.IntegerField(required=False)


class _OverARow(ModelForm):
    aside = forms.CharField(required=False)

    class Meta:
        model = OutgoingMail
        fields = ["subject"]


class _OfAPeriod(ModelForm):
    class Meta:
        model = Project
        fields = ["part", "age_from", "age_to"]


@pytest.mark.django_db
def test_what_the_row_refuses_stands_beside_the_field_it_is_about() -> None:
    form = _OfAPeriod({"part": "lead", "age_from": "20", "age_to": "10"})
    assert form.errors == {"age_to": ["Den højeste alder er under den laveste."]}


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


class _Chosen(Form):
    day = forms.DateField(required=False)
    theme = forms.ModelChoiceField(Theme.objects.all(), required=False)
    themes = forms.ModelMultipleChoiceField(Theme.objects.all(), required=False)


@pytest.mark.parametrize("year", ["0001", "0206", "9999"])
def test_a_year_that_is_a_slip_of_the_finger_is_told(year: str) -> None:
    form = _Chosen({"day": f"{year}-12-31"})
    assert not form.is_valid()
    assert "1800" in str(form.errors["day"])
    assert form["day"].value() == f"{year}-12-31"


@pytest.mark.parametrize("key", ["9" * 20, "-1", "x", "0"])
def test_a_key_that_no_row_can_have_is_no_choice(centre: object, key: str) -> None:
    form = _Chosen({"theme": key, "themes": [key]})
    assert not form.is_valid()
    assert set(form.errors) == {"theme", "themes"}


class _When(Form):
    day = DayField(required=False)
    at = ClockField(required=False)


@pytest.mark.parametrize(("typed", "day"), [("2027-03-30", date(2027, 3, 30)), ("30.3.2027", date(2027, 3, 30)), ("", None)])
def test_a_day_is_taken_from_the_picker_and_as_people_write_it(typed: str, day: date | None) -> None:
    form = _When({"day": typed, "at": ""})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(("typed", "at"), [("08:30", time(8, 30)), ("23:59", time(23, 59)), ("00:00", time()), ("8:30", time(8, 30)), ("08:30:15", time(8, 30, 15)), ("", None)])
def test_a_time_of_day_is_taken_from_the_picker_and_as_people_write_it(typed: str, at: time | None) -> None:
    form = _When({"day": "", "at": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == at


@pytest.mark.parametrize(("day", "at"), [("2027-02-29", "24:00"), ("i morgen", "12:60"), ("2027-13-01", "٠٨:٣٠x")])
def test_what_is_no_day_and_no_time_is_said_beside_its_field_and_kept(day: str, at: str) -> None:
    form = _When({"day": day, "at": at})
    assert set(form.errors) == {"day", "at"}
    assert f'value="{at}"' in str(form["at"])
