"""A calendar as RFC 5545 wants it: whole days or moments, text escaped, lines folded. Pure: rows in, text out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDEST = 75  # bytes of a line
END = "END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something in a calendar: ``starts_at`` to ``ends_at``, or the whole of ``on``.

    ``key`` is its own for good, so that a subscribed calendar knows it again when it is moved; ``sequence`` grows with each change of time
    or state. ``url`` begins with a slash.
    """

    key: str
    text: str
    url: str
    on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    about: str = ""
    sequence: int = 0
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    organizer: tuple[str, str] | None = None  # name and mail


def calendar(name: str, rows: Iterable[Appointment], *, site: str, now: datetime, organiser: str = "", method: str = "PUBLISH") -> str:
    """``site`` is the address that links begin with; it also makes every row's key its own among all calendars.

    ``organiser`` is the mail address an appointment comes from: a program that takes it out again wants to know that it was the same.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brobygger//DA", f"METHOD:{method}", f"X-WR-CALNAME:{escaped(name)}"]
    host = site.partition("//")[2] or site
    sender = [f"ORGANIZER;CN={_quoted(name)}:mailto:{organiser}"] if organiser else []
    for row in rows:
        lines += ["BEGIN:VEVENT", f"UID:{row.key}@{host}", f"DTSTAMP:{_moment(now)}", *_when(row), f"SEQUENCE:{row.sequence}", *sender]
        lines += [f"SUMMARY:{escaped(row.text)}", f"URL:{site}{row.url}"]
        lines += [f"DESCRIPTION:{escaped(row.about)}"] if row.about else []
        lines += [f"LOCATION:{escaped(row.place)}"] if row.place else []
        lines += [f"CATEGORIES:{escaped(each)}" for each in row.categories]  # a line each: some programs part one line at every comma
        lines += [f"ORGANIZER;CN={_parameter(row.organizer[0])}:mailto:{row.organizer[1]}"] if row.organizer else []
        lines += ["STATUS:CANCELLED"] if row.cancelled else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def withdrawal(name: str, rows: Iterable[Appointment], *, site: str, now: datetime, organiser: str) -> str:
    """What takes appointments out of the calendars they were put into: a calendar of its own for each, as RFC 5546 wants it of ``CANCEL``."""
    return "".join(calendar(name, [row], site=site, now=now, organiser=organiser, method="CANCEL") for row in rows)


def parted(text: str) -> list[tuple[str, str]]:
    """The calendars that ``text`` holds one after another, each with its method."""
    whole = [f"{part}{END}" for part in text.split(END) if part.strip()]
    return [(part.partition("METHOD:")[2].partition("\r\n")[0], part) for part in whole]


def _quoted(name: str) -> str:
    return '"' + "".join(letter for letter in name if letter != '"' and letter.isprintable()) + '"'


def _when(row: Appointment) -> list[str]:
    if row.starts_at is None or row.ends_at is None:
        if row.on is None:
            raise ValueError("an appointment is on a day, or from a moment to another")
        return [f"DTSTART;VALUE=DATE:{_day(row.on)}", f"DTEND;VALUE=DATE:{_day(row.on + timedelta(days=1))}", "TRANSP:TRANSPARENT"]
    # In universal time: it needs no time-zone table, and ten o'clock here stays ten o'clock across a clock change.
    return [f"DTSTART:{_moment(row.starts_at)}", f"DTEND:{_moment(row.ends_at)}"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _parameter(text: str) -> str:
    """A parameter's value in its quotes, which no sign inside can end."""
    kept = "".join(" " if ord(sign) < ord(" ") else "'" if sign == '"' else sign for sign in text)
    return f'"{kept}"'


def escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> list[str]:
    """Cut after at most 75 bytes, never inside a letter; what goes on begins with a space."""
    if len(line.encode()) <= WIDEST:
        return [line]
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > WIDEST:
            parts.append(current)
            current = " "
        current += letter
    return [*parts, current]
