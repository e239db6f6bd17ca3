"""What the worker writes to those who have signed up: once, together what belongs together, and as things stand by then."""

from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.schedule import jobs
from brobygger.events import actions, confirmations, moving_up, signing_up
from brobygger.events.models import SignUp
from brobygger.events.signing_up import Asking
from tests.events.test_signing_up import NOW, an_event
from tests.together import at_once

pytestmark = pytest.mark.django_db


def asks(*events, name="Anna", now=NOW):
    return signing_up.sign_up([each.signup_list for each in events], Asking(name=name, mail=f"{name.lower()}@example.org"), now=now)


def subjects():
    return [each.subject.partition(":")[0] for each in OutgoingMail.objects.order_by("pk")]


def test_nothing_is_written_before_the_worker_comes_and_nothing_twice(centre):
    asks(an_event())
    assert subjects() == []
    assert [confirmations.write_due(centre=centre, now=NOW) for _time in range(2)] == [1, 0]
    assert subjects() == ["Du er tilmeldt"]


def test_the_job_finds_the_centres_where_somebody_waits_for_a_word(centre):
    asks(an_event())
    jobs[confirmations.JOB].run()
    assert subjects() == ["Du er tilmeldt"]
    assert not SignUp.objects.filter(unwritten=True).exists()


def test_dates_asked_for_together_are_one_letter_though_a_batch_ends_between_them(centre, monkeypatch):
    monkeypatch.setattr(confirmations, "AT_A_TIME", 1)
    asks(an_event(), an_event())
    confirmations.write_due(centre=centre, now=NOW)
    assert subjects() == ["Du er tilmeldt"]
    assert OutgoingMail.objects.get().calendar.count("BEGIN:VEVENT") == 2


def test_who_has_left_meanwhile_hears_of_that_alone(centre):
    (one,) = asks(an_event())
    moving_up.leave(one, centre=centre, now=NOW)
    confirmations.write_due(centre=centre, now=NOW)
    assert subjects() == ["Du er meldt fra"]


def test_what_was_called_off_meanwhile_is_not_confirmed(centre, bo):
    event = an_event()
    asks(event)
    actions.cancel(event, reason="Sygdom", centre=centre, by=bo, now=NOW)
    confirmations.write_due(centre=centre, now=NOW)
    assert subjects() == ["Aflyst"]


def test_who_moved_up_meanwhile_hears_of_the_place_once(centre):
    event = an_event(capacity=1, offer_hours=0)
    (anna,) = asks(event)
    asks(event, name="Bent", now=NOW + timedelta(seconds=1))
    moving_up.leave(anna, centre=centre, now=NOW)
    confirmations.write_due(centre=centre, now=NOW)
    mails = list(OutgoingMail.objects.filter(to="bent@example.org"))
    assert len(mails) == 1
    assert "blevet ledig" in mails[0].text


def test_somebody_without_a_mail_is_not_waited_for(centre, bo):
    event = an_event()
    signing_up.sign_up([event.signup_list], Asking(name="Anna"), now=NOW, by=bo)
    assert confirmations.write_due(centre=centre, now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once(centre, monkeypatch):
    monkeypatch.setattr(confirmations, "AT_A_TIME", 3)
    event = an_event()
    for number in range(12):
        asks(event, name=f"P{number}")
    found = at_once(centre, [lambda: confirmations.write_due(centre=centre, now=timezone.now()) for _worker in range(4)])
    assert sum(found) == 12
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(f"p{n}@example.org" for n in range(12))


@pytest.mark.django_db(transaction=True)
def test_a_limit_that_is_toldwhile_many_come_holds(centre, bo):
    event = an_event(capacity=None)
    for number in range(3):
        asks(event, name=f"A{number}")

    def limit():
        own = type(event.signup_list).objects.get(pk=event.signup_list.pk)
        own.capacity = 8
        moving_up.keep_list(own, before={}, centre=centre, by=bo, now=NOW)

    acts = [lambda n=n: asks(event, name=f"B{n}", now=timezone.now()) for n in range(20)]
    found = at_once(centre, [*acts[:6], limit, *acts[6:]])
    refused = [each for each in found if isinstance(each, Exception)]
    own = type(event.signup_list).objects.get(pk=event.signup_list.pk)
    confirmed = own.signups.confirmed().persons()
    # Either more than eight had come by then, and the limit was refused, or none beyond eight has a place.
    assert (own.capacity, bool(refused), confirmed) in ((None, True, 23), (8, False, 8)), refused


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="in SQLite transactions come one after another")
def test_who_waited_while_a_limit_was_set_does_not_wait_for_each_other(centre, bo):
    event = an_event(capacity=None)

    def waiting() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
            return cursor.fetchone()[0]

    def limit():
        with transaction.atomic():
            own = type(event.signup_list).objects.get(pk=event.signup_list.pk)
            own.capacity = 2
            moving_up.keep_list(own, before={}, centre=centre, by=bo, now=NOW)
            told.set()
            assert any(waiting() == 5 or sleep(0.01) for _look in range(2000))

    def comes(number: int):
        assert told.wait(20)
        return asks(event, name=f"B{number}", now=timezone.now())

    told = Event()
    found = at_once(centre, [limit, *(lambda n=n: comes(n) for n in range(5))])
    assert [each for each in found if isinstance(each, Exception)] == []
    assert event.signup_list.signups.confirmed().persons() == 2
    assert event.signup_list.signups.waiting().count() == 3
