"""What is written to those who book: once for each thing that happens, with the appointment for their calendar, and the way to see, move or cancel it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Final

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.core import ical, outbox
from brobygger.rooms.models import Booking, BookingState, Waiting
from brobygger.rooms.shown import hourly, kroner, span, when, where

SEPARATOR: Final = "\n\n"
LISTED: Final = 30  # dates of a series that a mail names
Said = str | Promise | Callable[[], str]


def address_of(booking: Booking) -> str:
    """Where to write: to the one who booked, else to the association; never about the centre's own."""
    if booking.registration_id is not None:
        return ""
    return booking.mail or (booking.organisation.mail if booking.organisation else "")


def link(booking: Booking) -> str:
    return f"{settings.SITE_URL}{booking.own_url}"


def appointment(booking: Booking, *, cancelled: bool = False, url: str = "") -> ical.Appointment:
    """As a calendar holds it."""
    waits = booking.state == BookingState.ASKED
    text = _("%(what)s (waits for an answer)") % {"what": booking.purpose} if waits else booking.purpose
    return ical.Appointment(
        key=f"booking-{booking.pk}", starts_at=booking.starts_at, ends_at=booking.ends_at, text=text, url=url or booking.own_url, place=where(booking.room), sequence=booking.sequence,
        cancelled=cancelled or not booking.is_taking,
    )


def way_in(booking: Booking, *, now: datetime) -> bool:
    """The key or the code, once it is time: once for each time and room the booking has had. Says whether a mail was written."""
    room = booking.room
    if not room.way_in or booking.state != BookingState.CONFIRMED or not now <= booking.starts_at <= now + timedelta(hours=room.way_in_hours):
        return False
    return _tell([booking], subject=gettext_lazy("How you get into %(room)s"), lines=[gettext_lazy("Soon the room is yours. This is how you get in:"), room.way_in], once=f"way-in-{booking.sequence}", now=now, attach=False)


def booked(bookings: Iterable[Booking], *, now: datetime) -> None:
    """That it is booked, or is being looked at."""
    rows = list(bookings)
    waits = [row for row in rows if row.state == BookingState.ASKED]
    if waits:
        lines: list[Said] = [gettext_lazy("Thank you. We look at it and write to you. The time is kept for you until then.")]
        _tell(rows, subject=gettext_lazy("We have your wish for %(room)s"), lines=lines, once="asked", now=now)
    else:
        _tell(rows, subject=gettext_lazy("You have booked %(room)s"), lines=[gettext_lazy("The room is yours.")], once="booked", now=now)
    for row in rows:
        way_in(row, now=now)


def approved(bookings: Iterable[Booking], *, now: datetime) -> None:
    rows = list(bookings)
    _tell(rows, subject=gettext_lazy("Yes: you have %(room)s"), lines=[gettext_lazy("We have looked at it, and the room is yours.")], once=f"approved-{rows[0].sequence}" if rows else "", now=now)
    for row in rows:
        way_in(row, now=now)


def declined(bookings: Iterable[Booking], *, now: datetime) -> None:
    rows = list(bookings)
    lines: list[Said] = [gettext_lazy("We are sorry: you cannot have the room this time."), *(row.reason for row in rows[:1])]
    _tell(rows, subject=gettext_lazy("You cannot have %(room)s this time"), lines=lines, once=f"declined-{rows[0].sequence}" if rows else "", now=now, gone=True)


def cancelled(bookings: Iterable[Booking], *, now: datetime, by_centre: bool) -> None:
    rows = list(bookings)
    lines: list[Said] = [gettext_lazy("We are sorry: we have had to cancel your booking.") if by_centre else gettext_lazy("Your booking is cancelled. Thank you for giving the room back.")]
    if rows and rows[0].reason:
        lines.append(rows[0].reason)
    _tell(rows, subject=gettext_lazy("Cancelled: %(room)s"), lines=lines, once=f"cancelled-{rows[0].sequence}" if rows else "", now=now, gone=True)


def still_used(dates: list[Booking], *, now: datetime) -> None:
    """Whether a series is still in use; one click answers."""
    first = dates[0]
    lines: list[Said] = [
        gettext_lazy("You have booked a room for many dates, and we have heard nothing of it for a while. Do you still use it? Others would like it."),
        lambda: _("Say yes with one click here: %(link)s") % {"link": f"{settings.SITE_URL}{first.own_url}brug/"},
        gettext_lazy("If you no longer use it, cancel the dates on the page below. If we hear nothing, we may give the room to others."),
    ]
    asked = first.series.reconfirm_on if first.series else None
    _tell(dates, subject=gettext_lazy("Do you still use %(room)s?"), lines=lines, once=f"still-used-{asked}", now=now, attach=False)


def moved(bookings: Iterable[Booking], was: Mapping[int, Booking], *, now: datetime) -> None:
    """``was``: each of them by key as it was before."""
    rows = list(bookings)
    waits = any(row.state == BookingState.ASKED for row in rows)
    lines: list[Said] = [lambda: "\n".join(_what_moved(rows, was))]
    if waits:
        lines.append(gettext_lazy("We look at it and write to you. The time is kept for you until then."))
    lines.append(gettext_lazy("This is what holds now:"))
    _tell(rows, subject=gettext_lazy("Moved: %(room)s"), lines=lines, once=f"moved-{rows[0].sequence}" if rows else "", now=now)
    for row in rows:
        way_in(row, now=now)


def _what_moved(rows: list[Booking], was: Mapping[int, Booking]) -> Iterator[str]:
    """What is another than it was: the room, the time, or both; and what it was."""
    rooms = list(dict.fromkeys((where(was[row.pk].room), where(row.room)) for row in rows if was[row.pk].room_id != row.room_id))
    times = [was[row.pk] for row in rows if (was[row.pk].starts_at, was[row.pk].ends_at) != (row.starts_at, row.ends_at)]
    if rooms and times:
        yield _("Your booking has another room and another time.")
    elif rooms:
        yield _("Your booking has another room.")
    else:
        yield _("Your booking has another time.")
    for before, after in rooms:
        yield _("The room was %(before)s, and is now %(after)s.") % {"before": before, "after": after}
    if len(times) == 1:
        yield _("The time was %(before)s.") % {"before": when(times[0])}
    elif times:
        yield _("The times were:")
        yield from listed([when(each) for each in times])


def waits(row: Waiting, *, now: datetime) -> None:
    """That somebody is put down for a time, and where to give it up."""
    lines: list[Said] = [gettext_lazy("When the time comes free and it is your turn, we write to you and keep it for you for a while.")]
    _write(row, subject=gettext_lazy("You wait for %(room)s"), lines=lines, then=gettext_lazy("See it or give it up here: %(link)s"), once="waits")


def offered(row: Waiting, *, now: datetime) -> None:
    """That the time has come free, and until when it is kept."""
    until = row.offered_until or row.starts_at
    lines: list[Said] = [
        gettext_lazy("The time that you waited for has come free."),
        lambda: _("We keep it for you until %(until)s. Then the next who waits is asked.") % {"until": formats.date_format(localtime(until), "l j. F H.i")},
    ]
    _write(row, subject=gettext_lazy("You can have %(room)s now"), lines=lines, then=gettext_lazy("Take it, or let the next have it: %(link)s"), once=f"offered-{row.booking_id}")


def _write(row: Waiting, *, subject: Promise, lines: Iterable[Said], then: Promise, once: str) -> None:
    with translation.override(row.language):
        parts = [
            _("Dear %(who)s") % {"who": row.name or row.organisation}, *(str(line() if callable(line) else line) for line in lines), "\n".join([row.purpose, where(row.room), span(row.starts_at, row.ends_at)]),
            str(then) % {"link": f"{settings.SITE_URL}{row.own_url}"}, _("Kind regards"), row.centre.name,
        ]
        outbox.write(to=row.mail, subject=str(subject) % {"room": row.room.name}, text=SEPARATOR.join(parts), once_key=f"waiting-{row.pk}-{once}")


def _tell(bookings: list[Booking], *, subject: Promise, lines: Iterable[Said], once: str, now: datetime, gone: bool = False, attach: bool = True) -> bool:
    """One mail for all that happened at once; says whether it was written. Nothing to one without an address. ``attach``: with the appointment."""
    if not bookings or not (to := address_of(bookings[0])):
        return False
    first = bookings[0]
    with translation.override(first.language):
        said = [_("Dear %(who)s") % {"who": first.name or first.organisation}, *(str(line() if callable(line) else line) for line in lines), facts(bookings)]
        if not gone and attach and first.hourly:
            said.append(_("It costs %(price)s, in all %(sum)s.") % {"price": hourly(first.hourly), "sum": kroner(sum((row.price for row in bookings[1:]), first.price))})
        said.append(_("See it here: %(link)s") % {"link": link(first)} if gone else _("See, move or cancel it here: %(link)s") % {"link": link(first)})
        said += [_("Kind regards"), first.centre.name]
        rows = [appointment(row, cancelled=gone) for row in bookings]
        organiser = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        calendar = (
            ical.withdrawal(first.centre.name, rows, site=settings.SITE_URL, now=now, organiser=organiser) if gone
            else ical.calendar(first.centre.name, rows, site=settings.SITE_URL, now=now, organiser=organiser)
        )
        mail = outbox.write(to=to, subject=str(subject) % {"room": first.room.name}, text=SEPARATOR.join(part for part in said if part), calendar=calendar if attach else "", once_key=f"booking-{first.pk}-{once}-{len(bookings)}")
    return mail is not None


def facts(bookings: list[Booking]) -> str:
    """What, where, when; of a series each date, up to a number."""
    first = bookings[0]
    dates = [when(row) if row.room_id == first.room_id else f"{when(row)} ({row.room.name})" for row in bookings]
    return "\n".join([first.purpose, where(first.room), *listed(dates)])


def listed(dates: list[str]) -> list[str]:
    """The first of them, and how many more there are."""
    left = len(dates) - LISTED
    return [*dates[:LISTED], *([ngettext("… and %(n)s more", "… and %(n)s more", left) % {"n": left}] if left > 0 else [])]
