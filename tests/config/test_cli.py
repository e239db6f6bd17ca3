import json
import re

import pytest

from brobygger import __version__
from brobygger.config import cli
from brobygger.core.registry import Registry


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    assert capsys.readouterr().out.startswith("usage: ./brobygger [-h] [--version] COMMAND ...")


def test_every_command_is_listed_with_a_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    cli.main([])

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if re.match(r" {4}\w", line)]
    assert listed == (
        ["demo", "test", "check", "lock", "serve", "backup", "restore", "registries", "manage", "plan", "report", "archive", "unpack", "bench"]
    )


def test_the_help_is_danish_where_the_locale_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "da_DK.UTF-8")
    cli.main([])

    assert "start med eksempeldata på denne maskine" in capsys.readouterr().out


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Brobygger {__version__}\n"


def test_registries_are_printed_for_programs_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["registries", "--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    assert printed == {name: list(registry) for name, registry in sorted(Registry.all.items())}
    assert "core.outbox" in printed["jobs"]


def test_a_command_that_has_not_arrived_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(cli.HANDED_ON, "bench", ("brobygger.nowhere.bench", "", ""))

    with pytest.raises(SystemExit) as ended:
        cli.main(["bench"])

    assert ended.value.code == 1
    assert capsys.readouterr().err == "This version of Brobygger has no “bench” command yet.\n"


def test_words_are_handed_on_as_they_are(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(cli.HANDED_ON, "report", ("tests.config.echo", "", ""))

    assert cli.main(["report", "followup", "--centre", "slagelse", "--help"]) == 3
    assert capsys.readouterr().out == "followup --centre slagelse --help\n"


def test_a_command_of_two_words_hands_on_what_follows_both(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.HANDED_ON, "plan import", ("tests.config.echo", "", ""))

    assert cli.main(["plan", "import", "plan.docx", "--json"]) == 3
    assert capsys.readouterr().out == "plan.docx --json\n"


def test_half_a_command_is_answered_with_the_other_half(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["plan"])

    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == "./brobygger plan: error: the following arguments are required: import"
