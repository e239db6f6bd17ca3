"""Four shapes of plan documents are read in, and leave as a Word file that reads in as the same plan, cell by cell.

What the centre calls its levels stands over the columns; whatever shape a plan came in, it leaves in three columns with its areas.
"""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import pytest
from django.utils import translation

from brobygger.plan.adoption import write
from brobygger.plan.importing import read_plan
from brobygger.plan.outline import enrich
from brobygger.reports import plan_paper, word
from tests.reports.test_plan_paper import cells, read

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))

COLUMNS = """# Aktivitetsplan 2026

## Hverdagen i huset

| Mål | Aktiviteter | Dokumentation |
|---|---|---|
| Alle kan finde vej til en forening | Åbent hus hver måned | Antal gæster |
| Foreninger kan låne lokaler | Booking efter behov | Udlån af lokaler |
"""
STATUS = """# Handlingsplan 2026

| Plan | Status |
|---|---|
| To kurser for kasserere i foråret | Det ene er holdt i marts |
| Kvartalsvise møder med biblioteket | Første møde er aftalt |
"""
SHEETS = """# Handleplan 2026

## Initiativ 1: Fællesspisning i landsbyen

**Formål:** Flere spiser sammen med andre

**Aktiviteter:**

- Fællesspisning hver måned
- To møder med landsbyrådet

**Dokumentation:** Antal deltagere

## Initiativ 2: Cykelværksted

**Formål:** Unge lærer et håndværk

**Aktiviteter:**

- Værksted hver uge

**Dokumentation:** Antal cykler
"""
VISION = """# Strategi 2026

## Vision

Alle har nogen at gøre noget sammen med.

## Mål 1: Flere stemmer i foreningslivet

### Indsatsområde: Unge med i bestyrelser

- Mindst to kurser for nye bestyrelsesmedlemmer
- Et netværk for unge i bestyrelser

### Indsatsområde: Nye danskere

- Tre besøg på sprogskolen om året
"""


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


@pytest.mark.parametrize("shape", [COLUMNS, STATUS, SHEETS, VISION], ids=["columns", "status", "sheets", "vision"])
def test_every_shape_leaves_and_comes_back_the_same(centre, shape):
    found = read_plan(shape.encode(), "plan.md").as_json()
    plan = write(enrich(found | {"period": {"start": "2026-01-01", "end": "2026-12-31"}}), now=NOW, adopted=True)
    before = cells(plan)
    assert sum(len(goal[2]) for _area, goals in before for goal in goals) >= 2
    content = word.render(plan_paper.compose(centre, plan, NOW.date()))
    assert read(content) == before


def test_the_words_of_its_levels_are_the_centres_own(centre):
    plan = write(enrich(read_plan(COLUMNS.encode(), "plan.md").as_json() | {"period": {"start": "2026-01-01", "end": "2026-12-31"}}), now=NOW, adopted=True)
    plan.goal_word, plan.activity_word, plan.means_word, plan.label = "Delmål", "Indsats", "Succeskriterier", "Virksomhedsplan"
    plan.save()
    content = word.render(plan_paper.compose(centre, plan, NOW.date()))
    header = docx.Document(io.BytesIO(content)).tables[0].rows[0].cells
    assert [cell.text for cell in header] == ["Delmål", "Indsatser", "Succeskriterier"]
    assert read(content) == cells(plan)
