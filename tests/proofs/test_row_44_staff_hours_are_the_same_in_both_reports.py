"""Staff hours are written once with their dates and who pays; the board's pack and the follow-up say the same of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from brobygger.board.models import StaffHours
from brobygger.reports import board_pack, followup, workbook
from brobygger.reports.document import Table
from brobygger.reports.standing import Sees, standing
from tests.board.growing import a_meeting
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

DAY = date(2026, 9, 10)
HOURS = [
    ("Astrid", date(2024, 1, 1), None, 37.0, "Kommunen"),
    ("Bo", date(2025, 1, 1), date(2026, 6, 30), 18.0, "§ 18-puljen"),
    ("Bo", date(2026, 7, 1), None, 21.0, "En fond"),
]


@pytest.fixture
def plan(centre):
    plan = a_plan()
    a_target(an_activity(a_goal(an_area(plan))))
    for name, since, until, hours, paid_by in HOURS:
        StaffHours.objects.create(name=name, since=since, until=until, hours=Decimal(str(hours)), paid_by=paid_by)
    StaffHours.objects.create(name="Connie", since=date(2020, 1, 1), until=date(2025, 12, 31), hours=Decimal(8))  # before the plan
    StaffHours.objects.create(name="Dennis", since=date(2026, 10, 1), hours=Decimal("7.4"))  # after the report
    return plan


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def hours_in(document):
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.name == "Staff hours"]
    return list(table.rows)


@pytest.mark.parametrize("names", [True, False])
def test_18_became_21_in_every_report(centre, plan, names):
    meeting = a_meeting(plan, DAY)
    found = standing(centre, [plan], DAY, meeting=meeting, sees=Sees(names=names))
    said = [hours_in(each.compose(found)) for each in (board_pack, workbook)] + [hours_in(followup.paper(found))]
    named = {"Astrid": "Employee 1", "Bo": "Employee 2"}
    wanted = [(name if names else named[name], *rest) for name, *rest in HOURS]
    assert said == [wanted, wanted, wanted]


def test_the_sum_of_the_day_stands_above_them(centre, plan):
    texts = [str(getattr(block, "text", "")) for block in followup.paper(standing(centre, [plan], DAY)).blocks]
    assert sum("58 hours a week in all" in text for text in texts) == 1


def test_those_who_do_not_see_the_boards_papers_see_no_hours(centre, plan):
    found = standing(centre, [plan], DAY, sees=Sees(board=False))
    assert [block for block in followup.paper(found).blocks if getattr(block, "name", "") == "Staff hours"] == []


def test_hours_that_change_are_a_new_line_and_the_page_sums_them(client_of, astrid, centre):
    today = timezone.localdate()
    browser = client_of(astrid)
    said = {"name": "Bo", "hours": "18", "since": "2024-01-01", "until": "2025-06-30", "paid_by": "§ 18-puljen"}
    assert browser.post("/testby/kontor/timer/ny/", said).status_code == 302
    said = {"name": "Bo", "hours": "21", "since": "2025-07-01", "paid_by": "En fond"}
    assert browser.post("/testby/kontor/timer/ny/", said).status_code == 302
    page = browser.get("/testby/kontor/timer/")
    assert (page.context["total"], [row.hours for row in page.context["former"]]) == (21, [18])
    assert [row.paid_by for row in page.context["now"] if row.since <= today] == ["En fond"]
