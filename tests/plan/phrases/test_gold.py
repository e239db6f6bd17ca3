"""The two real plans beside the repository: every target of the answers is found, and none invented."""

import json
from datetime import date
from pathlib import Path

import pytest

from brobygger.plan.phrases import Span, find_non_targets, find_targets, suggest_measures

docx = pytest.importorskip("docx")
PLANS = Path(__file__).resolve().parents[4] / "shared" / "plans"
NAMES = ["helsingoer-strategi-2021", "slagelse-aktivitetsplan-2024-2025"]
pytestmark = pytest.mark.skipif(
    not PLANS.is_dir(), reason="The plan documents with answers do not lie beside the repository."
)


def answers(name: str) -> dict:
    return json.loads((PLANS / f"{name}.gold.json").read_text(encoding="utf-8"))


def paragraphs(name: str) -> list[str]:
    document = docx.Document(PLANS / f"{name}.docx")
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    blocks = [document, *cells]
    return list(dict.fromkeys(p.text.strip() for block in blocks for p in block.paragraphs if p.text.strip()))


def row(target: dict) -> tuple:
    return tuple(target[key] for key in ("minimum", "maximum", "per", "for_each", "due_on"))


@pytest.mark.parametrize("name", NAMES)
def test_every_target_and_no_other(name: str) -> None:
    answer = answers(name)
    period = Span(*(date.fromisoformat(answer["period"][end]) for end in ("start", "end")))
    wanted: dict[str, list[tuple]] = {}
    found: dict[str, list[tuple]] = {}
    for text in paragraphs(name):
        for target in answer["targets"]:
            if text.startswith(target["activity_starts_with"]):
                wanted.setdefault(text, []).append(row(target))
        for guess in find_targets(text, period):
            if not guess.share:
                due = guess.due_on.isoformat() if guess.due_on else None
                found.setdefault(text, []).append((guess.minimum, guess.maximum, guess.per, guess.for_each, due))
    assert found == wanted
    assert sum(map(len, wanted.values())) == len(answer["targets"])


def test_what_is_no_target_is_seen() -> None:
    seen = [phrase for text in paragraphs(NAMES[0]) for phrase, _ in find_non_targets(text)]
    assert [
        phrase for phrase in answers(NAMES[0])["not_targets"] if not any(phrase.startswith(found) for found in seen)
    ] == []


def test_means_of_verification_find_their_measures() -> None:
    answer = answers(NAMES[1])
    lines = {line for area in answer["areas"] for goal in area["goals"] for line in goal["means_of_verification"]}
    evidenced = {line for line in lines if not suggest_measures(line)}
    assert evidenced == {
        "Dokumentation af metode.",
        "Dokumentation af aktiviteter og proces.",
        "Dokumentation af proces og udvikling af tilbud.",
    }
