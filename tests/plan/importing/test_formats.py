"""The two public plans in every format: their content written as people write in each, and read back whole."""

from functools import partial

import pytest

from brobygger.plan.importing import read_plan
from brobygger.plan.importing.blocks import Line
from brobygger.plan.importing.readers import word
from tests.plan.importing import retold, variants
from tests.plan.importing.answers import (
    HELSINGOER,
    PLANS,
    SLAGELSE,
    assert_helsingoer,
    assert_slagelse,
    gold,
    needs_plans,
)

WRITERS = {
    "tables.md": variants.as_markdown_tables,
    "lists.md": variants.as_markdown_lists,
    "page.html": variants.as_web_page,
    "sheet.xlsx": variants.as_workbook,
    "columns.xlsx": variants.as_workbook_with_columns,
    "semicolons.csv": variants.as_separated,
    "windows.csv": partial(variants.as_separated, separator=";", encoding="cp1252"),
    "commas.csv": partial(variants.as_separated, separator=",", encoding="utf-8"),
    "tabs.csv": partial(variants.as_separated, separator="\t", encoding="utf-16"),
    "lists.txt": variants.as_text,
    "windows.txt": partial(variants.as_text, encoding="cp1252"),
    "marked.txt": partial(variants.as_text, encoding="utf-8-sig"),
    "bars.txt": variants.as_text_table,
    "tabs.txt": partial(variants.as_text_table, mark="\t"),
    "boxes.txt": variants.as_boxed_text,
    "tables.odt": variants.as_open_text,
    "headings.odt": variants.as_open_headings,
}


@needs_plans
@pytest.mark.parametrize("name", WRITERS)
def test_the_slagelse_plan_in_every_format(name):
    answer = gold(SLAGELSE)
    areas = [_without_lead_in(area) for area in answer["areas"]] if name in _NO_LEAD_IN else answer["areas"]
    assert_slagelse(read_plan(WRITERS[name](areas, answer["title"], answer["organisation"]), name), areas)


# One activity to a row leaves no place for the line above a list.
_NO_LEAD_IN = frozenset({"columns.xlsx", "bars.txt", "tabs.txt"})


def _without_lead_in(area):
    goals = [{name: value for name, value in goal.items() if name != "activities_lead_in"} for goal in area["goals"]]
    return {**area, "goals": goals}


RETOLD = {"strategi.md": retold.as_markdown, "strategi.html": retold.as_page, "strategi.txt": retold.as_text, "strategi.odt": retold.as_open_text}


@needs_plans
@pytest.mark.parametrize("name", RETOLD)
def test_the_helsingoer_plan_in_every_format(name):
    lines = [block for block in word.read((PLANS / f"{HELSINGOER}.docx").read_bytes()).blocks if isinstance(block, Line)]
    assert_helsingoer(read_plan(RETOLD[name](lines), name))
