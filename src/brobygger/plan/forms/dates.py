"""Date fields as browsers' own date pickers."""

from django import forms

from brobygger.core.forms import Day


def use_date_pickers(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.widget = Day(attrs=field.widget.attrs)
