"""``./brobygger`` in a folder of its own, with a stand-in for uv that notes what it was asked and installs nothing."""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from brobygger.config import environment_setup

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = """#!/bin/sh
[ "$1" = "--version" ] && exit 0
echo "$@" >> "$(dirname "$0")/asked"
sleep 0.3
exit $(cat "$(dirname "$0")/answer" 2>/dev/null || echo 0)
"""

AS_IF_OLD = (
    "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); del sys.argv[0]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


class Place:
    """A copy of the start script and what it needs, and the folder with the stand-in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a place with spaces"
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.root.mkdir()
        shutil.copy(ROOT / "brobygger", self.root)
        for name in ("config/__init__.py", "config/environment_setup.py", "core/__init__.py", "core/terminal.py"):
            copied = self.root / "src" / "brobygger" / name
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "src" / "brobygger" / name, copied)
        (self.root / "src" / "brobygger" / "__init__.py").touch()
        (self.root / "src" / "brobygger" / "__main__.py").write_text("import sys; print('started', *sys.argv[1:])")
        (self.root / "requirements.txt").write_text("one==1 \\\n    --hash=sha256:00\ntwo==2\n")
        (self.root / "requirements-test.txt").write_text("one==1\ntwo==2\nthree==3\n")
        (self.bin / "uv").write_text(STAND_IN)
        (self.bin / "uv").chmod(0o755)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(self.root / "brobygger"), *words]

    def environment(self, language: str = "C.UTF-8") -> dict[str, str]:
        return {"PATH": f"{self.bin}:/usr/bin:/bin", "LANG": language, "HOME": str(self.root)}

    def start(self, *words: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, check=False, env=self.environment(language)
        )

    def asked(self) -> list[str]:
        """The lock of each installation so far."""
        notes = self.bin / "asked"
        lines = notes.read_text().splitlines() if notes.exists() else []
        return [line.rpartition("/")[2] for line in lines]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_first_start_sets_up_and_hands_over(place: Place) -> None:
    done = place.start("demo", "--port", "8001")

    assert done.stdout.splitlines() == [
        "Setting up for first use: 2 packages in .venv. This happens once.",
        "Ready.",
        "started demo --port 8001",
    ]
    assert done.returncode == 0
    assert place.asked() == ["requirements.txt"]


def test_the_second_start_sets_up_nothing(place: Place) -> None:
    place.start("demo")

    assert place.start("demo").stdout == "started demo\n"
    assert place.asked() == ["requirements.txt"]


def test_a_danish_locale_is_answered_in_danish(place: Place) -> None:
    assert place.start("demo", language="da_DK.UTF-8").stdout.splitlines()[:2] == [
        "Gør klar til første brug: 2 pakker i .venv. Det sker kun denne ene gang.",
        "Klar.",
    ]


def test_the_stamp_holds_the_hash_of_the_lock(place: Place) -> None:
    place.start("demo")

    digest = hashlib.sha256((place.root / "requirements.txt").read_bytes()).hexdigest()
    stamp = (place.root / ".venv" / environment_setup.STAMP).read_text().splitlines()
    assert stamp == [os.path.realpath(sys.executable), f"requirements.txt {digest}"]


def test_a_changed_lock_installs_again(place: Place) -> None:
    place.start("demo")
    with (place.root / "requirements.txt").open("a") as lock:
        lock.write("three==3\n")

    assert place.start("demo").stdout.splitlines()[0].startswith("Setting up for first use: 3 packages")
    assert place.asked() == ["requirements.txt", "requirements.txt"]


def test_the_tests_bring_their_own_packages_and_serve_the_rest_too(place: Place) -> None:
    place.start("demo")
    place.start("test")
    place.start("check")
    place.start("demo")

    assert place.asked() == ["requirements.txt", "requirements-test.txt"]


def test_a_failed_set_up_says_so_and_the_next_start_begins_from_nothing(place: Place) -> None:
    (place.bin / "answer").write_text("1")
    failed = place.start("demo")
    left_over = place.root / ".venv" / "half-a-package"
    left_over.touch()
    (place.bin / "answer").write_text("0")

    again = place.start("demo")

    assert failed.returncode == 1
    assert failed.stderr.startswith("The set-up did not succeed. Is there a connection to the internet?")
    assert "started" not in failed.stdout
    assert again.stdout.splitlines()[-1] == "started demo"
    assert not left_over.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(place: Place) -> None:
    place.start("demo")
    python = place.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3.11")

    assert place.start("demo").stdout.splitlines()[-1] == "started demo"
    assert place.asked() == ["requirements.txt", "requirements.txt"]


def test_a_folder_of_somebody_elses_making_is_filled_and_not_deleted(place: Place) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place.root / ".venv")], check=True)
    theirs = place.root / ".venv" / "theirs"
    theirs.touch()

    assert place.start("demo").returncode == 0
    assert theirs.exists()


def test_an_environment_behind_a_link_is_never_deleted(place: Place, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(shared)], check=True)
    (shared / environment_setup.UNFINISHED).touch()
    (place.root / ".venv").symlink_to(shared)
    before = (shared / "pyvenv.cfg").stat().st_ino

    assert place.start("demo").returncode == 0
    assert (shared / "pyvenv.cfg").stat().st_ino == before
    assert not (shared / environment_setup.UNFINISHED).exists()


def test_two_starts_at_once_set_up_once(place: Place) -> None:
    starts = [
        subprocess.Popen(place.command("demo"), stdout=subprocess.PIPE, text=True, env=place.environment())
        for _ in range(2)
    ]
    said = [start.communicate()[0].splitlines() for start in starts]

    assert place.asked() == ["requirements.txt"]
    assert [lines[-1] for lines in said] == ["started demo", "started demo"]


def test_the_script_itself_parses_on_every_python_3() -> None:
    ast.parse((ROOT / "brobygger").read_text(), feature_version=(3, 4))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en_GB.UTF-8", "Brobygger needs Python 3.11 or newer; this is Python 3.9."),
        ("da_DK.UTF-8", "Brobygger kræver Python 3.11 eller nyere; dette er Python 3.9."),
    ],
)
def test_an_old_python_gets_a_sentence(place: Place, language: str, sentence: str) -> None:
    program = AS_IF_OLD
    done = subprocess.run(
        [sys.executable, "-c", program, str(place.root / "brobygger")],
        capture_output=True,
        text=True,
        check=False,
        env={**place.environment(language), "PATH": str(place.bin)},
    )

    assert done.stderr.startswith(sentence)
    assert done.returncode == 2


def test_an_old_python_hands_over_to_a_newer_one_on_the_path(place: Place) -> None:
    (place.bin / "python3.13").symlink_to(sys.executable)
    program = AS_IF_OLD
    done = subprocess.run(
        [sys.executable, "-c", program, str(place.root / "brobygger")],
        capture_output=True,
        text=True,
        check=False,
        env=place.environment(),
    )

    assert done.stdout.splitlines()[-1] == "started"


def test_without_uv_and_pip_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setattr(environment_setup.shutil, "which", lambda _name: None)
    monkeypatch.setattr(environment_setup, "pip_version", lambda: None)
    monkeypatch.setattr(environment_setup.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(environment_setup.Failed) as failed:
        environment_setup.find_installer(Path("python"))

    assert str(failed.value) == (
        "This Python has no pip. Install it (Debian and Ubuntu: sudo apt install python3-pip) and try again."
    )


def test_the_test_lock_holds_every_package_of_the_plain_lock_in_the_same_version() -> None:
    plain, tests = (
        {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line and line[0].isalnum()}
        for name in ("requirements.txt", "requirements-test.txt")
    )

    assert plain - tests == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_locks_name_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()
