"""Backups taken while many write, and restores of files that were damaged on their way."""

import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from brobygger.config import backups, databases, preparation
from tests.config.test_backups import ON_POSTGRESQL, Installation, Maker, archive_with, make_installation, prepared

__all__ = ["make_installation", "prepared"]

WRITERS = 4
# Each transaction writes a pair, and moves one from one sum to the other: what is read between them would not fit.
WRITE = """
import itertools, os
from django.db import transaction
from django.db.models import F
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.centres.scoping import centre_in_force
with centre_in_force(Centre.objects.get(key="slagelse")):
    for n in itertools.count():
        with transaction.atomic():
            Theme.objects.filter(name="sum").update(position=F("position") + 1)
            Theme.objects.create(name=f"{os.getpid()}-{n}")
            Locality.objects.create(name=f"{os.getpid()}-{n}")
            Locality.objects.filter(name="sum").update(position=F("position") + 1)
"""
SEEN = """
from brobygger.centres.models import Locality, Theme
themes, localities = (set(model.everywhere.exclude(name="sum").values_list("name", flat=True)) for model in (Theme, Locality))
sums = [model.everywhere.get(name="sum").position for model in (Theme, Locality)]
print(len(themes), themes == localities, sums == [len(themes)] * 2)
"""


def start_writing(installation: Installation) -> list[subprocess.Popen[bytes]]:
    environment = installation.environment()
    return [
        subprocess.Popen([sys.executable, "-m", "brobygger", "manage", "shell", "--no-imports", "-c", WRITE], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _writer in range(WRITERS)
    ]


@pytest.mark.long
@pytest.mark.own_database
def test_a_backup_among_writers_holds_whole_transactions(make_installation: Maker, prepared: Installation, tmp_path: Path) -> None:
    here = make_installation("here", like=prepared)
    here.add_centre("Slagelse")
    here.python(
        "from brobygger.centres.models import Centre, Locality, Theme\nfrom brobygger.centres.scoping import centre_in_force\n"
        "with centre_in_force(Centre.objects.get()): Theme.objects.create(name='sum'); Locality.objects.create(name='sum')"
    )
    writers = start_writing(here)
    try:
        while int(here.python(SEEN).split()[0]) < 20 * WRITERS:
            time.sleep(0.2)
        here.do("backup", str(tmp_path / "first.zip"))
        writers.pop().send_signal(signal.SIGKILL)  # one dies in the middle of what it does
        here.do("backup", str(tmp_path / "second.zip"))
        assert all(writer.poll() is None for writer in writers)  # nobody was thrown out by the backup
    finally:
        for writer in writers:
            writer.kill()
            writer.wait(timeout=20)

    found = []
    for name in ("first", "second"):
        there = make_installation(name)
        there.do("restore", str(tmp_path / f"{name}.zip"))
        rows, paired, summed = there.python(SEEN).split()
        assert (paired, summed) == ("True", "True")
        found.append(int(rows))
    assert 20 * WRITERS <= found[0] < found[1]  # they went on writing meanwhile


def test_every_damaged_byte_is_seen_before_anything_is_touched(tmp_path: Path) -> None:
    content = {"database.sqlite3": bytes(range(256)) * 40, "media/a.txt": b"noget andet"}
    archive_with(tmp_path / "a.zip", content).close()
    whole = (tmp_path / "a.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        starts = {each.filename: each.header_offset + 30 + len(each.filename) for each in archive.infolist()}
    for name, start in starts.items():
        size = len(content.get(name, b"x" * 90))
        for place in (start, start + size // 2, start + size - 1):
            (tmp_path / "b.zip").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert _refused(tmp_path / "b.zip", tmp_path / f"out{place}"), f"{name} at {place}"
    for size in (10, len(whole) // 2, len(whole) - 5):
        (tmp_path / "b.zip").write_bytes(whole[:size])
        assert _refused(tmp_path / "b.zip", tmp_path / f"out{size}")
    assert not _refused(tmp_path / "a.zip", tmp_path / "out")


def _refused(file: Path, folder: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            backups.unpack(archive, backups.Manifest.read(archive), folder)
    except (databases.Unusable, zipfile.BadZipFile):
        return True
    return False


def test_a_manifest_that_lies_is_found_out(tmp_path: Path) -> None:
    lies: list[dict[str, Any]] = [{"database.sqlite3": {"sha256": "0" * 64, "size": 1}}, {"database.sqlite3": {"sha256": "", "size": 1}, "media/x": {"sha256": "", "size": 0}}, {}]
    for number, files in enumerate(lies):
        archive_with(tmp_path / f"{number}.zip", {"database.sqlite3": b"d"}, files=files).close()
        assert _refused(tmp_path / f"{number}.zip", tmp_path / f"out{number}")


def test_what_cannot_be_read_back_is_no_backup(tmp_path: Path) -> None:
    with archive_with(tmp_path / "a.zip", {"database.sqlite3": b"d" * 999}) as archive:
        manifest = backups.Manifest.read(archive)
    backups.read_back(tmp_path / "a.zip", manifest)
    whole = (tmp_path / "a.zip").read_bytes()
    place = whole.index(b"ddd") + 500
    (tmp_path / "a.zip").write_bytes(whole[:place] + b"e" + whole[place + 1 :])
    with pytest.raises(databases.Unusable, match=r"database\.sqlite3"):
        backups.read_back(tmp_path / "a.zip", manifest)


KILLED = """
import os, shutil, sys
from brobygger.config import backups
moves = iter(range({moves}))
move = shutil.move
def moved(*words):
    if next(moves, None) is None:
        os._exit(9)
    return move(*words)
shutil.move = moved
backups.restore(backups.Path({file!r}), replace=True)
"""


@pytest.mark.long
@pytest.mark.own_database
@pytest.mark.parametrize("moves", [0, 1] if ON_POSTGRESQL else [0, 1, 2])  # PostgreSQL changes its tables without moving a file
def test_a_restore_that_is_killed_halfway_lets_nothing_start_until_it_is_run_again(make_installation: Maker, prepared: Installation, tmp_path: Path, moves: int) -> None:
    here, file = make_installation("here", like=prepared), tmp_path / "a.zip"
    here.add_centre("Slagelse")
    here.upload("logos/a.png", b"first")
    here.do("backup", str(file))
    here.add_centre("Vejle")
    here.upload("logos/a.png", b"second")
    here.upload("logos/b.png", b"later")
    program = KILLED.format(moves=moves, file=str(file))
    killed = subprocess.run([sys.executable, "-m", "brobygger", "manage", "shell", "--no-imports", "-c", program], env=here.environment(), capture_output=True, text=True, check=False)
    assert killed.returncode == 9, killed.stderr
    assert list(here.data.glob("unpacked-*"))  # its files, and after a move the old ones
    serving = {**here.environment(), "BROBYGGER_HOSTS": "localhost", "BROBYGGER_URL": "http://localhost"}
    started = subprocess.run([sys.executable, "-m", "brobygger", "serve", "--port", "0"], env=serving, capture_output=True, text=True, check=False, timeout=120)
    assert started.returncode != 0
    assert "restore FILE --replace" in started.stdout + started.stderr
    assert "restore FILE --replace" in here.run("backup", str(tmp_path / "of_two_times.zip")).stderr
    assert not list(tmp_path.glob("of_two_times*"))
    here.do("restore", str(file), "--replace")
    assert here.centres() == ["Frivilligcenter Slagelse æøå"]
    assert {path.name: path.read_bytes() for path in (here.data / "media").rglob("*") if path.is_file()} == {"a.png": b"first"}
    assert not list(here.data.glob("unpacked-*"))
    assert not (here.data / preparation.HALF_RESTORED).exists()


@pytest.mark.long
@pytest.mark.own_database
def test_a_database_that_cannot_be_put_in_place_changes_nothing_and_leaves_no_note(make_installation: Maker, prepared: Installation, tmp_path: Path) -> None:
    here, file = make_installation("here", like=prepared), tmp_path / "a.zip"
    here.add_centre("Slagelse")
    name, kind = ("database.sql", "postgresql") if ON_POSTGRESQL else ("database.sqlite3", "sqlite")
    archive_with(file, {name: b"no database at all, but whole " * 200}, database=kind).close()
    done = here.run("restore", str(file), "--replace")
    assert (done.returncode, "Nothing was changed." in done.stderr) == (1, True), done.stderr
    assert not (here.data / preparation.HALF_RESTORED).exists()
    assert here.centres() == ["Frivilligcenter Slagelse æøå"]
