"""Writers on SQLite wait in a queue, however long the one before them takes."""

import threading
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

pytestmark = pytest.mark.sqlite_alone


@pytest.fixture
def impatient(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """A database whose own patience is a twentieth of a second."""
    settings = deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    settings["NAME"] = str(tmp_path / "impatient.sqlite3")
    settings["OPTIONS"] = {**settings["OPTIONS"], "timeout": 0.05}
    connections.databases["impatient"] = settings
    with django_db_blocker.unblock():
        with connections["impatient"].cursor() as cursor:
            cursor.execute("CREATE TABLE told (word text)")
        yield "impatient"
        connections["impatient"].close()
    del connections["impatient"]
    del connections.databases["impatient"]


def _say(alias: str, word: str, inside: threading.Event, go_on: threading.Event, refused: list[Exception]) -> None:
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("INSERT INTO told VALUES (%s)", [word])
            inside.set()
            go_on.wait(20)
    except OperationalError as error:
        refused.append(error)
    finally:
        connections[alias].close()


def test_the_next_waits_until_the_one_before_is_done(impatient: str) -> None:
    refused: list[Exception] = []
    go_on, free = threading.Event(), threading.Event()
    free.set()
    first_in, second_in = threading.Event(), threading.Event()
    first = threading.Thread(target=_say, args=(impatient, "first", first_in, go_on, refused))
    second = threading.Thread(target=_say, args=(impatient, "second", second_in, free, refused))
    first.start()
    assert first_in.wait(20)
    second.start()
    assert not second_in.wait(0.5)  # ten times as long as SQLite itself would have waited
    go_on.set()
    first.join(20)
    second.join(20)

    assert refused == []
    with connections[impatient].cursor() as cursor:
        cursor.execute("SELECT word FROM told ORDER BY rowid")
        assert [word for (word,) in cursor.fetchall()] == ["first", "second"]


def test_a_transaction_that_fails_gives_its_turn_on(impatient: str) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=impatient):
        raise ZeroDivisionError
    refused: list[Exception] = []
    free, inside = threading.Event(), threading.Event()
    free.set()
    other = threading.Thread(target=_say, args=(impatient, "other", inside, free, refused))
    other.start()
    other.join(20)

    assert inside.is_set()
    assert refused == []


@pytest.mark.parametrize(("asked", "given", "said"), [
    ("SELECT %s, '100 %%'", ["a"], ("a", "100 %")), ("SELECT %s, '100 %%'", ["b"], ("b", "100 %")), ("SELECT '%%s'", [], ("%s",)), ("SELECT %(one)s, %(one)s", {"one": 1}, (1, 1)), ("SELECT '%%'", {}, ("%",)),
    (f"SELECT %s, '{'x' * 9000}'", [1], (1, "x" * 9000)), ("SELECT '%s'", None, ("%s",)),
])
def test_a_statement_is_asked_as_django_asks_it(impatient: str, asked: str, given: Any, said: tuple[object, ...]) -> None:
    for _again in range(2):
        with connections[impatient].cursor() as cursor:
            cursor.execute(asked, given)
            assert cursor.fetchone() == said


def test_many_rows_are_written_at_once_as_ever(impatient: str) -> None:
    with connections[impatient].cursor() as cursor:
        cursor.executemany("INSERT INTO told VALUES (%s)", [("a",), ("b",)])
        cursor.execute("SELECT count(*) FROM told WHERE word IN (%s, %s)", ("a", "b"))
        assert cursor.fetchone() == (2,)
