"""How work comes in – as a draft, many lines at once, long after, around midnight – and what the plan makes of it."""

from datetime import UTC, date, datetime

import pytest

from brobygger.board import actions as board_actions
from brobygger.board.actions import Verdict
from brobygger.board.following import goals_of, seen_by, with_today
from brobygger.board.models import FrozenCount
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.plan import actions
from brobygger.plan.evaluation import evaluate, evaluate_target
from brobygger.plan.lights import Colour
from tests.board.growing import a_meeting
from tests.factories import KindFactory
from tests.plan.growing import (
    a_goal,
    a_network,
    a_plan,
    a_target,
    an_activity,
    an_area,
    an_association,
    took_part,
    work,
)

OFFICE = "/testby/kontor/registreringer/"
OVER = date(2027, 1, 4)


@pytest.fixture
def kind(centre):
    return KindFactory.create(name="Workshop", base=BaseKind.WORKSHOP)


@pytest.fixture
def target(centre):
    return a_target(minimum=2, per="quarter")


def said(kind, **fields):
    return {"done_on": "2026-02-03", "kind": kind.pk, "title": "Workshop", "mode": "held", "state": "held", "format": "on_site", **fields}


def windows(target, today=OVER):
    return [window.count for window in evaluate_target(target, today).windows]


def test_a_draft_counts_when_it_is_finished_and_in_the_quarter_it_was_held(client_of, bo, kind, target):
    browser = client_of(bo)
    assert browser.post(f"{OFFICE}ny/", said(kind, draft="on")).status_code == 302
    row = Registration.objects.get()
    assert (row.draft, windows(target)) == (True, [0, 0, 0, 0])
    assert browser.post(f"{row.get_absolute_url()}ret/", said(kind, version=row.version)).status_code == 302
    assert windows(target) == [1, 0, 0, 0]


def test_many_lines_at_once_land_each_in_its_own_quarter(client_of, bo, kind, target):
    lines = "12/2/2026 Workshop om fundraising, 8 deltagere\n3. maj 2026 Workshop om ledelse\n4. maj 2026 Workshop om ledelse\n1/10-2026 Workshop"
    answer = client_of(bo).post(f"{OFFICE}mange/", {"lines": lines, "keep": "1"})
    assert answer.status_code == 302
    assert windows(target) == [1, 2, 0, 1]


def test_work_entered_long_after_changes_the_quarter_it_belongs_to_and_not_what_a_meeting_saw(client_of, astrid, kind, target):
    goal = target.activity.goal
    meeting = a_meeting(goal.area.plan, date(2026, 4, 8))
    (state,) = evaluate(goal.area.plan, date(2026, 4, 8)).goals()
    now = datetime(2026, 4, 8, 18, tzinfo=UTC)
    board_actions.decide(meeting, goal, Verdict("red", "green", "Ingen holdt."), state=state, by=astrid, now=now)
    board_actions.freeze(meeting, by=astrid, now=now)
    browser = client_of(astrid)
    for day in ("2026-02-03", "2026-03-31"):
        assert browser.post(f"{OFFICE}ny/", said(kind, done_on=day)).status_code == 302
    assert windows(target) == [2, 0, 0, 0]
    assert [(each.count, each.total) for each in FrozenCount.objects.all()] == [(0, 0)]
    meeting.refresh_from_db()
    areas = seen_by(meeting)
    with_today(areas, meeting, today=date(2026, 4, 8))
    (seen,) = [each for goal in goals_of(areas) for each in goal.counts]
    # The quarter that runs on the meeting's day began on 1 April; of the whole plan it saw nothing, and today there are two.
    assert (seen.count, seen.then, seen.total) == (0, 0, 0)
    assert evaluate_target(target, date(2026, 4, 8)).total == 2


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "2026-03-29"),  # half past midnight, the night summer time begins
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "2026-10-25"),  # half past midnight, the night it ends
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-01-01"),
        (datetime(2028, 2, 28, 23, 30, tzinfo=UTC), "2028-02-29"),
    ],
)
def test_today_is_the_day_it_is_here(client_of, bo, kind, monkeypatch, now, day):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client_of(bo).post(f"{OFFICE}linje/", {"linje": "Workshop om fundraising"})
    assert Registration.objects.get().done_on.isoformat() == day


def test_sixty_persons_from_33_organisations(centre):
    """One meeting: thirty associations by name, a council and two departments in words; some sent more than one person."""
    meeting = work(date(2026, 5, 4), BaseKind.CONFERENCE, persons=60)
    for number in range(30):
        took_part(meeting, an_association(f"Forening {number}"), 2 if number < 20 else 1)
    for label, persons in (("Ældrerådet", 4), ("Sundhedsforvaltningen", 4), ("Jobcentret", 2)):
        took_part(meeting, label, persons)
    took_part(meeting, "", None)  # a head count of nobody in particular is no organisation
    activity = an_activity()
    persons = a_target(activity, measure="event_participants", narrow={"base": ["conference"]}, minimum=60)
    organisations = a_target(activity, measure="event_organisations", narrow={"base": ["conference"]}, minimum=30)
    assert [evaluate_target(each, OVER).count for each in (persons, organisations)] == [60, 33]
    # A second meeting with ten of them again and one new: 34 in all.
    again = work(date(2026, 9, 4), BaseKind.CONFERENCE, persons=11)
    for number in range(10):
        took_part(again, meeting.participations.all()[number].organisation, 1)
    took_part(again, "Politikerne", 1)
    assert [evaluate_target(each, OVER).count for each in (persons, organisations)] == [71, 34]


def test_networks_with_2_1_2_meetings_one_of_them_started_on_1_july(centre):
    """Each is to meet at least twice a year. The one from July is asked for half of it and met once: that is enough."""
    target = a_target(measure="network_meetings", minimum=2, per="year", for_each="network")
    for name, started, days in (
        ("Demens", date(2020, 1, 1), [(2, 1), (9, 1)]), ("Unge", date(2020, 1, 1), [(3, 1), (10, 1)]), ("Kultur", date(2026, 7, 1), [(11, 1)]),
    ):
        network = a_network(name, started)
        for month, day in days:
            work(date(2026, month, day), BaseKind.NETWORK_MEETING, network=network)
    state = evaluate_target(target, OVER)
    assert [(each.member.name, each.count, each.light.colour) for each in state.members] == [
        ("Demens", 2, Colour.GREEN), ("Kultur", 1, Colour.GREEN), ("Unge", 2, Colour.GREEN),
    ]
    assert state.light.colour is Colour.GREEN
    # On the last of September half of its own half-year has passed: one of one is not expected yet, and none is not behind.
    kultur = evaluate_target(target, date(2026, 9, 30)).members[1]
    assert (kultur.count, kultur.light.colour) == (0, Colour.GREY)


def test_a_network_that_closed_in_june_is_not_asked_for_the_rest_of_the_year(centre):
    target = a_target(measure="network_meetings", minimum=4, per="year", for_each="network")
    closed = a_network("Afsluttet", date(2020, 1, 1), closed_on=date(2026, 6, 30))
    for month in (2, 4):
        work(date(2026, month, 1), BaseKind.NETWORK_MEETING, network=closed)
    (member,) = evaluate_target(target, OVER).members
    assert (member.count, member.light.colour) == (2, Colour.GREEN)


def test_some_days_missing_from_a_year_take_nothing_off(centre):
    """A network from 5 January, and an activity to be done by 13 December: both are asked for the year's two."""
    each = a_target(measure="network_meetings", minimum=2, per="year", for_each="network")
    network = a_network("Nyt i januar", date(2026, 1, 5))
    work(date(2026, 3, 1), BaseKind.NETWORK_MEETING, network=network)
    assert evaluate_target(each, OVER).members[0].light.colour is Colour.YELLOW
    dated = a_target(an_activity(ends_on=date(2026, 12, 13)), measure="network_meetings", minimum=2, per="year")
    state = evaluate_target(dated, OVER)
    assert (state.light.colour, state.light.reason) == (Colour.YELLOW, "1 af mindst 2 talt med; perioden sluttede 13. december 2026.")
    work(date(2026, 12, 13), BaseKind.NETWORK_MEETING, network=network)
    assert [evaluate_target(target, OVER).light.colour for target in (each, dated)] == [Colour.GREEN, Colour.GREEN]


def test_at_most_thirty_is_green_up_to_it_and_yellow_with_the_figure_above(centre):
    target = a_target(measure="event_organisations", minimum=None, maximum=30)
    row = work(date(2026, 5, 4))
    for number in range(30):
        took_part(row, f"Gruppe {number}", 1)
    assert evaluate_target(target, OVER).light.colour is Colour.GREEN
    took_part(row, "Den enogtredivte", 1)
    row.save()
    state = evaluate_target(target, OVER)
    assert (state.count, state.light.colour, "31" in state.light.reason) == (31, Colour.YELLOW, True)


def test_moved_with_a_reason_is_neither_held_nor_failed_until_its_new_date(astrid):
    goal = a_goal()
    activity = an_activity(goal, text="Konference", ends_on=date(2026, 11, 15))
    target = a_target(activity, narrow={"base": ["conference"]}, minimum=1)
    row = work(date(2026, 11, 12), BaseKind.CONFERENCE, state="moved", reason="Taleren blev syg", moved_from=date(2026, 11, 12))
    now = datetime(2026, 11, 10, 9, tzinfo=UTC)
    actions.move_end(activity, to=date(2027, 1, 31), reason="Taleren blev syg", by=astrid, now=now)
    (state,) = evaluate(goal.area.plan, date(2026, 12, 1)).goals()
    assert (evaluate_target(target, date(2026, 12, 1)).count, state.schedule.colour) == (0, Colour.GREY)
    row.done_on, row.state = date(2026, 12, 20), "held"
    row.save()
    (state,) = evaluate(goal.area.plan, date(2026, 12, 21)).goals()
    assert (state.result.colour, evaluate_target(target, date(2026, 12, 21)).count) == (Colour.GREEN, 1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days", "counts"),
    [
        # A plan from August: its years are its own, each over a New Year.
        (date(2025, 8, 1), date(2027, 7, 31), [date(2025, 7, 31), date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1), date(2027, 7, 31)], [2, 2]),
        # From one leap day on: the second year begins on the last of February, and no day is lost.
        (date(2024, 2, 29), date(2026, 2, 27), [date(2024, 2, 29), date(2025, 2, 27), date(2025, 2, 28), date(2026, 2, 27), date(2026, 2, 28)], [2, 2]),
    ],
)
def test_years_of_a_plan_that_crosses_years(centre, starts_on, ends_on, days, counts):
    plan = a_plan(starts_on=starts_on, ends_on=ends_on, adopted_on=starts_on)
    target = a_target(an_activity(a_goal(an_area(plan))), minimum=2, per="year")
    for day in days:
        work(day)
    state = evaluate_target(target, date(2027, 8, 1))
    assert [window.count for window in state.windows] == counts
    assert state.light.colour is Colour.GREEN
