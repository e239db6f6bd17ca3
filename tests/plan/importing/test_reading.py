"""The two public plans, in the formats their centres published."""

from brobygger.plan.importing import read_plan
from tests.plan.importing.answers import HELSINGOER, PLANS, SLAGELSE, assert_helsingoer, assert_slagelse, needs_plans


@needs_plans
def test_three_columns_with_area_rows_from_word():
    assert_slagelse(read_plan(PLANS / f"{SLAGELSE}.docx", f"{SLAGELSE}.docx"))


@needs_plans
def test_headings_and_lists_from_word():
    assert_helsingoer(read_plan(PLANS / f"{HELSINGOER}.docx", f"{HELSINGOER}.docx"))


@needs_plans
def test_rows_torn_by_page_breaks_from_pdf():
    assert_slagelse(read_plan(PLANS / f"{SLAGELSE}.pdf", f"{SLAGELSE}.pdf"))


@needs_plans
def test_headings_and_lists_from_pdf():
    assert_helsingoer(read_plan(PLANS / f"{HELSINGOER}.pdf", f"{HELSINGOER}.pdf"))
