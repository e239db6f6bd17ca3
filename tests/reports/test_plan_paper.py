"""A plan leaves as the document its centre would write, and reads in again as the same plan, cell by cell."""

import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import docx
import pytest
from django.utils import translation

from brobygger.centres.models import Centre
from brobygger.plan.adoption import write
from brobygger.plan.enriching import enrich
from brobygger.plan.importing import read_plan
from brobygger.plan.models import MeansOfVerification, Plan, Section
from brobygger.plan.tree import load
from brobygger.reports import pdf, plan_paper, word
from tests.plan.growing import a_goal, a_plan, an_activity, an_area
from tests.plan.importing.answers import PLANS, SLAGELSE, needs_plans

DAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture(autouse=True)
def danish() -> Any:
    with translation.override("da"):
        yield


def written(centre: Centre, plan: Plan) -> bytes:
    return word.render(plan_paper.compose(centre, plan, DAY))


def cells(plan: Plan) -> list[Any]:
    """The plan as its table shows it: areas with goals, each with the line above the activities, activities, documentation."""
    return [
        (
            area.area.title,
            [
                (goal.goal.title, goal.goal.lead_in, [each.activity.text for each in goal.activities], [each.text for each in goal.means])
                for goal in area.goals
            ],
        )
        for area in load(plan).areas
    ]


def read(content: bytes) -> list[Any]:
    """The same of a document read in."""
    found = read_plan(content, "plan.docx").as_json()
    return [
        (
            area["title"],
            [
                (
                    goal["title"], goal.get("lead_in", ""), [each["text"] for each in goal["activities"]],
                    [each["text"] for each in goal["means_of_verification"]],
                )
                for goal in area["goals"]
            ],
        )
        for area in found["areas"]
    ]  # fmt: skip


def targets(outline: dict[str, Any]) -> list[Any]:
    return [
        [target | {"kind": None} for target in activity["targets"]]
        for area in outline["areas"] for goal in area["goals"] for activity in goal["activities"]
    ]  # fmt: skip


def a_full_plan(**words: str) -> Plan:
    plan = a_plan(title="Virksomhedsplan 2026", label="Virksomhedsplan", **words)
    first, second = an_area(plan, title="Service til foreninger"), an_area(plan, title="Frivillighed for alle", position=1)
    goal = a_goal(first, title="Foreningerne kan finde nye kræfter", lead_in="Rekruttering styrkes ved hjælp af:")
    an_activity(goal, text="2-4 workshops om året, også om aftenen")
    an_activity(goal, text="Sparring efter behov", position=1)
    MeansOfVerification.objects.create(goal=goal, text="Registrering af deltagere")
    MeansOfVerification.objects.create(goal=goal, text="Antal sparringer", position=1)
    other = a_goal(first, title="Foreningerne ses i byen", position=1)
    an_activity(other, text="Foreningernes dag hvert år")
    third = a_goal(second, title="Alle kan få en samtale")
    an_activity(third, text="Kvartalsvise brobygningsmøder online")
    MeansOfVerification.objects.create(goal=third, text="Møder og deltagere")
    return plan


def test_our_own_word_file_reads_in_as_the_same_plan(centre: Centre) -> None:
    plan = a_full_plan()
    assert read(written(centre, plan)) == cells(plan)


@pytest.mark.parametrize(
    "words",
    [
        {"area_word": "Kerneydelse", "goal_word": "Målsætning", "activity_word": "Handling", "means_word": "Succeskriterier"},
        {"area_word": "Fokusområde", "goal_word": "Delmål", "activity_word": "Indsats", "means_word": "Indikatorer"},
        {"area_word": "Spor", "goal_word": "Centralt mål", "activity_word": "Tiltag", "means_word": "Sådan måler vi"},
    ],
)
def test_the_centres_own_words_for_its_levels_head_the_columns(words: dict[str, str], centre: Centre) -> None:
    plan = a_full_plan(**words)
    content = written(centre, plan)
    header = [cell.text for cell in docx.Document(io.BytesIO(content)).tables[0].rows[0].cells]
    assert (header[0], header[2]) == (words["goal_word"], words["means_word"])
    assert read(content) == cells(plan)


def test_texts_stand_around_the_goals(centre: Centre) -> None:
    plan = a_full_plan()
    Section.objects.create(plan=plan, title="Udgangspunkt", text="Huset er **nyt**.\n\n- tæt på toget\n- med have")
    Section.objects.create(plan=plan, title="Organisation", text="Vi er fire.", after_goals=True, position=1)
    content = written(centre, plan)
    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs if paragraph.text]
    order = [said.index(text) for text in ("Udgangspunkt", "Huset er nyt.", "tæt på toget", "Planen", "Organisation", "Vi er fire.")]
    assert order == sorted(order)
    assert read(content) == cells(plan)


def test_the_period_and_the_title_read_in_again(centre: Centre) -> None:
    found = read_plan(written(centre, a_full_plan()), "plan.docx").as_json()
    assert (found["title"], found["period"], found["organisation"]) == (
        "Virksomhedsplan 2026", {"start": "2026-01-01", "end": "2026-12-31"}, "Frivilligcenter Testby",
    )  # fmt: skip


@needs_plans
def test_a_real_plan_imported_and_exported_is_the_same_with_its_targets(centre: Centre) -> None:
    first = read_plan((PLANS / f"{SLAGELSE}.docx").read_bytes(), "plan.docx").as_json()
    plan = write(enrich(first), now=NOW, adopted=True)
    content = written(centre, plan)
    again = read_plan(content, "plan.docx").as_json()
    assert read(content) == cells(plan)
    assert targets(again) == targets(first)
    assert again["period"] == first["period"]


def test_the_paper_is_an_accessible_pdf(centre: Centre) -> None:
    content = pdf.render(plan_paper.compose(centre, a_full_plan(), DAY))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_the_plan_is_read_in_a_fixed_number_of_queries(centre: Centre, django_assert_num_queries: Any) -> None:
    plan = a_full_plan()
    with django_assert_num_queries(9):
        plan_paper.compose(centre, plan, DAY)
    for number in range(5):
        an_activity(a_goal(an_area(plan, title=f"Område {number}"), title=f"Mål {number}"))
    with django_assert_num_queries(9):
        plan_paper.compose(centre, plan, DAY)
