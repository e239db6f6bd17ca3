"""Fields of forms that choose from a centre's short lists."""

from typing import Any

from django import forms

from brobygger.core.forms import ModelForm


def in_use(form: ModelForm, name: str, model: Any) -> None:
    """Offer the list's lines that are in use, and those the row already has."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
    row = form.instance
    if isinstance(field, forms.ModelMultipleChoiceField):
        had = list(getattr(row, name).values_list("pk", flat=True)) if row.pk else []
    else:
        had = [getattr(row, f"{name}_id")]
    field.queryset = model.objects.filter(retired=False) | model.objects.filter(pk__in=had)
