"""One centre's rows, and never another's.

A ``ContextVar`` holds the centre in force. ``CentreOwned`` managers filter by it through an expression that is resolved
when the SQL is compiled, so querysets made at import time are safe, and one evaluated with no centre in force raises
:class:`NoCentreInForce` instead of leaking. The base manager is scoped too (forward keys, ``refresh_from_db``, ``save``).
What a manager cannot reach (raw SQL, joins through a foreign row) the database closes: see
:mod:`brobygger.centres.same_centre`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

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
    """Let ``centre`` be in force within the block, in this thread or task alone."""
    token = _in_force.set(centre if isinstance(centre, int) else centre.pk)
    try:
        yield
    finally:
        _in_force.reset(token)


class CentreInForce(models.Expression):
    """The id of the centre in force, read when SQL is compiled and not before."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, tuple[int]]:
        return "%s", (centre_id_in_force(),)

    def get_group_by_cols(self) -> list[Any]:
        return []


class CentreManager(models.Manager[M]):
    """Only the rows of the centre in force. Rows made without a centre get the one in force."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(centre_id=CentreInForce())

    @classmethod
    def over(cls, queryset: type[models.QuerySet[M]]) -> Any:
        """A scoped manager with the named reads of ``queryset``."""
        return cls.from_queryset(queryset)()


class CentreOwned(models.Model):
    """A row that belongs to one centre. ``everywhere`` sees all centres: for the program's own upkeep alone."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.CASCADE, related_name="+", editable=False)

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

    def validate_unique(self, exclude: Any = None) -> None:
        """``centre`` is not on any form, yet uniqueness within the centre is for the form to say."""
        super().validate_unique(exclude=set(exclude or ()) - {"centre"})

    def validate_constraints(self, exclude: Any = None) -> None:
        super().validate_constraints(exclude=set(exclude or ()) - {"centre"})


def refuse_foreign(instance: CentreOwned, other: CentreOwned | None, field: str) -> None:
    """Raise ValidationError on ``field`` unless ``other`` is of the same centre. The database refuses it as well."""
    if other is not None and other.centre_id != instance.centre_id:
        raise ValidationError({field: _("This belongs to another centre.")})
