"""Which rows belong to a centre, found from the models themselves: a new model is in the archive without a word from anybody.

A model is taken along when it is ``CentreOwned``, or is the table of a many-to-many between such. Each comes after those it points to; a key that
closes a ring is *late*: written empty, and filled in when all rows are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from brobygger.centres.models import Centre
from brobygger.centres.scoping import CentreOwned
from brobygger.core.archiving import left_out

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ACCOUNTS: Final = settings.AUTH_USER_MODEL
ACCOUNT_FIELDS: Final = ("id", "email", "name", "language")
CENTRE: Final = "centres.Centre"

Field: TypeAlias = "models.Field[Any, Any]"


@dataclass(frozen=True, slots=True)
class Shape:
    """One model as the archive has it. ``fields`` in their order; ``late`` are those among them that are filled in afterwards."""

    label: str
    model: type[models.Model]
    fields: tuple[Field, ...]
    late: tuple[Field, ...] = ()
    files: tuple[models.FileField, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.fields]

    @property
    def numbered(self) -> bool:
        """Whether its rows have keys of their own."""
        return has_keys(self.model)

    @property
    def by_chance(self) -> bool:
        """Whether those keys are drawn by chance, and say nothing of when a row came (ADR 14)."""
        return has_keys(self.model) and self.model._meta.pk.has_default()

    def rows(self) -> models.QuerySet[Any]:
        """The rows of the centre in force."""
        if issubclass(self.model, CentreOwned):
            return self.model._default_manager.all()
        owner = next(each for each in self.fields if isinstance(each, models.ForeignKey) and issubclass(each.related_model, CentreOwned))
        return self.model._base_manager.filter(**{f"{owner.name}__in": owner.related_model._default_manager.order_by().values("pk")})


def owned(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, CentreOwned)


def carrier(model: type[models.Model]) -> type[models.Model]:
    """The model whose keys are those of ``model`` too: its own, or the one that it stands on one to one."""
    pk = model._meta.pk
    while isinstance(pk, models.ForeignKey):
        model = pk.related_model
        pk = model._meta.pk
    return model


def has_keys(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.AutoField) and not model._meta.auto_created


def _fields(model: type[models.Model]) -> tuple[Field, ...]:
    skipped = {"centre"} if owned(model) else set()
    if model._meta.auto_created:
        skipped.add(str(model._meta.pk.name))
    return tuple(each for each in model._meta.concrete_fields if each.name not in skipped)


def _taken() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if owned(model) or (model._meta.auto_created and any(owned(each.related_model) for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey))):
            yield model


@cache
def shapes() -> tuple[Shape, ...]:
    """All that is taken along, each after those it points to."""
    taken = [model for model in _taken() if model._meta.label not in left_out]
    waiting = {model: _fields(model) for model in sorted(taken, key=lambda each: each._meta.label)}
    placed: dict[type[models.Model], Shape] = {}
    late: dict[type[models.Model], set[str]] = {model: set() for model in waiting}

    def needed(model: type[models.Model]) -> set[Any]:
        return {
            each.related_model for each in waiting[model]
            if isinstance(each, models.ForeignKey) and each.name not in late[model] and owned(each.related_model) and each.related_model not in placed and each.related_model._meta.label not in left_out
        }

    for model, fields in waiting.items():
        late[model] |= {each.name for each in fields if isinstance(each, models.ForeignKey) and each.related_model is model}
    while waiting:
        ready = [model for model in waiting if not needed(model)]
        if not ready:
            _break_a_ring(waiting, late)
            continue
        for model in ready:
            fields = waiting.pop(model)
            files = tuple(each for each in fields if isinstance(each, models.FileField))
            placed[model] = Shape(model._meta.label, model, fields, tuple(each for each in fields if each.name in late[model]), files)
    return tuple(placed.values())


def _break_a_ring(waiting: dict[type[models.Model], tuple[Field, ...]], late: dict[type[models.Model], set[str]]) -> None:
    """One key that may be empty, and leads back to where it comes from, is filled in afterwards."""

    def open_keys(model: Any) -> list[Any]:
        return [each for each in waiting[model] if isinstance(each, models.ForeignKey) and each.name not in late[model] and each.related_model in waiting]

    def leads_back(start: Any, end: Any) -> bool:
        seen, ahead = set(), [start]
        while ahead:
            model = ahead.pop()
            if model is end:
                return True
            if model not in seen:
                seen.add(model)
                ahead += [each.related_model for each in open_keys(model)]
        return False

    for model in waiting:
        for each in open_keys(model):
            if each.null and leads_back(each.related_model, model):
                late[model].add(each.name)
                return
    raise ImproperlyConfigured(f"Rows that need one another and cannot be archived: {', '.join(each._meta.label for each in waiting)}")


def points_to_account(each: Field) -> bool:
    return isinstance(each, models.ForeignKey) and each.related_model._meta.label == ACCOUNTS


def points_to_centre(each: Field) -> bool:
    return isinstance(each, models.ForeignKey) and each.related_model is Centre
