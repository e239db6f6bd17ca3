"""Four shapes of plan – three columns, plan and status, initiative sheets, vision with goals, focus areas and objectives – are
imported, shown and exported, and the table agrees cell by cell; what the centre calls its levels is data.
"""

from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from brobygger.plan import adoption
from brobygger.plan.copying import copy_plan
from brobygger.plan.importing import read_plan
from brobygger.plan.models import Plan, PlanDraft, Target, ToldStatus
from brobygger.plan.periods import Period
from brobygger.plan.tree import load
from brobygger.reports import plan_paper, word

THREE_COLUMNS = """# Aktivitetsplan 2026

| Mål for indsatsen | Aktiviteter | Dokumentation |
|---|---|---|
| **Service til foreninger** | | |
| Foreninger finder nye kræfter | Mindst to workshops om året | Registrering af deltagere |
| Foreninger kender hinanden | 2-4 netværksmøder per netværk om året | Mødeindkaldelser |
| **Plads til flere** | | |
| Alle kan få en samtale | Kvartalsvise brobygningsmøder | Antal samtaler |
"""
PLAN_AND_STATUS = """# Handlingsplan 2026

| Plan | Status |
|---|---|
| Konference for foreninger inden udgangen af 2026 | Flyttet fra oktober, fordi salen var optaget |
| Mindst to workshops om året | Én holdt i marts |
"""
SHEETS = """# Udviklingsplan 2026

## Bussen

**Mål:** Flere kommer ud af huset

**Aktiviteter**

- Mindst 6 ture i perioden
- Et evalueringsmøde om året

**Dokumentation**

- Ture og deltagere

## Stafetten

**Mål:** Lokalområderne lærer hinanden at kende

**Aktiviteter**

- Mindst to stafetter i perioden

**Dokumentation**

- Liste over lokalområder
"""
VISION = """# Strategi 2026-2027

## Vision

Alle hører til et sted.

## Mål 1: Flere frivillige

### Fokusområde: Unge

- Mindst to kampagner om året
- Unge spørges efter behov

### Fokusområde: Seniorer

- 4-6 caféer om året

## Mål 2: Stærke foreninger

### Fokusområde: Bestyrelser

- Et kursus årligt
"""

NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
Cells = list[tuple[str, list[tuple[str, list[str], list[str]]]]]

SHAPES: dict[str, tuple[str, Cells, list[tuple[int | None, int | None, str]]]] = {
    "three columns": (
        THREE_COLUMNS,
        [
            ("Service til foreninger", [
                ("Foreninger finder nye kræfter", ["Mindst to workshops om året"], ["Registrering af deltagere"]),
                ("Foreninger kender hinanden", ["2-4 netværksmøder per netværk om året"], ["Mødeindkaldelser"]),
            ]),
            ("Plads til flere", [("Alle kan få en samtale", ["Kvartalsvise brobygningsmøder"], ["Antal samtaler"])]),
        ],
        [(2, None, "year"), (2, 4, "year"), (1, None, "quarter")],
    ),
    "plan and status": (
        PLAN_AND_STATUS,
        [("Uden overskrift", [("Uden overskrift", ["Konference for foreninger inden udgangen af 2026", "Mindst to workshops om året"], [])])],
        [(1, 1, "plan"), (2, None, "year")],
    ),
    "initiative sheets": (
        SHEETS,
        [
            ("Bussen", [("Flere kommer ud af huset", ["Mindst 6 ture i perioden", "Et evalueringsmøde om året"], ["Ture og deltagere"])]),
            ("Stafetten", [("Lokalområderne lærer hinanden at kende", ["Mindst to stafetter i perioden"], ["Liste over lokalområder"])]),
        ],
        [(6, None, "plan"), (1, 1, "year"), (2, None, "plan")],
    ),
    "vision, goals, focus areas, objectives": (
        VISION,
        [
            ("Flere frivillige", [
                ("Unge", ["Mindst to kampagner om året", "Unge spørges efter behov"], []), ("Seniorer", ["4-6 caféer om året"], []),
            ]),
            ("Stærke foreninger", [("Bestyrelser", ["Et kursus årligt"], [])]),
        ],
        [(2, None, "year"), (4, 6, "year"), (1, 1, "year")],
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def imported(browser, by, text):
    """The plan as a person gets it in: upload, look at the preview, adopt."""
    file = SimpleUploadedFile("plan.md", text.encode())
    preview = browser.post("/testby/kontor/planer/importer/", {"document": file}, follow=True)
    assert (preview.status_code, Plan.objects.count()) == (200, 0)
    return adoption.adopt(PlanDraft.objects.get(), by=by, now=NOW)


def cells(plan):
    return [
        (
            area.area.title,
            [(goal.goal.title, [each.activity.text for each in goal.activities], [each.text for each in goal.means]) for goal in area.goals],
        )
        for area in load(plan).areas
    ]


def cells_of(preview):
    return [
        (
            area["title"],
            [
                (goal["title"], [each["text"] for each in goal["activities"]], [each["text"] for each in goal["means_of_verification"]])
                for goal in area["goals"]
            ],
        )
        for area in preview["areas"]
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_in_shown_and_out_again_cell_by_cell(client_of, astrid, centre, shape):
    text, wanted, targets = SHAPES[shape]
    browser = client_of(astrid)
    plan = imported(browser, astrid, text)
    assert cells(plan) == wanted
    assert [(each.minimum, each.maximum, each.per) for each in Target.objects.order_by("pk")] == targets

    page = unescape(browser.get(f"/testby/kontor/planer/{plan.pk}/").content.decode())
    said = [text for area, goals in wanted for text in (area, *(each for goal, acts, means in goals for each in (goal, *acts, *means)))]
    assert [text for text in said if text not in page] == []

    paper = word.render(plan_paper.compose(centre, plan, date(2026, 3, 1)))
    again = read_plan(paper, "plan.docx").as_json()
    assert cells_of(again) == wanted
    assert again["period"] == {"start": plan.starts_on.isoformat(), "end": plan.ends_on.isoformat()}


def test_the_status_column_stands_with_its_activity_as_it_was_said(client_of, astrid):
    imported(client_of(astrid), astrid, PLAN_AND_STATUS)
    assert list(ToldStatus.objects.order_by("activity").values_list("activity__text", "text")) == [
        ("Konference for foreninger inden udgangen af 2026", "Flyttet fra oktober, fordi salen var optaget"),
        ("Mindst to workshops om året", "Én holdt i marts"),
    ]


def test_the_vision_stands_as_a_text_around_the_goals(client_of, astrid):
    plan = imported(client_of(astrid), astrid, VISION)
    assert [section.text for section in plan.sections.all()] == ["Alle hører til et sted."]


def test_the_names_of_plan_and_levels_are_the_centres_own(client_of, astrid, centre):
    browser = client_of(astrid)
    plan = imported(browser, astrid, VISION)
    said = {
        "title": plan.title, "kind": plan.kind, "starts_on": "2026-01-01", "ends_on": "2027-12-31", "label": "Strategi", "area_word": "Centralt mål",
        "goal_word": "Fokusområde", "activity_word": "Indsatsmål", "means_word": "Indikator", "version": plan.version,
    }
    assert browser.post(f"/testby/kontor/planer/{plan.pk}/oplysninger/", said).status_code == 302
    plan.refresh_from_db()
    header = [column.header for column in plan_paper.plan_table(load(plan)).columns]
    assert header == ["Fokusområde", "Indsatsmål", "Indikator"]
    assert cells_of(read_plan(word.render(plan_paper.compose(centre, plan, date(2026, 3, 1))), "strategi.docx").as_json()) == cells(plan)


def test_a_version_for_the_next_period_is_compared_with_the_one_before(client_of, astrid):
    browser = client_of(astrid)
    plan = imported(browser, astrid, THREE_COLUMNS)
    now = datetime(2026, 12, 1, tzinfo=UTC)
    copy = copy_plan(plan, title="Aktivitetsplan 2027", period=Period.year(2027), by=astrid, now=now)
    assert cells(copy) == cells(plan)
    page = browser.get(f"/testby/kontor/planer/{copy.pk}/sammenlign/?with={plan.pk}")
    assert page.status_code == 200
    assert plan.title in unescape(page.content.decode())
