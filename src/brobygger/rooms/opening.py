"""When a room is open: on which days at all, and from when to when. What is closed to those who book is marked on the pages of the house; staff may book it all the same."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.rooms.models import Room
from brobygger.rooms.notices import Notice
from brobygger.rooms.rules import SATURDAY
from brobygger.rooms.seasons import is_within

HOUR, DAY = 60, 24 * 60


class Hours(NamedTuple):
    """From which minute of a day to which a room is open; ``why`` it is closed where that is all day."""

    opens: int
    closes: int
    why: str = ""

    @property
    def never(self) -> bool:
        return self.closes <= self.opens


def has_day(room: Room, day: date) -> bool:
    """Whether the room's own rules open it on ``day`` at all."""
    return (room.weekends or day.weekday() < SATURDAY) and is_within(day, room.season_from, room.season_to)


def hours_of(room: Room, day: date, told: Iterable[Notice] = ()) -> Hours:
    """When ``room`` is open on ``day``; ``told``: what is known of it."""
    if notice := next((each for each in told if each.closes_on(day)), None):
        return Hours(0, 0, notice.text)
    if not is_within(day, room.season_from, room.season_to):
        return Hours(0, 0, _("outside its season"))
    if not has_day(room, day):
        return Hours(0, 0, _("weekend"))
    return Hours(minute(room.opens) if room.opens else 0, minute(room.closes) if room.closes else DAY)


def minute(at: time) -> int:
    return at.hour * HOUR + at.minute


def said(minutes: int) -> str:
    return f"{minutes // HOUR:02d}.{minutes % HOUR:02d}"


def in_words(why: str) -> str:
    """"closed", with the reason where there is one."""
    return _("closed: %(why)s") % {"why": why} if why else pgettext("a room", "closed")
