"""Reads and insertions whose SQL is compiled once in a process and asked again and again, with other values each time.

Django compiles a queryset at every use; of a wide read for one row that is nine tenths of its time, and where a crowd waits for one lock, all wait
for it. A read is prepared where measuring has shown that; everywhere else a plain queryset says the same in fewer words. The same goes for rows that
are written by the thousand, one by one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any, ClassVar, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import InsertQuery
from django.db.models.sql.compiler import SQLCompiler

R = TypeVar("R")
AGAIN = 2  # times a statement is asked on a connection before its plan is kept
_preparing: ContextVar[bool] = ContextVar("preparing", default=False)


class Late(models.Expression):
    """A value that is read when the database is asked, not when the query is built."""

    def value(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        raise NotImplementedError

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, tuple[Any]]:
        return "%s", (self if _preparing.get() else self.value({}, connection),)

    def get_group_by_cols(self) -> list[Any]:
        return []


class Given(Late):
    """A value that whoever asks a prepared read puts in by ``name``; of the kind that ``field`` holds."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def value(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        return self.output_field.get_db_prep_value(given[self.name], connection)


class Prepared(Generic[R]):
    """``rows`` gives the queryset, in which a :class:`Given` stands for each value to come. Called with the values, it gives a list of its rows.

    The rows of ``shared`` that it finds are held until the transaction ends, together with all others who hold them likewise, against those who
    would change them. Django has no word for that lock; where transactions come one after another, as in SQLite, none is needed.
    """

    def __init__(self, rows: Callable[[], "models.QuerySet[Any, R]"], *, shared: type[models.Model] | None = None) -> None:
        self._make, self._shared = rows, shared
        self._kept: dict[str, tuple[Any, SQLCompiler, str, tuple[Any, ...]]] = {}

    def __call__(self, **given: Any) -> list[R]:
        plain: Any = models.QuerySet
        connection = connections[DEFAULT_DB_ALIAS]
        rows, kept, sql, params = self._kept.get(connection.vendor) or self._compiled(connection)
        compiler: Any = copy(kept)
        compiler.connection = connection
        said = tuple([each.value(given, connection) if isinstance(each, Late) else each for each in params])
        compiler.as_sql = lambda: (sql, said)
        asked = plain(rows.model, query=_Asked(compiler), using=DEFAULT_DB_ALIAS)
        with _planned_once(connection):
            return list(rows._iterable_class(asked))

    def one(self, **given: Any) -> R | None:
        """The first row, or None."""
        return next(iter(self(**given)), None)

    def _compiled(self, connection: BaseDatabaseWrapper) -> tuple[Any, SQLCompiler, str, tuple[Any, ...]]:
        rows: Any = self._make()
        compiler: Any = rows.query.get_compiler(connection=connection)
        token = _preparing.set(True)
        try:
            sql, params = compiler.as_sql()
        finally:
            _preparing.reset(token)
        if self._shared is not None and connection.features.has_select_for_update:
            sql += f" FOR SHARE OF {connection.ops.quote_name(self._shared._meta.db_table)}"
        converters = compiler.get_converters([each for each, *_more in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _fields: converters
        self._kept[connection.vendor] = kept = rows, compiler, sql, tuple(params)
        return kept


class _Asked:
    """In a queryset the place of its query: all that is asked of it is the compiler."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> SQLCompiler:
        return self._compiler


@contextmanager
def _planned_once(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Where the database keeps its plan of a statement (PostgreSQL), let it, for what is asked within: the values go to it apart from the words.

    Elsewhere Django writes the values into the words, so that no two statements are the same.
    """
    if connection.vendor != "postgresql":
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    raw: Any = connection.connection
    before = raw.cursor_factory, raw.prepare_threshold
    raw.cursor_factory, raw.prepare_threshold = ServerBindingCursor, AGAIN
    try:
        yield
    finally:
        raw.cursor_factory, raw.prepare_threshold = before


class InsertedPrepared(models.Model):
    """A row whose ``save`` inserts with SQL that was compiled once. What Django does before and after stays as it is."""

    _insertions: ClassVar[dict[tuple[str, str, int], str]] = {}

    class Meta:
        abstract = True

    def _do_insert(self, manager: Any, using: str, fields: Any, returning_fields: Any, raw: bool) -> Any:
        # Django's one seam between a new row's values and its INSERT; private, as ``_do_update`` is (core.versions).
        own = [] if raw else [field.pre_save(self, True) for field in fields]
        if not own or returning_fields != [self._meta.pk] or any(hasattr(each, "resolve_expression") for each in own):  # something for the database to work out
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]  # Django has it; its stubs do not
        connection = connections[using]
        sql = self._insertion(connection, using, fields, returning_fields)
        values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, own, strict=True)]
        with _planned_once(connection), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [cursor.fetchone()]

    def _insertion(self, connection: BaseDatabaseWrapper, using: str, fields: Any, returning_fields: Any) -> str:
        key = (connection.vendor, self._meta.label, len(fields))
        if key not in self._insertions:
            query: Any = InsertQuery(type(self))
            query.insert_values(fields, [type(self)()])  # an empty one: what is kept for ever is nobody's
            compiler: Any = query.get_compiler(using)
            compiler.returning_fields = returning_fields
            ((sql, _params),) = compiler.as_sql()
            self._insertions[key] = sql
        return self._insertions[key]
