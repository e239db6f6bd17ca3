"""What PostgreSQL is asked: nothing that only SQLite has been asked is left out."""

from pathlib import Path

import pytest

from tests import asked


class _Item(pytest.Item):
    def runtest(self) -> None: ...


def test_a_question_is_its_verb_its_tables_and_what_it_uses_of_the_language() -> None:
    sql = 'SELECT COUNT(*) FROM "plan_goal" INNER JOIN "plan_area" ON 1 WHERE "name" LIKE %s GROUP BY "plan_goal"."id" ORDER BY 1 ASC'

    assert asked.question(sql) == "SELECT plan_area plan_goal COUNT GROUP BY LIKE ORDER BY"
    assert asked.question(sql.replace("%s", "%s OR %s")) == asked.question(sql)
    assert asked.question(sql.replace("LIKE", "=")) != asked.question(sql)
    assert asked.question(sql.replace("plan_area", "plan_team")) != asked.question(sql)


def test_of_pages_those_are_needed_that_ask_what_none_before_them_asked() -> None:
    tests = ["direct", "page 1", "page 2", "page 3", "unheard"]
    known = {"direct": {"a"}, "page 1": {"a"}, "page 2": {"a", "b"}, "page 3": {"b"}}

    assert asked.not_needed(tests, {"page 1", "page 2", "page 3", "unheard"}, known) == {"page 1", "page 3"}
    assert asked.not_needed(tests, {"page 1", "page 2", "page 3", "unheard"}, {}) == set()
    spared = asked.not_needed(tests, {"page 1", "page 2", "page 3"}, known)
    assert set().union(*(said for test, said in known.items() if test not in spared)) == set().union(*known.values())


def test_what_a_test_asks_is_written_where_the_other_run_reads_it(db: None, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from brobygger.centres.models import Centre

    monkeypatch.setenv(asked.FOLDER, str(tmp_path))
    monkeypatch.setattr(asked, "asked", {})
    monkeypatch.setattr(asked.connection, "vendor", "sqlite")
    with asked.written_down("one"):
        Centre.objects.count()
    asked.keep()
    with asked.written_down("two"):
        list(Centre.objects.all())

    (kept,) = tmp_path.glob("*.json")
    assert kept.read_text() == '{"one": ["SELECT centres_centre COUNT"]}'
    assert asked.asked["two"] == {"SELECT centres_centre ORDER BY"}


def test_one_through_a_page_is_told_from_one_that_asks_itself_or_commits(items_here: dict[str, pytest.Item]) -> None:
    assert {name for name, item in items_here.items() if asked.through_a_page(item)} == {"test_page"}


@pytest.fixture
def items_here(request: pytest.FixtureRequest) -> dict[str, pytest.Item]:
    """Items with the fixtures and marks that tests have here."""

    def item(name: str, fixtures: list[str], *marks: pytest.MarkDecorator) -> pytest.Item:
        made = _Item.from_parent(request.node.parent, name=name)
        made.fixturenames = fixtures  # type: ignore[attr-defined]
        for mark in marks:
            made.add_marker(mark)
        return made

    found = [
        item("test_page", ["db", "client_of"]), item("test_direct", ["db"]), item("test_commits", ["db", "client"], pytest.mark.django_db(transaction=True)),
        item("test_threads", ["transactional_db", "client"]), item("test_long", ["client"], pytest.mark.long), item("test_marked", ["client"], pytest.mark.on_both),
    ]
    return {each.name: each for each in found}
