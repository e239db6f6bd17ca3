"""What is coming, on one page and in one's own calendar program; each sees there what each may see elsewhere."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment
from brobygger.board.models import Decision
from brobygger.core.coming import Coming
from brobygger.journal.base_kinds import BaseKind
from brobygger.overview.ical import calendar, folded
from tests.board.growing import a_meeting
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work

PAGE = "/testby/kontor/kalender/"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


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
    with django_assert_num_queries(17):
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


def test_times_stand_in_universal_time_on_both_sides_of_the_clock_change():
    def starts(on):
        text = calendar("Testby", [Coming("k", on, "Møde", "/x/", at=time(10, 0))], site="https://centre.example", now=NOW)
        return next(line for line in text.splitlines() if line.startswith("DTSTART"))

    assert starts(date(2026, 3, 28)) == "DTSTART:20260328T090000Z"
    assert starts(date(2026, 3, 29)) == "DTSTART:20260329T080000Z"  # summer time began in the night
    assert starts(date(2026, 10, 25)) == "DTSTART:20261025T090000Z"


def test_a_row_as_the_standard_wants_it():
    row = Coming("work-7", date(2028, 2, 29), "Møde, med kage; og\nsang", "/testby/kontor/", "café", place="Salen")
    assert calendar("Testby", [row], site="https://centre.example", now=NOW).split("\r\n")[5:-2] == [
        "BEGIN:VEVENT", "UID:work-7@centre.example", "DTSTAMP:20260105T093000Z", "DTSTART;VALUE=DATE:20280229", "DTEND;VALUE=DATE:20280301",
        "TRANSP:TRANSPARENT", "SUMMARY:Møde\\, med kage\\; og\\nsang", "URL:https://centre.example/testby/kontor/", "DESCRIPTION:café",
        "LOCATION:Salen", "END:VEVENT",
    ]


def test_long_lines_are_folded_between_letters():
    parts = folded("SUMMARY:" + "å" * 100)
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == "SUMMARY:" + "å" * 100
