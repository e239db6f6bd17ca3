"""Whether there is anything, asked once for many lists: on most days most of what could wait for somebody does not."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections


def asked_together(*lists: Any) -> list[Any]:
    """The same querysets, in their order; those without rows are known for empty and ask nothing more. One question for all of them."""
    asked: list[str] = []
    values: list[Any] = []
    using = lists[0].db
    for number, rows in enumerate(lists):
        try:
            sql, named = rows.query.exists().get_compiler(using=using).as_sql()
        except EmptyResultSet:
            continue
        asked.append(f"SELECT {number} WHERE EXISTS ({sql})")
        values += named
    held: set[int] = set()
    if asked:
        with connections[using].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked), values)
            held = {number for (number,) in cursor.fetchall()}
    return [rows if number in held else rows.none() for number, rows in enumerate(lists)]
