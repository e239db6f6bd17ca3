"""Messages to a program set up, changed, stopped and started by a leader, and stopped by themselves where nobody takes them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.api import tokens
from brobygger.api.models import AccessToken, Webhook, WebhookMessage, new_seed
from brobygger.api.webhooks import noticing, signing
from brobygger.centres import audit
from brobygger.core import outbox
from brobygger.core.schedule import hand_over

JOB: Final = "api.webhook"  # sends what one has waiting
BOTH: Final = timedelta(days=1)
KEPT: Final = timedelta(days=7)
State = Webhook.State


def barred(token: AccessToken, now: datetime) -> bool:
    """Whether its program is let in no more, so that it is told nothing either."""
    return not tokens.is_answered_for(token, now)


@transaction.atomic
def make(webhook: Webhook, *, by: User, now: datetime) -> str:
    """Tell from now on. Gives the secret, which is shown this once."""
    _let_in(webhook, now)
    webhook.made_at = now
    _begin(webhook, now)
    webhook.save()
    audit.record("added", webhook, by=by, before=_plainly(webhook, url=None, about=None), now=now)
    return signing.secret_of(webhook)


@transaction.atomic
def edit(webhook: Webhook, *, before: Mapping[str, Any], by: User, now: datetime) -> Webhook:
    """Its address, and what it is about. A worker writes into the other columns meanwhile. At another address it begins anew: what waits goes at once, and nothing is held against it."""
    webhook.save(update_fields=["url", "about"])
    if before["url"] != webhook.url:
        Webhook.objects.filter(pk=webhook.pk).update(failures=0, failing_since=None, rests_until=None)
        WebhookMessage.objects.waiting().filter(webhook=webhook, claimed_at=None).update(next_at=now)
        hand_over(JOB, webhook.centre_id, webhook.pk)
    audit.record("edited", webhook, by=by, before=before, now=now)
    return webhook


@transaction.atomic
def renew(webhook: Webhook, *, by: User, now: datetime) -> str:
    """A new secret. The one before signs too for a day."""
    row = _held(webhook)
    row.seed_before, row.seed, row.both_until = row.seed, new_seed(), now + BOTH
    row.save(update_fields=["seed", "seed_before", "both_until"])
    audit.record("secret renewed", row, by=by, before=_plainly(row, both_until=None), now=now)
    return signing.secret_of(row)


@transaction.atomic
def start(webhook: Webhook, *, by: User, now: datetime) -> None:
    """Tell again, of what happens from now on. Raises ValidationError where its program is not let in."""
    row = _held(webhook)
    if row.is_live:
        return
    _let_in(row, now)
    was, row.state = row.state, State.LIVE
    _begin(row, now)
    row.save()
    audit.record("started", row, by=by, before=_plainly(row, state=was), now=now)


@transaction.atomic
def stop(webhook: Webhook, state: Webhook.State, *, by: User | None, now: datetime) -> None:
    """Tell no more, for the reason that is the state. What waits is given up. Where it stops by itself for want of an answer, whoever answers for the program is written to."""
    row = _held(webhook)
    if not row.is_live:
        return
    was, row.state, row.rests_until = row.state, state, None
    row.save(update_fields=["state", "rests_until"])
    WebhookMessage.objects.waiting().filter(webhook=row, claimed_at=None).update(state=WebhookMessage.State.FAILED)
    audit.record("stopped", row, by=by, before=_plainly(row, state=was), now=now)
    if state in {State.FAILED, State.GONE}:
        _write(row)


@transaction.atomic
def remove(webhook: Webhook, *, by: User, now: datetime) -> None:
    """It and all that it has told."""
    row = _held(webhook)
    audit.record("deleted", row, by=by, before=_plainly(row, url=None, about=None), now=now)
    row.delete()


@transaction.atomic
def test(webhook: Webhook, *, now: datetime) -> WebhookMessage:
    """Hand a message that tells of nothing to the worker, to be tried once."""
    _let_in(webhook, now)
    message = WebhookMessage(webhook=webhook, kind=WebhookMessage.Kind.TEST, at=now, next_at=now)
    message.save()
    hand_over(JOB, webhook.centre_id, webhook.pk)
    return message


@transaction.atomic
def again(message: WebhookMessage, *, now: datetime) -> None:
    """Send one once more, under the same name, so that whoever has it knows it again. Raises ValidationError where nothing is sent."""
    webhook = _held(message.webhook)
    if not webhook.is_live and message.kind != WebhookMessage.Kind.TEST:
        raise ValidationError(_("It is stopped. Start it first."))
    _let_in(webhook, now)
    WebhookMessage.objects.filter(pk=message.pk, claimed_at=None).exclude(state=WebhookMessage.State.COVERED).update(state=WebhookMessage.State.WAITING, attempts=0, next_at=now)
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=None)
    hand_over(JOB, webhook.centre_id, webhook.pk)


def forget(now: datetime) -> None:
    """What was told of the centre in force and has been looked at long enough. What waits stays."""
    WebhookMessage.objects.exclude(state=WebhookMessage.State.WAITING).filter(next_at__lt=now - KEPT).delete()


def _held(webhook: Webhook) -> Webhook:
    row: Webhook = Webhook.objects.select_for_update(no_key=True, of=("self",)).select_related("token__kept_by", "centre").get(pk=webhook.pk)
    return row


def _let_in(webhook: Webhook, now: datetime) -> None:
    if barred(webhook.token, now):
        raise ValidationError(_("The program is not let in any more, so it is told nothing."))


def _begin(webhook: Webhook, now: datetime) -> None:
    """As from now, whatever was before."""
    webhook.settled = webhook.mark = noticing.last_line()
    webhook.mark_at, webhook.failures, webhook.failing_since, webhook.rests_until = now, 0, None, None


def _plainly(row: Webhook, **was: Any) -> dict[str, Any]:
    """The row as if nothing but ``was`` had been otherwise: the trail has what people have said, not how far a worker has come."""
    return {**audit.values(row), **was}


def _write(row: Webhook) -> None:
    whom = row.token.kept_by
    if whom is None:
        return
    with translation.override(whom.language):
        why = _("The program answered that it wants no more.") if row.state == State.GONE else _("Nobody has answered there for three days.")
        outbox.write(
            to=whom.email, subject=_("“%(program)s” is told nothing any more") % {"program": row.token.name}, once_key=f"webhook-{row.pk}-stopped-{row.version}",
            text=_("Hello %(name)s\n\nWhen something changed here, “%(program)s” was told at %(url)s. %(why)s So we have stopped.\n\nAsk whoever looks after the program. When it listens again, start it here, and let it fetch what it has missed:\n\n%(link)s\n")
            % {"name": whom.name, "program": row.token.name, "url": row.url, "why": why, "link": settings.SITE_URL + row.get_absolute_url()},
        )
