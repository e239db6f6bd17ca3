"""A booking's life: made or asked for, answered, moved, cancelled, held. None ever lies upon another."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.prepared import Given, Prepared
from brobygger.core.schedule import soon
from brobygger.organisations.models import Organisation
from brobygger.rooms import confirmations, letters, offering, rules
from brobygger.rooms.free import Span
from brobygger.rooms.models import BookerTerms, Booking, BookingState, PriceClass, Room
from brobygger.rooms.notices import Notice
from brobygger.rooms.pricing import Price, price
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import Held, Taken, clashing, hold, let_go, occupy

NOT_TYPED: Final = {field.name for field in Booking._meta.fields} - {"name", "mail", "phone", "purpose", "persons"}
_classes: Prepared[PriceClass] = Prepared(lambda: PriceClass.objects.filter(retired=False))
_terms: Prepared[BookerTerms] = Prepared(lambda: BookerTerms.objects.select_related("price_class").filter(organisation=Given("organisation", BigIntegerField())))
_bookers: Prepared[Organisation] = Prepared(lambda: Organisation.objects.select_for_update(of=("self",), no_key=True).select_related("booker_terms__price_class").filter(
    pk=Given("pk", BigIntegerField()),
).only("pk", *(f"booker_terms__{name}" for name in ("organisation", "hours_a_month", "price_class__hourly"))).order_by())


def book(booking: Booking, who: Who, *, by: User | None, now: datetime, tell: bool = True) -> Booking:
    """Book a room. It holds at once, or waits for an answer where the room wants that, and always for somebody without an association; its time is kept meanwhile.

    :class:`Taken` where somebody has the room then; ValidationError where a rule says no, beside the field it is about.
    """
    return book_all([booking], who, by=by, now=now, tell=tell)[0]


def book_all(bookings: Iterable[Booking], who: Who, *, by: User | None, now: datetime, tell: bool = True) -> list[Booking]:
    """Several at once, all of them or none: :class:`Taken` names the first that cannot be had. With ``tell`` the worker writes of them, in one mail."""
    rows = list(bookings)
    # What does not depend on who else books is asked before anybody waits for the rooms.
    for row in rows:
        row.in_universal_time()
        row.clean_fields(exclude=NOT_TYPED)
        if row.organisation_id is None and row.registration_id is None and not row.name and not row.mail:
            raise ValidationError(_("Who books?"))
    told = rules.known_of({row.room_id for row in rows}, who)
    booker = rows[0].organisation if rows else None  # all are one booker's, who is not the office where that books for her
    prices = Prices(booker, classes=_classes(), terms=None if _is_locked(who) else terms_of(booker))
    return _book_all(rows, who, told, prices, by=by, now=now, tell=tell)


@transaction.atomic
def _book_all(rows: list[Booking], who: Who, told: Mapping[int, list[Notice]], prices: "Prices", *, by: User | None, now: datetime, tell: bool) -> list[Booking]:
    if _is_locked(who):
        prices.terms = hold_booker(who)
    held = hold(row.room_id for row in rows)
    for row in rows:
        room = held[row.room_id].room
        rules.check(room, row, who, now=now, told=told)
        row.room = room
        row.asked_at, row.by, row.unwritten = now, by, tell
        row.state = BookingState.ASKED if must_wait(room, who) else BookingState.CONFIRMED
        costs = prices.of(room, ticketed=row.ticketed) if row.registration_id is None else Price(None, row.hourly)
        row.price_class, row.hourly = costs.price_class, costs.hourly
    rules.check_quota(rows, {pk: each.room for pk, each in held.items()}, who, terms=prices.terms)
    _take(rows, held, fresh=True)
    for row in rows:
        audit.record("booked" if row.state == BookingState.CONFIRMED else "asked for", row, by=by, now=now)
    if tell:
        soon(confirmations.JOB)
    return rows


def _take(rows: list[Booking], held: dict[int, Held], *, fresh: bool = False) -> None:
    if impossible := clashing(rows, held):
        raise Taken(impossible[0])
    for row in rows:
        row.save()
    occupy(rows, held, fresh=fresh)


def _is_locked(who: Who) -> bool:
    """Whether the booker's row is, which brings her terms along. In SQLite nobody else writes meanwhile anyway, and what is asked before makes nobody wait."""
    return who.organisation is not None and not who.staff and connection.features.has_select_for_update


def hold_booker(who: Who) -> BookerTerms | None:
    """One who is bound by how many hours she may have does not book twice in the same moment. Before the rooms, always. Gives what holds for that association alone."""
    if who.organisation is None or who.staff:
        return None
    row = _bookers.one(pk=who.organisation.pk)
    return getattr(row, "booker_terms", None)


def must_wait(room: Room, who: Who) -> bool:
    return not who.staff and (room.approval or who.organisation is None)


def terms_of(organisation: Organisation | None) -> BookerTerms | None:
    """What holds for it alone."""
    return _terms.one(organisation=organisation.pk) if organisation else None


class Prices:
    """What is asked once for many bookings or rooms of one organisation: the classes in use, and its terms."""

    def __init__(self, organisation: Organisation | None, *, classes: list[PriceClass], terms: BookerTerms | None) -> None:
        self.organisation, self.classes, self.terms = organisation, classes, terms

    @classmethod
    def for_(cls, organisation: Organisation | None) -> "Prices":
        return cls(organisation, classes=_classes(), terms=terms_of(organisation))

    def of(self, room: Room, *, ticketed: bool) -> Price:
        return price(room, self.organisation, ticketed=ticketed, classes=self.classes, terms=self.terms)


def price_for(room: Room, organisation: Organisation | None, *, ticketed: bool) -> Price:
    """What an hour would cost, for showing before one books."""
    return Prices.for_(organisation).of(room, ticketed=ticketed)


@transaction.atomic
def approve(booking: Booking, *, by: User, now: datetime, tell: bool = True) -> Booking:
    """Say yes. Twice is once; ValidationError where it has been declined or cancelled meanwhile."""
    row = _locked(booking)
    if row.state == BookingState.CONFIRMED:
        return row
    if row.state != BookingState.ASKED:
        raise ValidationError(_("It has been declined or cancelled meanwhile."))
    before = audit.values(row)
    row.state, row.unwritten = BookingState.CONFIRMED, False
    row.save()
    audit.record("approved", row, by=by, before=before, now=now)
    if tell:
        letters.approved([row], now=now)
    return row


@transaction.atomic
def decline(booking: Booking, *, reason: str, by: User, now: datetime, tell: bool = True) -> Booking:
    """Say no, with a reason; its time is free again. Twice is once."""
    row = _locked(booking)
    if row.state == BookingState.DECLINED:
        return row
    if row.state != BookingState.ASKED:
        raise ValidationError(_("It has been answered already."))
    _end(row, BookingState.DECLINED, reason=reason, verb="declined", by=by, now=now)
    if tell:
        letters.declined([row], now=now)
    return row


@transaction.atomic
def cancel(booking: Booking, *, reason: str = "", by: User | None, now: datetime, staff: bool = False, tell: bool = True) -> Booking:
    """Cancel what is still to come; its time is free again. In time or late, by the room's own rule; the centre is never late. Twice is once."""
    row = _locked(booking)
    if not row.is_taking:
        return row
    if row.ends_at <= now:
        raise ValidationError(_("It is over, so it cannot be cancelled."))
    in_time = staff or row.state == BookingState.ASKED or now <= row.starts_at - timedelta(hours=row.room.cancel_hours)
    _end(row, BookingState.CANCELLED if in_time else BookingState.CANCELLED_LATE, reason=reason, verb="cancelled", by=by, now=now)
    if tell:
        letters.cancelled([row], now=now, by_centre=staff)
    return row


def _end(row: Booking, state: BookingState, *, reason: str, verb: str, by: User | None, now: datetime) -> None:
    before = audit.values(row)
    row.state, row.reason, row.ended_at, row.unwritten = state, reason[:250], now, False
    row.sequence += 1
    row.save()
    let_go(row)
    audit.record(verb, row, by=by, before=before, now=now)
    offering.freed(row.room_id, [Span(row.starts_at, row.ends_at)], now=now)


@transaction.atomic
def move(booking: Booking, who: Who, *, room: Room, starts_at: datetime, ends_at: datetime, by: User | None, now: datetime, tell: bool = True) -> Booking:
    """To another time or room; it keeps its price an hour where the room is the same. It waits for an answer anew where the room wants that of this booker.

    :class:`Taken` and ValidationError as for :func:`book`; then nothing is changed.
    """
    terms = hold_booker(who)
    held = hold([booking.room_id, room.pk])
    row = _fresh(booking)
    if not row.is_taking:
        raise ValidationError(_("It has been declined or cancelled meanwhile."))
    if row.ends_at <= now and not who.staff:
        raise ValidationError(_("It is over, so it cannot be moved."))
    before, there = audit.values(row), copy(row)
    row.room, row.starts_at, row.ends_at = held[room.pk].room, starts_at, ends_at
    row.in_universal_time()
    if (there.room_id, there.starts_at, there.ends_at) == (row.room_id, row.starts_at, row.ends_at):
        return row
    rules.check(row.room, row, who, now=now, told=rules.known_of([row.room_id], who))
    rules.check_quota([row], {row.room_id: row.room}, who, terms=terms)
    if there.room_id != row.room_id and row.registration_id is None:
        costs = price_for(row.room, row.organisation, ticketed=row.ticketed)
        row.price_class, row.hourly = costs.price_class, costs.hourly
    if must_wait(row.room, who):
        row.state = BookingState.ASKED
    row.sequence, row.unwritten = row.sequence + 1, False
    if row.ends_at > now:
        row.held_on = None
    _take([row], held)
    offering.freed(there.room_id, [Span(there.starts_at, there.ends_at)], now=now)
    audit.record("moved", row, by=by, before=before, now=now)
    if tell:
        letters.moved([row], {row.pk: there}, now=now)
    return row


@transaction.atomic
def edit(booking: Booking, *, before: dict[str, object], by: User | None, now: datetime) -> Booking:
    """Keep what does not touch time or room: what it is for, how many, how chairs stand, tickets. ValidationError for more than there is room for."""
    rules.check(booking.room, booking, Who(staff=True), now=now)
    if booking.registration_id is None and before.get("ticketed") != booking.ticketed:
        costs = price_for(booking.room, booking.organisation, ticketed=booking.ticketed)
        booking.price_class, booking.hourly = costs.price_class, costs.hourly
    booking.unwritten = _fresh(booking).unwritten  # the worker may have written since the form was opened
    booking.save()
    audit.record("edited", booking, by=by, before=before, now=now)
    return booking


@transaction.atomic
def mark_no_show(booking: Booking, *, by: User, now: datetime) -> Booking:
    """Nobody came: it counts as nothing, and stands in the booker's history. Once more and they came after all. ValidationError before it has begun."""
    row = _locked(booking)
    if row.starts_at > now or row.state not in {BookingState.CONFIRMED, BookingState.NO_SHOW}:
        raise ValidationError(_("It has not begun yet."))
    before = audit.values(row)
    came = row.state == BookingState.NO_SHOW
    row.state = BookingState.CONFIRMED if came else BookingState.NO_SHOW
    row.held_on = row.day if came and row.ends_at <= now else None
    row.save()
    audit.record("changed", row, by=by, before=before, now=now)
    return row


def settle(*, now: datetime) -> int:
    """Write down what has been held since the last time, so that it counts; gives how many."""
    rows = list(Booking.objects.over(now).order_by("pk").values_list("pk", flat=True))
    return sum(_settle(pk, now=now) for pk in rows)


@transaction.atomic
def _settle(pk: int, *, now: datetime) -> bool:
    row = Booking.objects.over(now).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:  # cancelled or settled meanwhile
        return False
    row.held_on = row.day
    row.save()
    return True


def _locked(booking: Booking) -> Booking:
    hold([booking.room_id])
    return _fresh(booking)


def _fresh(booking: Booking) -> Booking:
    row: Booking = Booking.objects.listed().select_for_update(of=("self",)).get(pk=booking.pk)
    return row
