"""What has happened since, read in the trail, line by line, and kept as messages.

On PostgreSQL a line with a lower key may come into sight after one with a higher. So the last minutes are read again each time: ``settled`` is the key up to which nothing can come any
more, ``mark`` the highest at ``mark_at``, which is taken for settled when OVERLAP has passed. Each line is told of once, since the database keeps no second message of it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Max, Min

from brobygger.api.models import Webhook, WebhookMessage
from brobygger.api.rows.reading import OVERLAP, rows_of, standing
from brobygger.api.webhooks import telling
from brobygger.centres.models import Change
from brobygger.core.resources import Resource

AT_A_TIME: Final = 1_000
Kind, State = WebhookMessage.Kind, WebhookMessage.State


class Line(NamedTuple):
    pk: int
    model: str
    row: int
    at: datetime
    verb: str


def resources_of(webhook: Webhook) -> dict[str, Resource]:
    """Of which rows it tells: what its leader has chosen, as far as its token opens them."""
    token = webhook.token
    return {name: each for name, each in telling.told_of().items() if each.scope in webhook.about and token.may(each.scope) and (token.persons or not each.personal)}


def last_line() -> int:
    """The key of the centre's last line."""
    return Change.objects.order_by().aggregate(last=Max("pk"))["last"] or 0


def notice(webhook: Webhook, *, now: datetime) -> None:
    """Keep a message of each row that lines since the last time are about. Any number of workers may do so at once."""
    told, last, after = resources_of(webhook), last_line(), webhook.settled
    labels = {label for each in told.values() for label in (each.model._meta.label, *each.below)}
    while lines := [Line(*each) for each in Change.objects.filter(pk__gt=after, model__in=labels, row__isnull=False).order_by("pk").values_list(*Line._fields)[:AT_A_TIME]]:
        _keep(webhook, told, lines, now=now)
        after = lines[-1].pk
    if now - webhook.mark_at >= OVERLAP:
        Webhook.objects.filter(pk=webhook.pk, mark_at=webhook.mark_at).update(settled=webhook.mark, mark=last, mark_at=now)


def _keep(webhook: Webhook, told: Mapping[str, Resource], lines: Iterable[Line], *, now: datetime) -> None:
    known = set(WebhookMessage.objects.filter(webhook=webhook, change__in=[each.pk for each in lines]).values_list("resource", "row", "change"))
    fresh: dict[tuple[str, int], list[WebhookMessage]] = {}
    for name, resource in told.items():
        rows = rows_of(resource, ((each.model, each.row) for each in lines))
        if not rows:
            continue
        seen, gone = standing(resource, set().union(*rows.values()))
        firsts = _firsts(resource, lines)
        for line in lines:
            for row in rows.get((line.model, line.row), set()) & (seen | gone):
                if (name, row, line.pk) not in known:
                    kind = Kind.DELETED if row in gone else Kind.CREATED if line.pk in firsts else Kind.CHANGED
                    fresh.setdefault((name, row), []).append(WebhookMessage(webhook=webhook, kind=kind, resource=name, row=row, change=line.pk, at=line.at, next_at=now))
    if fresh:
        _put(webhook, fresh)


def _firsts(resource: Resource, lines: Iterable[Line]) -> set[int]:
    """The lines that are the first of a row, and so tell that it was made. A row that is older than the trail begins with an edit."""
    label = resource.model._meta.label
    own = {each.row: each for each in lines if each.model == label}
    if not own:
        return set()
    first = Change.objects.filter(model=label, row__in=own).order_by().values("row").annotate(first=Min("pk")).values_list("first", flat=True)
    return set(first) - {each.pk for each in lines if each.verb == "edited"}


@transaction.atomic
def _put(webhook: Webhook, fresh: Mapping[tuple[str, int], list[WebhookMessage]]) -> None:
    """Of many about the same row the last is sent: whoever reads the row then has all of them."""
    rows = {row for _name, row in fresh}
    ours = {each.change for messages in fresh.values() for each in messages}  # another worker may have kept them this very moment
    waiting = WebhookMessage.objects.waiting().filter(webhook=webhook, claimed_at=None, attempts=0, row__in=rows).exclude(change__in=ours)
    before = {each.pk: each for each in waiting if (each.resource, each.row) in fresh}
    made = {(each.resource, each.row) for each in before.values() if each.kind == Kind.CREATED}
    for key, messages in fresh.items():
        *covered, last = messages
        for each in covered:
            each.state = State.COVERED
        if last.kind == Kind.CHANGED and (key in made or any(each.kind == Kind.CREATED for each in covered)):
            last.kind = Kind.CREATED
    WebhookMessage.objects.bulk_create([each for messages in fresh.values() for each in messages], batch_size=500, ignore_conflicts=True)
    WebhookMessage.objects.waiting().filter(pk__in=before, claimed_at=None).update(state=State.COVERED)
