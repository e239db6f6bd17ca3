"""Isolation beneath the managers: raw SQL, threads, generators, and what a thread did before."""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from brobygger.centres.models import Centre, Locality, Theme
from brobygger.centres.same_centre import Tie, lay_triggers, lift_triggers, owned_tables, ties
from brobygger.centres.scoping import CentreOwned, NoCentreInForce, centre_in_force, no_centre_in_force
from tests.centres.test_isolation import NAMES, OWNED, THEMES
from tests.factories import CentreFactory, ThemeFactory
from tests.test_factories import FACTORIES

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def rows(centre: Centre, other_centre: Centre) -> None:
    ThemeFactory.create(name="Vores tema")
    with centre_in_force(other_centre):
        ThemeFactory.create(name="Deres tema")


class TestTheDatabaseItself:
    """Raw SQL, which no manager sees."""

    @pytest.mark.parametrize("tie", list(ties()), ids=lambda tie: f"{tie.table}.{tie.column}")
    def test_every_tie_is_refused_across_centres(self, tie: Tie, centre: Centre, other_centre: Centre) -> None:
        by_table = {model._meta.db_table: model for model in FACTORIES}
        with centre_in_force(other_centre):
            foreign = FACTORIES[by_table[tie.target]].create()
        if tie.table in by_table:
            row = FACTORIES[by_table[tie.table]].create().pk
        else:
            row = self.joined(tie, by_table)
        key = by_table[tie.table]._meta.pk.column if tie.table in by_table else "id"
        with connection.cursor() as cursor:
            there = [each.name for each in connection.introspection.get_table_description(cursor, tie.table)]
            written = {field.column for field in by_table[tie.table]._meta.local_concrete_fields} if tie.table in by_table else set(there)
            columns = [name for name in there if name != "id" and name in written]  # a column that the database reckons takes no value
            own, of_own = ("id, ", "1000 + id, ") if key == "id" else ("", "")
            copied = ", ".join("%s" if name == tie.column else f'"{name}"' for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            with pytest.raises(DatabaseError, match="two centres"), transaction.atomic():
                cursor.execute(
                    f'INSERT INTO "{tie.table}" ({own}{names}) SELECT {of_own}{copied} FROM "{tie.table}" WHERE {key} = %s',  # noqa: S608 -- the names are our models' own
                    [foreign.pk, row],
                )
            with pytest.raises(DatabaseError, match="two centres"), transaction.atomic():
                cursor.execute(f'UPDATE "{tie.table}" SET "{tie.column}" = %s WHERE {key} = %s', [foreign.pk, row])  # noqa: S608 -- likewise

    def joined(self, tie: Tie, by_table: dict[str, Any]) -> int:
        through = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == tie.table)
        ends = {
            field.name: FACTORIES[by_table[field.related_model._meta.db_table]].create()
            for field in through._meta.local_fields
            if field.is_relation
        }
        return int(through._base_manager.create(**ends).pk)

    @pytest.mark.parametrize("table", owned_tables())
    def test_no_row_moves_to_another_centre(self, table: str, centre: Centre, other_centre: Centre) -> None:
        row = next(factory for model, factory in FACTORIES.items() if model._meta.db_table == table).create()
        with connection.cursor() as cursor:
            # A row with keys breaks two rules at once, and which is told first is the database's affair.
            with pytest.raises(DatabaseError, match=r"stays with its centre|two centres"), transaction.atomic():
                cursor.execute(f'UPDATE "{table}" SET centre_id = %s WHERE {row._meta.pk.column} = %s', [other_centre.pk, row.pk])  # noqa: S608 -- likewise

    def test_every_key_between_owned_models_is_a_tie(self) -> None:
        found = {(tie.table, tie.column) for tie in ties()}
        wanted = {
            (model._meta.db_table, field.column)
            for model in OWNED
            for field in model._meta.local_fields
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, CentreOwned)
        }
        assert wanted - found == set()
        assert ("organisations_networkmember", "organisation_id") in found

    @pytest.mark.sqlite_alone  # no other rebuilds tables
    @pytest.mark.django_db(transaction=True)
    def test_a_migration_can_rebuild_a_table_that_triggers_speak_of(self) -> None:
        lift_triggers()
        old = Locality._meta.get_field("postal_codes")
        new = models.CharField(max_length=300, blank=True)
        new.set_attributes_from_name("postal_codes")
        new.model = Locality
        try:
            with connection.schema_editor() as editor:
                editor.alter_field(Locality, old, new, strict=True)
            with connection.schema_editor() as editor:
                editor.alter_field(Locality, new, old, strict=True)
        finally:
            lay_triggers()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'centres_locality'")
            assert cursor.fetchone() == (1,)


class TestTheCentreInForce:
    def test_it_is_taken_out_again_after_an_exception(self, centre: Centre) -> None:
        with no_centre_in_force():
            with pytest.raises(ZeroDivisionError), centre_in_force(centre):
                _ = 1 // 0
            with pytest.raises(NoCentreInForce):
                Theme.objects.count()

    def test_blocks_within_one_another(self, centre: Centre, other_centre: Centre, rows: None) -> None:
        with centre_in_force(other_centre):
            assert [theme.name for theme in Theme.objects.all()] == ["Deres tema"]
            with centre_in_force(centre):
                assert [theme.name for theme in Theme.objects.all()] == ["Vores tema"]
            assert [theme.name for theme in Theme.objects.all()] == ["Deres tema"]

    def test_a_waiting_generator_is_found_out_and_leaves_no_centre_behind(self, centre: Centre, other_centre: Centre) -> None:
        def waiting() -> Iterator[None]:
            with centre_in_force(other_centre):
                yield

        with no_centre_in_force():
            generator = waiting()
            with pytest.raises(NoCentreInForce, match="waiting generator"), centre_in_force(centre):
                next(generator)
            with pytest.raises(NoCentreInForce):
                Theme.objects.count()
            with pytest.raises(NoCentreInForce, match="waiting generator"):
                generator.close()
            with pytest.raises(NoCentreInForce):
                Theme.objects.count()

    def test_a_lazy_iterator_continued_elsewhere_gives_no_foreign_rows(
        self, centre: Centre, other_centre: Centre, rows: None
    ) -> None:
        lazily = (theme.name for theme in Theme.objects.iterator())
        with centre_in_force(other_centre):
            assert list(lazily) == ["Deres tema"]  # asked where the SQL was compiled
        unasked = Theme.objects.iterator()
        with no_centre_in_force(), pytest.raises(NoCentreInForce):
            next(unasked)

    @pytest.mark.django_db(transaction=True)
    def test_threads_with_different_centres_do_not_disturb_each_other(self, other_centre: Centre) -> None:
        centres = [other_centre, CentreFactory.create(), CentreFactory.create()]
        for centre in centres:
            with centre_in_force(centre):
                ThemeFactory.create(name=centre.key)

        def look(turn: int) -> tuple[str, list[str], list[str]]:
            mine = centres[turn % 3]
            try:
                with pytest.raises(NoCentreInForce):
                    Theme.objects.count()  # a thread begins with none
                with centre_in_force(mine):
                    before = list(NAMES.all())
                    with centre_in_force(centres[(turn + 1) % 3]):
                        Theme.objects.count()
                    return mine.key, before, [theme.name for theme in THEMES.all()]
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            for key, before, after in pool.map(look, range(120)):
                assert (before, after) == ([key], [key])


def test_no_generator_of_ours_waits_inside_a_centre() -> None:
    """``with centre_in_force(…): … yield`` would leave the caller in a centre not its own."""
    waiting = []
    for path in (ROOT / "src").rglob("*.py"):
        for block in ast.walk(ast.parse(path.read_text())):
            if not isinstance(block, ast.With) or "centre_in_force" not in ast.unparse(block.items[0]):
                continue
            if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(block)):
                waiting.append(f"{path.name}:{block.lineno}")
    assert waiting == []


# Files that may look over the centres' walls, and why. Add a line only with a reason somebody else would accept.
OVER_THE_WALLS = {
    "accounts/context.py": "the demo's sign-in page shows the invented accounts of all its centres",
    "accounts/rights.py": "an account's rights at each of its centres, to lead it home after sign-in",
    "accounts/views.py": "an account's own list of the centres where it has a role",
    "accounts/views_colleagues.py": "finds the one invitation whose secret the visitor holds, before any centre is in force",
    "api/webhooks/sending.py": "finds the centres whose programs are told of changes; reads and sends under each of them",
    "archive/entering.py": "whether a token that differs in all centres is taken; fills in keys of the rows it has just written",
    "archive/keying.py": "sets keys aside that no centre's rows have; reads numbers alone",
    "archive/leaving.py": "begins the snapshot; reads through the managers of the centre in force",
    "bench/archiving.py": "takes SQLite's own memory out of what is measured; reads no row",
    "bench/load.py": "fills an empty installation with centres to measure",
    "centres/same_centre.py": "lays the triggers",
    "rooms/jobs.py": "finds the centres where somebody who has booked is still to be written to; writes under each of them",
    "rooms/taking.py": "what takes spaces that were read under the centre in force; they and it are of one centre, which the triggers hold",
    "rooms/never_twice.py": "lays the constraint and the triggers that let no space be taken twice; reads no row",
    "core/prepared.py": "writes the row that Django would have written; its centre is held against the one in force where its values are prepared",
    "core/emptiness.py": "asks with the sentence that the lists themselves would ask with, the centre in it",
    "config/backups.py": "copies the whole installation",
    "people/actions.py": "whether an account still holds a role anywhere, before it is closed",
    "plan/stamps.py": "raw for speed; names the centre in force in each SELECT",
    "reports/behind.py": "joins the ORM's own SELECTs, each scoped when it was compiled, into one query",
    "exchange/neighbours.py": "posts of centres that have both chosen to show each other theirs",
    "surveys/jobs.py": "finds the centres that have switched on that evaluations are sent by themselves; sends under each of them",
    "surveys/box.py": "lays the answers of one sending of the centre in force out anew, past what hangs on them",
    "events/jobs.py": "finds the centres where somebody waits for a confirmation; writes it under each of them",
    "events/programme.py": "what all centres have published, for the calendar over all of them",
    "matching/browsing.py": "what all centres have published, for the list of volunteer jobs over all of them",
    "matching/exporting.py": "what all centres have published, for the feeds over all of them",
    "directory/finding/table.py": "the index of the search, which each database has in its own way; every question names the centre in a mark",
    "bench/searching.py": "measures the bare index",
    "overview/views.py": "one's own centres on the front page",
}
LOOKS_OVER = (".everywhere", ".cursor()", ".raw(", "RawSQL", ".extra(", "_raw_delete")


def test_who_may_look_over_the_walls_is_written_down() -> None:
    package = ROOT / "src" / "brobygger"
    looking = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if path.name != "scoping.py" and any(way in path.read_text() for way in LOOKS_OVER)
    }
    assert looking - set(OVER_THE_WALLS) == set(), "say in OVER_THE_WALLS why this file reads all centres"
