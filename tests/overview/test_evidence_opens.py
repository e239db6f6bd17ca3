"""Behind a figure stand rows of every context: each leads to its page for those alone to whom the page opens."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from brobygger.events.actions import TOOL
from brobygger.journal.base_kinds import BaseKind
from tests.factories import (
    CollaborationFactory,
    ConsultationFactory,
    EventFactory,
    MeetingFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    RegistrationFactory,
)
from tests.plan.growing import a_goal, a_kind, a_plan, a_target, an_activity, an_area

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
# What is counted, and to whom a row of it opens: L leader, S staff, D desk, B board, R reader.
OPENS = {
    "consultations": "LS", "events_held": "LSDB", "publications": "LS", "networks_started": "LSD", "members": "LSD", "collaborations_active": "LS", "follow_ups_done": "LSB", "inclusive_associations": "LSD",
}


@pytest.fixture
def rows(centre):
    ConsultationFactory.create()
    held = {"state": "held", "done_on": YESTERDAY, "tool": TOOL}
    start = timezone.now() - timedelta(days=1)
    EventFactory.create(starts_at=start, ends_at=start + timedelta(hours=2), registration=RegistrationFactory.create(kind=a_kind(BaseKind.COURSE), title="Kursus", **held))
    RegistrationFactory.create(kind=a_kind(BaseKind.PUBLICATION), title="Opslag", done_on=YESTERDAY)
    NetworkFactory.create(started_on=YESTERDAY)
    MembershipFactory.create(starts_on=YESTERDAY)
    CollaborationFactory.create(since=YESTERDAY)
    MeetingFactory.create(held_on=YESTERDAY, frozen_at=timezone.now())
    OrganisationFactory.create(welcomes_since=YESTERDAY)


@pytest.fixture
def cast(astrid, bo, carla, dorte, rie):
    return {"L": astrid, "S": bo, "D": carla, "B": dorte, "R": rie}


@pytest.mark.parametrize("letter", list("LSDBR"))
@pytest.mark.parametrize("measure", list(OPENS))
def test_a_row_is_named_to_all_and_leads_on_only_where_its_page_opens(client_of, cast, rows, measure, letter):
    plan = a_plan(starts_on=date(TODAY.year - 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31))
    target = a_target(an_activity(a_goal(an_area(plan))), measure=measure, minimum=1)
    browser = client_of(cast[letter])
    page = html.fromstring(browser.get(reverse("plan:evidence", args=["testby", target.pk])).content)
    cells = page.xpath("//section[@id='evidence']//tbody/tr/td[2]")
    assert len(cells) == 1
    assert cells[0].text_content().strip()
    links = cells[0].xpath(".//a/@href")
    assert bool(links) is (letter in OPENS[measure])
    for link in links:
        assert browser.get(link).status_code == 200, link
