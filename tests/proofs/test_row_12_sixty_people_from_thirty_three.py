"""Sixty people from 33 organisations, told apart by sector; some signed up, some walked in, some were counted. What is planned never counts as held."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from brobygger.events import actions, attendance, signing_up
from brobygger.events.attendance import Tick
from brobygger.events.signing_up import Asking
from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from tests.plan.growing import a_goal as goal_in
from tests.plan.growing import a_plan, a_target, an_activity, an_area
from tests.proofs.a_years_events import AFFILIATIONS, NOW, PERSONS, an_event, heads, those_of_the_conference

YEAR = Period.year(2025)
DAY = date(2025, 9, 16)


def counted(measure, **narrow):
    demand = Demand(measure, YEAR, freeze({key: [value] for key, value in narrow.items()}))
    return count([demand])[demand]


@pytest.fixture
def conference(centre, bo):
    """Ten associations signed up beforehand, two persons each; all others were counted at the door, from a sheet."""
    before, evening = NOW.replace(year=2025, month=9, day=1), NOW.replace(year=2025, month=9, day=16)
    event = an_event(BaseKind.CONFERENCE, DAY, by=bo, now=before, takes_signups=True)
    there = those_of_the_conference()
    for organisation, persons in there[:10]:
        asking = Asking(name=f"En fra {organisation}", mail=f"x{organisation.pk}@example.org", organisation=organisation, persons=persons)
        (one,) = signing_up.sign_up([event.signup_list], asking, now=before, by=bo)
        if not counted("events_held"):
            with pytest.raises(ValidationError):  # nobody can have come before the day
                attendance.tick(event, [Tick(one.pk, persons, before)], by=bo, now=before)
    attendance.tick(event, [Tick(each.pk, each.persons, evening) for each in event.signup_list.signups.all()], by=bo, now=evening)
    heads(event, there[10:], by=bo, now=evening)
    event.registration.refresh_from_db()
    return event


def test_sixty_from_thirty_three_with_the_split_by_sector(conference):
    assert (counted("events_held"), counted("event_participants"), counted("event_organisations")) == (1, 60, 33)
    assert {sector: counted("event_participants", sector=sector) for sector in PERSONS} == PERSONS
    assert {sector: counted("event_organisations", sector=sector) for sector in AFFILIATIONS} == AFFILIATIONS
    assert (sum(PERSONS.values()), sum(AFFILIATIONS.values())) == (60, 33)


def test_the_page_shows_the_split_and_the_plan_opens_it(client_of, bo, conference):
    browser = client_of(bo)
    page = browser.get(f"{conference.get_absolute_url()}fremmoede/")
    whence = page.context["whence"]
    assert (whence.persons, whence.organisations) == (60, 33)
    assert {each.name: (each.n, each.organisations) for each in whence.by_sector} == {
        "civilsamfund": (40, 20), "kommune": (12, 6), "råd": (5, 5), "uddannelse": (2, 1), "virksomhed": (1, 1),
    }
    assert "60 personer" in page.content.decode()
    target = a_target(
        an_activity(goal_in(an_area(a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))))), measure="event_participants",
        narrow={"sector": ["municipality"]}, minimum=10,
    )
    opened = browser.get(f"/testby/kontor/planer/maaltal/{target.pk}/")
    assert opened.context["evidence"].figure == 12
    assert [(row.detail, adds) for row, adds, _opens in opened.context["lists"][0]["rows"]] == [(f"Afdeling {number}", 2) for number in range(6, 0, -1)]


def test_residents_are_persons_and_no_organisation(conference, bo):
    heads(conference, [("borgere", 12)], by=bo)
    assert (counted("event_participants"), counted("event_organisations"), counted("event_participants", member=False)) == (72, 33, 72)


def test_planned_moved_and_cancelled_are_never_held_and_whose_it_was_stands_apart(centre, conference, bo):
    before = NOW.replace(year=2025, month=9, day=1)
    planned = an_event(BaseKind.CONFERENCE, DAY + timedelta(days=40), by=bo, now=before, takes_signups=True)
    for number in range(3):
        signing_up.sign_up([planned.signup_list], Asking(name=f"Gæst {number}", mail=f"g{number}@example.org", persons=5), now=before, by=bo)
    cancelled = an_event(BaseKind.CONFERENCE, DAY + timedelta(days=41), by=bo, now=before)
    actions.cancel(cancelled, reason="Storm", centre=centre, by=bo, now=before)
    with pytest.raises(ValidationError):
        heads(cancelled, [("borgere", 12)], by=bo)
    moved = an_event(BaseKind.CONFERENCE, DAY + timedelta(days=42), by=bo, now=before)
    actions.move(moved, starts_at=moved.starts_at + timedelta(days=7), ends_at=moved.ends_at + timedelta(days=7), reason="Lokalet", centre=centre, by=bo, now=before)
    assert (counted("events_held"), counted("event_participants"), counted("event_organisations")) == (1, 60, 33)
    joined = an_event(BaseKind.CONFERENCE, DAY, by=bo, mode="joined")
    heads(joined, [("borgere", 4)], by=bo)
    assert (counted("events_held"), counted("events_held", mode="joined"), counted("event_participants", mode="joined")) == (1, 1, 4)
    assert counted("events_held", mode="offered") == 0
