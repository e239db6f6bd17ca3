"""Row 40: one engine for themes, criteria and indicators and for "follow or explain", tied to goals and evidence; the centre types the texts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.quality import assessing, framing, improving
from brobygger.quality.models import Evidence, Framework, Improvement, Point, Round
from brobygger.quality.models.frameworks import answered
from brobygger.quality.seen import seen
from tests.factories import GoalFactory, RegistrationFactory

NOW = timezone.now()


def framework(shape, by):
    row = framing.begin(Framework(name=shape), shape, by=by, now=NOW)
    framing.write_all(row, {point.pk: f"Vores ord {number}" for number, point in enumerate(row.points.all())}, by=by, now=NOW)
    return row


def begun(row, by):
    return assessing.begin(Round(framework=row, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), due_on=date(2026, 2, 1)), [(by, "staff")], by=by, now=NOW)


def test_two_by_three_by_two_from_answers_to_a_goal_in_the_plan(centre, bo):
    row = framework("two-three-two", bo)
    assert [row.points.filter(level=level).count() for level in Point.Level.values] == [2, 6, 12]
    round_, leaves, goal = begun(row, bo), answered(row.points.all()), GoalFactory.create()
    RegistrationFactory.create_batch(3, kind__base="consultation", done_on=date(2025, 4, 1))
    assessing.show(Evidence(round=round_, point=leaves[0], measure="consultations"), by=bo, now=NOW)
    for point in leaves:
        assessing.answer_jointly(round_, point, 3, "", by=bo, now=NOW)
    better = improving.keep(Improvement(round=round_, point=leaves[0], text="Tal med flere"), by=bo, now=NOW)
    activity = improving.into_plan(better, goal, by=bo, now=NOW)
    assessing.close(round_, by=bo, now=NOW)
    found = seen(Round.objects.get())
    assert [each.figure for each in found.leaves[0].evidence] == [3]
    assert found.leaves[0].improvements[0].activity == activity
    assert activity.goal == goal


def test_seventeen_are_followed_or_explained_and_nothing_between(centre, bo):
    round_ = begun(framework("seventeen", bo), bo)
    leaves = answered(round_.framework.points.all())
    assert len(leaves) == 17
    with pytest.raises(ValidationError):
        assessing.answer_jointly(round_, leaves[0], 0, "", by=bo, now=NOW)
    for number, point in enumerate(leaves):
        assessing.answer_jointly(round_, point, int(number != 0), "" if number else "Vi er for få til et udvalg.", by=bo, now=NOW)
    with pytest.raises(ValidationError):
        assessing.answer_jointly(round_, leaves[1], 2, "", by=bo, now=NOW)
    assessing.close(round_, by=bo, now=NOW)
    assert sum(answer.follows for answer in Round.objects.get().answers.all()) == 16
