"""The example centres: whole, plainly marked, the same each time, and with something of every light to look at."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from brobygger.board import actions
from brobygger.board.models import FollowUp, Meeting
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.demo.fill import fill
from brobygger.demo.helsingoer import HELSINGOER
from brobygger.demo.shapes import Example
from brobygger.demo.slagelse import SLAGELSE
from brobygger.journal.models import Registration
from brobygger.organisations.checks import open_answer
from brobygger.organisations.models import CheckAnswer, Contact

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def filled_once(django_db_setup, django_db_blocker):
    """The example, filled in once; the tests look on, each in a transaction within this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert fill(today=TODAY) == 3
        yield
        transaction.set_rollback(True)


@pytest.fixture
def filled(filled_once, db):
    pass


def _proposed(centre: Centre) -> Counter[str]:
    with centre_in_force(centre):
        meeting = Meeting.objects.get(frozen_at=None)
        return Counter(str(goal.result.colour) for state in actions.states(meeting, today=TODAY) for goal in state.goals())


def test_three_centres_with_a_year_of_work_and_two_frozen_meetings_each(filled):
    assert list(Centre.objects.order_by("key").values_list("key", "example_data")) == [
        ("fjordby", True), ("helsingoer", True), ("slagelse", True),
    ]
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            assert Meeting.objects.filter(frozen_at__isnull=False).count() == 2
            assert Registration.objects.filter(done_on__gt=TODAY).exclude(state__in=["planned", "cancelled"]).count() == 0
            assert FollowUp.objects.filter(result__in=["red", "yellow"], comment="").count() == 0
    assert fill(today=TODAY) == 0


def test_one_may_speak_for_an_association_that_is_asked_in_a_round(filled):
    with centre_in_force(Centre.objects.get(key="slagelse")):
        spoken_for = Contact.objects.acting(TODAY).get(person__account__email="erik.slagelse@demo.example").organisation
        assert open_answer(spoken_for) is not None
        assert CheckAnswer.objects.exclude(answered_at=None).exists()


def test_the_examples_show_every_light(filled):
    shown = _proposed(Centre.objects.get(key="slagelse"))
    assert set(shown) == {"green", "yellow", "red", "grey"}
    assert sum(shown.values()) == 21


def _targets(example: Example) -> list[tuple[int | None, int | None, str, str]]:
    return [
        (target.low, target.high, target.per, target.each)
        for area in example.areas for goal in area.goals for activity in goal.activities for target in activity.targets
        if not target.proof and not target.share
    ]


def test_the_targets_are_those_of_the_public_plans():
    assert _targets(SLAGELSE) == [
        (1, 1, "year", ""), (1, 2, "plan", ""), (1, 2, "plan", ""), (1, None, "quarter", ""), (2, 4, "year", "network"),
        (1, None, "year", ""), (1, None, "year", ""), (2, None, "year", ""), (1, None, "plan", ""), (1, 2, "year", ""),
    ]
    numbered = [target for target in _targets(HELSINGOER) if target[2] == "year"]
    assert numbered == [(1, None, "year", ""), (2, None, "year", ""), (2, None, "year", ""), (2, None, "year", "")]
