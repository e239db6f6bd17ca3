"""The plan's numbers from questionnaires, by hand count; each opens to rows, and what was answered is in none of them."""

from datetime import date

import pytest

from brobygger.core.privacy import declarations
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from brobygger.surveys.models import Sending
from tests.factories import (
    EditionFactory,
    EnvelopeFactory,
    EventFactory,
    FeedbackFactory,
    NetworkFactory,
    ResponseFactory,
    SendingFactory,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def sources(key):
    return [each for each in measures[key].sources if str(each.name) == "spørgeskemaer"]


def rows(key, **narrow):
    return [row for source in sources(key) for row in source.evidence(YEAR, narrow)]


def sent(about="other", answers=0, **fields):
    row = SendingFactory.create(edition=EditionFactory.create(questionnaire__about=about), **{"opened_on": date(2026, 3, 1), **fields})
    for n in range(answers):
        ResponseFactory.create(sending=row, score=80 if n % 2 else 60)
    return row


def test_each_sending_counts_once_when_it_was_opened_and_each_answer_that_may_be_told(centre):
    members = sent("members", 6)
    EnvelopeFactory.create(sending=members)
    sent("needs")
    sent(opened_on=None, open_token="")
    sent(opened_on=date(2025, 12, 31))
    assert (len(rows("questionnaires_sent")), len(rows("questionnaire_answers")), len(rows("needs_surveys"))) == (2, 6, 1)
    assert len(rows("questionnaires_sent", survey="members")) == 1
    assert len(rows("questionnaire_answers", questionnaire=members.edition.questionnaire_id)) == 6


def test_an_evaluation_counts_by_itself_once_somebody_has_answered_and_nowhere_twice(centre):
    event = EventFactory.create()
    sent("event", 5, event=event)
    sent("network", 5, network=NetworkFactory.create())
    sent("volunteer")
    sent("members", 9)
    assert len(rows("evaluations_done")) == 2
    FeedbackFactory.create(event=event)  # its own three questions were answered: it counts among the events
    assert len(rows("evaluations_done")) == 1


def test_the_score_is_of_evaluations_unless_another_kind_is_asked_for(centre):
    sent("event", 6)
    sent("members", 8)
    assert [row.score for row in rows("evaluation_score")] == [row.score for row in rows("evaluation_score", survey="event")]
    assert (len(rows("evaluation_score")), sum(row.score for row in rows("evaluation_score")), len(rows("evaluation_score", survey="members"))) == (6, 420, 8)


def test_feedback_on_goals_counts_its_answers(centre):
    sent("goals", 7)
    assert len(rows("goal_feedback")) == 7


def test_evidence_says_that_somebody_answered_and_not_what(centre):
    sent("event", 5)
    for key in ("questionnaire_answers", "evaluation_score"):
        shown = [sources(key)[0].show(row) for row in rows(key)]
        assert {(each.title, each.detail, each.amount) for each in shown} == {(Sending.objects.get().title, "ét svar", None)}


@pytest.mark.parametrize("key", ["questionnaires_sent", "questionnaire_answers", "needs_surveys", "evaluations_done", "evaluation_score", "goal_feedback"])
def test_questions_do_not_grow_with_rows(centre, django_assert_num_queries, key):
    sent("event", 5), sent("needs", 5), sent("goals", 5)
    with django_assert_num_queries(1):
        assert [sources(key)[0].show(row) for row in rows(key)]


def test_a_persons_name_and_answers_are_declared(centre):
    assert {name for name, held in declarations["surveys.PersonalLink"].fields.items() if held.kind != "open"} == {"name", "mail"}
    assert declarations["surveys.Response"].fields["answers"].kind == "sensitive"
