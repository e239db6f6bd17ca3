"""A course programme of four evenings; the participants' own ideas are followed until they run, and the list of what came of it opens from there."""

from datetime import date

import pytest

from brobygger.advice.models import Initiative
from brobygger.core.recurrence import Rule
from brobygger.events import series
from brobygger.events.models import Event
from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from tests.factories import OrganisationFactory, ThemeFactory
from tests.proofs.a_years_events import NOW, an_event, heads

OFFICE = "/testby/kontor"


def counted(measure, **narrow):
    demand = Demand(measure, Period(date(2025, 1, 1), date(2026, 12, 31)), freeze(narrow))
    return count([demand])[demand]


@pytest.fixture
def programme(centre, bo):
    """Four Tuesdays on "from idea to community", the last still to come; two associations of three persons at each of the others."""
    theme = ThemeFactory.create(name="Nye fællesskaber")
    first = an_event(BaseKind.COURSE, date(2025, 12, 23), by=bo, theme=theme)
    series.repeat(first, Rule("weekly", times=4), by=bo, now=NOW)
    sessions = list(Event.objects.listed().order_by("starts_at"))
    there = [(OrganisationFactory.create(name=name), 3) for name in ("SIND", "Røde Kors")]
    for each in sessions[:3]:
        heads(each, there, by=bo)
    return sessions


def test_the_evenings_held_count_and_the_one_to_come_does_not(programme):
    assert [each.day for each in programme] == [date(2025, 12, 23), date(2025, 12, 30), date(2026, 1, 6), date(2026, 1, 13)]
    assert (counted("events_held", base=["course"]), counted("event_participants"), counted("event_organisations")) == (3, 18, 2)


def test_the_participants_own_projects_are_followed_from_the_course_on(client_of, bo, programme):
    browser, theme = client_of(bo), programme[0].registration.theme_id
    ideas = (("Legestue", "2025-12-23", "2026-01-05"), ("Madklub", "2025-12-30", ""), ("Gåtur", "2026-01-06", "2026-01-10"))
    for session, (name, begun, started) in zip(programme, ideas, strict=False):
        new = f"{OFFICE}/sparring/initiativer/nyt/?af={session.pk}"
        stands = browser.get(new).context["form"]["theme"].value()  # the course's, as the form has it from the event
        given = {"name": name, "idea": "Deltagernes egen", "begun_on": begun, "started_on": started, "theme": stands, "quiet_months": "3"}
        assert browser.post(new, given).status_code == 302
    page = browser.get(f"{OFFICE}/sparring/initiativer/")
    groups = {str(name): sorted((row.name, row.grown_from_id) for row in rows) for name, rows, _page in page.context["groups"]}
    first, second, third, _coming = (each.pk for each in programme)
    assert groups == {"På tale": [("Madklub", second)], "I gang": [("Gåtur", third), ("Legestue", first)], "Afsluttede": []}
    assert all(f"{OFFICE}/arrangementer/{pk}/" in page.content.decode() for pk in (first, second, third))
    assert (counted("communities_started"), counted("communities_started", theme=[theme]), counted("communities_started", theme=[0])) == (2, 2, 0)
    assert Initiative.objects.count() == 3
