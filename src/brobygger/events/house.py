"""The room of the house that an event is in: booked with it, moved with it, free again without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.events.models import Event
from brobygger.rooms import booking as acts
from brobygger.rooms.finding import Alternative, alternatives
from brobygger.rooms.models import Booking, BookingState, Room
from brobygger.rooms.rules import Who
from brobygger.rooms.shown import span
from brobygger.rooms.taking import Taken, hold

OFFICE = Who(staff=True)


class RoomTaken(ValidationError):
    """The room cannot be had: beside the field. ``others``: what is free instead, for buttons."""

    def __init__(self, said: Iterable[str], others: Iterable[Alternative] = ()) -> None:
        super().__init__({"room": [" ".join(said)]})
        self.others = list(others)

    def on(self, day: date | None) -> "RoomTaken":
        """The same of one of several days, with what is free instead in words: one button does not choose for them all."""
        if day is None:
            return self
        listed = "; ".join(f"{each.room.name}, {span(each.starts_at, each.ends_at, year=False)}" for each in self.others)
        return RoomTaken([f"{day:%d.%m.%Y}:", *self.messages, *([_("Free instead: %(rooms)s.") % {"rooms": listed}] if listed else [])])


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose: a room, or none."""

    room: Room | None


def booked(event: Event) -> Booking | None:
    """The booking that holds a room for the event."""
    row: Booking | None = Booking.objects.listed().taking().filter(registration=event.pk).order_by("-pk").first()
    return row


def is_in(event: Event, room: Room | None) -> bool:
    """Whether ``room`` is what it has, or it has none and is to have none."""
    there = booked(event)
    return (there.room_id if there is not None else None) == (room.pk if room is not None else None)


def place_of(room: Room) -> str:
    """Where an event is that is in ``room``, as its place says it."""
    return f"{room.name}, {room.premises.name}"[:200]


def put(event: Event, room: Room | None) -> None:
    """Let the place say the room, where nobody has written another; and no longer one that is given up. Before the event is saved."""
    there = booked(event) if event.pk else None
    if there is not None and event.place == place_of(there.room):
        event.place = ""
    if room is not None and not event.place:
        event.place = place_of(room)


def keep(event: Event, room: Room | None, *, by: User, now: datetime) -> None:
    """Book ``room`` for the event as it is now instead of what it had. ValidationError beside ``room`` with what is free instead, where somebody has it."""
    there = booked(event)
    if room is None:
        free(event, reason="", by=by, now=now)
    elif there is None:
        _take(event, room, by=by, now=now)
    else:
        _move(event, there, room, by=by, now=now)


def follow(event: Event, *, by: User, now: datetime) -> None:
    """The event has another time, and its room with it. ValidationError as for :func:`keep`."""
    there = booked(event)
    if there is not None:
        _move(event, there, there.room, by=by, now=now)


def rename(event: Event, *, by: User, now: datetime) -> None:
    """The screen at the door says what the event is called now."""
    there = booked(event)
    if there is not None and there.purpose != _purpose(event):
        before = audit.values(there)
        there.purpose = _purpose(event)
        acts.edit(there, before=before, by=by, now=now)


def free(event: Event, *, reason: str, by: User, now: datetime) -> None:
    """Nobody needs the room. What has been and gone was booked in vain."""
    there = booked(event)
    if there is None:
        return
    if there.ends_at > now:
        acts.cancel(there, reason=reason, by=by, now=now, staff=True, tell=False)
    else:
        acts.mark_no_show(there, by=by, now=now)


def take_again(event: Event, *, by: User, now: datetime) -> None:
    """The room that a cancelled event had, where its place still says so. ValidationError as for :func:`keep`."""
    had = Booking.objects.listed().filter(registration=event.pk, state__in=[BookingState.CANCELLED, BookingState.CANCELLED_LATE]).order_by("-pk").first()
    if had is not None and had.room.name in event.place and event.ends_at > now:
        _take(event, had.room, by=by, now=now)


def hold_all(events: Iterable[int]) -> None:
    """All rooms that these events have, held in one order, so that two who change a series never wait for each other."""
    hold(Booking.objects.taking().filter(registration__in=list(events)).values_list("room", flat=True))


def _take(event: Event, room: Room, *, by: User, now: datetime) -> None:
    row = Booking(room=room, registration=event.registration, purpose=_purpose(event), starts_at=event.starts_at, ends_at=event.ends_at)
    try:
        acts.book(row, OFFICE, by=by, now=now, tell=False)
    except ValidationError as error:
        raise _beside_the_field(error, now) from error


def _move(event: Event, there: Booking, room: Room, *, by: User, now: datetime) -> None:
    try:
        acts.move(there, OFFICE, room=room, starts_at=event.starts_at, ends_at=event.ends_at, by=by, now=now, tell=False)
    except ValidationError as error:
        raise _beside_the_field(error, now) from error


def _purpose(event: Event) -> str:
    return event.registration.title[:160]


def _beside_the_field(error: ValidationError, now: datetime) -> RoomTaken:
    return RoomTaken(error.messages, alternatives(error.wish, OFFICE, now=now) if isinstance(error, Taken) else ())
