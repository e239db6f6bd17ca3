"""Keeping consultations: on a registration that counts, with what was talked about, the next step and the clock."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.advice import booking
from brobygger.advice.models import (
    AnswerMail,
    Channel,
    Client,
    Consultation,
    FellThrough,
    Initiative,
    ItemSent,
    ShelfItem,
)
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.journal import actions as journal
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Format, Kind, Registration, State

TOOL = "advice"
SEPARATOR = "\n\n"


@transaction.atomic
def keep(
    consultation: Consultation, registration: Registration, clients: Sequence[From], *, before: tuple[dict[str, object], dict[str, object]] | None,
    advised_by: Iterable[User] | None = None, by: User, now: datetime,
) -> Consultation:
    """Keep a consultation, new or edited; ``registration`` may be work that is registered already. A day to come: it is agreed on, and counts when it was held.

    No ``clients`` is nobody in particular; a citizen is never named. ``advised_by`` None: of a new one ``by``, else as it stands. A clock that runs stops:
    its minutes are added, unless others were written. Raises ValidationError and Stale.
    """
    today = _day(now)
    if registration.kind.base != BaseKind.CONSULTATION:
        raise ValidationError({"kind": _("Choose a kind that counts as a consultation.")})
    there = Registration.objects.select_for_update().get(pk=registration.pk) if registration.pk else None
    if before is None and there is not None and there.tool:
        raise ValidationError(_("It is a consultation already."))
    registration.tool = TOOL
    registration.format = Format.ONLINE if consultation.channel == Channel.ONLINE else Format.ON_SITE
    if registration.state in {State.PLANNED, State.HELD}:
        registration.state = State.PLANNED if registration.done_on > today else State.HELD
    if consultation.timer_from is not None:
        _stop_with(consultation, registration, before, now)
    whom = list(clients) if consultation.client != Client.CITIZEN else []
    if there is None:
        journal.register(registration, affiliations=whom, by=by, today=today, now=now)
    else:
        known = before[1] if before else audit.values(there)
        journal.edit(registration, affiliations=whom, before=known, by=by, today=today, now=now)
    consultation.registration = registration
    extra: dict[str, object] = {}
    if before is None:
        consultation.save(force_insert=True)
        consultation.advised_by.set([by] if advised_by is None else advised_by)
        audit.record("added", consultation, by=by, now=now)
        return consultation
    consultation.save()
    if consultation.client == Client.CITIZEN:  # it was with a citizen after all: nothing may tell whom
        consultation.answers.exclude(to="", subject="", text="").update(to="", subject="", text="")
    if advised_by is not None and (had := _names(consultation.advised_by.all())) != (have := _names(advised_by)):
        consultation.advised_by.set(advised_by)
        extra = {"advised_by": [had, have]}
    audit.record("edited", consultation, by=by, before=before[0], extra=extra, now=now)
    return consultation


@transaction.atomic
def begin(*, by: User, now: datetime) -> Consultation:
    """A talk that has just begun, by telephone as most that begin unasked: a draft whose clock runs, to be filled in while one talks."""
    kind = Kind.objects.filter(base=BaseKind.CONSULTATION, retired=False).first()
    if kind is None:
        raise ValidationError(_("The centre has no kind of work that counts as “%(base)s”. Add one under the settings first.") % {"base": BaseKind.CONSULTATION.label})
    talk = Consultation(channel=Channel.PHONE, next_owner=by)
    keep(talk, Registration(kind=kind, done_on=_day(now), title=talk.bare_title, draft=True), [], before=None, by=by, now=now)
    start_clock(talk, by=by, now=now)
    return talk


def _names(accounts: Iterable[User]) -> str:
    return ", ".join(sorted(str(each) for each in accounts))


def _stop_with(consultation: Consultation, registration: Registration, before: tuple[dict[str, object], dict[str, object]] | None, now: datetime) -> None:
    """What saving does to a clock that runs: minutes that were written stand; else those that went are added when it is no draft any more."""
    if before is not None and registration.minutes != before[1]["minutes"]:
        consultation.timer_from = None
    elif not registration.draft:
        registration.minutes = (registration.minutes or 0) + gone(consultation, now)
        consultation.timer_from = None


def gone(consultation: Consultation, now: datetime) -> int:
    """The minutes since the clock was started, begun ones with. One forgotten over night is stopped at eight hours."""
    if consultation.timer_from is None:
        return 0
    return int(-(-min(now - consultation.timer_from, timedelta(hours=8)) // timedelta(minutes=1)))


@transaction.atomic
def delete(consultation: Consultation, *, by: User, now: datetime) -> None:
    """Take it away with its registration; the figures fall back at once. The registration can be brought back, what was noted cannot."""
    row = _locked(consultation)
    audit.record("removed", row, by=by, now=now)
    registration = row.registration
    booking.free(registration, by=by, now=now)
    row.delete()
    journal.delete(registration, by=by, now=now)


@transaction.atomic
def take_next_step(of: Consultation | Initiative, *, done: bool, by: User, now: datetime) -> None:
    """The next step is done, or is not after all. Twice is once."""
    row = _locked(of) if isinstance(of, Consultation) else Initiative.objects.select_for_update().get(pk=of.pk)
    if not row.next_step or bool(row.next_done_on) == done:
        return
    before = audit.values(row)
    row.next_done_on = _day(now) if done else None
    row.save()
    audit.record("done" if done else "not_done", row, by=by, before=before, now=now)


@transaction.atomic
def hold(consultation: Consultation, *, by: User, now: datetime) -> None:
    """One that was agreed on has taken place, and counts from its day. What is still to come cannot have."""
    row = _locked(consultation)
    registration = row.registration
    if registration.state != State.PLANNED or registration.done_on > _day(now):
        return
    before = audit.values(registration)
    registration.state = State.HELD
    if row.timer_from is not None:
        registration.minutes = (registration.minutes or 0) + gone(row, now)
        row.timer_from = None
        row.save()
    registration.save()
    audit.record("held", registration, by=by, before=before, now=now)


@transaction.atomic
def fall_through(consultation: Consultation, *, how: str, reason: str, by: User, now: datetime) -> None:
    """What was agreed on is not held: one of the two cancelled, or nobody came. A time with an adviser is free again, and those who had it are told."""
    row = _locked(consultation)
    registration = row.registration
    if registration.state != State.PLANNED or how not in FellThrough.values:
        raise ValidationError(_("Only what is agreed on can be cancelled."))
    if how == FellThrough.ABSENT and registration.done_on > _day(now):
        raise ValidationError(_("It is still to come; nobody can have stayed away."))
    before = audit.values(registration)
    registration.state, registration.reason, row.fell_through = State.CANCELLED, reason or str(FellThrough(how).label), how
    registration.save()
    row.save()
    audit.record("cancelled", registration, by=by, before=before, now=now)
    booking.free(registration, words=reason, by=by, now=now)


@transaction.atomic
def agree_again(consultation: Consultation, *, by: User, now: datetime) -> None:
    """It is to be held after all; a time with an adviser is booked anew."""
    row = _locked(consultation)
    registration = row.registration
    if registration.state != State.CANCELLED:
        return
    before = audit.values(registration)
    registration.state, registration.reason, row.fell_through = State.PLANNED, "", ""
    registration.save()
    row.save()
    audit.record("reinstated", registration, by=by, before=before, now=now)


@transaction.atomic
def start_clock(consultation: Consultation, *, by: User, now: datetime) -> None:
    row = _locked(consultation)
    if row.timer_from is None:
        before = audit.values(row)
        row.timer_from = now
        row.save()
        audit.record("clock_started", row, by=by, before=before, now=now)


@transaction.atomic
def stop_clock(consultation: Consultation, *, by: User, now: datetime) -> int:
    """Add the minutes that went to the registration; gives them."""
    row = _locked(consultation)
    if row.timer_from is None:
        return 0
    minutes, started = gone(row, now), audit.values(row)
    row.timer_from = None
    row.save()
    registration = row.registration
    before = audit.values(registration)
    registration.minutes = (registration.minutes or 0) + minutes
    registration.save()
    audit.record("clock_stopped", row, by=by, before=started, now=now)
    audit.record("edited", registration, by=by, before=before, now=now)
    return minutes


@transaction.atomic
def answer(consultation: Consultation, *, to: str, subject: str, text: str, items: Sequence[ShelfItem], key: str, centre: Centre, by: User, now: datetime) -> int:
    """Send an answer by mail with items of the shelf, each counted as sent; what was written is kept. ``key`` is the form's own; gives how many items went, also the second time."""
    row = _locked(consultation)
    if AnswerMail.objects.filter(consultation=row, key=key).exists():
        return len(items)
    named = row.client != Client.CITIZEN
    kept = AnswerMail(consultation=row, sent_at=now, sent_by=by, key=key, **({"to": to, "subject": subject, "text": text} if named else {}))
    sent, lines = [ItemSent(item=each, consultation=row, answer=kept, sent_at=now, sent_by=by) for each in items], [text]
    if sent:
        lines.append("\n".join(f"{each.item.title}: {address(each, centre)}" for each in sent))
    # Of a citizen's mail in the outbox nothing tells which talk it belongs to.
    mail = outbox.write(to=to, subject=subject, text=SEPARATOR.join(lines), once_key=f"answer-{row.pk}-{key}" if named else f"answer-{key}")
    if mail is not None:
        mail.headers = {"Reply-To": by.email}  # what is written back comes to whoever wrote
        mail.save(update_fields=["headers"])
    kept.save()
    for each in sent:
        each.answer = kept
        each.save()
    audit.record("answered", row, by=by, before=audit.values(row), extra={"items": len(items)}, now=now)
    return len(items)


def address(sent: ItemSent, centre: Centre) -> str:
    """Where whoever got it reads it: its link, or our own page that gives the file to those who have this mail."""
    return sent.item.link or f"{settings.SITE_URL}/{centre.key}/viden/sendt/{sent.token}/"


def _locked(consultation: Consultation) -> Consultation:
    row: Consultation = Consultation.objects.select_for_update(of=("self",)).select_related("registration__kind", "registration__centre").get(pk=consultation.pk)
    return row


def _day(now: datetime) -> date:
    """The day it is in Denmark."""
    return timezone.localtime(now).date()
