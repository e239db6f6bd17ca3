from pathlib import Path

import pytest

from brobygger.config import preparation


def test_the_fingerprint_changes_with_a_migration_a_style_or_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "src" / "brobygger"
    (package / "plan" / "migrations").mkdir(parents=True)
    monkeypatch.setattr(preparation, "PACKAGE", package)
    (tmp_path / "requirements.txt").write_text("one==1")
    before = preparation.fingerprint()

    (package / "plan" / "models.py").write_text("x = 1")
    assert preparation.fingerprint() == before
    (package / "plan" / "migrations" / "0002_more.py").write_text("")
    after = preparation.fingerprint()
    assert after != before
    (package / "core" / "static" / "core").mkdir(parents=True)
    (package / "core" / "static" / "core" / "page.css").write_text("a {}")
    styled = preparation.fingerprint()
    assert styled != after
    (tmp_path / "requirements.txt").write_text("one==2")
    assert preparation.fingerprint() != styled


def test_a_note_is_kept_and_added_to(tmp_path: Path) -> None:
    preparation.write_note(tmp_path, fingerprint="abc")
    preparation.write_note(tmp_path, demo="filled")

    assert preparation.read_note(tmp_path) == {"fingerprint": "abc", "demo": "filled"}


@pytest.mark.parametrize("text", ["", "half a {", "[1]"])
def test_an_unreadable_note_is_no_note(tmp_path: Path, text: str) -> None:
    (tmp_path / preparation.NOTE).write_text(text)

    assert preparation.read_note(tmp_path) == {}


def test_migrations_are_said_as_counted_lines(capsys: pytest.CaptureFixture[str]) -> None:
    progress = preparation.MigrationProgress(12)
    for piece in ("Running migrations:\n", "  Applying plan.0001_initial...", " OK\n", "  Applying plan.0002_more..."):
        progress.write(piece)

    assert capsys.readouterr().out == "    1/12  plan.0001_initial\n"


def test_a_folder_held_once_is_not_held_twice(tmp_path: Path) -> None:
    with preparation.sole_use(tmp_path), pytest.raises(SystemExit), preparation.sole_use(tmp_path):
        pass

    with preparation.sole_use(tmp_path):
        pass
