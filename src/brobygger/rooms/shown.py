"""When and where, what it costs and what holds, in words."""

from datetime import datetime
from decimal import Decimal

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.rooms import seasons
from brobygger.rooms.models import Booking, OpenTo, Room, Waiting

MINUTES_OF_HOUR = 60


def when(booking: Booking | Waiting) -> str:
    """«Thursday 4 June 2026, 17.00–19.00», with the last day where it is another."""
    return span(booking.starts_at, booking.ends_at)


def span(starts_at: datetime, ends_at: datetime, *, year: bool = True) -> str:
    start, end = localtime(starts_at), localtime(ends_at)
    day = formats.date_format(start, "l j. F Y" if year else "l j. F")
    until = _clock(end) if end.date() == start.date() or ((end - start).days == 0 and end.hour == end.minute == 0) else f"{formats.date_format(end, 'l j. F')} {_clock(end)}"
    return f"{day}, {_clock(start)}–{until}"


def clock(starts_at: datetime, ends_at: datetime) -> str:
    """The hours alone; midnight at the end is 24."""
    start, end = localtime(starts_at), localtime(ends_at)
    return f"{_clock(start)}–{'24.00' if end.hour == end.minute == 0 else _clock(end)}"


def _clock(at: datetime) -> str:
    return f"{at:%H.%M}"


def where(room: Room) -> str:
    return f"{room.name}, {room.premises.name}"


def kroner(amount: Decimal) -> str:
    """«300 kr.», with øre where there are any."""
    return _("%(amount)s kr.") % {"amount": formats.number_format(amount, 0 if amount == int(amount) else 2, force_grouping=True)}


def hourly(amount: Decimal) -> str:
    return _("free of charge") if not amount else _("%(price)s an hour") % {"price": kroner(amount)}


def rules_of(room: Room) -> list[str]:
    """What holds for booking ``room``, a sentence each."""
    said = [{
        OpenTo.CENTRE: _("Only the centre’s own events and groups use it."), OpenTo.MEMBERS: _("Members can book it."),
        OpenTo.ORGANISATIONS: _("Associations can book it."), OpenTo.EVERYBODY: _("Everybody can book it."),
    }[OpenTo(room.open_to)]]
    if room.approval:
        said.append(_("We look at each booking and write to you."))
    if room.opens or room.closes:
        said.append(_("From %(opens)s to %(closes)s.") % {"opens": f"{room.opens:%H.%M}" if room.opens else "00.00", "closes": f"{room.closes:%H.%M}" if room.closes else "24.00"})
    if room.season_from and room.season_to:
        said.append(_("Open each year from %(from)s to %(to)s.") % {"from": seasons.said(room.season_from), "to": seasons.said(room.season_to)})
    if not room.weekends:
        said.append(_("Not on Saturdays and Sundays."))
    if room.ahead_days:
        said.append(ngettext("At most %(n)s day ahead.", "At most %(n)s days ahead.", room.ahead_days) % {"n": room.ahead_days})
    if room.longest_hours:
        said.append(_("At most %(n)s hours at a time.") % {"n": formats.number_format(room.longest_hours.normalize() + 0)})
    if room.quota_hours:
        said.append(ngettext("At most %(n)s hour a month for each association.", "At most %(n)s hours a month for each association.", room.quota_hours) % {"n": room.quota_hours})
    if room.buffer_minutes:
        said.append(ngettext("%(n)s minute is kept free after each booking.", "%(n)s minutes are kept free after each booking.", room.buffer_minutes) % {"n": room.buffer_minutes})
    if room.cancel_hours:
        said.append(ngettext("Cancel no later than %(n)s hour before.", "Cancel no later than %(n)s hours before.", room.cancel_hours) % {"n": room.cancel_hours})
    return said
