"""An empty database built at once is the same database as one that walked through all migrations."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from brobygger.config import tables

pytestmark = [pytest.mark.long, pytest.mark.own_database]
NOT_OURS = {"auth_group_permissions"}  # Django's own, which nothing here uses: its key is an integer from the model and a long one from history


@contextmanager
def _database(name: str, folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of the kind the tests run on: a file of its own, or a schema of its own."""
    settings = deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    here = connections[DEFAULT_DB_ALIAS]
    if here.vendor == "sqlite":
        settings["NAME"] = str(folder / f"{name}.sqlite3")
    else:
        with here.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "{name}"')
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "options": f"-c search_path={name}"}
    connections.databases[name] = settings
    connection = connections[name]
    try:
        yield connection
    finally:
        connection.close()
        del connections[name]
        del connections.databases[name]
        if here.vendor != "sqlite":
            with here.cursor() as cursor:
                cursor.execute(f'DROP SCHEMA "{name}" CASCADE')


def _shape(connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """Tables with their columns, constraints and indexes, and the triggers, without the order of columns."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_OURS):
            columns = connection.introspection.get_table_description(cursor, table)
            found[table] = {each.name: (each.type_code, each.null_ok, each.default, each.collation) for each in columns}
            constraints = connection.introspection.get_constraints(cursor, table)
            found[f"{table} constraints"] = sorted(
                (_plain(name), _sorted(each["columns"]), each["primary_key"], each["unique"], str(each["foreign_key"]), each["check"]) for name, each in constraints.items()
            )
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL ORDER BY name")
        else:
            cursor.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'c' "
                "UNION ALL SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() "
                "UNION ALL SELECT tgname, tgrelid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
                "WHERE c.relnamespace = current_schema()::regnamespace AND NOT tgisinternal ORDER BY 1, 2"
            )
        found["beside the tables"] = sorted((_plain(name), _plain(sql)) for name, sql in cursor.fetchall())
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            found["checks"] = {name: sorted(re.findall(r'CONSTRAINT "\w+" CHECK|UNIQUE|REFERENCES "\w+"', sql)) for name, sql in cursor.fetchall()}
    return found


def _only(shape: Any, other: Any) -> list[Any]:
    """What stands in the one and not in the other."""
    one, two = (each.items() if isinstance(each, dict) else each for each in (shape, other))
    return [each for each in one if each not in two]


def _sorted(columns: list[str] | None) -> list[str]:
    return list(columns or [])


def _plain(name: str) -> str:
    """Names that the database gave itself carry a number, and PostgreSQL names a column's own uniqueness otherwise than one added later."""
    return re.sub(r"_[0-9a-f]{8}_uniq\b|_key\b", "_unique", re.sub(r"__unnamed_\w+_\d+__|_\d+$", "_n", name))


@pytest.fixture
def alone(django_db_setup: None, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    """Databases beside the tests' own, and the migrations that those do without."""
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        yield


def test_built_at_once_or_step_by_step_the_tables_are_the_same(alone: None, tmp_path: Path) -> None:
    with _database("at_once", tmp_path) as connection:
        assert tables.may_be_built_at_once("at_once")
        tables.build_at_once("at_once")
        assert not tables.may_be_built_at_once("at_once")
        built = _shape(connection)
        call_command("migrate", database="at_once", verbosity=0)  # nothing is left to do
        assert _shape(connection) == built

    with _database("in_steps", tmp_path) as connection:
        call_command("migrate", database="in_steps", verbosity=0)
        walked = _shape(connection)

    assert built.keys() == walked.keys()
    assert {name: (_only(shape, walked[name]), _only(walked[name], shape)) for name, shape in built.items() if walked[name] != shape} == {}
