"""Work is registered once and feeds every target whose filter fits; taken away, all of them fall back."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from tests.plan.growing import a_goal, a_kind, a_plan, a_target, an_activity, an_area


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def targets(centre, today):
    """A quarterly target, a yearly one, one for open activities alone, of a plan of this year."""
    plan = a_plan(title="Årets plan", starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31), adopted_on=date(today.year, 1, 1))
    activity = an_activity(a_goal(an_area(plan)))
    meetings = {"base": ["bridge_building_meeting"], "online": [True]}
    return {
        "quarterly": a_target(activity, narrow=meetings, minimum=1, per="quarter"),
        "yearly": a_target(activity, measure="event_participants", narrow=meetings, minimum=10, per="year"),
        "open": a_target(activity, narrow={"base": ["open_activity"]}, minimum=1, per="year"),
    }


def figures(browser, targets):
    """The figure that stands on each target's own page, as a reader sees it."""
    found = {}
    for name, target in targets.items():
        page = browser.get(f"/testby/kontor/planer/maaltal/{target.pk}/")
        found[name] = page.context["evidence"].figure
        rows = [row for each in page.context["lists"] for row in each["rows"]]
        assert sum(adds if adds is not None else 1 for _shown, adds, _opens in rows) == found[name]
    return found


def test_an_online_meeting_with_12_people_counts_where_it_fits_and_nowhere_else(client_of, bo, targets, today):
    browser = client_of(bo)
    assert figures(browser, targets) == {"quarterly": 0, "yearly": 0, "open": 0}
    kind = a_kind(BaseKind.BRIDGE_BUILDING_MEETING)
    said = {
        "done_on": today.isoformat(), "kind": kind.pk, "title": "Brobygning på skærm", "persons": 12, "format": "online", "mode": "held",
        "state": "held",
    }
    assert browser.post("/testby/kontor/registreringer/ny/", said).status_code == 302
    assert figures(browser, targets) == {"quarterly": 1, "yearly": 12, "open": 0}

    row = Registration.objects.get()
    page = browser.get(row.get_absolute_url()).content.decode()
    assert [name for name, target in targets.items() if f"/maaltal/{target.pk}/" in page] == ["quarterly", "yearly"]

    browser.post(f"{row.get_absolute_url()}slet/")
    assert Registration.objects.count() == 0
    assert figures(browser, targets) == {"quarterly": 0, "yearly": 0, "open": 0}


def test_twelve_more_people_are_entered_once_and_seen_everywhere(client_of, bo, targets, today):
    browser = client_of(bo)
    row = Registration.objects.create(
        done_on=today, kind=a_kind(BaseKind.BRIDGE_BUILDING_MEETING), title="Brobygning på skærm", persons=12, format="online"
    )
    said = {
        "done_on": today.isoformat(), "kind": row.kind_id, "title": row.title, "persons": 24, "format": "online", "mode": "held",
        "state": "held", "version": row.version,
    }
    assert browser.post(f"{row.get_absolute_url()}ret/", said).status_code == 302
    assert figures(browser, targets) == {"quarterly": 1, "yearly": 24, "open": 0}
