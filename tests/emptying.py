"""After a test that commits, what it wrote is taken away: from the tables that hold rows, and the tables are left as they are.

Django empties every table and then makes anew what comes with them: content types, permissions, some three hundred triggers. Of those nothing
was taken away here. On PostgreSQL it costs more than most of the tests do.
"""

import pytest
from django.core.management.commands import flush
from django.db import connection

MADE_WITH_THE_TABLES = {"django_content_type", "auth_permission"}


def only_what_is_there(patch: pytest.MonkeyPatch) -> None:
    """For as long as the patch lasts, ``flush`` deletes rows and makes nothing."""
    patch.setattr(flush, "sql_flush", lambda *_asked, **_more: [f"DELETE FROM {connection.ops.quote_name(table)};" for table in with_rows()])  # noqa: S608 -- names of our own tables
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_asked, **_more: None)


def with_rows() -> list[str]:
    """The tables that hold some, but for what is made with the tables."""
    quote = connection.ops.quote_name
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - MADE_WITH_THE_TABLES)
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in tables)  # noqa: S608 -- likewise
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]
