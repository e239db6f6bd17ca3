"""Work that no target counts says what it lacks to be counted, where that is one thing that nobody has said."""

from datetime import date

import pytest

from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.belonging import Missed, targets_counting, targets_missed
from tests.factories import LocalityFactory, TargetGroupFactory, ThemeFactory
from tests.plan.growing import a_target, work

pytestmark = pytest.mark.usefixtures("centre")
DAY = date(2026, 10, 20)


@pytest.fixture
def young():
    return ThemeFactory.create(name="Unge")


def test_a_theme_that_nobody_has_chosen_is_what_is_missing(young):
    target = a_target(measure="visibility_events", narrow={"theme": [young.pk]})
    row = work(DAY, BaseKind.TALK_GIVEN, mode="joined", target_group=TargetGroupFactory.create(name="Unge"))
    assert (targets_counting(row), targets_missed(row)) == ([], [Missed(target, "theme", (young.pk,))])

    row.theme = young
    row.save()
    assert (targets_counting(row), targets_missed(row)) == ([target], [])


def test_what_was_said_otherwise_was_meant(young):
    a_target(measure="visibility_events", narrow={"theme": [young.pk]})
    assert targets_missed(work(DAY, BaseKind.TALK_GIVEN, mode="joined", theme=ThemeFactory.create(name="Sorg"))) == []
    assert targets_missed(work(DAY, BaseKind.TALK_GIVEN, mode="held")) == []


def test_two_things_missing_is_not_near(young):
    a_target(measure="events_held", narrow={"theme": [young.pk], "locality": [LocalityFactory.create(name="Korsør").pk]})
    assert targets_missed(work(DAY)) == []


def test_what_lies_outside_the_time_of_the_target_misses_nothing(young):
    a_target(measure="events_held", narrow={"theme": [young.pk]})
    assert targets_missed(work(date(2025, 10, 20))) == []


def test_its_page_says_so(client_of, astrid, young):
    a_target(measure="events_held", narrow={"theme": [young.pk]})
    row = work(DAY, created_by=astrid)
    said = client_of(astrid).get(row.get_absolute_url()).content.decode()
    assert "Her mangler én ting, og med den ville disse tælle det med:" in said
    assert "tema: Unge" in said
