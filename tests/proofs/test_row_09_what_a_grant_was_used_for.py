"""The work of a project, read off what is tagged with it: 60 persons from 33 organisations, six trips with 17, a relay, five workshops.

The money and the hours of the staff are another part of the same evaluation.
"""

from datetime import date, timedelta

import pytest

from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.models import Plan
from tests.factories import PlanFactory
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area
from tests.proofs.a_years_events import NOW, a_relay, an_event, heads, six_tours, those_of_the_conference

FIGURES = {
    ("event_participants", "conference"): 60, ("event_organisations", "conference"): 33, ("tours_held", ""): 6, ("tour_organisations", ""): 17,
    ("relay_localities", ""): 10, ("relay_communities", ""): 101, ("relay_km", ""): 127, ("events_held", "workshop"): 5,
}  # fmt: skip


@pytest.fixture
def project(centre, bo):
    """All of it tagged; beside it a workshop and a tour of the centre's daily work, and a tagged workshop that is still to come."""
    project = PlanFactory.create(title="Fællesskaber for alle", kind=Plan.Kind.PROJECT)
    heads(an_event(BaseKind.CONFERENCE, date(2025, 9, 16), by=bo, project=project), those_of_the_conference(), by=bo)
    six_tours(bo, project=project)
    a_relay(bo, project=project)
    for number in range(5):
        an_event(BaseKind.WORKSHOP, date(2025, 2, 3) + timedelta(days=30 * number), by=bo, project=project)
    an_event(BaseKind.WORKSHOP, NOW.date() + timedelta(days=20), by=bo, project=project)
    an_event(BaseKind.WORKSHOP, date(2025, 4, 4), by=bo)
    an_event(BaseKind.TOUR, date(2025, 4, 5), by=bo)
    return project


def test_every_figure_of_the_evaluation_opens(client_of, bo, project):
    activity = an_activity(a_goal(an_area(a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)))))
    found = {}
    for key, base in FIGURES:
        narrow = {"project": [project.pk], **({"base": [base]} if base else {})}
        target = a_target(activity, measure=key, narrow=narrow, minimum=1)
        page = client_of(bo).get(f"/testby/kontor/planer/maaltal/{target.pk}/")
        found[key, base] = page.context["evidence"].figure
        rows = [adds for each in page.context["lists"] for _shown, adds, _opens in each["rows"]]
        told_apart = page.context["evidence"].told_apart
        assert (len(told_apart) or int(sum(rows))) == found[key, base]
    assert found == FIGURES


def test_the_core_plan_counts_it_too_unless_a_target_says_not(client_of, bo, project):
    activity = an_activity(a_goal(an_area(a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)))))
    for more, figure in (({}, 6), ({"own_work_only": True}, 1)):
        target = a_target(activity, measure="events_held", narrow={"base": ["workshop"]}, minimum=1, **more)
        assert client_of(bo).get(f"/testby/kontor/planer/maaltal/{target.pk}/").context["evidence"].figure == figure
