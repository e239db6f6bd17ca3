"""Messages handed over: signed, each by one worker, tried again and given up, whoever hangs, answers badly or is killed on the way."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment
from brobygger.api import tokens
from brobygger.api.models import AccessToken, Webhook, WebhookMessage
from brobygger.api.references import VERIFYING
from brobygger.api.webhooks import keeping, sending, signing
from brobygger.centres import audit
from brobygger.core import calling
from brobygger.core.models import OutgoingMail
from brobygger.journal.models import Registration
from tests.api.listener import Heard, Listener
from tests.conftest import member
from tests.factories import RegistrationFactory, WebhookFactory, WebhookMessageFactory
from tests.together import at_once

NOW = timezone.now().replace(microsecond=0)
State, Why = WebhookMessage.State, Webhook.State
START = "/testby/kontor/"


@pytest.fixture(autouse=True)
def _here(settings: Any, monkeypatch: Any) -> None:
    settings.CALLS_LOOPBACK = True
    monkeypatch.setattr(sending, "hand_over", lambda *_what: None)


@pytest.fixture
def hook_at(token_of: Any) -> Any:
    """``hook_at(url)``: a webhook of a program that Astrid answers for."""

    def make(url: str, **more: Any) -> Webhook:
        token_of(reads=["journal"])
        row: Webhook = WebhookFactory.create(token=AccessToken.objects.latest("pk"), url=url, **more)
        return row

    return make


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def is_from_the_centre(secret: str, heard: Heard) -> bool:
    """As a receiver sees who has read the reference."""
    names: dict[str, Any] = {}
    exec(textwrap.dedent(VERIFYING), names)  # noqa: S102 -- the example of the reference, run as it stands there
    return bool(names["is_from_the_centre"](secret, heard.headers, heard.body))


class TestSignature:
    def test_a_receiver_sees_that_it_comes_from_here_and_is_whole_and_fresh(self, hook_at: Any, monkeypatch: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at())
            message = WebhookMessageFactory.create(webhook=hook)
            sending.work()
        (heard,) = listener.heard
        secret = signing.secret_of(hook)
        assert is_from_the_centre(secret, heard)
        assert not is_from_the_centre(secret, replace(heard, body=heard.body + b" "))
        assert not is_from_the_centre(signing.secret_of(WebhookFactory.create()), heard)
        monkeypatch.setattr(time, "time", lambda: timezone.now().timestamp() + 400)
        assert not is_from_the_centre(secret, heard)
        assert (heard.headers["webhook-id"], heard.headers["content-type"], fresh(message).state, fresh(message).said) == (message.key, "application/json", "sent", "Kø …: nej")

    def test_an_old_secret_signs_too_for_a_day(self, hook_at: Any, astrid: Any) -> None:
        hook = hook_at("https://program.example/")
        old = signing.secret_of(hook)
        new = keeping.renew(hook, by=astrid, now=NOW)
        row, body = fresh(hook), b"{}"

        def verified(secret: str, now: Any) -> bool:
            return is_from_the_centre(secret, Heard("/", signing.headers(row, "msg_1", body, now=now), body))

        now = timezone.now()
        assert (old != new, verified(old, now), verified(new, now)) == (True, True, True)
        Webhook.objects.filter(pk=hook.pk).update(both_until=now)
        row = fresh(hook)
        assert (verified(old, now), verified(new, now)) == (False, True)

    def test_the_secret_stands_nowhere(self, hook_at: Any, astrid: Any) -> None:
        hook = hook_at("https://program.example/")
        secret = keeping.renew(hook, by=astrid, now=NOW)
        held = str([*Webhook.objects.values(), *hook.token.__class__.objects.values()])
        assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret)
        assert secret.removeprefix("whsec_") not in held


class TestWhatIsNotTaken:
    def test_it_is_tried_again_with_longer_and_longer_waits_and_then_stopped(self, hook_at: Any, client_of: Any, astrid: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at("/500"))
            message, at, tried = WebhookMessageFactory.create(webhook=hook, next_at=NOW), NOW, []
            while fresh(hook).is_live:
                sending.work(at)
                tried.append(at - NOW)
                assert len(listener.heard) == len(tried)
                sending.work(at + timedelta(seconds=30))  # not due
                assert len(listener.heard) == len(tried)
                at = max(fresh(message).next_at, fresh(hook).rests_until or at)
        assert (len(tried), tried[1], timedelta(days=3) <= tried[-1] <= timedelta(days=4)) == (10, timedelta(minutes=1), True)
        waits = [later - earlier for earlier, later in pairwise(tried)]
        assert waits == sorted(waits)
        assert len(listener.times) == 1
        row = fresh(message)
        assert (row.state, row.status, row.attempts, fresh(hook).state) == (State.FAILED, 500, 10, Why.FAILED)
        (mail,) = OutgoingMail.objects.all()
        assert (mail.to, "Regnskab" in mail.subject, hook.get_absolute_url() in mail.text) == (astrid.email, True, True)
        assert any(hook.get_absolute_url() == task.url for task in client_of(astrid).get(START).context["tasks"])

    def test_one_who_wants_no_more_is_told_no_more(self, hook_at: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at("/410"))
            WebhookMessageFactory.create_batch(3, webhook=hook)
            sending.work()
            sending.work(NOW + timedelta(days=1))
        assert (len(listener.heard), fresh(hook).state, OutgoingMail.objects.count()) == (1, Why.GONE, 1)
        assert set(WebhookMessage.objects.values_list("state", flat=True)) == {"failed"}

    def test_one_who_hangs_holds_nobody_up_and_is_left_in_peace(self, hook_at: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(sending, "call", lambda url, body, headers: calling.call(url, body, headers, seconds=0.3))
        with Listener() as listener:
            hangs, well = hook_at(listener.at("/hang")), hook_at(listener.at())
            for hook in (hangs, well):
                WebhookMessageFactory.create_batch(3, webhook=hook, next_at=NOW)
            began = monotonic()
            sending.work(NOW)
            assert monotonic() - began < 2
            sending.work(NOW + timedelta(seconds=50))
            assert sorted(each.path for each in listener.heard) == ["/200", "/200", "/200", "/hang"]
            sending.work(NOW + timedelta(seconds=70))
        assert [each.path for each in listener.heard].count("/hang") == 2
        assert (fresh(hangs).failures, fresh(well).failures) == (2, 0)

    def test_a_turn_has_an_end_and_whoever_answers_comes_first(self, hook_at: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(sending, "A_TURN", 0.2)
        asked: list[Any] = []
        monkeypatch.setattr(sending, "hand_over", lambda *what: asked.append(what))
        with Listener(slow=0.05) as listener:
            WebhookMessageFactory.create_batch(2, webhook=hook_at(listener.at("/503"), failures=2), next_at=NOW)
            well = hook_at(listener.at())
            WebhookMessageFactory.create_batch(20, webhook=well, next_at=NOW)
            sending.work(NOW)
        assert ({each.path for each in listener.heard}, 2 <= len(listener.heard) <= 8, asked) == ({"/200"}, True, [(keeping.JOB, well.centre_id, well.pk)])

    def test_when_it_answers_again_all_that_waits_goes_at_once(self, hook_at: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at(), failures=5, failing_since=NOW - timedelta(days=2), rests_until=NOW)
            first = WebhookMessageFactory.create(webhook=hook, next_at=NOW)
            WebhookMessageFactory.create_batch(2, webhook=hook, next_at=NOW + timedelta(hours=20), attempts=6)
            sending.work(NOW)
        assert (len(listener.heard), listener.heard[0].headers["webhook-id"], WebhookMessage.objects.filter(state="sent").count()) == (3, first.key, 3)
        assert (fresh(hook).failures, fresh(hook).failing_since) == (0, None)


class TestWhoMay:
    @pytest.mark.parametrize("how", ["revoked", "over", "left", "deleted", "paused"])
    def test_nothing_is_sent_from_then_on(self, how: str, hook_at: Any, astrid: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at())
            WebhookMessageFactory.create(webhook=hook, next_at=NOW)
            match how:
                case "revoked":
                    tokens.revoke(hook.token, by=astrid, now=NOW)
                case "over":
                    AccessToken.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
                case "left":
                    RoleAssignment.objects.filter(user=astrid).update(role="staff")
                case "deleted":
                    keeping.remove(hook, by=astrid, now=NOW)
                case "paused":
                    keeping.stop(hook, Why.PAUSED, by=astrid, now=NOW)
            sending.one(hook.centre_id, hook.pk)
            audit.record("registered", RegistrationFactory.create(), by=astrid)
            sending.work()
            sending.work()
        assert listener.heard == []
        assert [each.state for each in Webhook.objects.all()] == {"deleted": [], "paused": [Why.PAUSED]}.get(how, [Why.SHUT])
        assert not WebhookMessage.objects.waiting().exists()

    def test_another_leader_takes_over_and_it_begins_again_from_then(self, hook_at: Any, astrid: Any, centre: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at())
            RoleAssignment.objects.filter(user=astrid).update(role="staff")
            sending.work()
            audit.record("registered", RegistrationFactory.create(), by=astrid)
            nina = member("Nina", "leader", centre)
            tokens.take_over(hook.token, by=nina, now=NOW)
            keeping.start(hook, by=nina, now=NOW)
            sending.work()
            assert listener.heard == []
            audit.record("edited", Registration.objects.get(), by=nina)
            sending.work()
        assert len(listener.heard) == 1

    def test_a_test_is_tried_once_also_where_it_is_stopped(self, hook_at: Any, astrid: Any) -> None:
        with Listener() as listener:
            hook = hook_at(listener.at("/500"), state=Why.FAILED)
            keeping.test(hook, now=NOW)
            sending.one(hook.centre_id, hook.pk)
            sending.work(NOW + timedelta(days=1))
        (row,) = WebhookMessage.objects.all()
        assert (len(listener.heard), row.state, row.status, fresh(hook).failures) == (1, "failed", 500, 0)
        keeping.again(row, now=NOW)
        assert fresh(row).state == "waiting"


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_both
def test_four_workers_at_once_send_each_message_once(hook_at: Any, centre: Any, astrid: Any) -> None:
    with Listener(slow=0.01) as listener:
        hook = hook_at(listener.at())
        for _n in range(8):
            audit.record("registered", RegistrationFactory.create(), by=astrid)
        assert at_once(centre, [sending.work] * 4) == [None] * 4
        sending.work()
    assert (len(listener.times), set(listener.times.values())) == (8, {1})
    assert set(WebhookMessage.objects.filter(webhook=hook).values_list("state", "attempts")) == {("sent", 1)}


WORKER = """
import django
django.setup()
from django.conf import settings
settings.CALLS_LOOPBACK = True
from brobygger.api.webhooks import sending
sending.work()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_both
def test_what_a_killed_worker_was_about_is_sent_by_the_next_under_the_same_name(hook_at: Any, centre: Any, tmp_path: Path) -> None:
    with Listener() as listener:
        hook = hook_at(listener.at("/hang"))
        message = WebhookMessageFactory.create(webhook=hook)
        worker = _worker(tmp_path)
        until = monotonic() + 30
        while not listener.heard and worker.poll() is None and monotonic() < until:
            sleep(0.02)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        Webhook.objects.filter(pk=hook.pk).update(url=listener.at())
        now = timezone.now()
        sending.work(now)
        assert len(listener.heard) == 1  # it may still be about it, for all that is known
        sending.work(now + sending.CLAIM)
    assert [(each.path, each.headers["webhook-id"]) for each in listener.heard] == [("/hang", message.key), ("/200", message.key)]
    assert (fresh(message).state, fresh(message).attempts) == ("sent", 1)


def _worker(folder: Path) -> "subprocess.Popen[bytes]":
    own = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{own}" if connection.vendor == "sqlite" else urlsplit(os.environ["BROBYGGER_TEST_DATABASE_URL"])._replace(path=f"/{own}").geturl()
    environment = {
        **os.environ, "DATABASE_URL": url, "BROBYGGER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "brobygger.config.settings", "BROBYGGER_DEBUG": "1", "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
