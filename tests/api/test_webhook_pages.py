"""A leader lets a program be told of changes: on the pages, with what they say."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.api.models import AccessToken, Webhook, WebhookMessage
from brobygger.api.webhooks import keeping, signing
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.calling import NOBODY
from tests.factories import AccessTokenFactory, WebhookFactory, WebhookMessageFactory

ROOT = "/testby/kontor/indstillinger/programmer"
NOW = timezone.now()


@pytest.fixture
def token(astrid: Any) -> AccessToken:
    row: AccessToken = AccessTokenFactory.create(name="Hjemmeside", reads=["journal", "organisations", "lists"], kept_by=astrid)
    return row


@pytest.fixture
def hook(token: AccessToken) -> Webhook:
    row: Webhook = WebhookFactory.create(token=token)
    return row


@pytest.fixture
def handed(monkeypatch: Any) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr(keeping, "hand_over", lambda *what: found.append(what))
    return found


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.on_both
def test_set_up_and_its_secret_shown_once(client_of: Any, astrid: Any, token: AccessToken) -> None:
    browser, page = client_of(astrid), f"{ROOT}/{token.pk}/besked/"
    offered = dict(browser.get(page).context["form"].fields["about"].choices)
    assert set(offered) == {"journal", "organisations"}  # of lists not all changes are written down
    answer = browser.post(page, {"url": "https://program.example/besked?fra=os", "about": ["journal"]})
    hook = Webhook.objects.get()
    assert (hook.url, hook.about, hook.state, hook.token) == ("https://program.example/besked?fra=os", ["journal"], "live", token)
    secret = signing.secret_of(hook)
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    for path in (hook.get_absolute_url(), token.get_absolute_url(), f"{ROOT}/"):
        assert secret not in browser.get(path).content.decode()
    assert "program.example" in said(browser.get(token.get_absolute_url()))
    (line,) = Change.objects.filter(model="api.Webhook")
    assert (line.verb, line.fields) == ("added", {"url": [None, hook.url], "about": [None, ["journal"]]})


@pytest.mark.parametrize(("sent", "field"), [
    ({"url": "http://program.example/", "about": ["journal"]}, "url"), ({"url": "https://192.168.1.10/", "about": ["journal"]}, "url"), ({"url": "http://127.0.0.1:8000/", "about": ["journal"]}, "url"),
    ({"url": "https://a:b@program.example/", "about": ["journal"]}, "url"), ({"url": "ikke en adresse", "about": ["journal"]}, "url"), ({"url": "", "about": ["journal"]}, "url"),
    ({"url": "https://program.example/", "about": []}, "about"), ({"url": "https://program.example/", "about": ["projects"]}, "about"), ({"url": "https://program.example/", "about": ["lists"]}, "about"),
])
def test_what_cannot_be_is_said_beside_the_field(sent: dict[str, Any], field: str, client_of: Any, astrid: Any, token: AccessToken, hook: Webhook) -> None:
    for page in (f"{ROOT}/{token.pk}/besked/", f"{ROOT}/beskeder/{hook.pk}/ret/"):
        answer = client_of(astrid).post(page, sent)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert answer.context["form"]["url"].value() == sent["url"]
    assert (Webhook.objects.count(), Webhook.objects.get().url) == (1, hook.url)


def test_a_program_that_is_not_let_in_is_told_nothing(client_of: Any, astrid: Any, bo: Any, token: AccessToken) -> None:
    AccessToken.objects.update(kept_by=bo)
    answer = client_of(astrid).post(f"{ROOT}/{token.pk}/besked/", {"url": "https://program.example/", "about": ["journal"]})
    assert (answer.status_code, Webhook.objects.count()) == (422, 0)
    AccessToken.objects.update(revoked_at=NOW)
    assert client_of(astrid).get(f"{ROOT}/{token.pk}/besked/").status_code == 404


def test_edited_paused_started_renewed_and_taken_away(client_of: Any, astrid: Any, hook: Webhook) -> None:
    browser, page = client_of(astrid), hook.get_absolute_url()
    WebhookMessageFactory.create(webhook=hook)
    old = signing.secret_of(hook)
    assert browser.post(f"{page}ret/", {"url": "https://ny.example/", "about": ["organisations"], "version": hook.version}).status_code == 302
    assert (Webhook.objects.get().url, Webhook.objects.get().about) == ("https://ny.example/", ["organisations"])
    stale = browser.post(f"{page}ret/", {"url": "https://for-sent.example/", "about": ["journal"], "version": hook.version})
    assert (stale.status_code, Webhook.objects.get().url) == (422, "https://ny.example/")
    browser.post(page, {"act": "pause"})
    assert (Webhook.objects.get().state, WebhookMessage.objects.get().state) == ("paused", "failed")
    browser.post(page, {"act": "start"})
    assert Webhook.objects.get().state == "live"
    secret = signing.secret_of(Webhook.objects.get())
    assert secret == old
    answer = browser.post(page, {"act": "renew"})
    assert signing.secret_of(Webhook.objects.get()) in answer.content.decode()
    assert signing.secret_of(Webhook.objects.get()) != old
    assert browser.post(page, {"act": "delete"}).status_code == 302
    assert (Webhook.objects.count(), WebhookMessage.objects.count()) == (0, 0)
    assert list(Change.objects.filter(model="api.Webhook").order_by("pk").values_list("verb", flat=True)) == ["edited", "stopped", "started", "secret renewed", "deleted"]


def test_put_right_it_goes_at_once_and_nothing_is_held_against_the_new_address(client_of: Any, astrid: Any, hook: Webhook, handed: list[Any]) -> None:
    browser, page, later = client_of(astrid), f"{hook.get_absolute_url()}ret/", NOW + timedelta(hours=10)
    Webhook.objects.update(failures=6, failing_since=NOW - timedelta(days=2), rests_until=later)
    message = WebhookMessageFactory.create(webhook=hook, attempts=6, next_at=later)
    browser.post(page, {"url": hook.url, "about": ["journal", "organisations"], "version": hook.version})
    assert (Webhook.objects.get().failures, WebhookMessage.objects.get().next_at, handed) == (6, later, [])  # where it listens is the same
    browser.post(page, {"url": "https://ny.example/", "about": ["journal"], "version": Webhook.objects.get().version})
    row = Webhook.objects.get()
    assert (row.url, row.failures, row.failing_since, row.rests_until) == ("https://ny.example/", 0, None, None)
    assert (WebhookMessage.objects.get().next_at <= timezone.now(), WebhookMessage.objects.get().key, handed) == (True, message.key, [(keeping.JOB, hook.centre_id, hook.pk)])


def test_tried_and_sent_again(client_of: Any, astrid: Any, hook: Webhook, handed: list[Any], token: AccessToken) -> None:
    browser, page = client_of(astrid), hook.get_absolute_url()
    browser.post(page, {"act": "test"})
    assert (WebhookMessage.objects.get().kind, handed) == ("test", [(keeping.JOB, hook.centre_id, hook.pk)])
    failed = WebhookMessageFactory.create(webhook=hook, state="failed", status=500, said="Av <b>", attempts=10)
    WebhookMessageFactory.create(webhook=hook, state="failed", status=0, said=NOBODY, attempts=1)
    elsewhere = WebhookMessageFactory.create(state="failed")
    shown = said(browser.get(page))
    assert "500 Av &lt;b&gt;" in shown
    assert "Der er ingen, der lytter dér." in shown
    assert all(words in shown for words in ('<th scope="col"><span class="visually-hidden">Send igen</span></th>', 'Send igen<span class="visually-hidden"> registreringer')), shown
    browser.post(page, {"act": "again", "message": failed.pk})
    assert (WebhookMessage.objects.get(pk=failed.pk).state, WebhookMessage.objects.get(pk=failed.pk).attempts) == ("waiting", 0)
    for message in (elsewhere.pk, "x", "", 10**30):
        assert browser.post(page, {"act": "again", "message": message}).status_code == 404
    Webhook.objects.filter(pk=hook.pk).update(state="paused")
    WebhookMessage.objects.filter(pk=failed.pk).update(state="failed")
    browser.post(page, {"act": "again", "message": failed.pk})
    assert WebhookMessage.objects.get(pk=failed.pk).state == "failed"
    AccessToken.objects.filter(pk=token.pk).update(revoked_at=NOW)
    browser.post(page, {"act": "start"})
    assert Webhook.objects.get(pk=hook.pk).state == "paused"


def test_the_page_asks_the_same_number_of_questions(client_of: Any, astrid: Any, hook: Webhook, django_assert_num_queries: Any) -> None:
    browser, page = client_of(astrid), hook.get_absolute_url()
    WebhookMessageFactory.create(webhook=hook)
    browser.get(page)
    with django_assert_num_queries(14):
        browser.get(page)
    WebhookMessageFactory.create_batch(3, webhook=hook, state="sent", status=200)
    with django_assert_num_queries(14):
        assert browser.get(page).content.count(b"<tr>") >= 4


def test_of_another_centre_it_is_not_found(client_of: Any, astrid: Any, other_centre: Any) -> None:
    with centre_in_force(other_centre):
        theirs = WebhookFactory.create()
    for path in (f"{ROOT}/beskeder/{theirs.pk}/", f"{ROOT}/beskeder/{theirs.pk}/ret/", f"{ROOT}/{theirs.token_id}/besked/"):
        assert client_of(astrid).get(path).status_code == 404


def test_what_was_told_is_forgotten_after_a_week(hook: Webhook) -> None:
    at = NOW - keeping.KEPT - timedelta(hours=1)
    for state in WebhookMessage.State:
        WebhookMessageFactory.create(webhook=hook, state=state, next_at=at)
        WebhookMessageFactory.create(webhook=hook, state=state, next_at=NOW)
    keeping.forget(NOW)
    assert sorted(WebhookMessage.objects.filter(next_at=at).values_list("state", flat=True)) == ["waiting"]
    assert WebhookMessage.objects.filter(next_at=NOW).count() == 4
