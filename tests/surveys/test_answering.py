"""Each answer is kept once, in its time, whatever is sent how often; and anonymous ones are told in portions of at least five."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.surveys import actions, answering
from brobygger.surveys.box import open_box
from brobygger.surveys.jobs import close_those_due, open_boxes
from brobygger.surveys.models import Envelope, PersonalLink, Response
from brobygger.surveys.recipients import Recipient
from brobygger.surveys.sealing import Unreadable, seal, unseal
from tests.factories import SendingFactory

NOW, TODAY = timezone.now(), timezone.localdate()
SAID = {"q1": "ja", "q2": 5}


def give(row, n, **more):
    for each in range(n):
        answering.give(answering.Door(row), SAID, once=f"en gang {each}{more or ''}", now=NOW)


def counted(row):
    return Envelope.objects.filter(sending=row).count(), Response.objects.filter(sending=row).count()


def test_the_same_form_sent_twice_is_one_answer_also_after_the_box_was_opened(centre):
    row = SendingFactory.create()
    give(row, 12)
    give(row, 12)
    assert counted(row) == (12, 0)
    open_box(row, now=NOW)
    give(row, 12)
    row.refresh_from_db()
    row.closes_on = TODAY - timedelta(days=1)
    row.save()
    open_box(row, now=NOW)
    assert counted(row) == (0, 12)


def test_results_move_in_portions_of_at_least_five_and_the_last_is_none_smaller(centre, bo):
    row = SendingFactory.create()
    told = []
    for n in range(1, 18):
        answering.give(answering.Door(row), SAID, once=f"{n}", now=NOW)
        open_boxes(NOW)
        told.append(counted(row)[1])
    assert told == [0] * 9 + [5] * 5 + [10] * 3
    actions.close(row, by=bo, now=NOW)
    assert counted(row) == (0, 17)


def test_fewer_than_five_are_never_told(centre, bo):
    row = SendingFactory.create()
    give(row, 4)
    actions.close(row, by=bo, now=NOW)
    assert counted(row) == (4, 0)


def test_the_clock_closes_what_has_had_its_last_day(centre):
    row = SendingFactory.create(closes_on=TODAY)
    give(row, 6)
    close_those_due(NOW)
    assert counted(row) == (6, 0)
    close_those_due(NOW + timedelta(days=1))
    row.refresh_from_db()
    assert (counted(row), row.closed_on) == ((0, 6), TODAY + timedelta(days=1))


@pytest.mark.parametrize("fields", [{"opened_on": None}, {"opened_on": TODAY + timedelta(days=1)}, {"closed_on": TODAY}, {"closes_on": TODAY - timedelta(days=1)}])
def test_outside_its_time_nothing_is_taken(centre, fields):
    row = SendingFactory.create(**fields)
    with pytest.raises(ValidationError):
        give(row, 1)
    assert counted(row) == (0, 0)


def asked(bo, n, **fields):
    row = SendingFactory.create(opened_on=None, open_token="", **fields)
    actions.ask(row, [Recipient(f"en{each}@mail.example", f"En {each}") for each in range(n)], by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    row.refresh_from_db()
    return row, list(PersonalLink.objects.filter(sending=row).order_by("mail"))


def test_a_personal_link_takes_one_answer(centre, bo):
    row, links = asked(bo, 6)
    answering.give(answering.Door(row, links[0]), SAID, once="", now=NOW)
    with pytest.raises(answering.Spent):
        answering.give(answering.Door(row, links[0]), {"q1": "nej"}, once="", now=NOW)
    assert (counted(row), PersonalLink.objects.filter(spent=True).count()) == ((1, 0), 1)


def test_a_named_answer_says_whose_it_is_and_when_it_came(centre, bo):
    row, links = asked(bo, 1, anonymous=False)
    answering.give(answering.Door(row, links[0]), SAID, once="", now=NOW)
    kept = Response.objects.get()
    assert (kept.link, kept.answered_on, kept.answers, kept.score, kept.way) == (links[0], TODAY, SAID, 100, "personal")


def test_nobody_made_this_link(centre):
    SendingFactory.create()
    assert [answering.door_of(token) for token in ("alle-", "alle-forkert", "", "x" * 40)] == [None] * 4


def test_what_is_sealed_opens_with_the_installations_secret_alone(settings):
    sealed = seal({"svar": "hemmeligt"})
    assert (unseal(sealed), b"hemmeligt" in sealed, len(sealed) == len(seal({"svar": "kort"}))) == ({"svar": "hemmeligt"}, False, True)
    settings.SECRET_KEY, before = "en anden", settings.SECRET_KEY
    with pytest.raises(Unreadable):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(sealed) == {"svar": "hemmeligt"}
    with pytest.raises(Unreadable):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_answers_sealed_with_a_lost_secret_stay_and_disturb_nobody(centre, settings):
    row = SendingFactory.create()
    settings.SECRET_KEY, own = "en tabt", settings.SECRET_KEY
    give(row, 3, lost=True)
    settings.SECRET_KEY = own
    give(row, 10)
    open_box(row, now=NOW)
    assert counted(row) == (8, 5)
