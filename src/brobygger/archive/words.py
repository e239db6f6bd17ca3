"""Values as the archive writes them, and back: plain JSON for the program, cells for people."""

import base64
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile

from brobygger.archive.shape import Field


def said(field: Field, value: Any) -> Any:
    """``value`` as JSON has it."""
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case date() | time() | datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case FieldFile():
            return value.name or ""
        case bytes() | memoryview() | bytearray():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{field} holds {type(value).__name__}, which the archive cannot write")


def meant(field: Field, value: Any) -> Any:
    """What :func:`said` was given. ValidationError, ValueError or TypeError where it is nothing that the field holds."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(field, models.ForeignKey):
        return int(value)
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        if not isinstance(value, str):
            raise TypeError(f"{field.name}: {value!r}")
        return value
    return field.to_python(value)
