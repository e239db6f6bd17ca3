"""Rows that stay as they are once their meeting is frozen, whoever saves or deletes them."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models

from brobygger.centres.scoping import CentreManager


class Frozen(Exception):
    """The meeting is frozen: what it saw and decided can no longer be changed."""


M = TypeVar("M", bound=models.Model)


class KeptQuerySet(models.QuerySet[M]):
    """Many rows at once are kept as one is."""

    def update(self, **values: Any) -> int:
        open_ones: frozenset[str] = self.model.still_open  # type: ignore[attr-defined]  # of rows that are kept with a meeting
        if {name for name, value in values.items() if not (value is None and self._may_go(name))} - open_ones:
            self._refuse_kept()
        return super().update(**values)

    def _may_go(self, name: str) -> bool:
        """A key that the database empties when what it names goes: one who decided may be erased."""
        field = self.model._meta.get_field(name)
        return field.remote_field is not None and getattr(field.remote_field, "on_delete", None) is models.SET_NULL

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_kept()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        if _frozen({row.meeting_key() for row in rows}):
            raise Frozen
        return super().bulk_create(rows, *args, **kwargs)

    def _refuse_kept(self) -> None:
        way: str = self.model.kept_by  # type: ignore[attr-defined]  # as above
        if self.filter(**{f"{way}frozen_at__isnull": False}).exists():
            raise Frozen


class KeptWithMeeting(models.Model):
    """Saving or deleting raises :class:`Frozen` once the meeting is frozen; only fields in ``still_open`` may change.

    The meeting's state is read from the database, not from memory, so that a copy read before the freezing cannot slip through.
    """

    still_open: ClassVar[frozenset[str]] = frozenset()
    kept_by: ClassVar[str] = "meeting__"  # the way to its meeting, as a query writes it

    objects: ClassVar = CentreManager.from_queryset(KeptQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._is_kept() and self._changed() - self.still_open:
            raise Frozen
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self._is_kept():
            raise Frozen
        return super().delete(*args, **kwargs)

    def meeting_key(self) -> int | None:
        """The key of the meeting this row is kept with; None while there is none yet."""
        key: int | None = self.meeting_id  # type: ignore[attr-defined]  # the key of those that name their meeting directly
        return key

    def _is_kept(self) -> bool:
        return _frozen({self.meeting_key()})

    def _changed(self) -> set[str]:
        """The names of the fields that differ from the stored row; all of them for a new one."""
        fields = {field.name: field.attname for field in self._meta.concrete_fields if field.name != "version"}
        stored = type(self)._base_manager.filter(pk=self.pk).values(*fields.values()).first() if self.pk else None
        if stored is None:
            return set(fields)
        return {name for name, attribute in fields.items() if stored[attribute] != getattr(self, attribute)}


def _frozen(keys: set[int | None]) -> bool:
    """Whether any of these meetings is frozen."""
    meeting = apps.get_model("board", "Meeting")  # by name: the meeting is itself kept with itself, so its module imports this one
    named = [key for key in keys if key is not None]
    return bool(named) and meeting._default_manager.filter(pk__in=named, frozen_at__isnull=False).exists()
