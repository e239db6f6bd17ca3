"""Where the marks are looked up: an FTS5 table over ``Indexed`` on SQLite, a column of tsvector with a GIN index on PostgreSQL.

Both are laid after each ``migrate`` where they are not there yet, so that an empty database built at once has them too (docs/adr/0010). Triggers keep
FTS5 in step with its rows, deletions that cascade among them; they are lifted for a migration's time, as those of ``centres.same_centre``.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, connections

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding.terms import Term
from brobygger.directory.models import Indexed, Offer

ROWS = Indexed._meta.db_table
FTS5 = "directory_found"
MANY = 5000
# Nothing but whole marks is ever asked for: no places within the text, hence no detail. The tokenizer must cut at spaces alone, and folds nothing
# outside ASCII (a step further than unicode61 with remove_diacritics 0): å is no a.
_TABLE = f"CREATE VIRTUAL TABLE \"{FTS5}\" USING fts5(marks, content='{ROWS}', content_rowid='offer_id', tokenize='ascii', detail='none')"
_IN = f'INSERT INTO "{FTS5}"(rowid, marks) VALUES (NEW.offer_id, NEW.marks);'
_OUT = f"INSERT INTO \"{FTS5}\"(\"{FTS5}\", rowid, marks) VALUES ('delete', OLD.offer_id, OLD.marks);"
_TRIGGERS = {
    "found_insert": f'AFTER INSERT ON "{ROWS}" BEGIN {_IN} END', "found_delete": f'AFTER DELETE ON "{ROWS}" BEGIN {_OUT} END',
    "found_update": f'AFTER UPDATE ON "{ROWS}" BEGIN {_OUT} {_IN} END',
}
_VECTOR = (
    # What is long lies beside the rows, so that counting hits reads little.
    f'ALTER TABLE "{ROWS}" SET (toast_tuple_target = 128)',
    f"ALTER TABLE \"{ROWS}\" ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(marks, ' '))) STORED",
    # Without the list of what is still to be sorted in: readers would have to read it through.
    f'CREATE INDEX IF NOT EXISTS "directory_indexed_vector" ON "{ROWS}" USING gin (vector) WITH (fastupdate = off)',
)


def lay(*, using: str = "default", **_: Any) -> None:
    """Lay what a migration does not make. Nothing happens where it lies already, or where there are no rows to lay it over."""
    to = connections[using]
    there = to.introspection.table_names()
    if ROWS not in there:
        return
    with to.cursor() as cursor:
        if to.vendor == "postgresql":
            for statement in _VECTOR:
                cursor.execute(statement)
            return
        if FTS5 not in there:
            cursor.execute(_TABLE)
            cursor.execute(f"INSERT INTO \"{FTS5}\"(\"{FTS5}\") VALUES ('rebuild')")
        for name, what in _TRIGGERS.items():
            cursor.execute(f'CREATE TRIGGER IF NOT EXISTS "{name}" {what}')


def lift(*, using: str = "default", **_: Any) -> None:
    to = connections[using]
    if to.vendor == "sqlite":
        with to.cursor() as cursor:
            for name in _TRIGGERS:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


class Rows:
    """The public offers that ``term`` finds, of which every mark names the centre in force; ``within``: SQL for their keys, and its values."""

    def __init__(self, term: Term, within: tuple[str, tuple[Any, ...]] | None = None) -> None:
        sqlite = connection.vendor == "sqlite"
        self.key = "rowid" if sqlite else "offer_id"
        self.table = FTS5 if sqlite else ROWS
        self.where = f'"{FTS5}" MATCH %s' if sqlite else "vector @@ %s::tsquery"
        self.values: tuple[Any, ...] = (term.fts5() if sqlite else term.tsquery(),)
        if within is not None:
            self.where += f" AND {self.key} IN ({within[0]})"
            self.values += within[1]

    def count(self) -> int:
        return int(_asked(f'SELECT count(*) FROM "{self.table}" WHERE {self.where}', self.values)[0][0])

    def keys(self, limit: int) -> list[int]:
        """The first of them, by key."""
        return [pk for (pk,) in _asked(f"{self._found} SELECT pk FROM found ORDER BY pk LIMIT %s", (*self.values, limit))]

    def any(self, limit: int) -> list[int]:
        """Some of them, whichever are met first."""
        # A table of its own again, for then it is the index that is asked; it need not be read to its end.
        how = "MATERIALIZED " if connection.vendor == "postgresql" else ""
        sql = f'WITH found AS {how}(SELECT {self.key} AS pk FROM "{self.table}" WHERE {self.where} LIMIT %s) SELECT pk FROM found'
        return [pk for (pk,) in _asked(sql, (*self.values, limit))]

    def first(self, limit: int) -> tuple[list[int], int]:
        """The first of them and how many there are: on PostgreSQL in one go, on SQLite counted where there are more, which costs it little."""
        if connection.vendor == "postgresql":
            sql = f"{self._found} SELECT ARRAY(SELECT pk FROM found ORDER BY pk LIMIT %s), (SELECT count(*) FROM found)"
            ((keys, many),) = _asked(sql, (*self.values, limit))
            return list(keys), int(many)
        keys = self.keys(limit)
        return keys, len(keys) if len(keys) < limit else self.count()

    @property
    def _found(self) -> str:
        """As a table of its own on PostgreSQL, which would else walk through all offers in their order until it has met as many as are asked for."""
        how = "MATERIALIZED " if connection.vendor == "postgresql" else ""
        return f'WITH found AS {how}(SELECT {self.key} AS pk FROM "{self.table}" WHERE {self.where})'

    def by_title(self, limit: int, offset: int, *, many: int) -> list[int]:
        """Those from ``offset`` on. Of very many a page is soonest met by walking through the titles; few are soonest put in order."""
        if connection.vendor == "postgresql" and many > MANY:
            sql = f'SELECT offer_id FROM "{ROWS}" WHERE {self.where} AND centre_id = %s ORDER BY "order", offer_id LIMIT %s OFFSET %s'
        else:
            sql = f'{self._found} SELECT offer_id FROM "{ROWS}" WHERE offer_id IN (SELECT pk FROM found) AND centre_id = %s ORDER BY "order", offer_id LIMIT %s OFFSET %s'
        return [pk for (pk,) in _asked(sql, (*self.values, centre_id_in_force(), limit, offset))]


def read(keys: Collection[int]) -> list[tuple[int, str, str]]:
    """Key, order and marks of these offers of the centre in force. The plus keeps SQLite, which thinks little of long lists, from reading the whole centre."""
    if not keys:
        return []
    places = ", ".join(["%s"] * len(keys))
    return _asked(f'SELECT offer_id, "order", marks FROM "{ROWS}" WHERE offer_id IN ({places}) AND +centre_id = %s', (*keys, centre_id_in_force()))


def titles(keys: Collection[int]) -> list[str]:
    """Of those of them that are public, in order."""
    if not keys:
        return []
    places = ", ".join(["%s"] * len(keys))
    sql = f'SELECT title FROM "{Offer._meta.db_table}" WHERE id IN ({places}) AND +centre_id = %s AND (state = %s) IS TRUE'
    return sorted(title for (title,) in _asked(sql, (*keys, centre_id_in_force(), Offer.State.PUBLISHED)))


def _asked(sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
