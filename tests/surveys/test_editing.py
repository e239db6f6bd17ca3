"""A questionnaire is made, changed, copied; and what has been sent stays as it was sent."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.surveys import editing
from brobygger.surveys.models import Edition, Questionnaire
from brobygger.surveys.structure import MOST_ITEMS, read
from tests.factories import EditionFactory, SendingFactory

NOW = timezone.now()


def made(bo):
    return editing.make(title="Medlemmer", about="members", content=EditionFactory.build(questionnaire=None).content, by=bo, now=NOW)


def texts(row):
    return [each.text for each in read(editing.newest(row).content).items]


def test_a_change_before_the_first_sending_changes_the_edition_itself(centre, bo):
    row = made(bo)
    editing.change(row, editing.put({"kind": "text", "text": "Mere?"}), by=bo, now=NOW)
    editing.change(row, editing.move(editing.newest(row).content["items"][-1]["key"], -1), by=bo, now=NOW)
    assert (texts(row), Edition.objects.count()) == (["Er du medlem?", "Hvor tilfreds er du?", "Mere?", "Hvad kan blive bedre?"], 1)


def test_what_has_been_sent_stays_and_the_change_is_the_next_edition(centre, bo):
    row = made(bo)
    sent = SendingFactory.create(edition=editing.newest(row))
    editing.change(row, editing.take_out("q3"), by=bo, now=NOW)
    sent.refresh_from_db()
    assert (len(read(sent.edition.content).items), editing.newest(row).number, len(texts(row))) == (3, 2, 2)
    editing.change(row, editing.take_out("q2"), by=bo, now=NOW)
    assert (editing.newest(row).number, len(texts(row))) == (2, 1)


def test_one_that_is_only_being_prepared_may_still_change(centre, bo):
    row = made(bo)
    SendingFactory.create(edition=editing.newest(row), opened_on=None, open_token="")
    editing.change(row, editing.take_out("q3"), by=bo, now=NOW)
    assert editing.newest(row).number == 1


def test_no_question_comes_before_the_one_it_depends_on(centre, bo):
    row = made(bo)
    editing.change(row, editing.put({"key": "q4", "kind": "text", "text": "Hvorfor ikke?", "when": "q1", "values": ["nej"]}), by=bo, now=NOW)
    with pytest.raises(ValidationError, match="Hvorfor ikke"):
        editing.change(row, editing.move("q4", -3), by=bo, now=NOW)
    editing.change(row, editing.take_out("q1"), by=bo, now=NOW)
    assert read(editing.newest(row).content).question("q4").when == ""


def test_no_more_questions_than_anybody_would_answer(centre, bo):
    row = made(bo)
    with pytest.raises(ValidationError):
        editing.change(row, lambda content: content["items"].extend({"key": f"k{n}", "kind": "text", "text": "?"} for n in range(MOST_ITEMS)), by=bo, now=NOW)
    assert len(texts(row)) == 3


def test_a_copy_has_its_own_name_and_the_same_keys(centre, bo):
    row = made(bo)
    first, second = editing.copy(row, by=bo, now=NOW), editing.copy(row, by=bo, now=NOW)
    assert (first.title != second.title, editing.newest(first).content == editing.newest(row).content) == (True, True)


def test_one_that_was_sent_is_laid_aside_and_not_deleted(centre, bo):
    row = made(bo)
    SendingFactory.create(edition=editing.newest(row))
    with pytest.raises(ValidationError):
        editing.delete(row, by=bo, now=NOW)
    editing.retire(row, retired=True, by=bo, now=NOW)
    assert (Questionnaire.objects.in_use().count(), Questionnaire.objects.count()) == (0, 1)
    spare = made(bo)
    editing.delete(spare, by=bo, now=NOW)
    assert Questionnaire.objects.count() == 1
    assert set(Change.objects.values_list("verb", flat=True)) == {"added", "changed", "removed"}
