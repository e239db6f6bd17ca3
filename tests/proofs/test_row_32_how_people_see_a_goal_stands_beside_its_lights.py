"""Associations and volunteers say how a goal is met: it stands under the goal in the board pack and on the goal's page, and fewer than five say nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.plan.models import Plan
from brobygger.reports import board_pack, validation
from brobygger.reports.document import Heading, Table, plain
from brobygger.reports.standing import standing
from brobygger.surveys import actions, answering, editing
from brobygger.surveys.models import Questionnaire, Sending
from brobygger.surveys.recipients import Recipient
from brobygger.surveys.structure import read
from tests.factories import GoalFactory, MeetingFactory, PlanFactory

TODAY, NOW = timezone.localdate(), timezone.now()


@pytest.fixture
def goals(centre):
    plan = PlanFactory.create(status=Plan.Status.ADOPTED, starts_on=TODAY - timedelta(days=100), ends_on=TODAY + timedelta(days=200))
    first = GoalFactory.create(title="Flere er med", area__plan=plan)
    return [first, GoalFactory.create(title="Flere steder at mødes", area=first.area)]


def asked_about_the_goals(client_of, bo, values):
    """The ready questionnaire, sent to associations and volunteers; each of ``values`` is what one says of each goal, None for nothing."""
    client_of(bo).post("/testby/kontor/spoergeskemaer/skemaer/nyt/", {"about": "goals"})
    questionnaire = Questionnaire.objects.latest("pk")
    row = actions.prepare(questionnaire, Sending(title="Hvordan når vi vores mål?"), by=bo, now=NOW)
    people = [Recipient(f"forening{n}@eksempel.example", f"Forening {n}") for n in range(6)] + [Recipient(f"frivillig{n}@eksempel.example", f"Frivillig {n}") for n in range(6)]
    actions.ask(row, people, by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    row = Sending.objects.get(pk=row.pk)
    asked = [each for each in read(editing.newest(questionnaire).content).questions if each.goal is not None]
    for link, said in zip(row.links.order_by("mail"), values, strict=False):
        answering.give(answering.Door(row, link), {each.key: value for each, value in zip(asked, said, strict=True) if value is not None}, once="", now=NOW)
    actions.close(row, by=bo, now=NOW)
    return row


def in_the_pack(centre, goals):
    meeting = MeetingFactory.create(held_on=TODAY)
    meeting.plans.add(goals[0].area.plan)
    found = board_pack.compose(standing(centre, [goals[0].area.plan], TODAY, meeting=meeting))
    validation.check(found)
    here, said = "", {}
    for each in found.blocks:
        if isinstance(each, Heading):
            here = each.text
        elif isinstance(each, Table) and each.name == "Tilbagemelding":
            said[here] = plain(each.rows[0][1])
    return said


def test_the_goal_stands_with_what_people_say_in_the_pack_and_on_its_page(client_of, bo, dorte, centre, goals):
    row = asked_about_the_goals(client_of, bo, [(4, 2)] * 4 + [(5, 3)] * 4 + [(5, None)] * 2)
    assert in_the_pack(centre, goals) == {"Flere er med": "4,6 af 5", "Flere steder at mødes": "2,5 af 5"}
    page = client_of(dorte).get(f"/testby/kontor/planer/maal/{goals[0].pk}/").content.decode()
    assert ("4,6 af 5" in page, "10 svar, lukket" in page, row.get_absolute_url() in page) == (True, True, True)
    assert "2,5 af 5" in client_of(dorte).get(f"/testby/kontor/planer/maal/{goals[1].pk}/").content.decode()


def test_a_goal_of_which_fewer_than_five_said_something_stands_without(client_of, bo, centre, goals):
    asked_about_the_goals(client_of, bo, [(4, 1)] * 4 + [(4, None)] * 4)
    assert in_the_pack(centre, goals) == {"Flere er med": "4,0 af 5"}
    page = client_of(bo).get(f"/testby/kontor/planer/maal/{goals[1].pk}/").content.decode()
    assert ("Hvordan folk oplever det" in page, "1 af 5" in page) == (False, False)


def test_who_may_not_see_questionnaires_reads_it_without_a_way_to_them(client_of, bo, rie, centre, goals):
    row = asked_about_the_goals(client_of, bo, [(4, 2)] * 6)
    page = client_of(rie).get(f"/testby/kontor/planer/maal/{goals[0].pk}/").content.decode()
    assert ("Hvordan folk oplever det" in page, row.get_absolute_url() in page) == (True, False)


def test_what_is_open_still_and_what_is_asked_of_another_goal_say_nothing(client_of, bo, centre, goals):
    row = asked_about_the_goals(client_of, bo, [(4, 2)] * 8)
    other = GoalFactory.create(title="Spurgt om senere", area=goals[0].area)
    assert "Hvordan folk oplever det" not in client_of(bo).get(f"/testby/kontor/planer/maal/{other.pk}/").content.decode()
    Sending.objects.filter(pk=row.pk).update(closed_on=None)
    assert in_the_pack(centre, goals) == {}
    assert "Hvordan folk oplever det" not in client_of(bo).get(f"/testby/kontor/planer/maal/{goals[0].pk}/").content.decode()
