"""Answers to plan documents, and how a preview is held against them: every text, every number, white space aside."""

import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.plan.importing import Preview

PLANS = Path(__file__).resolve().parents[3].parent / "shared" / "plans"
SLAGELSE = "slagelse-aktivitetsplan-2024-2025"
HELSINGOER = "helsingoer-strategi-2021"
needs_plans = pytest.mark.skipif(not PLANS.is_dir(), reason="the plan documents with answers lie beside the project, and are not here")

JUDGED = ("minimum", "maximum", "per", "for_each", "due_on")


def gold(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((PLANS / f"{name}.gold.json").read_text())
    return answer


def flat(text: str) -> str:
    return " ".join(text.split())


def tree(found: dict[str, Any]) -> list[Any]:
    """Areas, goals, activities and documentation of a preview's JSON, in the shape of the answers."""
    return [
        {
            "title": flat(area["title"]),
            "goals": [
                {
                    "title": flat(goal["title"]),
                    **({"activities_lead_in": flat(goal["lead_in"])} if "lead_in" in goal else {}),
                    "activities": [flat(activity["text"]) for activity in goal["activities"]],
                    "means_of_verification": [flat(means["text"]) for means in goal["means_of_verification"]],
                }
                for goal in area["goals"]
            ],
        }
        for area in found["areas"]
    ]


def targets(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each target that is judged, with its activity. Shares of all are not; a day equal to the plan's last one is none."""
    last = found["period"]["end"]
    made = []
    for area in found["areas"]:
        for goal in area["goals"]:
            for activity in goal["activities"]:
                for target in activity["targets"]:
                    if not target["share"]:
                        judged = {name: target[name] for name in JUDGED}
                        judged["due_on"] = None if judged["due_on"] == last else judged["due_on"]
                        made.append((flat(activity["text"]), judged))
    return made


def gold_targets(answer: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (flat(target["activity_starts_with"]), {name: target[name] for name in JUDGED})
        for target in answer["targets"]
    ]


def assert_same_targets(found: dict[str, Any], answer: dict[str, Any]) -> None:
    expected, read = gold_targets(answer), targets(found)
    assert [numbers for _, numbers in read] == [numbers for _, numbers in expected]
    for (text, _), (start, _) in zip(read, expected, strict=True):
        assert text[: len(start)] == start


def assert_slagelse(preview: Preview, areas: list[Any] | None = None) -> None:
    answer, found = gold(SLAGELSE), preview.as_json()
    assert tree(found) == (areas or answer["areas"])
    assert_same_targets(found, answer)
    assert {name: found[name] for name in ("organisation", "title", "period")} == {
        name: answer[name] for name in ("organisation", "title", "period")
    }


def assert_helsingoer(preview: Preview) -> None:
    answer, found = gold(HELSINGOER), preview.as_json()
    read = [flat(activity["text"]) for area in found["areas"] for goal in area["goals"] for activity in goal["activities"]]
    starts = [flat(start) for area in answer["areas"] for start in area["activities_start_with"]]
    assert [text[: len(start)] for text, start in zip(read, starts, strict=True)] == starts
    assert_same_targets(found, answer)
    assert {name: found[name] for name in ("organisation", "title", "period")} == {
        name: answer[name] for name in ("organisation", "title", "period")
    }
