import subprocess
from pathlib import Path

import pytest

from gate import changed, checks, cluster, suite


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setattr(checks, "PACKAGE", tmp_path / "src" / "brobygger")
    folder = tmp_path / "src" / "brobygger" / "plan"
    folder.mkdir(parents=True)
    return folder


def test_a_file_of_more_than_500_lines_is_refused_unless_it_is_listed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "short.py").write_text("x = 1\n" * 500)
    (project / "long.py").write_text("x = 1\n" * 501)

    assert checks.lengths() == "src/brobygger/plan/long.py has 501 lines; 500 is the most"
    monkeypatch.setattr(checks, "LONGER", {"src/brobygger/plan/long.py": "a table"})
    assert checks.lengths() == ""


def test_migrations_and_vendored_files_may_be_as_long_as_they_are(project: Path) -> None:
    for folder in ("migrations", "static/vendor/leaflet"):
        (project / folder).mkdir(parents=True)
        (project / folder / "long.js").write_text("x\n" * 900)

    assert checks.lengths() == ""


def test_names_that_say_nothing_are_refused(project: Path) -> None:
    (project / "utils.py").touch()
    (project / "services").mkdir()
    (project / "goals.py").touch()

    assert [line.split(":")[0] for line in checks.names().splitlines()] == [
        "src/brobygger/plan/services",
        "src/brobygger/plan/utils.py",
    ]


def test_a_failing_command_is_shown_and_a_good_one_says_nothing(project: Path) -> None:
    assert checks.command("this_module_is_nowhere").endswith("No module named this_module_is_nowhere")
    assert checks.command("this") == ""


def test_what_cannot_be_run_is_skipped_with_a_word_but_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert suite.skipped("PostgreSQL", "not here") == suite.Part("PostgreSQL", ok=True, said="skipped: not here")
    monkeypatch.setenv("CI", "true")
    assert suite.skipped("PostgreSQL", "not here").ok is False


def test_without_postgresql_the_cluster_says_where_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "programs", lambda: None)

    with pytest.raises(cluster.Unavailable, match="sudo apt install postgresql"), cluster.throwaway():
        pass


def test_the_summary_counts_what_passed_and_names_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    parts = [
        suite.Part("checks", ok=False, said="9 of 10; failed: types", seconds=3),
        suite.Part("SQLite", ok=True, said="41 passed", seconds=9, counts={"passed": 41}),
    ]

    assert suite.summarise(parts) == 1
    assert capsys.readouterr().out.splitlines() == [
        "",
        "Summary",
        "  FAILED  checks      9 of 10; failed: types (3 s)",
        "  ok      SQLite      41 passed (9 s)",
        "41 tests passed; failed: checks",
    ]


def test_before_a_commit_the_touched_contexts_are_asked_and_what_holds_for_all() -> None:
    files = ["src/brobygger/plan/models.py", "src/brobygger/bench.py", "tests/events/test_web.py", "tests/conftest.py", "src/brobygger/core/static/core/a.css", "README.md", "src/brobygger/centres/models.py"]

    assert changed.tests_of(files) == [*changed.ALWAYS, "tests/core", "tests/events", "tests/plan"]
    assert changed.tests_of([]) == [*changed.ALWAYS]
    assert all((checks.ROOT / each).exists() for each in changed.ALWAYS)


def test_every_context_has_a_folder_of_tests_by_its_name() -> None:
    contexts = {path.parent.name for path in checks.PACKAGE.glob("*/apps.py")}

    assert {name for name in contexts if not (checks.ROOT / "tests" / name).is_dir()} == set()


def test_what_was_touched_is_what_is_not_yet_pushed_and_else_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], check=True, cwd=tmp_path, capture_output=True)

    monkeypatch.setattr(changed, "ROOT", tmp_path)
    assert changed.changed_files() is None

    git("init")
    for name in ("one", "two"):
        (tmp_path / name).touch()
        git("add", name)
        git("commit", "-m", name)
    assert changed.changed_files() == ["two"]

    (tmp_path / "one").write_text("changed")
    (tmp_path / "three").touch()
    assert changed.changed_files() == ["one", "three"]


def test_bytecode_is_kept_whatever_the_person_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    assert "PYTHONDONTWRITEBYTECODE" not in checks.environment().keys() | suite.test_environment().keys()
