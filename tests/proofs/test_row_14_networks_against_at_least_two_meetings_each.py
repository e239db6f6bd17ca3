"""Three networks with two, one and two meetings against at least two each; one of them was founded on 1 July and is judged from then."""

from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from brobygger.events import meetings, networks
from brobygger.events.models import Point
from brobygger.journal.base_kinds import BaseKind
from brobygger.organisations.models import Network
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.lights import Colour
from brobygger.plan.periods import Period
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area
from tests.proofs.a_years_events import NOW, an_event

YEAR, OVER = Period.year(2025), date(2026, 1, 12)


@pytest.fixture
def target(centre):
    plan = a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), adopted_on=date(2024, 12, 1))
    return a_target(an_activity(a_goal(an_area(plan))), measure="network_meetings", minimum=2, for_each="network", per="year")


def a_network(name, founded, by):
    made = Network.objects.create(name=name)
    return networks.take(made, "start", on=founded, by=by, now=NOW)


def met(network, *days, by):
    return [an_event(BaseKind.NETWORK_MEETING, day, by=by, network=network) for day in days]


def counted(measure, **narrow):
    demand = Demand(measure, YEAR, freeze(narrow))
    return count([demand])[demand]


def test_each_network_is_judged_for_itself(bo, target):
    met(a_network("Demens", date(2024, 5, 1), bo), date(2025, 2, 4), date(2025, 9, 2), by=bo)
    met(a_network("Kultur", date(2024, 5, 1), bo), date(2025, 3, 4), by=bo)
    met(a_network("Unge", date(2025, 7, 1), bo), date(2025, 8, 5), date(2025, 11, 4), by=bo)
    state = evaluate_target(target, OVER)
    assert [(each.member.name, each.count, each.light.colour) for each in state.members] == [
        ("Demens", 2, Colour.GREEN), ("Kultur", 1, Colour.YELLOW), ("Unge", 2, Colour.GREEN),
    ]
    assert (state.light.colour, counted("network_meetings")) == (Colour.GREEN, 5)
    assert [each.windows[0].period.start for each in state.members] == [date(2025, 1, 1), date(2025, 1, 1), date(2025, 7, 1)]


def test_one_founded_in_july_is_asked_for_half_and_not_before(bo, target):
    met(a_network("Unge", date(2025, 7, 1), bo), date(2025, 8, 5), by=bo)
    (member,) = evaluate_target(target, OVER).members
    assert (member.count, member.light.colour) == (1, Colour.GREEN)
    assert evaluate_target(target, date(2025, 6, 30)).light.colour is Colour.GREY


def test_a_meeting_planned_is_not_one_held(bo, target):
    network = a_network("Demens", date(2024, 5, 1), bo)
    met(network, date(2025, 2, 4), date(2026, 3, 3), by=bo)
    (member,) = evaluate_target(target, OVER).members
    assert (member.count, member.light.colour) == (1, Colour.YELLOW)


def test_from_the_need_to_the_end_every_step_is_dated_and_counts(bo, centre):
    network = Network.objects.create(name="Ensomhed")
    for base, day in ((BaseKind.INTEREST_MEETING, date(2025, 1, 20)), (BaseKind.NETWORK_MEETING, date(2025, 3, 4))):
        an_event(base, day, by=bo, network=network)
    steps = ("networks_started", "networks_evaluated", "networks_closed")
    assert [counted(key) for key in steps] == [0, 0, 0]
    networks.take(network, "start", on=date(2025, 2, 1), by=bo, now=NOW)
    networks.take(network, "evaluate", on=date(2025, 10, 1), text="Vi mødes videre selv", by=bo, now=NOW)
    networks.take(network, "close", on=date(2025, 11, 1), text="Det er nået", by=bo, now=NOW)
    assert [counted(key) for key in (*steps, "interest_meetings", "network_meetings")] == [1, 1, 1, 1, 1]
    assert counted("networks_closed", network=[network.pk]) == 1


def test_a_meeting_has_an_agenda_when_there_are_points_on_it_and_not_for_any_file(bo, centre):
    network = a_network("Demens", date(2024, 5, 1), bo)
    first, second = met(network, date(2025, 2, 4), date(2025, 9, 2), by=bo)
    first.registration.attachment.save("billede.txt", ContentFile(b"x"))
    assert (counted("network_meetings"), counted("network_meetings_with_agenda")) == (2, 0)
    asked = timezone.make_aware(datetime(2025, 8, 1, 12))
    point = meetings.keep_point(Point(network=network, title="Fælles folder"), before=None, by=bo, now=asked)
    assert counted("network_meetings_with_agenda") == 1
    meetings.minute(second, {point.pk: "Trykkes"}, {point.pk}, "", by=bo, now=NOW)
    assert counted("network_meetings_with_agenda") == 1
