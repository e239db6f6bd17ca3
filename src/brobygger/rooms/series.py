"""Bookings that come again: made from one by a rule, prolonged, moved and cancelled one by one, from one on, or all of them.

What stands in the way of single dates is told for all of them at once (:class:`Conflicts`), and for each somebody chooses: leave it out, another room, another time.
All dates are written together or none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.recurrence import Rule, days
from brobygger.core.times import moment
from brobygger.rooms import booking as acts
from brobygger.rooms import letters, offering, rules
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, BookingSeries, BookingState, Room
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import Held, Taken, clashing, hold, occupy

THIS, FOLLOWING, ALL = "this", "following", "all"
SKIP: Final = "skip"
Choices = Mapping[date, str]
"""For a date what was chosen where it could not be had: SKIP, or the key of an alternative. Dates without one are taken as the rule gives them."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A date that cannot be had, with the reason; ``booking`` is what it would have been, None for an hour that is not there."""

    day: date
    why: str
    booking: Booking | None


class Conflicts(ValidationError):
    """Dates of a series that cannot be had, each with its reason."""

    def __init__(self, found: Iterable[Clash]) -> None:
        super().__init__(_("Some of the dates cannot be had. Say for each what you want instead."))
        self.found = sorted(found, key=lambda each: each.day)


@transaction.atomic
def book_series(first: Booking, rule: Rule, choices: Choices, who: Who, *, by: User | None, now: datetime) -> list[Booking]:
    """Let ``first`` be the first of a series, and book all of it. ValidationError for a rule that gives nothing more or too much, and as for a single booking; :class:`Conflicts`."""
    text = rule.text(first.day)
    wanted = _days(text, first.day)
    if len(wanted) < 2:
        raise ValidationError({"until": _("By this rule it does not come again. Let it end later.")})
    return _book(first, wanted, BookingSeries(rule=text), choices, who, by=by, now=now)


@transaction.atomic
def prolong(series: BookingSeries, choices: Choices, who: Who, *, until: date, by: User | None, now: datetime) -> list[Booking]:
    """Let the series go on to ``until``, a day with; the new dates are like the last. ValidationError where that is no longer; :class:`Conflicts`."""
    row: BookingSeries = BookingSeries.objects.select_for_update().get(pk=series.pk)
    there = list(Booking.objects.listed().filter(series=row).order_by("series_day", "pk"))
    first, last = (day for day in (there[0].series_day, there[-1].series_day) if day is not None)
    parts = [part for part in row.rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    text = ";".join([*parts, f"UNTIL={until:%Y%m%d}T000000"])
    fresh = [day for day in _days(text, first) if day > last] if until > last else []
    if not fresh:
        raise ValidationError({"until": _("By its rule nothing more comes until then.")})
    row.rule = text
    return _book(there[-1], fresh, row, choices, who, by=by, now=now)


def _days(rule: str, first: date) -> list[date]:
    """ValidationError beside the field that says how long it goes on."""
    try:
        return days(rule, first)
    except ValidationError as error:
        raise ValidationError({"until": error.messages}) from error


def _book(like: Booking, wanted: list[date], series: BookingSeries, choices: Choices, who: Who, *, by: User | None, now: datetime) -> list[Booking]:
    acts.hold_booker(who)
    rows: list[Booking] = []
    clashes: list[Clash] = []
    for day in wanted:
        if choices.get(day) != SKIP:
            try:
                rows.append(_at(_like(like, day), like, day, choices.get(day, "")))
            except ValidationError as error:
                clashes.append(Clash(day, " ".join(error.messages), None))
    if not rows and not clashes:
        raise ValidationError({"until": _("All its days are left out.")})
    held = hold([like.room_id, *(row.room_id for row in rows)])
    _refuse_far_ahead(held[like.room_id].room, wanted[-1], who, now)
    if clashes := [*clashes, *_clashes(rows, held, who, now=now)]:
        raise Conflicts(clashes)
    series.skipped = [*series.skipped, *(f"{day:%Y-%m-%d}" for day in wanted if choices.get(day) == SKIP)]
    series.save()
    for row in rows:
        row.series = series
    return acts.book_all(rows, who, by=by, now=now)


def _refuse_far_ahead(room: Room, last: date, who: Who, now: datetime) -> None:
    if room.ahead_days and not who.staff and last > (limit := localtime(now).date() + timedelta(days=room.ahead_days)):
        raise ValidationError({"until": _("%(room)s can be booked until %(day)s just now.") % {"room": room, "day": formats.date_format(limit, "j. F Y")}})


def _clashes(rows: list[Booking], held: Mapping[int, Held], who: Who, *, now: datetime) -> list[Clash]:
    found, kept, told = [], [], rules.known_of(held, who)
    for row in rows:
        try:
            rules.check(held[row.room_id].room, row, who, now=now, told=told)
        except ValidationError as error:
            found.append(Clash(_named(row), " ".join(error.messages), row))
        else:
            kept.append(row)
    taken = clashing(kept, held)
    return found + [Clash(_named(row), " ".join(Taken(row).messages), row) for row in taken]


def _named(row: Booking) -> date:
    return row.series_day or row.day


def _like(pattern: Booking, day: date) -> Booking:
    return Booking(
        room=pattern.room, organisation=pattern.organisation, registration=pattern.registration, name=pattern.name, mail=pattern.mail, phone=pattern.phone, purpose=pattern.purpose, persons=pattern.persons,
        set_up=pattern.set_up, ticketed=pattern.ticketed, language=pattern.language, series_day=day,
    )


def _at(row: Booking, pattern: Booking, day: date, choice: str) -> Booking:
    """``row`` at the time of day of ``pattern`` on ``day``, or as was chosen. ValidationError for an hour that is not there that day."""
    start, end = localtime(pattern.starts_at), localtime(pattern.ends_at)
    if chosen := alternative(choice):
        row.room, row.starts_at, row.ends_at = chosen
    else:
        row.starts_at = moment(day, start.time())
        row.ends_at = moment(day + (end.date() - start.date()), end.time())
    row.in_universal_time()
    return row


def alternative(key: str) -> tuple[Room, datetime, datetime] | None:
    """What the key of an alternative says; None for any other text."""
    room, _sign, rest = key.partition("~")
    starts, _sign, ends = rest.partition("~")
    try:
        at = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
        row = Room.objects.in_use().select_related("premises").filter(pk=int(room)).first() if len(room) < 19 else None
    except ValueError:
        return None
    return (row, *at) if row is not None and None not in {at[0].tzinfo, at[1].tzinfo} else None


def reached(booking: Booking, scope: str, *, now: datetime) -> list[Booking]:
    """The bookings of the series that a change reaches: those still to come, from this one on or all. The booking itself is not among them."""
    if scope not in {FOLLOWING, ALL} or booking.series_id is None:
        return []
    rows = Booking.objects.listed().taking().filter(series=booking.series_id, ends_at__gt=now).exclude(pk=booking.pk)
    if scope == FOLLOWING:
        rows = rows.filter(starts_at__gt=booking.starts_at)
    return list(rows.order_by("starts_at", "pk"))


@transaction.atomic
def move(booking: Booking, scope: str, choices: Choices, who: Who, *, room: Room, starts_at: datetime, ends_at: datetime, by: User | None, now: datetime) -> list[Booking]:
    """Move ``booking``, and those that ``scope`` reaches by as many days, to the same time of day and, where it changes, the same room. Dates that were chosen to stay, stay.

    Gives those moved. ValidationError and :class:`Conflicts`; then none is.
    """
    terms = acts.hold_booker(who)
    reach = reached(booking, scope, now=now)
    if not reach:
        return [acts.move(booking, who, room=room, starts_at=starts_at, ends_at=ends_at, by=by, now=now)]
    chosen = {day: found for day, key in choices.items() if (found := alternative(key))}
    held = hold([booking.room_id, room.pk, *(each.room_id for each in reach), *(found[0].pk for found in chosen.values())])
    rows = list(Booking.objects.listed().select_for_update(of=("self",)).filter(pk__in=[booking.pk, *(each.pk for each in reach)]).order_by("starts_at", "pk"))
    later = localtime(starts_at).date() - booking.day
    pattern = Booking(starts_at=starts_at, ends_at=ends_at)
    other_room = room.pk != booking.room_id
    clashes: list[Clash] = []
    moving: list[tuple[Booking, dict[str, object]]] = []
    freed: dict[int, list[Span]] = defaultdict(list)
    was: dict[int, Booking] = {}
    for row in rows:
        if not row.is_taking or choices.get(_named(row)) == SKIP:
            continue
        before, was[row.pk] = audit.values(row), copy(row)
        freed[row.room_id].append(Span(row.starts_at, row.ends_at))
        if other_room:
            row.room = room
        try:
            _at(row, pattern, row.day + later, choices.get(_named(row), ""))
        except ValidationError as error:
            clashes.append(Clash(_named(row), " ".join(error.messages), None))
        else:
            row.room = held[row.room_id].room
            moving.append((row, before))
    if clashes := [*clashes, *_clashes([row for row, _before in moving], held, who, now=now)]:
        raise Conflicts(clashes)
    rules.check_quota([row for row, _before in moving], {pk: each.room for pk, each in held.items()}, who, terms=terms)
    for row, before in moving:
        if acts.must_wait(row.room, who):
            row.state = BookingState.ASKED
        row.sequence, row.unwritten = row.sequence + 1, False
        row.save()
        audit.record("moved", row, by=by, before=before, now=now)
    occupy([row for row, _before in moving], held)
    for at, spans in freed.items():
        offering.freed(at, spans, now=now)
    letters.moved([row for row, _before in moving], was, now=now)
    return [row for row, _before in moving]


@transaction.atomic
def approve(booking: Booking, scope: str, *, by: User, now: datetime) -> int:
    """Say yes to ``booking``, and to those that wait of all that ``scope`` reaches; gives to how many. One mail tells of all. ValidationError as for a single booking."""
    done = _answered(booking, scope, lambda each: acts.approve(each, by=by, now=now, tell=False), now=now)
    letters.approved(done, now=now)
    return len(done)


@transaction.atomic
def decline(booking: Booking, scope: str, *, reason: str, by: User, now: datetime) -> int:
    """Say no, in the same way; their times are free again."""
    done = _answered(booking, scope, lambda each: acts.decline(each, reason=reason, by=by, now=now, tell=False), now=now)
    letters.declined(done, now=now)
    return len(done)


def _answered(booking: Booking, scope: str, answer: Callable[[Booking], Booking], *, now: datetime) -> list[Booking]:
    reach = reached(booking, scope, now=now)
    hold([booking.room_id, *(each.room_id for each in reach)])
    waiting = set(Booking.objects.filter(pk__in=[booking.pk, *(each.pk for each in reach)], state=BookingState.ASKED).values_list("pk", flat=True))
    rows = [answer(each) for each in [booking, *reach] if each.pk in waiting or each.pk == booking.pk]
    return sorted((row for row in rows if row.pk in waiting), key=lambda each: each.starts_at)


@transaction.atomic
def cancel(booking: Booking, scope: str, *, reason: str = "", by: User | None, now: datetime, staff: bool = False) -> int:
    """Cancel ``booking`` and those that ``scope`` reaches; gives how many. One mail tells of all."""
    reach = reached(booking, scope, now=now)
    hold([booking.room_id, *(each.room_id for each in reach)])
    rows = [acts.cancel(each, reason=reason, by=by, now=now, staff=staff, tell=False) for each in [booking, *reach]]
    done = [row for row in rows if row.ended_at == now]
    letters.cancelled(done, now=now, by_centre=staff)
    return len(done)
