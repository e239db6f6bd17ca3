"""Waiting for a time that is taken: put down, asked in turn when it comes free, answered, given up, over. Rooms that share a space have one queue."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.rooms import booking as acts
from brobygger.rooms import letters, offering, rules
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, BookingState, Room, Waiting, WaitState
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import clashing, hold

MOST = 20  # times that one may wait for at once


@transaction.atomic
def wait(wish: Booking, who: Who, *, by: User | None, now: datetime) -> Waiting:
    """Put down that somebody waits for what ``wish`` could not have. Twice is once.

    ValidationError where a rule of the room forbids it, where the time is free, where it is too late, and where there is no mail to write to.
    """
    mail = letters.address_of(wish)
    if not mail:
        raise ValidationError(_("We need a mail, so that we can write when the time comes free."))
    held = hold([wish.room_id])
    room = held[wish.room_id].room
    wish.in_universal_time()
    rules.check(room, wish, who, now=now)
    if offering.kept_until(wish.starts_at, now) is None:
        raise ValidationError(_("It is too soon: nobody would have time to answer."))
    there = Waiting.objects.listed().filter(room=room, mail=mail, starts_at=wish.starts_at, ends_at=wish.ends_at, state__in=[WaitState.WAITING, WaitState.OFFERED]).first()
    if there is not None:
        return there
    if not clashing([wish], held):
        raise ValidationError(_("The time has come free in the meantime. Book it now."))
    if Waiting.objects.open(now).filter(mail=mail).count() >= MOST:
        raise ValidationError(_("You wait for very many times already. Give some of them up first."))
    row = Waiting(
        room=room, organisation=wish.organisation, name=wish.name, mail=mail, phone=wish.phone, starts_at=wish.starts_at, ends_at=wish.ends_at, purpose=wish.purpose, persons=wish.persons, ticketed=wish.ticketed,
        by_office=who.staff, asked_at=now, language=wish.language,
    )
    row.save()
    audit.record("added", row, by=by, now=now)
    letters.waits(row, now=now)
    return row


def who_of(row: Waiting) -> Who:
    return Who(row.organisation, staff=row.by_office)


@transaction.atomic
def accept(waiting: Waiting, *, by: User | None, now: datetime) -> Booking:
    """What is kept becomes hers; it waits for an answer of the centre where the room wants that. Twice is once. ValidationError where it has gone on to the next, and where a rule says no."""
    who = who_of(waiting)
    terms = acts.hold_booker(who)
    held = hold([waiting.room_id])
    row = _locked(waiting)
    if row.state == WaitState.TAKEN and row.booking is not None:
        return row.booking
    if row.state != WaitState.OFFERED or row.booking is None or row.offered_until is None or row.offered_until <= now:
        raise ValidationError(_("The time is no longer kept for you."))
    room: Room = held[row.room_id].room
    made: Booking = Booking.objects.listed().get(pk=row.booking.pk)
    rules.check(room, made, who, now=now)
    rules.check_quota([made], {room.pk: room}, who, terms=terms)
    costs = acts.price_for(room, made.organisation, ticketed=made.ticketed)
    made.price_class, made.hourly, made.by = costs.price_class, costs.hourly, by
    made.state = BookingState.ASKED if acts.must_wait(room, who) else BookingState.CONFIRMED
    made.asked_at = now
    made.save()
    row.state = WaitState.TAKEN
    row.save()
    audit.record("booked" if made.state == BookingState.CONFIRMED else "asked for", made, by=by, now=now)
    letters.booked([made], now=now)
    return made


@transaction.atomic
def leave(waiting: Waiting, *, by: User | None, now: datetime) -> Waiting:
    """Wait no longer; what was kept goes on to the next. Twice is once."""
    return _end(waiting, WaitState.LEFT, by=by, now=now)


def _end(waiting: Waiting, state: WaitState, *, by: User | None, now: datetime) -> Waiting:
    hold([waiting.room_id])
    row = _locked(waiting)
    if not row.is_open or (state == WaitState.LAPSED and not _is_over(row, now)):
        return row
    kept, before = row.booking, audit.values(row)
    row.state, row.booking = state, None
    row.save()
    audit.record("changed", row, by=by, before=before, now=now)
    if kept is not None:
        kept.delete()  # it was never anybody's booking
        offering.freed(row.room_id, [Span(row.starts_at, row.ends_at)], now=now)
    return row


def _is_over(row: Waiting, now: datetime) -> bool:
    return row.starts_at <= now or (row.offered_until is not None and row.offered_until <= now)


def _locked(waiting: Waiting) -> Waiting:
    row: Waiting = Waiting.objects.listed().select_for_update(of=("self",)).get(pk=waiting.pk)
    return row


def look_after(*, now: datetime) -> None:
    """What was not answered in time goes on to the next, who waited in vain is told by her page, and what came free by another way is offered."""
    for row in Waiting.objects.filter(state=WaitState.OFFERED, offered_until__lte=now).order_by("pk"):
        _lapse(row, now=now)
    for row in Waiting.objects.filter(state=WaitState.WAITING, starts_at__lte=now).order_by("pk"):
        _lapse(row, now=now)
    for rooms in offering.queues(now):
        _offer(rooms, now=now)


@transaction.atomic
def _lapse(row: Waiting, *, now: datetime) -> None:
    _end(row, WaitState.LAPSED, by=None, now=now)


@transaction.atomic
def _offer(rooms: Iterable[int], *, now: datetime) -> None:
    offering.offer(hold(rooms), now=now)
