"""A calendar as RFC 5545 wants it: whole days or a time of day in Danish time, text escaped, lines folded. Pure: rows in, text out."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from brobygger.core.coming import Coming

HERE = ZoneInfo("Europe/Copenhagen")
LENGTH = timedelta(hours=2)  # nobody says when a meeting ends; a calendar wants an end
WIDEST = 75  # bytes of a line


def calendar(name: str, rows: Iterable[Coming], *, site: str, now: datetime) -> str:
    """``site`` is the address that links begin with; it also makes every row's key its own among all calendars."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brobygger//DA", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    host = site.partition("//")[2] or site
    for row in rows:
        lines += ["BEGIN:VEVENT", f"UID:{row.key}@{host}", f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
        lines += _when(row)
        lines += [f"SUMMARY:{escaped(row.text)}", f"URL:{site}{row.url}"]
        lines += [f"DESCRIPTION:{escaped(str(row.what))}"] if row.what else []
        lines += [f"LOCATION:{escaped(row.place)}"] if row.place else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _when(row: Coming) -> list[str]:
    if row.at is None:
        return [f"DTSTART;VALUE=DATE:{_day(row.on)}", f"DTEND;VALUE=DATE:{_day(row.on + timedelta(days=1))}", "TRANSP:TRANSPARENT"]
    # In universal time: it needs no time-zone table, and ten o'clock here stays ten o'clock across a clock change.
    start = datetime.combine(row.on, row.at, HERE).astimezone(UTC)
    return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{start + LENGTH:%Y%m%dT%H%M%SZ}"]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> list[str]:
    """Cut after at most 75 bytes, never inside a letter; what goes on begins with a space."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > WIDEST:
            parts.append(current)
            current = " "
        current += letter
    return [*parts, current]
