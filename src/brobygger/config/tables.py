"""The tables of the database: an empty one is given them as the models have them now, one in use goes on by its migrations.

Django walks an empty database through the whole history and renders every model anew at each step, which takes longer with
every context there is. What stands at the end is the same; a test builds both on both databases and compares them. See docs/adr/0010.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections, migrations
from django.db.migrations.executor import MigrationExecutor


def may_be_built_at_once(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the database is empty, and no migration that has not run does anything but shape tables."""
    connection = connections[using]
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not any(isinstance(each, migrations.RunSQL) for migration, _back in plan for each in migration.operations)


def build_at_once(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make all tables in an empty database, in one transaction, and write down that all migrations have run.

    Migrations that move rows (``RunPython``) have nothing to move in an empty database.
    """
    connection = connections[using]
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    emit_pre_migrate_signal(0, interactive=False, db=using, plan=plan)
    with connection.schema_editor(atomic=True) as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        executor.recorder.ensure_schema()
        for migration, _back in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    emit_post_migrate_signal(0, interactive=False, db=using, plan=plan)
