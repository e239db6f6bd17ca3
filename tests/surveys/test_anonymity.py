"""Anonymity, put to somebody who has the whole database in the order it lies in, every mail, every log, and knows who answered when.

Sixty are asked, forty answer, some after a reminder, while boxes are opened in between. Each writes something of her own, so that the test knows what nobody else may. The attacker then pairs every order
there is over the links with every order there is over the answers. By chance one of forty is right; ten or more would be by chance once in ten million times.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import product
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.surveys import actions, letters
from brobygger.surveys.jobs import open_boxes
from brobygger.surveys.models import Envelope, PersonalLink, Response, Sending
from brobygger.surveys.recipients import Recipient
from tests.factories import SendingFactory

NOW = timezone.now()
PEOPLE, ANSWER, BY_CHANCE = 60, 40, 10
pytestmark = [pytest.mark.django_db(transaction=True)]


def rows_of(table: str) -> list[tuple[Any, ...]]:
    """Every row as it lies, with what the database itself adds: SQLite's rowid, PostgreSQL's place and the transaction that wrote it."""
    hidden = "rowid" if connection.vendor == "sqlite" else "ctid::text, xmin::text::bigint"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {hidden}, t.* FROM {connection.ops.quote_name(table)} AS t")  # noqa: S608 -- the tables' own names
        return cursor.fetchall()


def whole_database() -> Iterator[tuple[str, str]]:
    """Each table with all that stands in it, as one text."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.db_table, "\n".join(str(row) for row in rows_of(model._meta.db_table))


def answer_all(client, row, chance) -> list[str]:
    """Answer by the page, as people do. Gives the mails of those who did, in the order in which they did."""
    mails = list(row.links.values_list("mail", flat=True))
    chance.shuffle(mails)
    for n, mail in enumerate(mails[:ANSWER]):
        link = PersonalLink.objects.get(sending=row, mail=mail)
        page = client.post(f"/testby/spoergeskemaer/{letters.token_of(link)}/", {"q1": "ja", "q2": "4", "q3": said_by(mail), "page": "0", "go": "send"})
        assert (page.status_code, page.url[-6:]) == (302, "?tak=1")
        if n in {11, 12, 25, 33}:
            open_boxes(NOW)
        if n == 20:
            actions.remind(row, by=None, now=NOW + timedelta(days=4))
    return mails[:ANSWER]


def said_by(mail: str) -> str:
    """Her own words, which have nothing to do with her name: the test alone can tell whose they are."""
    return f"Jeg synes {sha256(f'test {mail}'.encode()).hexdigest()[:16]}"


@pytest.fixture
def sent(centre, bo) -> Sending:
    row = SendingFactory.create(opened_on=None, open_token="", closes_on=timezone.localdate() + timedelta(days=30))
    actions.ask(row, [Recipient(f"medlem{n}x@mail.example", f"Medlem {n}") for n in range(PEOPLE)], by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    row.refresh_from_db()
    return row


def orders(rows: list[Any], keys: int, place: int) -> list[list[Any]]:
    """What ``rows`` are known by (in column ``place``), in the order they lie in and sorted by each column."""
    found = [[row[place] for row in rows]]
    for column in range(keys):
        if all(row[column] is not None for row in rows):
            found.append([row[place] for row in sorted(rows, key=lambda row: str(row[column]).zfill(80))])
    return found


def right(mails: list[str], texts: list[str]) -> int:
    """Of how many the attacker would know what they answered, who lays these two orders side by side."""
    return max(sum(said_by(mail) in text for mail, text in zip(mails, order, strict=True)) for order in (texts, texts[::-1]))


def attack(row: Sending, in_the_order_they_answered: list[str]) -> dict[str, int]:
    """For each pair of orders, of how many it tells who answered what."""
    responses, links = rows_of(Response._meta.db_table), rows_of(PersonalLink._meta.db_table)
    one = Response.objects.filter(sending=row).first()
    assert one is not None
    text_at = next(place for place, value in enumerate(responses[0]) if "Jeg synes" in str(value))
    mail_at = next(place for place, value in enumerate(links[0]) if "@mail.example" in str(value))
    spent = set(in_the_order_they_answered)
    by_links = orders([each for each in links if each[mail_at] in spent], len(links[0]), mail_at)
    reminded = [mail for mail in OutgoingMail.objects.order_by("pk").values_list("to", flat=True) if mail in spent]
    by_links += [in_the_order_they_answered, list(dict.fromkeys(reminded)), list(dict.fromkeys(reversed(reminded)))]
    by_answers = [[str(text) for text in each] for each in orders(responses, len(responses[0]), text_at)]
    n = min(len(by_answers[0]), len(spent))
    return {f"{a}-{b}": right(mails[:n], texts[:n]) for (a, mails), (b, texts) in product(enumerate(by_links), enumerate(by_answers))}


@pytest.mark.on_both
def test_whoever_has_everything_cannot_tell_who_answered_what(sent, client, bo, caplog):
    caplog.set_level(logging.DEBUG)
    lines = Change.objects.count()
    answered = answer_all(client, sent, Random())
    assert Change.objects.count() == lines + 1  # the reminder; no answer
    actions.close(sent, by=bo, now=NOW)
    assert (Response.objects.count(), Envelope.objects.count(), PersonalLink.objects.filter(spent=True).count()) == (ANSWER, 0, ANSWER)
    found = attack(sent, answered)
    assert len(found) > 40
    assert max(found.values()) < BY_CHANCE, found
    for table, text in whole_database():  # what was said stands in one table, and none of its keys anywhere else
        if table != Response._meta.db_table:
            assert "Jeg synes" not in text, table
            assert not [each for each in Response.objects.values_list("pk", "once") if str(each[0]) in text or each[1] in text], table
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "Jeg synes" not in logged


@pytest.mark.on_both
def test_while_it_is_open_neither_what_is_told_nor_what_waits_can_be_tied(sent, client):
    answered = answer_all(client, sent, Random())
    waiting = Envelope.objects.count()
    assert waiting >= 5
    assert Response.objects.count() + waiting == ANSWER
    told = "\n".join(str(each) for each in Response.objects.values_list("answers", flat=True))
    everything = dict(whole_database())
    for mail in answered:  # what waits can be read nowhere
        if said_by(mail) not in told:
            assert not [table for table, text in everything.items() if said_by(mail) in text]
    marks = set(Envelope.objects.values_list("once", flat=True)) | {str(key) for key in Envelope.objects.values_list("pk", flat=True)}
    assert not [table for table, text in everything.items() if table != Envelope._meta.db_table and any(mark in text for mark in marks)]
    assert max(attack(sent, answered).values()) < BY_CHANCE


@pytest.mark.on_both
def test_no_row_tells_when_it_was_written(sent, client, bo):
    answer_all(client, sent, Random())
    actions.close(sent, by=bo, now=NOW)
    for model in (Response, Envelope, PersonalLink):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields if field.name != "answered_on"}
        assert kinds.isdisjoint({"DateTimeField", "TimeField", "DateField", "DurationField"}), model
        assert not any(field.name in {"version", "created_at"} for field in model._meta.concrete_fields)
    assert set(Response.objects.values_list("link", "answered_on")) == {(None, None)}
    if connection.vendor == "postgresql":  # one transaction wrote them all: the one that opened the box last
        for model in (Response, PersonalLink):
            assert len({row[1] for row in rows_of(model._meta.db_table)}) == 1, model


def test_the_attack_would_notice_an_order_that_was_kept():
    """The test of the test: answers that lie as they came in are all found."""
    mails = [f"medlem{n}x@mail.example" for n in range(ANSWER)]
    assert right(mails, [said_by(mail) for mail in mails]) == ANSWER
    assert right(mails, [said_by(mail) for mail in reversed(mails)]) == ANSWER


def test_nothing_is_left_in_a_session_or_a_cookie_but_the_guard_of_the_form(sent, client):
    link = sent.links.first()
    client.get(f"/testby/spoergeskemaer/{letters.token_of(link)}/")
    client.post(f"/testby/spoergeskemaer/{letters.token_of(link)}/", {"q1": "ja", "page": "0", "go": "send"})
    assert set(client.cookies) <= {"csrftoken"}
    assert apps.get_model("sessions", "Session").objects.count() == 0
