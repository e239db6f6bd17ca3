"""What each field of each model holds about people: the one source of the Article 30 record, retention and erasure.

Every context declares its models in its own ``privacy.py``; a test holds the inventory complete. Three answers:
``OPEN`` (nothing about a person), ``personal(purpose, keep)`` and ``sensitive(purpose, keep)`` (GDPR article 9, or
what the field of social work treats alike).
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import models
from django.utils.functional import Promise

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Keep:
    """How long: ``months`` after the date in ``after`` (a field or lookup of the row); None: as long as the row lives."""

    months: int | None = None
    after: str = ""


WHILE_IN_USE = Keep()


@dataclass(frozen=True, slots=True)
class Holding:
    """What one field holds. ``blank`` is what replaces it when it is erased or its time is up.

    ``of_others``: it is about others than the row's subjects, so that erasing one of those leaves it; its time takes it.
    """

    kind: Literal["open", "personal", "sensitive"]
    purpose: str | Promise = ""
    keep: Keep = WHILE_IN_USE
    blank: Any = ""
    of_others: bool = False


OPEN = Holding("open")


def personal(purpose: str | Promise, keep: Keep = WHILE_IN_USE, *, blank: Any = "", of_others: bool = False) -> Holding:
    return Holding("personal", purpose, keep, blank, of_others)


def sensitive(purpose: str | Promise, keep: Keep, *, blank: Any = "") -> Holding:
    return Holding("sensitive", purpose, keep, blank)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One model's answer. ``subjects`` are lookups from the row to the account or person it is about.

    ``stay`` names those of them that erasure leaves tied, to a person whose particulars are gone: a rule needs the row to have one.
    ``delete`` tells erasure to delete the row rather than blank its personal fields; counts must survive, so only rows
    that nothing counts may be deleted.
    """

    model: type[models.Model]
    fields: dict[str, Holding] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    delete: bool = False
    stay: tuple[str, ...] = ()


declarations: Registry[Declaration] = Registry("privacy")


def declare(
    model: type[models.Model], /, *, subjects: tuple[str, ...] = (), delete: bool = False, stay: tuple[str, ...] = (), **fields: Holding
) -> Declaration:
    """Declare ``model``: fields not named are OPEN only if they are keys, numbers, dates, choices or relations.

    Every text, mail, URL, JSON and file field must be named; unknown names raise ValueError.
    """
    known = {each.name: each for each in model._meta.concrete_fields}
    if unknown := set(fields) - set(known):
        raise ValueError(f"{model.__name__} has no fields {sorted(unknown)}")
    wordy = (models.CharField, models.TextField, models.JSONField, models.FileField)
    for name, each in known.items():
        if name in fields:
            continue
        if isinstance(each, wordy) and not each.choices:
            raise ValueError(f"{model.__name__}.{name} holds text: declare it")
        fields[name] = OPEN
    return declarations.add(model._meta.label, Declaration(model, fields, subjects, delete, stay))
