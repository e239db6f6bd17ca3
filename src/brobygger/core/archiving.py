"""What a context says of its rows to the archive that holds a whole centre, in its ``archived.py``.

Foreign keys, files, numbers and texts need no word: the archive finds every model and every field by itself. A word is needed where a
field holds keys of rows without being a foreign key (``keys_in``, or ``no_keys_in`` for JSON that holds none), where an address is
known again by a digest, and where rows are no part of what a centre would take along (``leave_out``). A test refuses JSON that nobody has spoken of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise

from brobygger.core.registry import Registry


class Keys(Protocol):
    """The keys that rows of an archive get where it is taken in."""

    def of(self, model: type[models.Model], key: Any) -> Any:
        """The new key for ``key``; None stays None, and what is no key stays as it is."""


Anew = Callable[[Any, Mapping[str, Any], Keys], Any]
"""From a field's value and the whole row, as the archive has them, to the value with new keys."""


@dataclass(frozen=True, slots=True)
class KnownBy:
    """A field that stands for a mail address: ``digest`` makes it from the address and the centre's key. ``mail``: the field of the same row with the address in clear, where there is one."""

    digest: Callable[[str, int], str]
    mail: str = ""


spoken_of: Registry[Anew | None] = Registry("archived_fields")
left_out: Registry[str | Promise] = Registry("archive_leaves_out")
known_by: Registry[KnownBy] = Registry("archived_digests")
afterwards: Registry[Callable[[], object]] = Registry("archive_afterwards")
"""What is made from other rows and not taken along, made anew at the centre in force when all its rows are there."""


def keys_in(model: type[models.Model], **fields: Anew) -> None:
    """How the keys within ``fields`` are told anew."""
    for name, anew in fields.items():
        spoken_of.add(_path(model, name), anew)


def no_keys_in(model: type[models.Model], *fields: str) -> None:
    for name in fields:
        spoken_of.add(_path(model, name), None)


def leave_out(model: type[models.Model], why: str | Promise) -> None:
    left_out.add(model._meta.label, why)


def digest_in(model: type[models.Model], field: str, *, digest: Callable[[str, int], str], mail: str = "") -> None:
    known_by.add(_path(model, field), KnownBy(digest, mail))


def within(model: type[models.Model], name: str, value: Any, keys: Keys) -> Any:
    """``value`` as something that was written down of the field ``name`` of ``model``: a key, keys of many, or anything else, which stays."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if not isinstance(field, models.ForeignKey | models.ManyToManyField):
        return value
    other: Any = field.related_model
    if isinstance(value, list):
        return [keys.of(other, each) for each in value]
    return keys.of(other, value)


def model_named(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _path(model: type[models.Model], name: str) -> str:
    model._meta.get_field(name)
    return f"{model._meta.label}.{name}"


MAY_HIDE_KEYS: Final = (models.JSONField, models.PositiveBigIntegerField)
"""Kinds of fields that may hold keys unseen, so that each must be spoken of."""
