"""A row's cells put into the form that a page would show, and what the form says put beside the cells again.

Rows of the centre's lists are looked up once for all rows and handed to the form as rows: a form of a page asks for each of them anew.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.intake.kinds import Column
from brobygger.intake.lines import Line

Cells = Mapping[str, Callable[[str], Any]]
"""How a column's cell becomes the value its field takes; a column that is not among them stays text."""


class Found(forms.Field):
    """In the place of a choice from rows: the row itself, found already."""

    def clean(self, value: Any) -> Any:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return value


def values_of(line: Line, columns: Mapping[str, Column], cells: Cells) -> dict[str, Any]:
    """The row's cells as the values of fields. What is none is a fault beside its cell."""
    values: dict[str, Any] = {}
    for name, text in line.said.items():
        try:
            values[columns[name].field or name] = cells[name](text) if name in cells else text
        except ValidationError as error:
            line.refuse(error, name)
    for name, column in columns.items():
        if column.needed and name not in line.said:
            line.fault(_("This must be filled in."), name)
    return values


def _as_typed(field: forms.Field | None, value: Any) -> Any:
    """One line stays one line: a cell may have several where a page's field takes none."""
    one_line = isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea) and isinstance(value, str)
    return " ".join(value.split()) if one_line else value


def fits(form: Any, line: Line, columns: Mapping[str, Column]) -> bool:
    """Whether the form takes what it was given; what it says stands beside the cells it is about."""
    found = [name for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField)]
    for name in found:
        form.fields[name] = Found(required=form.fields[name].required, label=form.fields[name].label)
    form.data = {name: _as_typed(form.fields.get(name), value) for name, value in form.data.items()}
    if isinstance(form, forms.ModelForm):
        excluded = form._get_validation_exclusions  # type: ignore[attr-defined]  # Django's own hook, private: rows that were found need not be asked for again
        form._get_validation_exclusions = lambda: {*excluded(), *found}  # type: ignore[attr-defined]  # as above
    if form.is_valid():
        return True
    column_of = {column.field or name: name for name, column in columns.items()}
    for field, errors in form.errors.items():
        said = "" if field == "__all__" or field in column_of else f"{form.fields[field].label}: " if field in form.fields else ""
        for error in errors:
            line.fault(f"{said}{error}", column_of.get(field, ""))
    return False
