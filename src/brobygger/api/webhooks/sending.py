"""The worker's part: hands messages over, one at a time, for a turn; then other work has its own.

A message belongs to whoever has claimed it; a claim that died with its worker is taken over after CLAIM. One that is not taken is tried again with longer and longer waits, and its receiver is
left in peace meanwhile, so that one who hangs costs one call a turn and delays nobody else for long. Receivers that answer come first, the longest waiting before the others.
"""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from brobygger.api.models import Webhook, WebhookMessage
from brobygger.api.webhooks import keeping, noticing, signing, telling
from brobygger.api.webhooks.keeping import JOB
from brobygger.centres.scoping import centre_in_force
from brobygger.core.calling import Answer, call
from brobygger.core.cpr import without_numbers
from brobygger.core.schedule import hand_over

A_TURN: Final = 20.0  # seconds
A_SHARE: Final = 5.0  # of it, for one receiver
CLAIM: Final = timedelta(minutes=5)
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS: Final = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, 24 * _HOUR)  # of one message: three days in all
RESTS: Final = (_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR)  # of one receiver, by its failures in a row
BACK_AGAIN: Final = 3  # failures in a row; when it answers after so many, all that waits goes at once
GIVE_UP: Final = timedelta(days=3)
GONE: Final = 410
Kind, State = WebhookMessage.Kind, WebhookMessage.State


def work(now: datetime | None = None) -> None:
    """In every centre: read on in the trail, and send what is due, for a turn."""
    now, until = now or timezone.now(), monotonic() + A_TURN
    due: list[tuple[int, datetime, int, int]] = []
    for centre, pk in Webhook.everywhere.exclude(state=Webhook.State.SHUT).order_by("centre", "pk").values_list("centre", "pk"):
        with centre_in_force(centre):
            webhook = _found(pk)
            if webhook is None:
                continue
            if webhook.is_live and keeping.barred(webhook.token, now):
                keeping.stop(webhook, Webhook.State.SHUT, by=None, now=now)
            elif webhook.is_live:
                noticing.notice(webhook, now=now)
            if _due(webhook, now).exists():
                due.append((webhook.failures, webhook.good_at or webhook.made_at, centre, pk))
    for _failures, _good, centre, pk in sorted(due):
        if monotonic() >= until:
            break  # the clock comes again within a minute
        one(centre, pk, now=now, until=min(until, monotonic() + A_SHARE))


def one(centre: int, pk: int, *, now: datetime | None = None, until: float | None = None) -> None:
    """Send what one receiver has waiting, for its share of a turn; the rest after whatever else the worker has to do."""
    until = until if until is not None else monotonic() + A_SHARE
    with centre_in_force(centre):
        while (webhook := _allowed(pk, at := now or timezone.now())) is not None and (message := _claim(webhook, at)) is not None:
            if not hand(message, webhook, now=at):
                return
            if monotonic() >= until:
                hand_over(JOB, centre, pk)
                return


def hand(message: WebhookMessage, webhook: Webhook, *, now: datetime) -> bool:
    """Whether it was taken."""
    body = telling.body(message, webhook.centre.key)
    answer = call(webhook.url, body, signing.headers(webhook, message.key, body, now=now))
    settle(message, webhook, answer, now=now)
    return answer.is_yes


def _found(pk: int) -> Webhook | None:
    row: Webhook | None = Webhook.objects.select_related("token__kept_by", "centre").filter(pk=pk).first()
    return row


def _allowed(pk: int, now: datetime) -> Webhook | None:
    """None where its program is let in no more: the clock stops it."""
    row = _found(pk)
    return None if row is None or keeping.barred(row.token, now) else row


def _due(webhook: Webhook, now: datetime) -> Any:
    rows = WebhookMessage.objects.waiting().filter(webhook=webhook, next_at__lte=now).filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM))
    if not webhook.is_live or (webhook.rests_until is not None and webhook.rests_until > now):
        rows = rows.filter(kind=Kind.TEST)
    return rows


def _claim(webhook: Webhook, now: datetime) -> WebhookMessage | None:
    """The next one, for us alone."""
    for pk, claimed_at in list(_due(webhook, now).order_by("next_at", "pk").values_list("pk", "claimed_at")[:10]):
        if WebhookMessage.objects.filter(pk=pk, state=State.WAITING, claimed_at=claimed_at).update(claimed_at=now):
            return WebhookMessage.objects.filter(pk=pk).first()
    return None


@transaction.atomic
def settle(message: WebhookMessage, webhook: Webhook, answer: Answer, *, now: datetime) -> None:
    """Write down what became of it, and what follows for its receiver. Nothing where it was taken over, or taken away, meanwhile."""
    row = Webhook.objects.select_for_update(no_key=True).filter(pk=webhook.pk).first()
    if row is None:
        return
    attempts, test = message.attempts + 1, message.kind == Kind.TEST
    last = test or answer.status == GONE or attempts > len(WAITS) or not row.is_live
    state = State.SENT if answer.is_yes else State.FAILED if last else State.WAITING
    mine = WebhookMessage.objects.filter(pk=message.pk, state=State.WAITING, claimed_at=message.claimed_at).update(
        state=state, attempts=F("attempts") + 1, tried_at=now, status=answer.status, said=without_numbers(answer.said, most=200), claimed_at=None, next_at=now if state != State.WAITING else now + WAITS[attempts - 1],
    )
    if not mine:
        return
    if answer.is_yes:
        Webhook.objects.filter(pk=row.pk).update(failures=0, failing_since=None, rests_until=None, good_at=now)
        if row.failures >= BACK_AGAIN:
            WebhookMessage.objects.waiting().filter(webhook=row, claimed_at=None).update(next_at=now)
    elif not test:
        since = row.failing_since or now
        Webhook.objects.filter(pk=row.pk).update(failures=F("failures") + 1, failing_since=since, rests_until=now + RESTS[min(row.failures, len(RESTS) - 1)])
        if answer.status == GONE or now - since >= GIVE_UP:
            keeping.stop(row, Webhook.State.GONE if answer.status == GONE else Webhook.State.FAILED, by=None, now=now)
