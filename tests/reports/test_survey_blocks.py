"""What people answered, in the board pack: a picture of a survey that was closed, and how a goal is seen under the goal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.plan.models import Plan
from brobygger.reports import board_pack, validation
from brobygger.reports.document import Figure, Heading, Table, plain
from brobygger.reports.standing import standing
from brobygger.surveys.told import feedback_on_goals
from tests.factories import (
    EditionFactory,
    GoalFactory,
    MeetingFactory,
    PersonalLinkFactory,
    PlanFactory,
    ResponseFactory,
    SendingFactory,
)

TODAY = timezone.localdate()


@pytest.fixture
def goal(centre):
    return GoalFactory.create(title="Flere er med", area__plan=PlanFactory.create(status=Plan.Status.ADOPTED, starts_on=TODAY - timedelta(days=100), ends_on=TODAY + timedelta(days=200)))


def asked(about, items, answers, *, closed=TODAY, **fields):
    row = SendingFactory.create(edition=EditionFactory.create(questionnaire__about=about, content={"items": items}), opened_on=closed - timedelta(days=20), closed_on=closed, **fields)
    for each in answers:
        ResponseFactory.create(sending=row, answers=each, score=None)
    return row


def of_goal(goal, values, **fields):
    items = [{"key": "g", "kind": "scale", "text": f"Hvordan går det med {goal.title}?", "steps": 5, "low": "slet ikke", "high": "rigtig godt", "goal": goal.pk}]
    return asked("goals", items, [{"g": each} for each in values], **fields)


def pack(centre, goal):
    meeting = MeetingFactory.create(held_on=TODAY)
    meeting.plans.add(goal.area.plan)
    found = board_pack.compose(standing(centre, [goal.area.plan], TODAY, meeting=meeting))
    validation.check(found)
    return list(found.blocks)


def test_a_goal_shows_how_people_see_it_beside_its_lights(centre, goal):
    of_goal(goal, [4, 4, 5, 5, 4, 5], title="Hvordan når vi vores mål?")
    blocks = pack(centre, goal)
    place = next(n for n, each in enumerate(blocks) if isinstance(each, Heading) and each.text == "Flere er med")
    table = next(each for each in blocks[place:] if isinstance(each, Table) and each.name == "Tilbagemelding")
    assert [plain(cell) for cell in table.rows[0]][:2] == ["Hvordan når vi vores mål?", "4,5 af 5"]
    assert "6 svar" in plain(table.rows[0][2])


def test_the_latest_that_is_closed_says_it_and_fewer_than_five_say_nothing(centre, goal):
    of_goal(goal, [3] * 5, closed=TODAY - timedelta(days=60))
    latest = of_goal(goal, [5] * 6, closed=TODAY - timedelta(days=2))
    of_goal(goal, [1] * 4)
    said = feedback_on_goals({goal.pk}, TODAY)[goal.pk]
    assert (said.sending, said.average, said.n) == (latest, 5.0, 6)
    assert feedback_on_goals({goal.pk}, TODAY - timedelta(days=30))[goal.pk].average == 3.0
    assert feedback_on_goals({goal.pk + 1}, TODAY) == {}


def test_a_members_survey_becomes_a_picture_with_words_that_say_the_same(centre, goal):
    items = [{"key": "s", "kind": "scale", "text": "Hvor tilfreds er du?", "steps": 5, "scores": True}, {"key": "w", "kind": "text", "text": "Hvad mangler?"}]
    row = asked("members", items, [{"s": 4, "w": "Kaffe"}] * 3 + [{"s": 5}] * 7, title="Hvordan er det at være medlem?")
    for n in range(20):
        PersonalLinkFactory.create(sending=row, spent=n < 10)
    blocks = pack(centre, goal)
    assert "Hvordan er det at være medlem?" in [each.text for each in blocks if isinstance(each, Heading)]
    picture = next(each for each in blocks if isinstance(each, Figure) and "tilfreds" in each.alt)
    assert picture.alt == "Gennemsnit: Hvor tilfreds er du? 4,7 af 5."
    assert not [each for each in blocks if "Kaffe" in str(each)]


def test_what_is_still_open_or_has_few_answers_is_not_in_the_pack(centre, goal):
    row = asked("members", [{"key": "s", "kind": "scale", "text": "Tilfreds?", "steps": 5}], [{"s": 4}] * 8, title="Åben endnu")
    row.closed_on = None
    row.save()
    asked("members", [{"key": "s", "kind": "scale", "text": "Tilfreds?", "steps": 5}], [{"s": 4}] * 4, title="Kun fire")
    assert {"Åben endnu", "Kun fire"}.isdisjoint({each.text for each in pack(centre, goal) if isinstance(each, Heading)})
