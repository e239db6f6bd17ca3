"""A status to the municipality: each goal with its lights on a day; a moved date with the old day, the new day and the reason.

What is moved with a reason is neither held nor failed until its new date.
"""

from datetime import date

import pytest
from django.utils import translation

from brobygger.plan import actions
from brobygger.reports import followup, workbook
from brobygger.reports.document import Bullets, Table
from brobygger.reports.standing import standing
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area
from tests.reports.standing_centre import at

MOVED, BEFORE_NEW, AFTER_NEW = date(2026, 10, 20), date(2026, 12, 10), date(2027, 2, 20)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def plan(centre, astrid):
    """A conference planned for November, moved in October to January because the hall was taken."""
    plan = a_plan(ends_on=date(2027, 12, 31))
    conference = an_activity(a_goal(an_area(plan), title="Foreningerne mødes"), text="En konference", ends_on=date(2026, 11, 15))
    a_target(conference, minimum=1, maximum=1)
    actions.move_end(conference, to=date(2027, 1, 20), reason="Salen var optaget.", by=astrid, now=at(MOVED))
    return plan


def said(document):
    return [item for block in document.blocks if isinstance(block, Bullets) for item in block.items]


def lights(document):
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.columns[0].header == "Of the goal"]
    return [row[1].colour for row in table.rows]


def test_old_date_new_date_and_reason_stand_under_the_goal(centre, plan):
    wanted = ["“En konference” was moved from Nov. 15, 2026 to Jan. 20, 2027: Salen var optaget."]
    assert said(followup.compose(centre, [plan], BEFORE_NEW)) == wanted


def test_neither_held_nor_failed_until_its_new_date(centre, plan):
    assert lights(followup.compose(centre, [plan], BEFORE_NEW)) == ["grey", "grey"]
    assert lights(followup.compose(centre, [plan], AFTER_NEW)) == ["red", "yellow"]


def test_a_report_of_a_day_before_knows_nothing_of_it_yet(centre, plan):
    assert said(followup.compose(centre, [plan], date(2026, 10, 1))) == []


def test_the_workbook_lists_every_move(centre, plan):
    (table,) = [
        block for block in workbook.compose(standing(centre, [plan], BEFORE_NEW, most=None)).blocks
        if isinstance(block, Table) and block.caption == "Moved dates"
    ]
    assert table.rows == (("Foreningerne mødes", "En konference", date(2026, 11, 15), date(2027, 1, 20), "Salen var optaget."),)


def test_the_deadline_of_its_target_moves_along(centre, astrid):
    """A plan read from a document writes the day twice: on the activity and in its target."""
    plan = a_plan()
    seminar = an_activity(a_goal(an_area(plan)), text="Seminar inden 1. april", ends_on=date(2026, 4, 1))
    a_target(seminar, minimum=1, maximum=1, due_on=date(2026, 4, 1))
    assert lights(followup.compose(centre, [plan], date(2026, 6, 1)))[0] == "red"

    actions.move_end(seminar, to=date(2026, 10, 1), reason="Oplægsholderen blev syg.", by=astrid, now=at(date(2026, 3, 20)))

    assert lights(followup.compose(centre, [plan], date(2026, 6, 1))) == ["grey", "grey"]
    assert lights(followup.compose(centre, [plan], date(2026, 11, 1)))[0] == "red"
