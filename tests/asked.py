"""Which tests are put to PostgreSQL as well: all that ask the database themselves, and of those that ask through a page each that asks something new.

What stands on a page is the same on both databases; what the page asks of the database need not be. So the run on SQLite writes down what each
test asks, a question being its verb, its tables and what of the language it uses, and the run on PostgreSQL begins with that: of the tests that go
through a page it takes those which, in their order, ask what none before them has asked. Where nothing was written down, it takes them all.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

FOLDER = "BROBYGGER_ASKED"  # in the environment: where the one run writes and the other reads
PAGES = {"client", "client_of"}
TABLES = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')
LANGUAGE = re.compile(
    r"\b(?:DISTINCT|GROUP BY|HAVING|ORDER BY|NULLS (?:FIRST|LAST)|LIKE|REGEXP|BETWEEN|UNION|EXCEPT|INTERSECT|COALESCE|CASE|OVER|MATCH|EXISTS|CAST|CONFLICT|RETURNING"
    r"|COUNT|SUM|MAX|MIN|AVG|ROUND|LOWER|UPPER|SUBSTR|LENGTH|JSON\w*|django_\w+)\b|IN \(SELECT|\|\||[-+*/] "
)

asked: dict[str, set[str]] = {}  # by test


@cache
def question(sql: str) -> str:
    return " ".join([sql.split(" ", 1)[0], *sorted(set(TABLES.findall(sql))), *sorted(set(LANGUAGE.findall(sql)))])


@contextmanager
def written_down(test: str) -> Iterator[None]:
    """What is asked meanwhile is the test's; nothing is kept where nobody will read it."""
    if FOLDER not in os.environ or connection.vendor != "sqlite":
        yield
        return
    mine = asked.setdefault(test, set())

    def listen(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        mine.add(question(sql))
        return execute(sql, *more)

    with connection.execute_wrapper(listen):
        yield


def keep() -> None:
    if asked:
        Path(os.environ[FOLDER], f"{os.getpid()}.json").write_text(json.dumps({test: sorted(questions) for test, questions in asked.items()}))


def through_a_page(item: pytest.Item) -> bool:
    """Whether it is about pages alone. One that commits is about locks or about what others see, and one that is marked says itself that it is about both."""
    mark = item.get_closest_marker("django_db")
    commits = "transactional_db" in getattr(item, "fixturenames", ()) or (mark is not None and mark.kwargs.get("transaction"))
    marked = item.get_closest_marker("on_both") or item.get_closest_marker("long")
    return not commits and not marked and not PAGES.isdisjoint(getattr(item, "fixturenames", ()))


def nothing_new(items: list[pytest.Item]) -> set[pytest.Item]:
    """Those through a page that ask only what others ask as well."""
    folder = os.environ.get(FOLDER)
    known = {test: set(said) for path in sorted(Path(folder).glob("*.json")) for test, said in json.loads(path.read_text()).items()} if folder else {}
    if not known:
        return set()
    pages = {item.nodeid: item for item in items if through_a_page(item)}
    return {pages[test] for test in not_needed([item.nodeid for item in items], set(pages), known)}


def not_needed(tests: list[str], pages: set[str], known: Mapping[str, set[str]]) -> set[str]:
    """Of ``pages`` those that add no question to those of the other tests and of the pages before them. One that nobody has heard is needed."""
    heard = {each for test in tests if test not in pages for each in known.get(test, ())}
    spared = set()
    for test in tests:
        if test in pages and test in known:
            if known[test] <= heard:
                spared.add(test)
            heard |= known[test]
    return spared
