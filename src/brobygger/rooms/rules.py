"""Whether a booking keeps the rules of its room: who, when, how long, how far ahead, how many hours a month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, DateField, Sum
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core.prepared import Given, Prepared
from brobygger.core.times import moment
from brobygger.organisations.models import Membership, Organisation
from brobygger.organisations.models.members import in_force
from brobygger.rooms.models import BookerTerms, Booking, OpenTo, Room
from brobygger.rooms.notices import Notice, notices_of
from brobygger.rooms.seasons import is_within
from brobygger.rooms.seasons import said as season_day

SATURDAY = 5
LONGEST = timedelta(days=14)  # of any booking, whoever makes it


@dataclass(frozen=True, slots=True)
class Who:
    """Who books: an association, a person for herself, or staff, whom the rules do not bind (``staff``). ``member``: whether it is one today, where that is known already."""

    organisation: Organisation | None = None
    staff: bool = False
    member: bool | None = None

    def may_book(self, room: Room, day: date) -> bool:
        if self.staff or room.open_to == OpenTo.EVERYBODY:
            return True
        if self.organisation is None or room.open_to == OpenTo.CENTRE:
            return False
        return room.open_to == OpenTo.ORGANISATIONS or self.is_member(day)

    def is_member(self, day: date) -> bool:
        if self.member is not None:
            return self.member
        return self.organisation is not None and bool(_memberships(day=day, organisation=self.organisation.pk))


_DAY: Any = Given("day", DateField())
_memberships: Prepared[int] = Prepared(lambda: Membership.objects.filter(in_force(_DAY), organisation=Given("organisation", BigIntegerField())).order_by().values_list("pk", flat=True))


def levels(who: Who, day: date) -> list[str]:
    """What a room must be open to, so that the organisation, or a person without one, may book it."""
    if who.organisation is None:
        return [OpenTo.EVERYBODY]
    return [OpenTo.EVERYBODY, OpenTo.ORGANISATIONS, *([OpenTo.MEMBERS] if who.is_member(day) else [])]


def check(room: Room, booking: Booking, who: Who, *, now: datetime, told: Mapping[int, list[Notice]] = MappingProxyType({})) -> None:
    """ValidationError, beside the field it is about, where the booking is impossible, or breaks a rule that binds the one who books; ``told``: what is known of rooms."""
    _possible(room, booking)
    if who.staff:
        return
    day = localtime(booking.starts_at).date()
    if room.retired or not who.may_book(room, localtime(now).date()):
        raise ValidationError({"room": _("You cannot book %(room)s yourself. Call or write to us.") % {"room": room}})
    if booking.starts_at < now:
        raise ValidationError({"day": _("This time has passed.")})
    if not is_within(day, room.season_from, room.season_to):
        raise ValidationError({"day": out_of_season(room)})
    if room.ahead_days and day > localtime(now).date() + timedelta(days=room.ahead_days):
        last = localtime(now).date() + timedelta(days=room.ahead_days)
        raise ValidationError({"day": _("%(room)s can be booked until %(day)s just now.") % {"room": room, "day": formats.date_format(last, "j. F Y")}})
    if not room.weekends and (day.weekday() >= SATURDAY or localtime(booking.ends_at - timedelta(microseconds=1)).weekday() >= SATURDAY):
        raise ValidationError({"day": _("%(room)s cannot be booked on Saturdays and Sundays.") % {"room": room}})
    for notice in told.get(room.pk, ()):
        if notice.closes_on(day):
            _refuse_closed(room, notice)
    _within_hours(room, booking)
    if room.longest_hours and booking.ends_at - booking.starts_at > timedelta(hours=float(room.longest_hours)):
        raise ValidationError({"ends": _("%(room)s can be booked for at most %(n)s hours at a time.") % {"room": room, "n": formats.number_format(room.longest_hours.normalize() + 0)}})


def out_of_season(room: Room) -> str:
    return _("%(room)s is open from %(from)s to %(to)s.") % {"room": room, "from": season_day(room.season_from or 101), "to": season_day(room.season_to or 1231)}


def _refuse_closed(room: Room, notice: Notice) -> None:
    said = {"room": room, "why": notice.text, "day": formats.date_format(notice.until, "j. F Y") if notice.until else ""}
    raise ValidationError({"room": (_("%(room)s is closed until %(day)s: %(why)s") if notice.until else _("%(room)s is closed for now: %(why)s")) % said})


def known_of(rooms: Iterable[int], who: Who) -> Mapping[int, list[Notice]]:
    """What is known of ``rooms``; nothing is asked for staff, whom it does not bind."""
    return {} if who.staff else notices_of(set(rooms))


def _possible(room: Room, booking: Booking) -> None:
    if booking.ends_at <= booking.starts_at:
        raise ValidationError({"ends": _("It ends before it begins.")})
    if booking.ends_at - booking.starts_at > LONGEST:
        raise ValidationError({"ends": _("That is more than a fortnight. Make several bookings.")})
    if booking.persons is not None and booking.persons > room.capacity:
        raise ValidationError({"persons": ngettext("There is room for %(n)s in %(room)s.", "There is room for %(n)s in %(room)s.", room.capacity) % {"n": room.capacity, "room": room}})


def _within_hours(room: Room, booking: Booking) -> None:
    start, end = localtime(booking.starts_at), localtime(booking.ends_at)
    said = {"room": room, "opens": f"{room.opens or time(0):%H.%M}", "closes": f"{room.closes:%H.%M}" if room.closes else "24.00"}
    if room.opens and start.time() < room.opens:
        raise ValidationError({"begins": _("%(room)s can be used from %(opens)s to %(closes)s.") % said})
    overnight = end.date() > start.date() and end.time() > time(0)
    if (room.closes and (overnight or end.time() > room.closes or end.date() > start.date())) or (room.opens and overnight):
        raise ValidationError({"ends": _("%(room)s can be used from %(opens)s to %(closes)s.") % said})


def month_of(at: datetime) -> tuple[datetime, datetime]:
    """From the first moment of its month to that of the next, in Danish time."""
    first = localtime(at).date().replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return moment(first, time()).astimezone(UTC), moment(after, time()).astimezone(UTC)


def check_quota(bookings: Iterable[Booking], rooms: dict[int, Room], who: Who, *, terms: BookerTerms | None) -> None:
    """ValidationError where the association would have more hours of a month than a room, or its own ``terms``, give it. Call with the association locked."""
    if who.staff or who.organisation is None:
        return
    rows = list(bookings)
    hours = terms.hours_a_month if terms else None
    if hours is None and not any(rooms[row.room_id].quota_hours for row in rows):
        return
    months = {month_of(row.starts_at) for row in rows}
    for month in sorted(months):
        fresh = [row for row in rows if month_of(row.starts_at) == month]
        used = Booking.objects.taking().filter(organisation=who.organisation, starts_at__gte=month[0], starts_at__lt=month[1]).exclude(pk__in=[row.pk for row in rows if row.pk])
        by_room = dict(used.order_by().values_list("room").annotate(n=Sum("minutes")))
        name = formats.date_format(localtime(month[0]), "F Y")
        for pk in {row.room_id for row in fresh}:
            limit = rooms[pk].quota_hours
            if limit and by_room.get(pk, 0) + _minutes(row for row in fresh if row.room_id == pk) > limit * 60:
                raise ValidationError({"ends": ngettext("In %(month)s you can have %(room)s for %(n)s hour at most.", "In %(month)s you can have %(room)s for %(n)s hours at most.", limit) % {"month": name, "room": rooms[pk], "n": limit}})
        if hours is not None and sum(by_room.values()) + _minutes(fresh) > hours * 60:
            raise ValidationError({"ends": ngettext("In %(month)s you can book %(n)s hour in all.", "In %(month)s you can book %(n)s hours in all.", hours) % {"month": name, "n": hours}})


def _minutes(rows: Iterable[Booking]) -> int:
    return sum(round((row.ends_at - row.starts_at).total_seconds() / 60) for row in rows)
