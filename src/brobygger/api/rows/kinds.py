"""Which kind a value is: of a column as it is given, of a form's field as it is taken, both as JSON Schema says it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db import models

from brobygger.core.forms import Kroner
from brobygger.core.resources import KEYS, Column, Schema

_OF_FIELDS: Final[tuple[tuple[type[Any], Schema], ...]] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$"}),
    (models.DecimalField, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
    (models.JSONField, {}),
)
_OF_INPUTS: Final[tuple[tuple[type[Any], Schema], ...]] = (
    (forms.ModelMultipleChoiceField, KEYS),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
    (forms.ModelChoiceField, {"type": "integer"}),
    (forms.NullBooleanField, {"type": "boolean"}),
    (forms.BooleanField, {"type": "boolean"}),
    (Kroner, {"type": "integer"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.TimeField, {"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$"}),
)


def schema_of(column: Column) -> Schema:
    """Of a column as it is given. A field that may be empty may be null."""
    field: Any = column.field
    about = {"description": described(field)}
    if column.many:
        return {**KEYS, **about}
    if field.is_relation:
        kind: Schema = {"type": "integer"}
    else:
        kind = next((schema for kinds, schema in _OF_FIELDS if isinstance(field, kinds)), {"type": "string"})
    if field.choices and "type" in kind:
        kind = {**kind, "enum": [value for value, _label in field.flatchoices]}
        if field.blank and "" not in kind["enum"] and kind["type"] == "string":
            kind["enum"] = [*kind["enum"], ""]
    if (field.null or "__" in column.path) and "type" in kind:  # through a key that may be empty, too
        kind = {**kind, "type": [kind["type"], "null"]}
        if "enum" in kind:
            kind["enum"] = [*kind["enum"], None]
    return {**kind, **about}


def described(field: Any) -> str:
    name, choices = str(field.verbose_name), getattr(field, "choices", None)
    said = name[:1].upper() + name[1:]
    return f"{said}: {', '.join(f'{value} ({label})' for value, label in field.flatchoices if value != '')}." if choices else f"{said}."


def given(value: Any) -> Any:
    """A value of the database as JSON has it: moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


AS_GIVEN: Final[tuple[type[Any], ...]] = (models.DateField, models.TimeField, models.DecimalField)


def giver(column: Column) -> Callable[[Any], Any] | None:
    """What a column's values pass on their way out; None where they are as JSON has them."""
    return given if isinstance(column.field, AS_GIVEN) else None


def input_of(field: forms.Field) -> Schema:
    """Of a form's field, as it is taken. What need not be filled in may be null."""
    kind: Schema = next((schema for kinds, schema in _OF_INPUTS if isinstance(field, kinds)), {"type": "string"})
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField | forms.ModelChoiceField | forms.NullBooleanField):
        kind = {"type": ["string", "integer"], "enum": [_plain(value) for value, _label in field.choices]}  # type: ignore[union-attr,misc]  # choices are pairs, none of ours are grouped
    if not field.required and "type" in kind:
        types = kind["type"] if isinstance(kind["type"], list) else [kind["type"]]
        kind = {**kind, "type": [*types, "null"]}
        if "enum" in kind:
            kind["enum"] = [*kind["enum"], None]
    if (most := getattr(field, "max_length", None)) and kind.get("type") in ("string", ["string", "null"]):
        kind = {**kind, "maxLength": most}
    about = " ".join(str(each).strip() for each in (field.label, field.help_text) if each)
    return {**kind, "description": about} if about else kind


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) else str(value)
