"""New keys for rows that come from elsewhere: all of a model are moved by the same distance, so nothing need be remembered of each.

On an installation where the keys are free the distance is nought: rows keep their keys, and old links lead where they led.
"""

from collections.abc import Sequence
from secrets import randbelow
from typing import Any, Final

from django.db import connection, models, transaction

from brobygger.accounts.models import User
from brobygger.archive.checking import Manifest
from brobygger.archive.shape import CENTRE, Shape, carrier
from brobygger.centres.models import Centre

CHANCES: Final = 2**53 - 1  # keys drawn by chance are no larger


class NewKeys:
    """How far each model's keys are moved, or turned where they are drawn by chance; accounts are told one by one."""

    def __init__(self) -> None:
        self.moved: dict[type[models.Model], int] = {}
        self.turned: dict[type[models.Model], int] = {}
        self.accounts: dict[int, int] = {}

    def of(self, model: type[models.Model], key: Any) -> Any:
        if not isinstance(key, int) or isinstance(key, bool):
            return key
        if model is User:
            return self.accounts.get(key)
        model = carrier(model)
        if (turn := self.turned.get(model)) is not None:
            return (key - 1 + turn) % CHANCES + 1
        distance = self.moved.get(model)
        return None if distance is None else key + distance


def reserve(manifest: Manifest, shapes: Sequence[Shape]) -> NewKeys:
    """Set the keys aside that the rows of the archive will have, so that nobody who writes meanwhile takes one.

    On PostgreSQL each is a short transaction of its own where there is none around it; on SQLite the caller holds the turn to write.
    """
    keys = NewKeys()
    numbered: list[tuple[str, type[models.Model]]] = [(CENTRE, Centre)]
    numbered += [(shape.label, shape.model) for shape in shapes if shape.numbered and not shape.by_chance]
    for label, model in numbered:
        about = manifest.models[label]
        lowest, highest = about["lowest"], about["highest"]
        keys.moved[model] = 0 if lowest is None else _set_aside(model, max(lowest, 1), highest)
    for shape in shapes:
        if shape.by_chance:
            # Where there are none they stay; else all are turned by one number of chance, so that none is met by another.
            rows: Any = shape.model
            keys.turned[shape.model] = randbelow(CHANCES) if rows.everywhere.exists() else 0
    return keys


def _set_aside(model: type[models.Model], lowest: int, highest: int) -> int:
    table, column = model._meta.db_table, model._meta.pk.column
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')  # names come from models
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {sequence}")  # noqa: S608 -- PostgreSQL says its name
            (free,) = cursor.fetchone()
            distance = max(0, free - lowest)
            cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, highest + distance])
            return int(distance)
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        distance = max(0, (found[0] if found else 0) + 1 - lowest)
        if found:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [highest + distance, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, highest + distance])
        return int(distance)
