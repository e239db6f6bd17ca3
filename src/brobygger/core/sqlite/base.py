"""SQLite lets one write at a time and lets the others ask again and again, in no order: under a crowd some ask in vain until they give up.

Here each transaction first takes its turn on a lock file beside the database, where the system queues those who wait, threads and
processes alike, in the order they came. SQLite's own lock and its patience stay as they are, for writes outside a transaction.
And a statement that is asked again is not looked through again.
"""

import fcntl
import os
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

KEPT, LONGEST = 512, 8192  # statements; characters of one: what is longer writes many rows at once


class Cursor(base.SQLiteCursorWrapper):
    """Writes a statement in SQLite's own marks for values once, and not every time it is asked: most are the same as before, with other values."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is not None or len(query) > LONGEST:
            return str(super().convert_query(query, param_names=param_names))
        return _in_marks(query)


@lru_cache(maxsize=KEPT)
def _in_marks(query: str) -> str:
    """From Django's marks to SQLite's."""
    written: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return written


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions queue for the right to write."""

    _turn: int | None = None  # the lock file, open and locked from the beginning of a transaction to its end

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django has it; its stubs do not
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]  # as above; where this fails, Django rolls back, and the turn ends then
        self._give_turn()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # as above
        finally:
            self._give_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # as above
        finally:
            self._give_turn()

    def _take_turn(self) -> None:
        if self._turn is not None or self.is_in_memory_db():
            return
        turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
        except BaseException:
            os.close(turn)
            raise
        self._turn = turn

    def _give_turn(self) -> None:
        if (turn := self._turn) is not None:
            self._turn = None
            os.close(turn)  # which unlocks it
