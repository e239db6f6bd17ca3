"""What is coming, on one page and in one's own calendar program; each sees there what each may see elsewhere."""

from datetime import UTC, datetime, time, timedelta

import pytest
import recurring_ical_events
from django.utils import timezone
from icalendar import Calendar

from brobygger.accounts.models import RoleAssignment
from brobygger.board.models import Decision
from brobygger.journal.base_kinds import BaseKind
from tests.board.growing import a_meeting
from tests.factories import EventFactory, EventTaskFactory, PointFactory
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work

PAGE = "/testby/kontor/kalender/"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def all_sorts(centre, bo):
    """One of each that comes, on the same day; and of each one that does not."""
    plan = a_plan(starts_on=TODAY, ends_on=TODAY + timedelta(days=400))
    goal = a_goal(an_area(plan))
    an_activity(goal, text="Konference", ends_on=SOON)
    a_target(an_activity(goal, text="Pjece"), due_on=SOON)
    an_activity(goal, text="Allerede gjort", ends_on=SOON, done_on=TODAY)
    an_activity(goal, text="Opgivet", ends_on=SOON, dropped_on=TODAY)
    work(SOON, BaseKind.CAFE, title="Café i planlægning", state="planned", created_by=bo)
    work(TODAY, BaseKind.CAFE, title="Café i dag")
    meeting = a_meeting(plan, SOON, starts_at=time(19, 0), place="Salen")
    now = timezone.now()
    Decision.objects.create(meeting=meeting, text="Skriv til kommunen", due_on=SOON, made_at=now)
    Decision.objects.create(meeting=meeting, text="Er sket", due_on=SOON, done_on=TODAY, made_at=now)


def texts(page):
    return sorted(row.text for _month, rows in page.context["months"] for row in rows)


def test_the_leader_sees_all_that_comes(client_of, astrid, all_sorts):
    assert texts(client_of(astrid).get(PAGE)) == ["Bestyrelsesmøde", "Café i planlægning", "Konference", "Pjece", "Skriv til kommunen"]


def test_each_sees_what_each_may_see(client_of, bo, carla, fatma, all_sorts):
    assert texts(client_of(carla).get(PAGE)) == ["Konference", "Pjece"]  # the planned café is Bo's
    assert texts(client_of(fatma).get(PAGE)) == []
    assert "Café i planlægning" in texts(client_of(bo).get(PAGE))


def test_the_start_page_shows_the_same(client_of, astrid, all_sorts):
    page = client_of(astrid).get("/testby/kontor/")
    assert sorted(row.text for row in page.context["coming"]) == texts(client_of(astrid).get(PAGE))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_calendar_asks_the_same_number_of_questions(client_of, astrid, rows, centre, django_assert_num_queries):
    plan = a_plan(starts_on=TODAY, ends_on=SOON)
    for _number in range(rows):
        an_activity(a_goal(an_area(plan)), ends_on=SOON)
        work(SOON, state="planned")
        a_meeting(plan, SOON)
    browser = client_of(astrid)
    with django_assert_num_queries(31):
        browser.get(PAGE)


def feed_of(browser):
    address = browser.get(PAGE).context["feed"]
    return address[address.index("/testby/") :]


def test_a_subscription_needs_no_sign_in_and_follows_the_persons_rights(client, client_of, bo, all_sorts):
    feed = feed_of(client_of(bo))
    answer = client.get(feed)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.content.decode().count("BEGIN:VEVENT") == 5
    RoleAssignment.objects.filter(user=bo).update(until=TODAY - timedelta(days=1))
    assert client.get(feed).status_code == 404


def test_a_new_password_ends_the_subscription(client, client_of, bo):
    feed = feed_of(client_of(bo))
    bo.set_password("et helt nyt og langt kodeord")
    bo.save()
    assert client.get(feed).status_code == 404


def test_another_centre_does_not_open_with_it(client, client_of, bo, other_centre):
    feed = feed_of(client_of(bo))
    assert client.get(feed.replace("/testby/", "/fjernby/")).status_code == 404
    assert client.get(feed[:-8] + "x.ics").status_code == 404


def test_a_meeting_with_a_time_stands_at_that_time_in_the_subscription(client, client_of, bo, all_sorts):
    text = client.get(feed_of(client_of(bo))).content.decode()
    start = datetime.combine(SOON, time(19, 0), timezone.get_default_timezone()).astimezone(UTC)
    assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDTEND:{start + timedelta(hours=2):%Y%m%dT%H%M%SZ}" in text


def test_ones_own_calendar_has_what_one_holds_and_is_to_do(client, client_of, bo, astrid, centre):
    event = EventFactory.create(responsible=bo, registration__title="Bos kursus", starts_at=timezone.now() + timedelta(days=9), ends_at=timezone.now() + timedelta(days=9, hours=2))
    other = EventFactory.create(responsible=astrid, registration__title="Astrids kursus", starts_at=timezone.now() + timedelta(days=9), ends_at=timezone.now() + timedelta(days=9, hours=2))
    EventTaskFactory.create(event=event, text="Bestil kaffe", due_on=SOON)
    EventTaskFactory.create(event=other, text="Ring til Bo", owner=bo, due_on=SOON)
    EventTaskFactory.create(event=other, text="Astrids eget", due_on=SOON)
    EventTaskFactory.create(event=event, text="Er gjort", due_on=SOON, done_on=TODAY)
    PointFactory.create(title="Fælles folder", owner=bo, due_on=SOON)
    browser = client_of(bo)
    mine = ["Bestil kaffe", "Bos kursus", "Fælles folder", "Ring til Bo"]
    assert texts(browser.get(PAGE, {"kun": "mine"})) == mine
    assert texts(browser.get(PAGE)) == sorted([*mine, "Astrids kursus"])
    feed = feed_of(browser)
    read = Calendar.from_ical(client.get(f"{feed}?kun=mine").content)
    assert sorted(str(each["SUMMARY"]) for each in read.walk("VEVENT")) == mine
    assert {str(each["SUMMARY"]) for each in recurring_ical_events.of(read).at(SOON)} >= {"Bestil kaffe", "Fælles folder", "Ring til Bo"}
    assert '.ics?kun=mine"' in browser.get(PAGE).content.decode()
