from pathlib import Path

import pytest

from gate import checks, cluster, suite


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
