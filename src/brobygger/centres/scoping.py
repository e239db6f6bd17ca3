"""One centre's rows, and never another's.

A ``ContextVar`` holds the centre in force. ``CentreOwned`` managers filter by it through an expression that is read
when the database is asked, so querysets made at import time are safe, and one evaluated with no centre in force raises
:class:`NoCentreInForce` instead of leaking. The base manager is scoped too (forward keys, ``refresh_from_db``, ``save``).
Rows that a queryset has fetched are forgotten when another centre is in force, and the ``centre`` column takes no other
centre than the one in force, whichever way it is written. What a manager cannot reach (raw SQL, joins through a foreign
row) the database closes: see :mod:`brobygger.centres.same_centre`. Why and how far: ``docs/adr/0003-one-centres-rows.md``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import Query
from django.utils.translation import gettext_lazy as _

from brobygger.core.prepared import Late

if TYPE_CHECKING:
    from brobygger.centres.models import Centre

M = TypeVar("M", bound=models.Model)
_in_force: ContextVar[int | None] = ContextVar("centre_in_force", default=None)


class NoCentreInForce(RuntimeError):
    """A centre's rows were asked for while no centre was in force: a fault in the program, never a person's doing."""


def centre_id_in_force() -> int:
    centre_id = _in_force.get()
    if centre_id is None:
        raise NoCentreInForce("No centre is in force; wrap this in centre_in_force(centre).")
    return centre_id


@contextmanager
def centre_in_force(centre: "Centre | int") -> Iterator[None]:
    """Let ``centre`` be in force within the block, in this thread or task alone.

    Never around a ``yield``: a generator that waits inside the block leaves its centre in force for whoever called it.
    """
    own = centre if isinstance(centre, int) else centre.pk
    token = _in_force.set(own)
    try:
        yield
    finally:
        _leave(own, token)


@contextmanager
def no_centre_in_force() -> Iterator[None]:
    """Let no centre be in force within the block: where a request or a job begins, whatever its thread did before."""
    token = _in_force.set(None)
    try:
        yield
    finally:
        _in_force.reset(token)


def put_in_force(centre: "Centre") -> None:
    """Let ``centre`` be in force until the surrounding ``no_centre_in_force`` block ends: a request learns its centre on the way."""
    _in_force.set(centre.pk)


def _leave(own: int, token: Any) -> None:
    if _in_force.get() != own:
        # Somebody's block has not been left, or was left out of turn: better no centre at all than a wrong one.
        _in_force.set(None)
        raise NoCentreInForce("A centre was put in force and not taken out again, as a waiting generator would do.")
    _in_force.reset(token)


class CentreInForce(Late):
    """The id of the centre in force, read when the database is asked and not before."""

    output_field = models.BigIntegerField()

    def value(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> int:
        return centre_id_in_force()


class _Scoped(models.QuerySet[M]):
    """Rows fetched under one centre are not given out under another: they are fetched again."""

    @property
    def _result_cache(self) -> list[M] | None:
        return self._kept if self._kept_under == _in_force.get() else None

    @_result_cache.setter
    def _result_cache(self, rows: list[M] | None) -> None:
        self._kept, self._kept_under, self._prefetch_done = rows, _in_force.get(), False

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[M]:
        if (len(args) > 2 or kwargs.get("update_conflicts")) and "centre" not in (kwargs.get("unique_fields") or ()):
            raise NoCentreInForce("Rows updated on conflict must conflict within the centre: name it in unique_fields.")
        return super().bulk_create(objs, *args, **kwargs)


@cache
def _own_rows(model: type[models.Model]) -> Query:
    """The rows of the centre in force, whichever that will be. Made once for a model: every query begins as a copy of it."""
    return models.QuerySet(model).filter(centre_id=CentreInForce()).query


class CentreManager(models.Manager[M]):
    """Only the rows of the centre in force. Rows made without a centre get the one in force."""

    _queryset_class: Any = _Scoped

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        rows.query = _own_rows(self.model).chain()
        return rows

    @classmethod
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        scoped = type(queryset_class.__name__, (queryset_class, _Scoped), {"__module__": queryset_class.__module__})
        return super().from_queryset(scoped, class_name)


if TYPE_CHECKING:
    CentreKey = models.ForeignKey
else:

    class CentreKey(models.ForeignKey):
        """The key to a row's centre. Every way of writing rows prepares its values here, the bulk ones too."""

        def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
            if value != centre_id_in_force():
                raise NoCentreInForce(f"{self.model.__name__} of centre {value} written under another centre.")
            return super().get_db_prep_save(value, connection)

        def deconstruct(self) -> Any:
            """As a plain key, so that migrations move rows of all centres."""
            name, _, args, kwargs = super().deconstruct()
            return name, "django.db.models.ForeignKey", args, kwargs


class CentreOwned(models.Model):
    """A row that belongs to one centre. ``everywhere`` sees all centres: for the program's own upkeep alone."""

    centre = CentreKey("centres.Centre", on_delete=models.CASCADE, related_name="+", editable=False)

    objects: ClassVar[CentreManager[Self]] = CentreManager()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not args and self.centre_id is None and (centre_id := _in_force.get()) is not None:
            self.centre_id = centre_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.centre_id != centre_id_in_force():
            raise NoCentreInForce(f"{type(self).__name__} of centre {self.centre_id} saved under another centre.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        # Django deletes by number alone, so an object that was never fetched here could name any centre's row.
        if not type(self)._base_manager.filter(pk=self.pk).exists():
            raise NoCentreInForce(f"{type(self).__name__} {self.pk} is not the row of the centre in force.")
        return super().delete(*args, **kwargs)

    def validate_unique(self, exclude: Any = None) -> None:
        """``centre`` is not on any form, yet uniqueness within the centre is for the form to say."""
        super().validate_unique(exclude=set(exclude or ()) - {"centre"})

    def validate_constraints(self, exclude: Any = None) -> None:
        super().validate_constraints(exclude=set(exclude or ()) - {"centre"})


def refuse_foreign(instance: CentreOwned, other: CentreOwned | None, field: str) -> None:
    """Raise ValidationError on ``field`` unless ``other`` is of the same centre. The database refuses it as well."""
    if other is not None and other.centre_id != instance.centre_id:
        raise ValidationError({field: _("This belongs to another centre.")})


def known_relations(instance: CentreOwned) -> list[str]:
    """The keys of ``instance`` whose rows were fetched before, so that validating need not look for them. ValidationError where one is another centre's.

    A key whose row must also be of some kind (``limit_choices_to``) is not among them.
    """
    known = []
    for field in instance._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.is_cached(instance) and not field.get_limit_choices_to():
            other = field.get_cached_value(instance)
            if other is not None and other.pk is not None:
                if isinstance(other, CentreOwned):
                    refuse_foreign(instance, other, field.name)
                known.append(field.name)
    return known
