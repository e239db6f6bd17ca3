"""Letting a letter go: now or at a time, to whom it is then; and what becomes of it on the way."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core import outbox
from brobygger.core.schedule import hand_over
from brobygger.journal import actions as journal
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.channels import Channel
from brobygger.journal.models import Kind, Registration
from brobygger.newsletters import clicking, recipients, rendering
from brobygger.newsletters.models import Delivery, Newsletter, Subscriber
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.newsletters.writing import locked, missing
from brobygger.organisations.models import Organisation

TOOL: Final = "newsletters"
JOB: Final = "newsletters.send"
State = Newsletter.State


@transaction.atomic
def send(newsletter: Newsletter, *, at: datetime | None = None, seen: int | None = None, by: User, now: datetime) -> int:
    """Let it go, now or ``at`` a time to come; gives how many it goes to now. ValidationError where it has gone already, or something is missing.

    ``seen``: the version that whoever lets it go has looked at. Another is not sent.
    """
    row = locked(newsletter)
    if row.state not in {State.DRAFT, State.READY}:
        raise ValidationError(_("It has been let go already."))
    if seen is not None and seen != row.version:
        raise ValidationError(_("Somebody has changed the letter since you saw it. Look at it once more before it goes."))
    if said := missing(row, now=now):
        raise ValidationError(said)
    before = audit.values(row)
    row.sent_by = by
    if at is not None and at > now:
        row.state, row.send_at = State.READY, at
        row.save()
        audit.record("scheduled", row, by=by, before=before, now=now)
        return 0
    return _start(row, before=before, by=by, now=now)


def _start(row: Newsletter, *, before: dict[str, Any], by: User | None, now: datetime) -> int:
    """Freeze what it says, write down who gets it, count it, and hand it to the worker."""
    found = recipients.outcome(row.audiences.all(), localtime(now).date(), theme=row.theme_id)
    if not found.people:
        raise ValidationError(_("Nobody would get it: look at who is in the audiences."))
    row.content = rendering.content_of(row, now=now)
    row.state, row.started_at, row.send_at, row.trouble = State.SENDING, now, None, ""
    row.registration = _registered(row, by=by, now=now)
    row.save()
    clicking.write_down(row)
    subscribers = dict(Subscriber.objects.confirmed().values_list("mail", "pk"))
    Delivery.objects.bulk_create(
        (Delivery(
            newsletter=row, mail=each.mail, name=each.name[:160], because=each.because[:250], digest=digest_of(each.mail, row.centre_id),
            subscriber_id=subscribers.get(each.mail), person_id=each.person, organisation_id=each.organisation,
        ) for each in found.people),
        batch_size=500,
    )
    audit.record("sent", row, by=by, before=before, extra={"people": found.n}, now=now)
    hand_over(JOB, row.centre_id, row.pk)
    return found.n


def _registered(row: Newsletter, *, by: User | None, now: datetime) -> Registration | None:
    """The publication that the letter is, with those it shows: so it counts in the plan by itself, once."""
    kind = Kind.objects.filter(base=BaseKind.PUBLICATION).order_by("retired", "position", "pk").first()
    if kind is None:
        return None
    today = localtime(now).date()
    shown = {key for block in row.content["blocks"] for key in (*block.get("about", ()), *(one for each in block["items"] for one in each["organisations"]))}
    there = Organisation.objects.filter(pk__in=shown).order_by("name").values_list("pk", flat=True)
    work = Registration(kind=kind, title=row.subject, done_on=today, channel=Channel.NEWSLETTER, theme_id=row.theme_id, tool=TOOL)
    return journal.register(work, affiliations=[journal.From(organisation=pk) for pk in there], by=by, today=today, now=now)  # type: ignore[arg-type]  # who set it to go by itself may have been erased since


@transaction.atomic
def unschedule(newsletter: Newsletter, *, by: User, now: datetime) -> None:
    """It waits for somebody again, and does not go by itself."""
    row = locked(newsletter)
    if row.state != State.READY or row.send_at is None:
        raise ValidationError(_("It is not waiting for a time."))
    before = audit.values(row)
    row.send_at = None
    row.save()
    audit.record("changed", row, by=by, before=before, now=now)


def send_due(*, now: datetime) -> int:
    """Those of the centre in force whose time has come; gives how many letters."""
    n = 0
    for row in Newsletter.objects.filter(state=State.READY, send_at__lte=now):
        n += _take_up(row, now=now)
    return n


@transaction.atomic
def _take_up(newsletter: Newsletter, *, now: datetime) -> bool:
    row = locked(newsletter)
    if row.state != State.READY or row.send_at is None or row.send_at > now:
        return False  # another has it, or somebody took it back
    before = audit.values(row)
    try:
        with transaction.atomic():
            _start(row, before=before, by=row.sent_by, now=now)
    except ValidationError as error:
        row.refresh_from_db()
        row.send_at, row.trouble = None, " ".join(error.messages)[:300]
        row.save()
        return False
    return True


@transaction.atomic
def stop(newsletter: Newsletter, *, by: User, now: datetime) -> int:
    """No more of them leave; those that have, have. Gives how many were held back."""
    row = locked(newsletter)
    if row.state != State.SENDING:
        raise ValidationError(_("It is not being sent."))
    before = audit.values(row)
    held_back, _by_model = Delivery.objects.filter(newsletter=row, state=Delivery.State.WAITING).delete()
    outbox.forget(f"newsletter-{row.pk}-")
    held_back += Delivery.objects.filter(newsletter=row, state=Delivery.State.OUTBOX).delete()[0] if settings.MAIL is None else 0
    row.state, row.finished_at, row.trouble = State.CANCELLED, now, ""
    row.save()
    audit.record("stopped", row, by=by, before=before, extra={"held_back": held_back}, now=now)
    return int(held_back)


@transaction.atomic
def decide(newsletter: Newsletter, *, again: bool, by: User, now: datetime) -> int:
    """Of those whose answer never came: send them once more, or leave them. Gives how many."""
    row = locked(newsletter)
    rows = Delivery.objects.filter(newsletter=row, state=Delivery.State.UNCERTAIN)
    n = rows.update(state=Delivery.State.WAITING, attempts=0, next_at=None) if again else rows.update(state=Delivery.State.FAILED, done_at=now)
    if n:
        before = audit.values(row)
        if again and row.state == State.SENT:
            row.state, row.finished_at = State.SENDING, None
        row.save()
        audit.record("sent" if again else "changed", row, by=by, before=before, extra={"uncertain": n}, now=now)
        hand_over(JOB, row.centre_id, row.pk)
    return int(n)


def progress(newsletter: Newsletter) -> dict[str, int]:
    """How many letters are in each state, and ``all`` of them."""
    found = dict(Delivery.objects.filter(newsletter=newsletter).order_by().values_list("state").annotate(n=Count("pk")))
    return {str(state): found.get(state, 0) for state in Delivery.State.values} | {"all": sum(found.values())}
