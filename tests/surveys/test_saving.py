"""Saved half-way: gone on with by a code alone, read by nobody else, tied to nobody, and gone in time."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from brobygger.surveys import actions, saving
from brobygger.surveys.jobs import forget
from brobygger.surveys.models import Envelope, SavedAnswers
from tests.factories import EditionFactory, SendingFactory
from tests.surveys.test_structure import ALL

NOW, TODAY = timezone.now(), timezone.localdate()


@pytest.fixture
def sending(centre):
    return SendingFactory.create(edition=EditionFactory.create(content=ALL), closes_on=TODAY + timedelta(days=20))


def test_saved_on_the_second_page_and_gone_on_with_by_the_code(client, sending):
    url = f"/testby/spoergeskemaer/{sending.open_token}/"
    page = client.post(url, {"page": "1", "given": '{"one": "a"}', "steps": "4", "go": "save"})
    code = page.context["code"]
    assert (code in page.content.decode(), SavedAnswers.objects.count(), Envelope.objects.count()) == (True, 1, 0)
    again = client.post(url, {"go": "resume", "code": code.lower().replace("-", " ")})
    assert (again.context["given"], again.context["code"]) == ('{"one": "a", "steps": 4}', code)
    client.post(url, {"page": "1", "given": '{"one": "a"}', "steps": "5", "go": "save", "code": code})
    assert (SavedAnswers.objects.count(), saving.load(sending, code)) == (1, {"one": "a", "steps": 5})
    client.post(url, {"page": "1", "given": '{"one": "a", "steps": 5}', "steps": "5", "table-r": "a", "table-s": "b", "go": "send", "code": code, "once": "x"})
    assert (SavedAnswers.objects.count(), Envelope.objects.count()) == (0, 1)


def test_a_wrong_code_opens_nothing_and_cannot_be_guessed_for_long(client, sending):
    url = f"/testby/spoergeskemaer/{sending.open_token}/"
    code = saving.save(sending, {"one": "a"}, code="", now=NOW)
    other = SendingFactory.create()
    assert (saving.load(other, code), saving.load(sending, "AAAA-AAAA-AAAA"), saving.load(sending, "")) == (None, None, None)
    for _try in range(20):
        assert "Vi finder ikke noget" in client.post(url, {"go": "resume", "code": "AAAA-AAAA-AAAA"}).content.decode()
    assert "Vi finder ikke noget" in client.post(url, {"go": "resume", "code": code}).content.decode()


def test_neither_code_nor_answers_stand_anywhere(client, sending, caplog):
    url = f"/testby/spoergeskemaer/{sending.open_token}/"
    code = client.post(url, {"page": "0", "one": "b", "why": "Fordi jeg hedder Kirsten", "go": "save"}).context["code"]
    rows = "\n".join(str(list(model._base_manager.values())) for model in apps.get_app_config("surveys").get_models())
    assert not [said for said in (code, code.replace("-", ""), "Kirsten") if said in rows or said in caplog.text]
    assert {field.name for field in SavedAnswers._meta.concrete_fields} == {"id", "centre", "sending", "digest", "sealed", "forget_on"}
    assert SavedAnswers.objects.get().forget_on == sending.closes_on


def test_without_a_last_day_the_day_on_which_it_is_forgotten_says_not_when_it_was_saved(centre):
    row = SendingFactory.create()
    saving.save(row, {"q1": "ja"}, code="", now=NOW)
    day = SavedAnswers.objects.get().forget_on
    assert ((day + timedelta(days=1)).day, day > TODAY) == (1, True)


def test_it_goes_with_the_closing_and_after_its_day(sending, bo):
    saving.save(sending, {"one": "a"}, code="", now=NOW)
    forget(NOW + timedelta(days=19))
    assert SavedAnswers.objects.count() == 1
    forget(NOW + timedelta(days=21))
    assert SavedAnswers.objects.count() == 0
    saving.save(sending, {"one": "a"}, code="", now=NOW)
    actions.close(sending, by=bo, now=NOW)
    assert SavedAnswers.objects.count() == 0
