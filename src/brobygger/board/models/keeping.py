"""Rows that stay as they are once their meeting is frozen, whoever saves or deletes them."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models


class Frozen(Exception):
    """The meeting is frozen: what it saw and decided can no longer be changed."""


class KeptWithMeeting(models.Model):
    """Saving or deleting raises :class:`Frozen` once the meeting is frozen; only fields in ``still_open`` may change.

    The meeting's state is read from the database, not from memory, so that a copy read before the freezing cannot slip through.
    """

    still_open: ClassVar[frozenset[str]] = frozenset()

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
        key = self.meeting_key()
        # By name: the meeting is itself kept with itself, so its module imports this one.
        meeting = apps.get_model("board", "Meeting")
        return key is not None and meeting._default_manager.filter(pk=key, frozen_at__isnull=False).exists()

    def _changed(self) -> set[str]:
        """The names of the fields that differ from the stored row; all of them for a new one."""
        fields = {field.name: field.attname for field in self._meta.concrete_fields if field.name != "version"}
        stored = type(self)._base_manager.filter(pk=self.pk).values(*fields.values()).first() if self.pk else None
        if stored is None:
            return set(fields)
        return {name for name, attribute in fields.items() if stored[attribute] != getattr(self, attribute)}
