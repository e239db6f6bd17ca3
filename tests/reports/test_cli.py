"""The command line writes each report to a file, and answers what is not there with a sentence that says what is."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.centres.scoping import _in_force
from brobygger.config import cli as commands
from brobygger.reports.cli import main
from tests.reports.standing_centre import JUNE, MARCH, Grown, a_meeting, frozen, grown


@pytest.fixture(autouse=True)
def shell(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An English shell, with no centre in force: the command brings its own."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    with translation.override("en"):
        yield


@pytest.fixture
def plan_of(centre: Centre) -> Grown:
    return grown()


def run(words: str, file: Path) -> int:
    token = _in_force.set(None)
    try:
        return main([*words.split(), "-o", str(file)])
    finally:
        _in_force.reset(token)


def refusal(words: str, file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        run(words, file)
    assert ended.value.code == 2
    assert not file.exists()
    return capsys.readouterr().err


BEGINS = {"pdf": b"%PDF-", "word": b"PK", "excel": b"PK", "html": b"<!doctype html>"}


@pytest.mark.parametrize(
    ("report", "kind"),
    [(report, kind) for report in ("followup", "plan", "board-pack") for kind in BEGINS if (report, kind) != ("plan", "excel")],
)
def test_each_report_in_each_format(report: str, kind: str, plan_of: Grown, astrid: User, tmp_path: Path) -> None:
    a_meeting(plan_of.plan, JUNE)
    file = tmp_path / "report"
    assert run(f"{report} --centre testby --format {kind} --date {MARCH}", file) == 0
    assert file.read_bytes().startswith(BEGINS[kind])


def test_the_meeting_asked_for_is_the_one_that_is_told(plan_of: Grown, astrid: User, tmp_path: Path) -> None:
    meeting = frozen(plan_of, MARCH, astrid)
    for wanted in (str(meeting.pk), "last"):
        file = tmp_path / f"{wanted}.html"
        assert run(f"followup --centre testby --format html --meeting {wanted} --date {JUNE}", file) == 0
        assert "Som mødet så det" in file.read_text()


def test_persons_are_named_only_when_asked_for(plan_of: Grown, astrid: User, tmp_path: Path) -> None:
    frozen(plan_of, MARCH, astrid)
    said = []
    for extra in ("", " --names"):
        file = tmp_path / f"report{len(extra)}.html"
        run(f"followup --centre testby --format html --date {JUNE}{extra}", file)
        said.append("Astrid" in file.read_text())
    assert said == [False, True]


def test_the_report_speaks_the_language_asked_for(plan_of: Grown, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    run(f"followup --centre testby --format html --language en --date {JUNE}", file)
    assert '<html lang="en">' in file.read_text()
    assert "Follow-up of Aktivitetsplan 2026" in file.read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("followup --centre nowhere", "there is no centre “nowhere” (there are: testby)"),
        ("followup --centre testby --date 2031-01-01", "no adopted plan runs on 2031-01-01; name one with --plan"),
        ("followup --centre testby --meeting last", "the board has no frozen meeting yet"),
        ("followup --centre testby --meeting 99", "there is no meeting “99” (there are: none yet)"),
        ("board-pack --centre testby", "no board meeting is called on that day or after; name one with --meeting"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    words: str, sentence: str, plan_of: Grown, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(words, tmp_path / "report.pdf", capsys) == f"./brobygger report: {sentence}\n"


def test_a_plan_that_is_not_there_names_those_that_are(
    plan_of: Grown, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal("plan --centre testby --plan 99999", tmp_path / "plan.pdf", capsys)
    assert said == f"./brobygger report: there is no plan 99999 here (there are: {plan_of.plan.pk}: Aktivitetsplan 2026)\n"


def test_a_file_that_cannot_be_written_is_said(plan_of: Grown, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "no" / "such" / "folder.pdf"
    said = refusal(f"plan --centre testby --date {JUNE}", file, capsys)
    assert said == f"./brobygger report: {file} cannot be written: No such file or directory\n"


@pytest.mark.parametrize("words", [["--help"], ["followup", "--help"], ["plan", "--help"], ["board-pack", "--help"]])
def test_help_is_there(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        commands.main(["report", *words])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(" ".join(["usage: ./brobygger report", *words[:-1]]))


def test_help_is_danish_where_the_shell_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "da_DK.UTF-8")
    with pytest.raises(SystemExit):
        main(["followup", "--help"])
    assert "filen, der skal skrives" in capsys.readouterr().out
