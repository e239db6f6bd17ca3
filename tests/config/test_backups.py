"""Backup and restore of whole installations, each in a data folder (and, on PostgreSQL, a database) of its own."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from brobygger.config import backups, databases, preparation

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
SOURCE = Path(__file__).resolve().parents[2] / "src"


class Installation:
    """A data folder and a database, reached through the command line as a person would."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self.url = url

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "BROBYGGER_DATA": str(self.data),
            "BROBYGGER_SECRET_KEY": "x" * 40,
            "DATABASE_URL": self.url,
            "LANG": "C.UTF-8",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "brobygger", *words], capture_output=True, text=True, check=False, env=self.environment()
        )

    def do(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, program: str) -> str:
        return self.do("manage", "shell", "--no-imports", "-c", program).strip()

    def add_centre(self, name: str) -> None:
        self.python(
            "from brobygger.centres.models import Centre\n"
            f"Centre.objects.create(key={name.lower()!r}, name={'Frivilligcenter ' + name + ' æøå'!r})"
        )

    def centres(self) -> list[str]:
        program = "from brobygger.centres.models import Centre; print(*Centre.objects.order_by('name').values_list('name', flat=True), sep='|')"
        return self.python(program).split("|")

    def upload(self, name: str, content: bytes) -> None:
        path = self.data / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def make_installation(tmp_path: Path) -> Iterator["Maker"]:
    maker = Maker(tmp_path)
    yield maker
    maker.drop()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One whose tables are made, for others to be copied from."""
    maker = Maker(tmp_path_factory.mktemp("prepared"))
    installation = maker("prepared")
    installation.python("from brobygger.config.preparation import bring_tables_up_to_date; bring_tables_up_to_date()")
    yield installation
    maker.drop()


class Maker:
    """Makes installations, and on PostgreSQL drops their databases afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.databases: list[str] = []

    def __call__(self, name: str, *, like: Installation | None = None) -> Installation:
        """An installation with nothing in it, or with the tables of ``like``."""
        data = self.folder / name
        data.mkdir()
        if not ON_POSTGRESQL:
            if like is not None:
                databases.copy_sqlite(like.data / "brobygger.sqlite3", data / "brobygger.sqlite3")
            return Installation(data, f"sqlite:///{data / 'brobygger.sqlite3'}")
        database = f"backup_{uuid.uuid4().hex}"
        with server() as connection:
            template = like.url.partition("@/")[2].partition("?")[0] if like is not None else "template1"
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"'.encode())
        self.databases.append(database)
        parameters = settings.DATABASES["default"]
        return Installation(data, f"postgresql://{parameters['USER']}@/{database}?host={parameters['HOST']}")

    def drop(self) -> None:
        for database in self.databases:
            with server() as connection:
                connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)'.encode())


def server() -> psycopg.Connection:
    parameters = settings.DATABASES["default"]
    return psycopg.connect(user=parameters["USER"], host=parameters["HOST"], dbname="postgres", autocommit=True)


@pytest.mark.long
@pytest.mark.own_database
def test_a_restore_brings_everything_back_and_replaces_only_when_told(make_installation: Maker, prepared: Installation, tmp_path: Path) -> None:
    here, there, file = make_installation("here", like=prepared), make_installation("there"), tmp_path / "saved.zip"
    here.add_centre("Slagelse")
    here.upload("logo/mærke.png", b"\x89PNG")

    assert here.do("backup", str(file)).startswith(f"Saved 2 files to {file}")
    there.do("restore", str(file))

    assert there.centres() == ["Frivilligcenter Slagelse æøå"]
    assert (there.data / "media" / "logo" / "mærke.png").read_bytes() == b"\x89PNG"

    there.add_centre("Korsør")
    there.upload("new.txt", b"new")
    refused = there.run("restore", str(file))
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is already something here: database, media. Nothing was changed.")
    assert there.centres() == ["Frivilligcenter Korsør æøå", "Frivilligcenter Slagelse æøå"]

    there.do("restore", str(file), "--replace")
    assert there.centres() == ["Frivilligcenter Slagelse æøå"]
    assert not (there.data / "media" / "new.txt").exists()
    there.add_centre("Skælskør")  # the numbering goes on where it was


@pytest.mark.long
@pytest.mark.own_database
def test_a_damaged_backup_changes_nothing(make_installation: Maker, prepared: Installation, tmp_path: Path) -> None:
    here, file = make_installation("here", like=prepared), tmp_path / "saved.zip"
    here.do("backup", str(file))
    here.add_centre("Slagelse")
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    database = next(name for name in kept if name.startswith("database"))
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content + b" " if name == database else content)

    refused = here.run("restore", str(file), "--replace")

    assert refused.returncode == 1
    assert refused.stderr.strip() == f"Nothing was changed. {database} is damaged."
    assert here.centres() == ["Frivilligcenter Slagelse æøå"]


@pytest.mark.sqlite_alone  # what is asked here does not depend on the database
class TestRefusals:
    """What the command line refuses, with the sentence it says."""

    def test_an_existing_file_is_not_overwritten(self, make_installation: Maker, tmp_path: Path) -> None:
        file = tmp_path / "precious"
        file.write_text("precious")

        done = make_installation("here").run("backup", str(file))

        assert (done.returncode, done.stderr.strip()) == (1, f"{file} is already there; nothing was written.")
        assert file.read_text() == "precious"

    def test_no_database_no_backup(self, make_installation: Maker, tmp_path: Path) -> None:
        done = make_installation("here").run("backup", str(tmp_path / "saved.zip"))

        assert (done.returncode, done.stderr.strip()) == (1, "There is no installation to save.")
        assert list(tmp_path.glob("saved*")) == []

    @pytest.mark.long
    def test_a_running_installation_is_not_replaced(self, make_installation: Maker, prepared: Installation, tmp_path: Path) -> None:
        here, file = make_installation("here", like=prepared), tmp_path / "saved.zip"
        here.do("backup", str(file))
        with preparation.sole_use(here.data):
            done = here.run("restore", str(file), "--replace")

        assert done.returncode == 1
        assert done.stderr.startswith(f"Brobygger is already running on {here.data}.")

    def test_a_file_of_another_kind_is_refused(self, make_installation: Maker, tmp_path: Path) -> None:
        file = tmp_path / "picture.png"
        file.write_bytes(b"\x89PNG")

        done = make_installation("here").run("restore", str(file))

        assert (done.returncode, done.stderr.strip()) == (1, f"{file} cannot be read: File is not a zip file")


@pytest.mark.sqlite_alone  # its own way of copying
def test_a_copy_taken_while_somebody_writes_holds_what_was_committed(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.sqlite3", tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(live, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE plan (name TEXT)")
        writer.execute("INSERT INTO plan VALUES ('committed')")
        writer.execute("BEGIN")
        writer.execute("INSERT INTO plan VALUES ('not yet')")
        databases.copy_sqlite(live, copy)
        writer.execute("COMMIT")

    with closing(sqlite3.connect(copy)) as reader:
        assert reader.execute("SELECT name FROM plan").fetchall() == [("committed",)]


def archive_with(path: Path, files: dict[str, bytes], /, **changes: object) -> zipfile.ZipFile:
    """A well-made SQLite backup holding ``files``, its manifest changed by ``changes``."""
    manifest: dict[str, object] = {
        "format": backups.FORMAT,
        "program": "0.1.0",
        "made_at": "2026-11-23T12:00:00+00:00",
        "database": "sqlite",
        "migrations": ["centres.0001_initial"],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for name, content in files.items()
        },
        **changes,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return zipfile.ZipFile(path)


def test_a_sound_archive_unpacks_to_what_it_lists(tmp_path: Path) -> None:
    with archive_with(tmp_path / "a.zip", {"database.sqlite3": b"d", "media/a/b.txt": b"m"}) as archive:
        backups.unpack(archive, backups.Manifest.read(archive), tmp_path / "out")

    assert (tmp_path / "out" / "database.sqlite3").read_bytes() == b"d"
    assert (tmp_path / "out" / "media" / "a" / "b.txt").read_bytes() == b"m"


@pytest.mark.parametrize("name", ["media/../../evil", "/etc/evil", "evil", "media/../evil"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with (
        archive_with(tmp_path / "a.zip", {"database.sqlite3": b"d", name: b"m"}) as archive,
        pytest.raises(databases.Unusable, match="outside its place"),
    ):
        backups.unpack(archive, backups.Manifest.read(archive), tmp_path / "out" / "deep")

    assert [path for path in tmp_path.rglob("evil") if path.is_file()] == []


def test_a_file_that_the_manifest_does_not_list_is_refused(tmp_path: Path) -> None:
    with (
        archive_with(tmp_path / "a.zip", {"database.sqlite3": b"d", "media/x": b"m"}, files={}) as archive,
        pytest.raises(databases.Unusable, match="differ"),
    ):
        backups.unpack(archive, backups.Manifest.read(archive), tmp_path / "out")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 2}, "The backup has format 2; this program reads format 1."),
        ({"surprise": 1}, "The file is not a backup of Brobygger."),
        ({"files": ["database.sqlite3"]}, "The file is not a backup of Brobygger."),
        ({"migrations": None}, "The file is not a backup of Brobygger."),
        ({"migrations": [["centres", "0001_initial"]]}, "The file is not a backup of Brobygger."),
        ({"database": {"kind": "sqlite"}}, "The file is not a backup of Brobygger."),
    ],
)
def test_a_manifest_of_another_format_is_refused(tmp_path: Path, changes: dict[str, object], sentence: str) -> None:
    with (
        archive_with(tmp_path / "a.zip", {"database.sqlite3": b"d"}, **changes) as archive,
        pytest.raises(databases.Unusable) as refused,
    ):
        backups.Manifest.read(archive)

    assert str(refused.value) == sentence


def test_a_manifest_that_was_damaged_on_the_disk_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(list(range(2000))))
    whole = bytearray(file.read_bytes())
    whole[30 + len("manifest.json")] = 0xFF  # the first byte of what is packed: no kind of block there is
    file.write_bytes(whole)
    with zipfile.ZipFile(file) as archive, pytest.raises(databases.Unusable, match="not a backup"):
        backups.Manifest.read(archive)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"database": "mysql"}, "The backup is of mysql; this installation uses {vendor}."),
        (
            {"database": "{vendor}", "migrations": ["centres.9999_from_the_future"], "program": "9.0"},
            "The backup was made by a newer Brobygger (9.0); this is 0.1.0.",
        ),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, object], sentence: str) -> None:
    vendor = "postgresql" if ON_POSTGRESQL else "sqlite"
    changes = {key: value.format(vendor=vendor) if isinstance(value, str) else value for key, value in changes.items()}
    with (
        archive_with(tmp_path / "a.zip", {"database.sqlite3": b"d"}, **changes) as archive,
        pytest.raises(databases.Unusable) as refused,
    ):
        backups.refuse_unfit(backups.Manifest.read(archive))

    assert str(refused.value) == sentence.format(vendor=vendor)
