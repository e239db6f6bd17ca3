"""The database's own guarantee that all keys of a row share its centre: triggers on SQLite and PostgreSQL alike.

For every foreign key from one ``CentreOwned`` model to another, and both ends of every many-to-many table between two such
models, a trigger refuses a row whose ends belong to different centres. Triggers are laid after each ``migrate``
(``post_migrate``): SQLite drops them when Django rebuilds a table. The trigger's text holds names from models only.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, models

from brobygger.centres.scoping import CentreOwned


class Tie(NamedTuple):
    """``table.column`` must name a row of ``target`` whose centre is ``centre_sql`` (over NEW)."""

    table: str
    column: str
    target: str
    centre_sql: str


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
                yield Tie(table, key.column, key.related_model._meta.db_table, 'NEW."centre_id"')
        elif len(keys) > 1:  # an automatic many-to-many table
            first, *others = keys
            own = f'(SELECT "centre_id" FROM "{first.related_model._meta.db_table}" WHERE "id" = NEW."{first.column}")'
            for key in others:
                yield Tie(table, key.column, key.related_model._meta.db_table, own)


def lay_triggers(*, using: str = "default", **_: Any) -> None:
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, existing):
            cursor.execute(statement)


def _statements(vendor: str, existing: set[str]) -> Iterator[str]:
    by_table: dict[str, list[Tie]] = {}
    for tie in ties():
        if tie.table in existing and tie.target in existing:
            by_table.setdefault(tie.table, []).append(tie)
    for table, found in by_table.items():
        name = f"same_centre_{table}"
        foreign = " OR ".join(
            # names come from models, never from people
            f'(NEW."{tie.column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "{tie.target}" t '
            f'WHERE t."id" = NEW."{tie.column}" AND t."centre_id" = {tie.centre_sql}))'
            for tie in found
        )
        if vendor == "sqlite":
            for verb in ("INSERT", "UPDATE"):
                yield f'DROP TRIGGER IF EXISTS "{name}_{verb.lower()}"'
                yield (
                    f'CREATE TRIGGER "{name}_{verb.lower()}" BEFORE {verb} ON "{table}" WHEN {foreign} '
                    f"BEGIN SELECT RAISE(ABORT, 'keys of two centres in one row'); END"
                )
        elif vendor == "postgresql":
            yield (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
                f"IF {foreign} THEN RAISE EXCEPTION 'keys of two centres in one row' USING ERRCODE = '23514'; END IF; "
                f"RETURN NEW; END $$"
            )
            yield (
                f'CREATE OR REPLACE TRIGGER "{name}" BEFORE INSERT OR UPDATE ON "{table}" '
                f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
            )
