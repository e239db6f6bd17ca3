"""The worker's part: takes letters in batches, hands them over, and writes down what became of each; takes up what a dead worker left."""

import smtplib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from brobygger.core import outbox
from brobygger.core.cpr import without_numbers
from brobygger.core.schedule import hand_over as ask_for
from brobygger.newsletters import bouncing, clicking, handing_over
from brobygger.newsletters.handing_over import Answer, Batch
from brobygger.newsletters.models import Delivery, Newsletter, Subscriber, Withheld
from brobygger.newsletters.models.deliveries import DeliveryQuerySet
from brobygger.newsletters.moulding import Mould, To
from brobygger.newsletters.sending import JOB

BATCH: Final = 200
A_TURN: Final = 20.0  # seconds, before other work gets its own
ATTEMPTS: Final = 5
LATER: Final = timedelta(minutes=15)
State = Delivery.State
NO_ADDRESS: Final = Answer(553, "no mail address", whom=True)


def work(newsletter: Newsletter) -> None:
    """Send what waits of one letter, for a turn; then ask for another. Any number of workers may do so at once."""
    began = monotonic()
    take_up(newsletter)
    if settings.MAIL is None:
        while _to_outbox(newsletter):
            pass
        _finish(newsletter)
        return
    try:
        with handing_over.connection() as server:
            mould = mould_of(newsletter)
            while monotonic() - began < A_TURN and Newsletter.objects.filter(pk=newsletter.pk, state=Newsletter.State.SENDING).exists():
                if not _batch(newsletter, server, mould):
                    break
    except (OSError, smtplib.SMTPException) as error:
        Newsletter.objects.filter(pk=newsletter.pk).update(trouble=without_numbers(f"{type(error).__name__}: {error}"))
        return  # the clock tries again within a minute
    Newsletter.objects.filter(pk=newsletter.pk).exclude(trouble="").update(trouble="")
    if _due(newsletter).exists():
        ask_for(JOB, newsletter.centre_id, newsletter.pk)
    else:
        _finish(newsletter)


def _due(newsletter: Newsletter) -> DeliveryQuerySet:
    rows: DeliveryQuerySet = Delivery.objects.filter(Q(next_at=None) | Q(next_at__lte=timezone.now()), newsletter=newsletter, state=State.WAITING)
    return rows


@transaction.atomic
def _claim(newsletter: Newsletter, name: str) -> list[To]:
    """The next letters, for this batch alone; whoever has unsubscribed meanwhile is left out."""
    if not Newsletter.objects.filter(pk=newsletter.pk, state=Newsletter.State.SENDING).exists():
        return []
    columns = ("pk", "mail", "digest", "because", "subscriber")
    due = list(_due(newsletter).select_for_update(skip_locked=True, of=("self",)).order_by("pk").values_list(*columns)[:BATCH])
    tokens = dict(Subscriber.objects.filter(pk__in={subscriber for *_own, subscriber in due if subscriber}).values_list("pk", "token"))
    found = [To(pk, mail, digest, because, tokens.get(subscriber, "")) for pk, mail, digest, because, subscriber in due]
    gone = set(Withheld.objects.filter(digest__in=[each.digest for each in found]).values_list("digest", flat=True))
    if gone:
        _rows([each.key for each in found if each.digest in gone]).update(state=State.LEFT, done_at=timezone.now())
    rows = [each for each in found if each.digest not in gone]
    _rows([each.key for each in rows]).update(state=State.HELD, claim=name)
    return rows


def _rows(keys: Collection[int]) -> DeliveryQuerySet:
    """Those of a batch. Between its first and its last: PostgreSQL would rather read the whole table than look up two hundred."""
    rows: DeliveryQuerySet = Delivery.objects.filter(pk__in=keys, pk__gte=min(keys, default=0), pk__lte=max(keys, default=0))
    return rows


def _batch(newsletter: Newsletter, server: smtplib.SMTP, mould: Mould) -> bool:
    """One batch by one connection; whether there may be more. What was not tried when the connection broke waits again."""
    name = token_hex(12)
    batch = Batch(name)
    rows: list[To] = []
    answers: dict[int, Answer] = {}
    try:
        rows = _claim(newsletter, name)
        for each in rows:
            try:
                to, letter = mould.cast(each)
            except (ValueError, UnicodeError):
                answers[each.key] = NO_ADDRESS
                continue
            answers[each.key] = handing_over.hand_over(server, batch, each.key, sender=mould.sender, to=to, letter=letter)
            if answers[each.key].code == 0:
                raise smtplib.SMTPServerDisconnected(answers[each.key].said)
    finally:
        try:
            settle([each.key for each in rows], answers, now=timezone.now())
        except BaseException:
            batch.leave()
            raise
        batch.close()
    return bool(rows)


def mould_of(newsletter: Newsletter) -> Mould:
    online = f"{settings.SITE_URL}/{newsletter.centre.key}/nyhedsbreve/{newsletter.pk}/" if newsletter.public else ""
    return Mould(newsletter.content, newsletter.centre, number=newsletter.pk, online=online, now=newsletter.started_at or timezone.now(), links=clicking.links_of(newsletter))


@transaction.atomic
def settle(keys: Collection[int], answers: Mapping[int, Answer], *, now: datetime) -> None:
    """Write down what became of the letters of a batch, those that were taken all in one go; those without an answer wait again."""
    taken = {key for key in keys if key in answers and answers[key].code == 250}
    _rows(taken).filter(state=State.HELD).update(state=State.SENT, claim="", said="", done_at=now, attempts=F("attempts") + 1)
    changed = []
    for row in _rows(set(keys) - taken).filter(state=State.HELD):
        answer = answers.get(row.pk)
        row.claim = ""
        if answer is None:
            row.state = State.WAITING
        else:
            row.said, row.done_at = without_numbers(answer.said), now
            row.attempts += 1
            row.state = _state(answer)
            if row.state == State.WAITING:
                row.state = State.WAITING if row.attempts < ATTEMPTS else State.FAILED
                row.next_at = now + LATER * 2 ** (row.attempts - 1)
        changed.append(row)
    Delivery.objects.bulk_update(changed, ["state", "claim", "said", "done_at", "attempts", "next_at"], batch_size=200)
    for row in changed:
        if row.state == State.BOUNCED:
            bouncing.look_at(row, now=now)


def _state(answer: Answer) -> Delivery.State:
    if answer.code == 0:
        return State.UNCERTAIN
    if 400 <= answer.code < 500:
        return State.WAITING
    return State.BOUNCED if answer.whom else State.FAILED


def take_up(newsletter: Newsletter) -> None:
    """What workers left that are no more: what they got an answer to is written down, what was never ended is sent again, and what nobody can know is said so."""
    held = Delivery.objects.filter(newsletter=newsletter, state=State.HELD)
    for name in list(held.order_by().values_list("claim", flat=True).distinct()):
        left = handing_over.left_by(name)
        if left is None:
            continue  # its worker lives
        keys = list(held.filter(claim=name).values_list("pk", flat=True))
        answers = dict(left.answers) | {key: Answer(0, "no answer") for key in (left.open if left.whole else set(keys) - set(left.answers))}
        settle(keys, answers, now=timezone.now())
        handing_over.forget(name)


@transaction.atomic
def _to_outbox(newsletter: Newsletter) -> int:
    """Where no mail server is set up: the letters lie in the outbox, and leave when there is one."""
    rows = _claim(newsletter, "")
    mould = mould_of(newsletter) if rows else None
    for each in rows:
        assert mould is not None  # noqa: S101 -- for the type checker: there are rows
        plain, html = mould.texts(each)
        outbox.write(to=each.mail, subject=mould.subject, text=plain, html=html, sender=f"{mould.centre.name} <{mould.sender}>", headers=mould.headers(each), once_key=f"newsletter-{newsletter.pk}-{each.key}")
    Delivery.objects.filter(pk__in=[each.key for each in rows]).update(state=State.OUTBOX, done_at=timezone.now())
    return len(rows)


def _finish(newsletter: Newsletter) -> None:
    if not Delivery.objects.filter(newsletter=newsletter).unfinished().exists():
        Newsletter.objects.filter(pk=newsletter.pk, state=Newsletter.State.SENDING).update(state=Newsletter.State.SENT, finished_at=timezone.now())
