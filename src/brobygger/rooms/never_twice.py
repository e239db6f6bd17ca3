"""The database's own guarantee that no space is taken twice at one time: an exclusion constraint on PostgreSQL, triggers on SQLite.

Both are laid after each migration, as those of :mod:`brobygger.centres.same_centre` are, so that a database built at once and one that walked through all
migrations have the same. PostgreSQL gets a range of one number for the space, which needs no extension that an ordinary role could not create.
The end is not part of a time: one begins when the other ends.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.db import connections

from brobygger.rooms.models import Occupation

NAME: Final = "rooms_space_never_twice"
WORDS: Final = "a space is taken at that time already"


def is_refusal(error: Exception) -> bool:
    """Whether the database said with ``error`` that a space is taken."""
    return NAME in str(error) or WORDS in str(error)


def lay(*, using: str = "default", **_: Any) -> None:
    connection = connections[using]
    table = Occupation._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass", [NAME, table])
            if cursor.fetchone() is None:
                cursor.execute(
                    f'ALTER TABLE "{table}" ADD CONSTRAINT "{NAME}" EXCLUDE USING gist '
                    """(int8range("space_id", "space_id", '[]') WITH &&, tstzrange("starts_at", "ends_at", '[)') WITH &&)"""
                )
            return
        for statement in _triggers(table):
            cursor.execute(statement)


def lift(*, using: str = "default", **_: Any) -> None:
    """Take the triggers away on SQLite, for a migration's time: a table they stand on cannot be rebuilt. PostgreSQL rebuilds none."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for verb in ("insert", "update"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{NAME}_{verb}"')


def _triggers(table: str) -> Iterator[str]:
    # Moments stand as text of one form in universal time, so that they compare as they follow one another.
    same = 't."space_id" = NEW."space_id" AND t."ends_at" > NEW."starts_at" AND t."starts_at" < NEW."ends_at" AND t."id" IS NOT NEW."id"'
    taken = f'SELECT 1 FROM "{table}" t WHERE {same}'  # noqa: S608 -- names come from models, never from people
    for verb in ("insert", "update"):
        yield f'DROP TRIGGER IF EXISTS "{NAME}_{verb}"'
        yield f"""CREATE TRIGGER "{NAME}_{verb}" BEFORE {verb.upper()} ON "{table}" WHEN EXISTS ({taken}) BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
