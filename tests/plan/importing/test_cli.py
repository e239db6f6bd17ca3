"""The command line shows what would be read and writes nothing."""

import json
from pathlib import Path

import pytest

from brobygger.config import cli as commands
from brobygger.plan.importing import cli

PLAN = """Frivilligcenter Prøveby
Handleplan 2025

Indsatsområde: Netværk
Mål: Foreninger mødes
Aktiviteter:
- 2-4 netværksmøder per netværk om året
- Deltage i alle kommunens dialogmøder
Dokumentation:
- Dagsordener
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(params=["en", "da"])
def language(request, monkeypatch):
    monkeypatch.setenv("LC_ALL", {"en": "C.UTF-8", "da": "da_DK.UTF-8"}[request.param])
    return request.param


def test_json_has_the_form_other_programs_take(plan, capsys):
    assert cli.main([str(plan), "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    found = json.loads(said.out)
    assert {name: found[name] for name in ("organisation", "title", "period", "follow_ups", "warnings")} == {
        "organisation": "Frivilligcenter Prøveby",
        "title": "Handleplan 2025",
        "period": {"start": "2025-01-01", "end": "2025-12-31"},
        "follow_ups": [],
        "warnings": [],
    }
    [area] = found["areas"]
    [goal] = area["goals"]
    assert (area["title"], goal["title"]) == ("Netværk", "Foreninger mødes")
    assert [activity["text"] for activity in goal["activities"]] == ["2-4 netværksmøder per netværk om året", "Deltage i alle kommunens dialogmøder"]
    [target] = goal["activities"][0]["targets"]
    assert target == {
        "minimum": 2, "maximum": 4, "per": "year", "kind": "network_meeting", "for_each": "network", "due_on": None,
        "share": False, "about": False, "mode": None, "phrase": "2-4 netværksmøder per netværk om året",
    }  # fmt: skip
    [share] = goal["activities"][1]["targets"]
    assert (share["share"], share["minimum"], share["maximum"]) == (True, None, None)
    [means] = goal["means_of_verification"]
    assert (means["text"], type(means["measures"])) == ("Dagsordener", list)


def test_the_outline_is_for_people(plan, capsys):
    assert cli.main([str(plan)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Frivilligcenter Prøveby · Handleplan 2025",
        "01.01.2025 – 31.12.2025",
        "",
        "NETVÆRK",
        "  Foreninger mødes",
        "    - 2-4 netværksmøder per netværk om året",
        "        = “2-4 netværksmøder per netværk om året”: 2–4 / year × network",
        "    - Deltage i alle kommunens dialogmøder",
        "        = “Deltage i alle kommunens dialogmøder”: all",
        "    * Dagsordener",
    ]


def test_nothing_is_written(plan, capsys):
    before = sorted(path.name for path in plan.parent.iterdir())
    cli.main([str(plan), "--json"])
    assert sorted(path.name for path in plan.parent.iterdir()) == before
    assert plan.read_text(encoding="utf-8") == PLAN


REFUSED = {
    "missing": {"en": "There is no such file, or it may not be read.", "da": "Filen findes ikke, eller den må ikke læses."},
    "empty": {"en": "The file is empty. Choose the document itself.", "da": "Filen er tom. Vælg selve dokumentet."},
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_one_sentence_and_a_failure(what, language, tmp_path, capsys):
    path = tmp_path / "plan.docx"
    if what == "empty":
        path.touch()
    assert cli.main([str(path), "--json"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", REFUSED[what][language] + "\n")


def test_help_comes_under_the_whole_name(capsys):
    with pytest.raises(SystemExit) as left:
        commands.main(["plan", "import", "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ./brobygger plan import [-h] [--json] file")
