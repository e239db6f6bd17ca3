"""What would go with a row, and what holds it: for the page that asks before anything is deleted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, router
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector

Named = list[tuple[str, int]]  # what such rows are called, and how many


@dataclass(frozen=True, slots=True)
class Leaving:
    """``gone`` would be deleted too; ``loosened`` would stay and no longer name it; ``holding`` stands on it, so that it cannot go."""

    gone: Named
    loosened: Named
    holding: Named


def leaving_with(row: models.Model) -> Leaving:
    collector = Collector(using=router.db_for_write(type(row), instance=row))
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError) as error:
        held = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        return Leaving([], [], _named(held))
    gone = Counter({model: len(rows) for model, rows in collector.data.items()})
    for found in collector.fast_deletes:
        gone[found.model] += found.count()
    gone[type(row)] -= 1
    updates: Any = collector.field_updates  # lists of querysets, which the stubs take for rows
    loosened = [each for found in updates.values() for rows in found for each in rows]
    return Leaving(_counted({model: n for model, n in gone.items() if n and not model._meta.auto_created}), _named(loosened), [])


def _named(rows: Iterable[Any]) -> Named:
    return _counted(Counter(type(each) for each in rows))


def _counted(found: dict[Any, int]) -> Named:
    said = [(str(model._meta.verbose_name if n == 1 else model._meta.verbose_name_plural), n) for model, n in found.items()]
    return sorted(said, key=lambda each: (-each[1], each[0]))
