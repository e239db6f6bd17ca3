"""The database's own guarantee that all keys of a row share its centre: triggers on SQLite and PostgreSQL alike.

For every foreign key from one ``CentreOwned`` model to another, and both ends of every many-to-many table between two such
models, a trigger refuses a row whose ends belong to different centres; another lets no row move to another centre, which
would take its ties along. A row that is written anew with the keys it had is not looked up again: what they name cannot have
moved, and looking cost a letter sent more than writing down that it was. Triggers are lifted before each ``migrate`` and laid after it: SQLite refuses to rename a table
that triggers speak of, as Django does when it rebuilds one. The triggers' text holds names from models only.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, models

from brobygger.centres.models import Change
from brobygger.centres.scoping import CentreOwned


class Tie(NamedTuple):
    """``table.column`` must name (by ``key``) a row of ``target`` whose centre is ``centre_sql`` (over NEW), which depends on ``table.beside``."""

    table: str
    column: str
    target: str
    key: str
    centre_sql: str
    beside: str


def owned_tables() -> list[str]:
    return sorted({m._meta.db_table for m in apps.get_models() if issubclass(m, CentreOwned)})


def ties() -> Iterator[Tie]:
    for model in apps.get_models(include_auto_created=True):
        keys = [
            each
            for each in model._meta.local_fields
            if isinstance(each, models.ForeignKey)
            and isinstance(each.related_model, type)
            and issubclass(each.related_model, CentreOwned)
        ]
        table = model._meta.db_table
        if issubclass(model, CentreOwned):
            for key in keys:
                yield Tie(table, key.column, key.related_model._meta.db_table, str(key.related_model._meta.pk.column), 'NEW."centre_id"', "centre_id")
        elif len(keys) > 1:  # an automatic many-to-many table
            first, *others = keys
            own = f'(SELECT "centre_id" FROM "{first.related_model._meta.db_table}" WHERE "{first.related_model._meta.pk.column}" = NEW."{first.column}")'
            for key in others:
                yield Tie(table, key.column, key.related_model._meta.db_table, str(key.related_model._meta.pk.column), own, first.column)


def lay_triggers(*, using: str = "default", **_: Any) -> None:
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, existing):
            cursor.execute(statement)


def lift_triggers(*, using: str = "default", **_: Any) -> None:
    """Take the triggers away on SQLite, for a migration's time. PostgreSQL rebuilds no tables and keeps them."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'same_centre_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _statements(vendor: str, existing: set[str]) -> Iterator[str]:
    by_table: dict[str, list[Tie]] = {}
    for tie in ties():
        if tie.table in existing and tie.target in existing:
            by_table.setdefault(tie.table, []).append(tie)
    lay = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[vendor]
    for table, found in by_table.items():
        # names come from models, never from people
        foreign = " OR ".join(
            f'(NEW."{tie.column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "{tie.target}" t '
            f'WHERE t."{tie.key}" = NEW."{tie.column}" AND t."centre_id" = {tie.centre_sql}))'
            for tie in found
        )
        keys = sorted({column for tie in found for column in (tie.column, tie.beside)})
        yield from lay(f"same_centre_{table}", table, ("INSERT", "UPDATE"), foreign, "keys of two centres in one row", keys=keys)
    for table in owned_tables():
        if table in existing:
            moved = 'NEW."centre_id" <> OLD."centre_id"'
            yield from lay(f"same_centre_stay_{table}", table, ("UPDATE",), moved, "a row stays with its centre")
    if (trail := Change._meta.db_table) in existing:
        # Who acted may be emptied when an account goes; nothing else of a line ever changes, and no line goes but with its centre.
        written = " OR ".join(
            f'NEW."{field.column}" <> OLD."{field.column}"' for field in Change._meta.concrete_fields
            if field.name not in {"by", "fields", "centre"} and not field.null
        )
        told = 'CAST(NEW."fields" AS TEXT) <> CAST(OLD."fields" AS TEXT)'
        other = '(NEW."by_id" IS NOT NULL AND (OLD."by_id" IS NULL OR NEW."by_id" <> OLD."by_id"))'
        yield from lay("same_centre_trail", trail, ("UPDATE",), f"{written} OR {told} OR {other}", "the audit trail is append-only")


def _on_sqlite(name: str, table: str, verbs: tuple[str, ...], when: str, words: str, *, keys: Sequence[str] = ()) -> Iterator[str]:
    changed = " OR ".join(f'NEW."{key}" IS NOT OLD."{key}"' for key in keys)
    for verb in verbs:
        asked = f"({changed}) AND ({when})" if changed and verb == "UPDATE" else when
        yield f'DROP TRIGGER IF EXISTS "{name}_{verb.lower()}"'
        yield (
            f'CREATE TRIGGER "{name}_{verb.lower()}" BEFORE {verb} ON "{table}" WHEN {asked} '
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def _on_postgresql(name: str, table: str, verbs: tuple[str, ...], when: str, words: str, *, keys: Sequence[str] = ()) -> Iterator[str]:
    changed = " OR ".join(f'NEW."{key}" IS DISTINCT FROM OLD."{key}"' for key in keys)
    kept = f"IF TG_OP = 'UPDATE' AND NOT ({changed}) THEN RETURN NEW; END IF; " if changed else ""
    yield (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {kept}'
        f"IF {when} THEN RAISE EXCEPTION '{words}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$"
    )
    yield (
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {" OR ".join(verbs)} ON "{table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    )
