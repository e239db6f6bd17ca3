"""Advisers' times: put up without overlap, booked, moved and cancelled by whoever asked, freed when the talk is not to be."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.advice import letters
from brobygger.advice.models import Adviser, AdviserTime, Consultation, FellThrough, Request
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.journal.models import Registration, State


def free_times(adviser: Adviser | None, now: datetime) -> list[AdviserTime]:
    """The adviser's times to come that nobody has."""
    if adviser is None or adviser.retired:
        return []
    taken = Request.objects.filter(state__in=Request.HOLDING, time__isnull=False).values("time")
    return list(adviser.times.filter(starts_at__gt=now).exclude(pk__in=taken))


@transaction.atomic
def add_times(adviser: Adviser, times: Iterable[tuple[datetime, datetime]], *, place: str, by: User, now: datetime) -> None:
    """Put up times; one that is there already is left as it is. ValidationError for one that overlaps another: nobody is in two places at once."""
    Adviser.objects.select_for_update().get(pk=adviser.pk)  # two who put up times do it one after the other
    there = list(adviser.times.filter(ends_at__gt=now))
    for starts_at, ends_at in times:
        clash = next((each for each in there if each.starts_at < ends_at and starts_at < each.ends_at), None)
        if clash is not None and (clash.starts_at, clash.ends_at) == (starts_at, ends_at):
            continue
        row = AdviserTime(adviser=adviser, starts_at=starts_at, ends_at=ends_at, place=place)
        if clash is not None:
            raise ValidationError({"times": _("%(time)s overlaps a time that is there: %(other)s.") % {"time": row.span, "other": clash.span}})
        row.save()
        audit.record("added", row, by=by, now=now)
        there.append(row)


@transaction.atomic
def take_out(time: AdviserTime, *, by: User, now: datetime) -> None:
    """ValidationError where somebody has it."""
    row = AdviserTime.objects.select_for_update().get(pk=time.pk)
    if row.requests.filter(state__in=Request.HOLDING).exists():
        raise ValidationError(_("Somebody has that time. Answer the request first."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


def hold(request: Request) -> None:
    """Save ``request`` with its time, which nobody can take out meanwhile. ValidationError where somebody has it."""
    gone = ValidationError({"time": _("Somebody else has just taken that time. Choose another.")})
    if request.time_id is not None and not AdviserTime.objects.select_for_update().filter(pk=request.time_id).exists():
        raise gone
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        raise gone from error


@transaction.atomic
def move(request: Request, time: AdviserTime | None, *, centre: Centre, now: datetime) -> Request:
    """To another time of the same adviser, by whoever asked. ValidationError where it has passed, or somebody was quicker."""
    row = _still_open(request, now)
    before = audit.values(row)
    if time is None:
        raise ValidationError(_("Choose another time, or cancel."))
    if row.time_id == time.pk:
        return row
    if time not in free_times(row.time.adviser if row.time else None, now):
        raise ValidationError({"time": _("Somebody else has just taken that time. Choose another.")})
    row.time, row.sequence = time, row.sequence + 1
    hold(row)
    audit.record("moved", row, by=None, before=before, now=now)
    talk = _agreed(row)
    if talk is not None:
        work, starts = talk.registration, timezone.localtime(time.starts_at)
        was = audit.values(work)
        work.done_on, talk.at, talk.place = starts.date(), starts.time(), time.place
        work.save()
        talk.save()
        audit.record("moved", work, by=None, before=was, now=now)
    once = f"moved-{row.sequence}"
    letters.tell(row, centre, subject=gettext_lazy("Moved: %(service)s"), first=gettext_lazy("Your appointment has been moved."), once=once, now=now)
    letters.tell_adviser(row, centre, subject=gettext_lazy("Moved: %(service)s"), once=once, now=now)
    letters.tell_centre(row, centre, subject=gettext_lazy("Moved: %(service)s"), once=once)
    return row


@transaction.atomic
def leave(request: Request, *, reason: str, centre: Centre, now: datetime) -> None:
    """Whoever asked cancels; the time is free again, and what was agreed on counts as cancelled. Twice is once."""
    if Request.objects.filter(pk=request.pk, state=Request.State.CANCELLED).exists():
        return
    row = _still_open(request, now)
    talk = _agreed(row)
    if talk is not None:
        work = talk.registration
        was = audit.values(work)
        work.state, work.reason, talk.fell_through = State.CANCELLED, str(FellThrough.THEIRS.label), FellThrough.THEIRS
        work.save()
        talk.save()
        audit.record("cancelled", work, by=None, before=was, now=now)
    row.left_because = reason
    _cancelled(row, centre, by=None, first=gettext_lazy("Your appointment is cancelled, as you asked."), now=now)
    letters.tell_centre(row, centre, subject=gettext_lazy("Cancelled: %(service)s"), once="cancelled")


def free(registration: Registration, *, words: str = "", by: User, now: datetime) -> None:
    """What was agreed on is not to be: those who hold a time for it are told, and the time is free again. Called where the change is written."""
    for row in Request.objects.select_for_update(of=("self",)).filter(registration=registration, state=Request.State.TAKEN, time__isnull=False).select_related("service", "time__adviser"):
        assert row.time is not None  # noqa: S101 -- for the type checker: filtered above
        if row.time.starts_at > now:
            _cancelled(row, registration.centre, by=by, first=gettext_lazy("We are sorry: your appointment is cancelled."), words=words, now=now)


def _cancelled(row: Request, centre: Centre, *, by: User | None, first: object, words: str = "", now: datetime) -> None:
    before = audit.values(row)
    row.state, row.answered_at, row.sequence = Request.State.CANCELLED, row.answered_at or now, row.sequence + 1
    row.save()
    audit.record("cancelled", row, by=by, before=before, now=now)
    letters.tell(row, centre, subject=gettext_lazy("Cancelled: %(service)s"), first=first, words=words, once="cancelled", now=now)  # type: ignore[arg-type]  # a lazy text
    letters.tell_adviser(row, centre, subject=gettext_lazy("Cancelled: %(service)s"), once="cancelled", now=now)


def _still_open(request: Request, now: datetime) -> Request:
    row: Request = Request.objects.select_for_update(of=("self",)).select_related("service", "time__adviser").get(pk=request.pk)
    if not row.may_be_changed(now):
        raise ValidationError(_("This can no longer be changed here. Call or write to us."))
    return row


def _agreed(row: Request) -> Consultation | None:
    """The talk that was agreed on, where it is still to come."""
    if row.registration_id is None:
        return None
    talk: Consultation | None = Consultation.objects.select_for_update(of=("self",)).select_related("registration__kind", "registration__centre").filter(pk=row.registration_id, registration__state=State.PLANNED).first()
    return talk
