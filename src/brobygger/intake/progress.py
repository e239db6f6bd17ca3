"""A list in the worker's hands: begun once, failed with a sentence, and how far it has come.

How far is told beside the database: nobody outside sees what a transaction writes before it ends.
"""

from typing import Any, Final

from django.core.cache import cache
from django.utils import timezone

from brobygger.intake.models import UploadedList

_TOLD_FOR: Final = 3600


def begun(row: UploadedList, *, language: str, good_alone: bool) -> bool:
    """Whether it is ours to hand over: of two who start it at once, one does. ``good_alone``: leave the wrong rows out and keep the others."""
    return bool(type(row).objects.filter(pk=row.pk, started_at=None).update(started_at=timezone.now(), language=language, good_alone=good_alone))


def fail(row: UploadedList, why: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(failed=str(why)[:500])


def _key(row: UploadedList) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def tell(row: UploadedList, done: int) -> None:
    cache.set(_key(row), done, _TOLD_FOR)


def told(row: UploadedList) -> int:
    return int(cache.get(_key(row), 0))


def over(row: UploadedList) -> None:
    cache.delete(_key(row))


def is_told(row: UploadedList) -> bool:
    return cache.get(_key(row)) is not None
